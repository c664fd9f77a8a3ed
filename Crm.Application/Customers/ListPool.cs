using System.Text.Json.Serialization;
using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>A customer in the public pool.</summary>
public sealed record PoolRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Customer.Number"/>
    public string Number { get; init; } = "";

    /// <inheritdoc cref="CustomerInput.Kind"/>
    public CustomerKind Kind { get; init; }

    /// <inheritdoc cref="Customer.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="CustomerInput.Status"/>
    public string? Status { get; init; }

    /// <inheritdoc cref="CustomerInput.Industry"/>
    public string? Industry { get; init; }

    /// <inheritdoc cref="CustomerInput.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="CustomerInput.Size"/>
    public string? Size { get; init; }

    /// <inheritdoc cref="CustomerInput.Rating"/>
    public int? Rating { get; init; }

    /// <inheritdoc cref="CustomerInput.ProvinceCode"/>
    public string? ProvinceCode { get; init; }

    /// <inheritdoc cref="CustomerInput.CityCode"/>
    public string? CityCode { get; init; }

    /// <inheritdoc cref="CustomerInput.DistrictCode"/>
    public string? DistrictCode { get; init; }

    /// <summary>Tags by name.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The number to call first with its middle left out; whole once the customer is yours.</summary>
    public string? MaskedPhone { get; init; }

    /// <inheritdoc cref="Customer.PooledAt"/>
    public DateTime? PooledAt { get; init; }

    /// <inheritdoc cref="Customer.PoolReason"/>
    public string? PoolReason { get; init; }

    /// <inheritdoc cref="Customer.PoolNote"/>
    public string? PoolNote { get; init; }

    /// <inheritdoc cref="Customer.LastOwnerId"/>
    public Guid? LastOwnerId { get; init; }

    /// <summary>Name of the user who looked after the customer before.</summary>
    public string? LastOwnerName { get; init; }

    /// <inheritdoc cref="Customer.LastContactAt"/>
    public DateTime? LastContactAt { get; init; }

    /// <summary>From when on you may claim him (UTC), because you gave him up yourself; null when you may now.</summary>
    public DateTime? ClaimableAt { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    /// <summary>The number as it is stored; it does not leave the program.</summary>
    [JsonIgnore]
    public string? PrimaryPhone { get; init; }

    internal PoolRow For(Guid userId, PoolRules rules, DateTime now) => this with
    {
        MaskedPhone = PhoneNumber.Mask(PrimaryPhone),
        PrimaryPhone = null,
        ClaimableAt = LastOwnerId == userId && rules.ClaimableAgainAt(PooledAt) is { } at && at > now ? at : null,
    };
}

/// <summary>The public pool.</summary>
/// <param name="List">Which part of it.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListPool(ListRequest List) : IRequest<ListPage<PoolRow>>;

internal sealed class ListPoolHandler(RecordLister lister, PoolDescriptor descriptor, ICrmDb db, ICurrentUser user, TimeProvider clock) : IRequestHandler<ListPool, ListPage<PoolRow>>
{
    public async Task<ListPage<PoolRow>> Handle(ListPool request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<Customer, PoolRow>(descriptor, request.List with { Deleted = false }, cancellationToken);
        var (rules, me, now) = (await db.RulesAsync(cancellationToken), user.RequireId(), clock.GetUtcNow().UtcDateTime);
        return page with { Data = [.. page.Data.Select(row => row.For(me, rules, now))] };
    }
}

internal sealed class PoolMaps : Profile
{
    public PoolMaps()
    {
        var ids = QueryValue.Of<List<Guid>>([]);
        CreateMap<Customer, PoolRow>()
            .ForMember(row => row.ProvinceCode, m => m.MapFrom(c => c.Place.ProvinceCode))
            .ForMember(row => row.CityCode, m => m.MapFrom(c => c.Place.CityCode))
            .ForMember(row => row.DistrictCode, m => m.MapFrom(c => c.Place.DistrictCode))
            .ForMember(row => row.LastOwnerName, m => m.MapFrom(c => c.LastOwner!.Name))
            .ForMember(row => row.MaskedPhone, m => m.Ignore())
            .ForMember(row => row.ClaimableAt, m => m.Ignore())
            .ForMember(row => row.Tags, m => m.MapFrom(c => c.Tags.Where(t => ids.Value.Contains(t.CustomerId)).Select(t => t.Tag!.Name)));
    }
}
