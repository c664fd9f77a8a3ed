using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Contacts;

namespace Crm.Application.Contacts;

/// <summary>A contact in a list.</summary>
public sealed record ContactRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Contact.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Contact.PrimaryPhone"/>
    public string? PrimaryPhone { get; init; }

    /// <inheritdoc cref="Contact.PrimaryEmail"/>
    public string? PrimaryEmail { get; init; }

    /// <inheritdoc cref="Contact.Wechat"/>
    public string? Wechat { get; init; }

    /// <summary>A customer the person works for: where he is the primary contact, else the first.</summary>
    public Guid? PrimaryCustomerId { get; init; }

    /// <summary>Name of that customer.</summary>
    public string? PrimaryCustomerName { get; init; }

    /// <summary>Job title there.</summary>
    public string? Title { get; init; }

    /// <inheritdoc cref="Contact.OwnerId"/>
    public Guid? OwnerId { get; init; }

    /// <summary>Name of the user who knows the person best.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="Contact.LastContactAt"/>
    public DateTime? LastContactAt { get; init; }

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

/// <summary>Everything about a contact.</summary>
public sealed record ContactDetail
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Contact.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Contact.EnglishName"/>
    public string? EnglishName { get; init; }

    /// <inheritdoc cref="Contact.Salutation"/>
    public string? Salutation { get; init; }

    /// <inheritdoc cref="Contact.Gender"/>
    public Gender? Gender { get; init; }

    /// <inheritdoc cref="Contact.Birthday"/>
    public DateOnly? Birthday { get; init; }

    /// <inheritdoc cref="Contact.BirthdayCalendar"/>
    public YearCalendar? BirthdayCalendar { get; init; }

    /// <inheritdoc cref="Contact.Phones"/>
    public IReadOnlyList<Phone> Phones { get; init; } = [];

    /// <inheritdoc cref="Contact.Emails"/>
    public IReadOnlyList<Email> Emails { get; init; } = [];

    /// <inheritdoc cref="Contact.Wechat"/>
    public string? Wechat { get; init; }

    /// <inheritdoc cref="Contact.Description"/>
    public string? Description { get; init; }

    /// <inheritdoc cref="Contact.Preferences"/>
    public IReadOnlyList<Preference> Preferences { get; init; } = [];

    /// <inheritdoc cref="Contact.DoNotContact"/>
    public IReadOnlyList<ContactChannel> DoNotContact { get; init; } = [];

    /// <summary>Tags by name.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The customers he works or worked for, as far as you may see them.</summary>
    public IReadOnlyList<ContactCustomerRow> Customers { get; init; } = [];

    /// <inheritdoc cref="Contact.OwnerId"/>
    public Guid? OwnerId { get; init; }

    /// <summary>Name of the user who knows the person best.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="Contact.LastContactAt"/>
    public DateTime? LastContactAt { get; init; }

    /// <summary>Values of the fields that an administrator added, by key; <c>GET /api/v1/meta/{entity}</c> says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = CustomWire.Nothing;

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.CreatedBy"/>
    public Guid? CreatedBy { get; init; }

    /// <summary>Name of the user who wrote the person down.</summary>
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
    public RecordCan Can { get; init; } = RecordCan.Nothing;
}

/// <summary>A customer a person works or worked for.</summary>
public sealed record ContactCustomerRow
{
    /// <inheritdoc cref="CustomerContact.CustomerId"/>
    public Guid CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string CustomerName { get; init; } = "";

    /// <inheritdoc cref="CustomerContact.Role"/>
    public string? Role { get; init; }

    /// <inheritdoc cref="CustomerContact.Title"/>
    public string? Title { get; init; }

    /// <inheritdoc cref="CustomerContact.Department"/>
    public string? Department { get; init; }

    /// <inheritdoc cref="CustomerContact.IsPrimary"/>
    public bool IsPrimary { get; init; }

    /// <inheritdoc cref="CustomerContact.LeftOn"/>
    public DateOnly? LeftOn { get; init; }
}

/// <summary>A person at a customer.</summary>
public sealed record CustomerContactRow
{
    /// <inheritdoc cref="CustomerContact.CustomerId"/>
    public Guid CustomerId { get; init; }

    /// <inheritdoc cref="CustomerContact.ContactId"/>
    public Guid ContactId { get; init; }

    /// <summary>Name of the person.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="CustomerContact.Role"/>
    public string? Role { get; init; }

    /// <inheritdoc cref="CustomerContact.Title"/>
    public string? Title { get; init; }

    /// <inheritdoc cref="CustomerContact.Department"/>
    public string? Department { get; init; }

    /// <inheritdoc cref="CustomerContact.IsPrimary"/>
    public bool IsPrimary { get; init; }

    /// <inheritdoc cref="CustomerContact.LeftOn"/>
    public DateOnly? LeftOn { get; init; }

    /// <inheritdoc cref="Contact.PrimaryPhone"/>
    public string? PrimaryPhone { get; init; }

    /// <inheritdoc cref="Contact.PrimaryEmail"/>
    public string? PrimaryEmail { get; init; }

    /// <summary>When the person was linked (UTC).</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When the link was last changed (UTC).</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Version of the link, not of the person.</summary>
    public int Version { get; init; }
}

/// <summary>What you may do with a record now.</summary>
/// <param name="Update">Change it.</param>
/// <param name="Delete">Put it into the bin.</param>
/// <param name="Restore">Take it out of the bin.</param>
public sealed record RecordCan(bool Update, bool Delete, bool Restore)
{
    internal static readonly RecordCan Nothing = new(false, false, false);

    internal static RecordCan Of(bool deleted, bool mayWrite, bool mayDelete) => new(!deleted && mayWrite, !deleted && mayDelete, deleted && mayDelete);
}

internal sealed class ContactMaps : Profile
{
    public ContactMaps()
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>(null);
        CreateMap<Contact, ContactRow>()
            .ForMember(row => row.Custom, m => m.MapFrom(c => CustomWire.Answer(c.Custom, custom.Value)))
            .ForMember(row => row.OwnerName, m => m.MapFrom(c => c.Owner!.Name))
            .ForMember(row => row.PrimaryCustomerId, m => m.MapFrom(c => c.Customers.Where(l => l.LeftOn == null && l.DeletedAt == null && l.Customer!.DeletedAt == null).OrderByDescending(l => l.IsPrimary).ThenBy(l => l.Id).Select(l => (Guid?)l.CustomerId).FirstOrDefault()))
            .ForMember(row => row.PrimaryCustomerName, m => m.MapFrom(c => c.Customers.Where(l => l.LeftOn == null && l.DeletedAt == null && l.Customer!.DeletedAt == null).OrderByDescending(l => l.IsPrimary).ThenBy(l => l.Id).Select(l => l.Customer!.Name).FirstOrDefault()))
            .ForMember(row => row.Title, m => m.MapFrom(c => c.Customers.Where(l => l.LeftOn == null && l.DeletedAt == null && l.Customer!.DeletedAt == null).OrderByDescending(l => l.IsPrimary).ThenBy(l => l.Id).Select(l => l.Title).FirstOrDefault()));

        var id = QueryValue.Of(Guid.Empty); // as with customers: said twice whose tags they are
        CreateMap<Contact, ContactDetail>()
            .ForMember(d => d.Custom, m => m.MapFrom(c => CustomWire.Answer(c.Custom, custom.Value)))
            .ForMember(d => d.OwnerName, m => m.MapFrom(c => c.Owner!.Name))
            .ForMember(d => d.Tags, m => m.MapFrom(c => c.Tags.Where(t => t.ContactId == id.Value).Select(t => t.Tag!.Name)))
            .ForMember(d => d.Customers, m => m.Ignore())
            .ForMember(d => d.Can, m => m.Ignore())
            .ForMember(d => d.CreatedByName, m => m.Ignore())
            .ForMember(d => d.UpdatedByName, m => m.Ignore());

        CreateMap<CustomerContact, ContactCustomerRow>()
            .ForMember(row => row.CustomerName, m => m.MapFrom(l => l.Customer!.Name));
        CreateMap<CustomerContact, CustomerContactRow>()
            .ForMember(row => row.Name, m => m.MapFrom(l => l.Contact!.Name))
            .ForMember(row => row.PrimaryPhone, m => m.MapFrom(l => l.Contact!.PrimaryPhone))
            .ForMember(row => row.PrimaryEmail, m => m.MapFrom(l => l.Contact!.PrimaryEmail));
    }
}
