using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Lifecycle;
using Crm.Domain.Orders;

namespace Crm.Application.Customers;

/// <summary>A customer in a list.</summary>
public sealed record CustomerRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Customer.Number"/>
    public string Number { get; init; } = "";

    /// <inheritdoc cref="CustomerInput.Kind"/>
    public CustomerKind Kind { get; init; }

    /// <inheritdoc cref="Customer.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Customer.ShortName"/>
    public string? ShortName { get; init; }

    /// <inheritdoc cref="CustomerInput.Industry"/>
    public string? Industry { get; init; }

    /// <inheritdoc cref="CustomerInput.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="CustomerInput.Size"/>
    public string? Size { get; init; }

    /// <inheritdoc cref="CustomerInput.Status"/>
    public string? Status { get; init; }

    /// <inheritdoc cref="CustomerInput.Rating"/>
    public int? Rating { get; init; }

    /// <inheritdoc cref="CustomerInput.ProvinceCode"/>
    public string? ProvinceCode { get; init; }

    /// <inheritdoc cref="CustomerInput.CityCode"/>
    public string? CityCode { get; init; }

    /// <inheritdoc cref="CustomerInput.DistrictCode"/>
    public string? DistrictCode { get; init; }

    /// <inheritdoc cref="Customer.PrimaryPhone"/>
    public string? PrimaryPhone { get; init; }

    /// <inheritdoc cref="Customer.PrimaryEmail"/>
    public string? PrimaryEmail { get; init; }

    /// <inheritdoc cref="Customer.CreditCode"/>
    public string? CreditCode { get; init; }

    /// <inheritdoc cref="CustomerInput.AnnualRevenue"/>
    public Money? AnnualRevenue { get; init; }

    /// <summary>Tags by name.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <inheritdoc cref="Customer.OwnerId"/>
    public Guid? OwnerId { get; init; }

    /// <summary>Name of the user who looks after the customer.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="Customer.LastContactAt"/>
    public DateTime? LastContactAt { get; init; }

    /// <inheritdoc cref="Customer.NextFollowUpAt"/>
    public DateTime? NextFollowUpAt { get; init; }

    /// <summary>Code of the list <c>customer_tier</c>.</summary>
    public string? Tier { get; init; }

    /// <inheritdoc cref="CustomerTrade.Stage"/>
    public StageOfLife Stage { get; init; }

    /// <inheritdoc cref="CustomerTrade.StageSince"/>
    public DateOnly? StageSince { get; init; }

    /// <inheritdoc cref="CustomerTrade.SilentOn"/>
    public DateOnly? SilentOn { get; init; }

    /// <inheritdoc cref="CustomerTrade.LastOrderOn"/>
    public DateOnly? LastOrderOn { get; init; }

    /// <inheritdoc cref="CustomerTrade.Orders"/>
    public int OrderCount { get; init; }

    /// <inheritdoc cref="CustomerTrade.NetRevenue"/>
    public Money NetRevenue { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.NetRevenueLately"/>
    public Money NetRevenue12Months { get; init; } = new(0, Money.Base);

    /// <summary>Since when nobody spoke with the customer, did a follow-up or took him over (UTC); from it the days until he goes back to the pool count.</summary>
    public DateTime? IdleSince { get; init; }

    /// <inheritdoc cref="Customer.Protected"/>
    public bool Protected { get; init; }

    /// <summary>Values of the fields that an administrator added, by key; <c>GET /api/v1/meta/{entity}</c> says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = CustomWire.Nothing;

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>The whole file of a customer.</summary>
public sealed record CustomerDetail
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Customer.Number"/>
    public string Number { get; init; } = "";

    /// <inheritdoc cref="CustomerInput.Kind"/>
    public CustomerKind Kind { get; init; }

    /// <inheritdoc cref="Customer.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Customer.ShortName"/>
    public string? ShortName { get; init; }

    /// <inheritdoc cref="Customer.EnglishName"/>
    public string? EnglishName { get; init; }

    /// <inheritdoc cref="CustomerInput.Industry"/>
    public string? Industry { get; init; }

    /// <inheritdoc cref="CustomerInput.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="CustomerInput.Size"/>
    public string? Size { get; init; }

    /// <inheritdoc cref="CustomerInput.Status"/>
    public string? Status { get; init; }

    /// <inheritdoc cref="CustomerInput.Rating"/>
    public int? Rating { get; init; }

    /// <inheritdoc cref="CustomerInput.ProvinceCode"/>
    public string? ProvinceCode { get; init; }

    /// <inheritdoc cref="CustomerInput.CityCode"/>
    public string? CityCode { get; init; }

    /// <inheritdoc cref="CustomerInput.DistrictCode"/>
    public string? DistrictCode { get; init; }

    /// <summary>The innermost of these divisions that is known.</summary>
    public string? RegionCode { get; init; }

    /// <inheritdoc cref="CustomerInput.AddressLine1"/>
    public string? AddressLine1 { get; init; }

    /// <inheritdoc cref="CustomerInput.AddressLine2"/>
    public string? AddressLine2 { get; init; }

    /// <inheritdoc cref="CustomerInput.PostalCode"/>
    public string? PostalCode { get; init; }

    /// <inheritdoc cref="CustomerInput.Website"/>
    public string? Website { get; init; }

    /// <inheritdoc cref="Customer.Phones"/>
    public IReadOnlyList<Phone> Phones { get; init; } = [];

    /// <inheritdoc cref="Customer.Emails"/>
    public IReadOnlyList<Email> Emails { get; init; } = [];

    /// <inheritdoc cref="CustomerInput.AnnualRevenue"/>
    public Money? AnnualRevenue { get; init; }

    /// <inheritdoc cref="CustomerInput.FoundedOn"/>
    public DateOnly? FoundedOn { get; init; }

    /// <inheritdoc cref="CustomerInput.Birthday"/>
    public DateOnly? Birthday { get; init; }

    /// <inheritdoc cref="CustomerInput.BirthdayCalendar"/>
    public YearCalendar? BirthdayCalendar { get; init; }

    /// <inheritdoc cref="Customer.CreditCode"/>
    public string? CreditCode { get; init; }

    /// <inheritdoc cref="Customer.Description"/>
    public string? Description { get; init; }

    /// <inheritdoc cref="Customer.Preferences"/>
    public IReadOnlyList<Preference> Preferences { get; init; } = [];

    /// <inheritdoc cref="Customer.DoNotContact"/>
    public IReadOnlyList<ContactChannel> DoNotContact { get; init; } = [];

    /// <summary>Tags by name.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <inheritdoc cref="Customer.ParentId"/>
    public Guid? ParentId { get; init; }

    /// <summary>Name of the company this one belongs to.</summary>
    public string? ParentName { get; init; }

    /// <inheritdoc cref="Customer.OwnerId"/>
    public Guid? OwnerId { get; init; }

    /// <summary>Name of the user who looks after the customer.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="Customer.LastContactAt"/>
    public DateTime? LastContactAt { get; init; }

    /// <inheritdoc cref="Customer.NextFollowUpAt"/>
    public DateTime? NextFollowUpAt { get; init; }

    /// <summary>Code of the list <c>customer_tier</c>.</summary>
    public string? Tier { get; init; }

    /// <inheritdoc cref="Customer.TierSince"/>
    public DateOnly? TierSince { get; init; }

    /// <inheritdoc cref="Customer.TierIsManual"/>
    public bool TierIsManual { get; init; }

    /// <inheritdoc cref="Customer.TierUntil"/>
    public DateOnly? TierUntil { get; init; }

    /// <inheritdoc cref="CustomerTrade.RecencyScore"/>
    public int? RfmRecency { get; init; }

    /// <inheritdoc cref="CustomerTrade.FrequencyScore"/>
    public int? RfmFrequency { get; init; }

    /// <inheritdoc cref="CustomerTrade.MonetaryScore"/>
    public int? RfmMonetary { get; init; }

    /// <inheritdoc cref="CustomerTrade.ValueClass"/>
    public ValueClass? ValueClass { get; init; }

    /// <inheritdoc cref="CustomerTrade.Stage"/>
    public StageOfLife Stage { get; init; }

    /// <inheritdoc cref="CustomerTrade.StageSince"/>
    public DateOnly? StageSince { get; init; }

    /// <inheritdoc cref="CustomerTrade.SilentOn"/>
    public DateOnly? SilentOn { get; init; }

    /// <inheritdoc cref="CustomerTrade.LostOn"/>
    public DateOnly? LostOn { get; init; }

    /// <inheritdoc cref="CustomerTrade.LastOrderOn"/>
    public DateOnly? LastOrderOn { get; init; }

    /// <inheritdoc cref="CustomerTrade.Orders"/>
    public int OrderCount { get; init; }

    /// <inheritdoc cref="CustomerTrade.NetRevenue"/>
    public Money NetRevenue { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.NetRevenueLately"/>
    public Money NetRevenue12Months { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.FirstOrderOn"/>
    public DateOnly? FirstOrderOn { get; init; }

    /// <inheritdoc cref="CustomerTrade.OrdersLately"/>
    public int OrderCount12Months { get; init; }

    /// <inheritdoc cref="CustomerTrade.ReturnCount"/>
    public int ReturnCount { get; init; }

    /// <inheritdoc cref="CustomerTrade.Returned"/>
    public Money Returned { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.AverageGapDays"/>
    public decimal? AverageOrderGap { get; init; }

    /// <inheritdoc cref="CustomerTrade.MedianGapDays"/>
    public decimal? MedianOrderGap { get; init; }

    /// <inheritdoc cref="CustomerTrade.FavouriteCategoryId"/>
    public Guid? FavouriteCategoryId { get; init; }

    /// <summary>Name of that category.</summary>
    public string? FavouriteCategoryName { get; init; }

    /// <inheritdoc cref="CustomerTrade.Paid"/>
    public Money Paid { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.AverageDaysLate"/>
    public decimal? AverageDaysLate { get; init; }

    /// <inheritdoc cref="CustomerTrade.LateShare"/>
    public decimal? LateShare { get; init; }

    /// <summary>Since when nobody spoke with the customer, did a follow-up or took him over (UTC); from it the days until he goes back to the pool count.</summary>
    public DateTime? IdleSince { get; init; }

    /// <inheritdoc cref="Customer.Protected"/>
    public bool Protected { get; init; }

    /// <inheritdoc cref="Customer.PooledAt"/>
    public DateTime? PooledAt { get; init; }

    /// <inheritdoc cref="Customer.PoolReason"/>
    public string? PoolReason { get; init; }

    /// <inheritdoc cref="Customer.PoolNote"/>
    public string? PoolNote { get; init; }

    /// <inheritdoc cref="Customer.LastOwnerId"/>
    public Guid? LastOwnerId { get; init; }

    /// <summary>Values of the fields that an administrator added, by key; <c>GET /api/v1/meta/{entity}</c> says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = CustomWire.Nothing;

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.CreatedBy"/>
    public Guid? CreatedBy { get; init; }

    /// <summary>Name of the user who opened the file.</summary>
    public string? CreatedByName { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedBy"/>
    public Guid? UpdatedBy { get; init; }

    /// <summary>Name of the user who changed it last.</summary>
    public string? UpdatedByName { get; init; }

    /// <inheritdoc cref="Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    /// <summary>What you may do with it now.</summary>
    public CustomerCan Can { get; init; } = CustomerCan.Nothing;

    /// <summary>The user who looks after it, with <c>expand=owner</c>.</summary>
    public Reference? Owner { get; init; }

    /// <summary>The company it belongs to, with <c>expand=parent</c>.</summary>
    public Reference? Parent { get; init; }

    /// <summary>The people there, with <c>expand=contacts</c>.</summary>
    public IReadOnlyList<CustomerContactRow>? Contacts { get; init; }

    /// <summary>Its addresses, with <c>expand=addresses</c>.</summary>
    public IReadOnlyList<AddressRow>? Addresses { get; init; }

    /// <summary>Its tax profiles, with <c>expand=taxProfiles</c>.</summary>
    public IReadOnlyList<TaxProfileRow>? TaxProfiles { get; init; }
}

/// <summary>Another record in short.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record Reference(Guid Id, string Name);

/// <summary>What you may do with a customer now.</summary>
/// <param name="Update">Change the file.</param>
/// <param name="Delete">Put it into the bin.</param>
/// <param name="Restore">Take it out of the bin.</param>
/// <param name="Assign">Give it to another owner.</param>
public sealed record CustomerCan(bool Update, bool Delete, bool Restore, bool Assign)
{
    internal static readonly CustomerCan Nothing = new(false, false, false, false);
}

internal sealed class CustomerMaps : Profile
{
    public CustomerMaps()
    {
        // Said twice whose tags they are, by the join and by the ids that each query brings: SQLite joins all tags of all customers first
        // unless the inner question is narrow too.
        var ids = QueryValue.Of<List<Guid>>([]);
        var id = QueryValue.Of(Guid.Empty);
        var custom = QueryValue.Of<IReadOnlySet<string>?>(null);
        CreateMap<Customer, CustomerRow>()
            .ForMember(row => row.Custom, m => m.MapFrom(c => CustomWire.Answer(c.Custom, custom.Value)))
            .ForMember(row => row.LastOrderOn, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.LastOrderOn))
            .ForMember(row => row.Stage, m => m.MapFrom(c => c.Trade == null ? StageOfLife.Prospect : c.Trade.Stage))
            .ForMember(row => row.StageSince, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.StageSince))
            .ForMember(row => row.SilentOn, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.SilentOn))
            .ForMember(row => row.OrderCount, m => m.MapFrom(c => c.Trade == null ? 0 : c.Trade.Orders))
            .ForMember(row => row.NetRevenue, m => m.MapFrom(c => new Money(c.Trade == null ? 0 : c.Trade.NetRevenue, Money.Base)))
            .ForMember(row => row.NetRevenue12Months, m => m.MapFrom(c => new Money(c.Trade == null ? 0 : c.Trade.NetRevenueLately, Money.Base)))
            .ForMember(row => row.ProvinceCode, m => m.MapFrom(c => c.Place.ProvinceCode))
            .ForMember(row => row.CityCode, m => m.MapFrom(c => c.Place.CityCode))
            .ForMember(row => row.DistrictCode, m => m.MapFrom(c => c.Place.DistrictCode))
            .ForMember(row => row.OwnerName, m => m.MapFrom(c => c.Owner!.Name))
            .ForMember(row => row.IdleSince, m => m.MapFrom(PublicPool.IdleSince))
            .ForMember(row => row.AnnualRevenue, m => m.MapFrom(c => c.AnnualRevenue == null ? null : new Money(c.AnnualRevenue.Amount, c.AnnualRevenue.Currency)))
            .ForMember(row => row.Tags, m => m.MapFrom(c => c.Tags.Where(t => ids.Value.Contains(t.CustomerId)).Select(t => t.Tag!.Name)));

        CreateMap<Customer, CustomerDetail>()
            .ForMember(d => d.Custom, m => m.MapFrom(c => CustomWire.Answer(c.Custom, custom.Value)))
            .ForMember(d => d.LastOrderOn, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.LastOrderOn))
            .ForMember(d => d.Stage, m => m.MapFrom(c => c.Trade == null ? StageOfLife.Prospect : c.Trade.Stage))
            .ForMember(d => d.StageSince, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.StageSince))
            .ForMember(d => d.SilentOn, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.SilentOn))
            .ForMember(d => d.LostOn, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.LostOn))
            .ForMember(d => d.OrderCount, m => m.MapFrom(c => c.Trade == null ? 0 : c.Trade.Orders))
            .ForMember(d => d.NetRevenue, m => m.MapFrom(c => new Money(c.Trade == null ? 0 : c.Trade.NetRevenue, Money.Base)))
            .ForMember(d => d.NetRevenue12Months, m => m.MapFrom(c => new Money(c.Trade == null ? 0 : c.Trade.NetRevenueLately, Money.Base)))
            .ForMember(d => d.RfmRecency, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.RecencyScore))
            .ForMember(d => d.RfmFrequency, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.FrequencyScore))
            .ForMember(d => d.RfmMonetary, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.MonetaryScore))
            .ForMember(d => d.ValueClass, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.ValueClass))
            .ForMember(d => d.FirstOrderOn, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.FirstOrderOn))
            .ForMember(d => d.OrderCount12Months, m => m.MapFrom(c => c.Trade == null ? 0 : c.Trade.OrdersLately))
            .ForMember(d => d.ReturnCount, m => m.MapFrom(c => c.Trade == null ? 0 : c.Trade.ReturnCount))
            .ForMember(d => d.Returned, m => m.MapFrom(c => new Money(c.Trade == null ? 0 : c.Trade.Returned, Money.Base)))
            .ForMember(d => d.AverageOrderGap, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.AverageGapDays))
            .ForMember(d => d.MedianOrderGap, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.MedianGapDays))
            .ForMember(d => d.FavouriteCategoryId, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.FavouriteCategoryId))
            .ForMember(d => d.FavouriteCategoryName, m => m.MapFrom(c => c.Trade!.FavouriteCategory!.Name))
            .ForMember(d => d.Paid, m => m.MapFrom(c => new Money(c.Trade == null ? 0 : c.Trade.Paid, Money.Base)))
            .ForMember(d => d.AverageDaysLate, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.AverageDaysLate))
            .ForMember(d => d.LateShare, m => m.MapFrom(c => c.Trade == null ? null : c.Trade.LateShare))
            .ForMember(d => d.ProvinceCode, m => m.MapFrom(c => c.Place.ProvinceCode))
            .ForMember(d => d.CityCode, m => m.MapFrom(c => c.Place.CityCode))
            .ForMember(d => d.DistrictCode, m => m.MapFrom(c => c.Place.DistrictCode))
            .ForMember(d => d.AddressLine1, m => m.MapFrom(c => c.Place.Line1))
            .ForMember(d => d.AddressLine2, m => m.MapFrom(c => c.Place.Line2))
            .ForMember(d => d.PostalCode, m => m.MapFrom(c => c.Place.PostalCode))
            .ForMember(d => d.OwnerName, m => m.MapFrom(c => c.Owner!.Name))
            .ForMember(d => d.IdleSince, m => m.MapFrom(PublicPool.IdleSince))
            .ForMember(d => d.AnnualRevenue, m => m.MapFrom(c => c.AnnualRevenue == null ? null : new Money(c.AnnualRevenue.Amount, c.AnnualRevenue.Currency)))
            .ForMember(d => d.ParentName, m => m.MapFrom(c => c.Parent!.Name))
            .ForMember(d => d.Tags, m => m.MapFrom(c => c.Tags.Where(t => t.CustomerId == id.Value).Select(t => t.Tag!.Name)))
            .ForMember(d => d.Can, m => m.Ignore())
            .ForMember(d => d.CreatedByName, m => m.Ignore())
            .ForMember(d => d.UpdatedByName, m => m.Ignore())
            .ForMember(d => d.Owner, m => m.Ignore())
            .ForMember(d => d.Parent, m => m.Ignore())
            .ForMember(d => d.Contacts, m => m.Ignore())
            .ForMember(d => d.Addresses, m => m.Ignore())
            .ForMember(d => d.TaxProfiles, m => m.Ignore());

        CreateMap<CustomerAddress, AddressRow>()
            .ForMember(row => row.ProvinceCode, m => m.MapFrom(a => a.Place.ProvinceCode))
            .ForMember(row => row.CityCode, m => m.MapFrom(a => a.Place.CityCode))
            .ForMember(row => row.DistrictCode, m => m.MapFrom(a => a.Place.DistrictCode))
            .ForMember(row => row.Line1, m => m.MapFrom(a => a.Place.Line1))
            .ForMember(row => row.Line2, m => m.MapFrom(a => a.Place.Line2))
            .ForMember(row => row.PostalCode, m => m.MapFrom(a => a.Place.PostalCode));
        CreateMap<TaxProfile, TaxProfileRow>();
    }
}
