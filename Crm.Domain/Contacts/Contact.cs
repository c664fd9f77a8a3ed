using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Security;

namespace Crm.Domain.Contacts;

/// <summary>A person we know at one or several customers. When he leaves one, his history stays.</summary>
public sealed class Contact : DescribedRecord
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 100;

    /// <summary>Longest WeChat id.</summary>
    public const int WechatMaxLength = 60;

    /// <summary>Most customers one person is linked to.</summary>
    public const int CustomersMaxCount = 50;

    private readonly List<CustomerContact> _customers = [];
    private readonly List<ContactTag> _tags = [];

    private Contact()
    {
    }

    private Contact(Guid id)
        : base(id)
    {
    }

    /// <summary>Name, family name first for Chinese names.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Name in Latin letters.</summary>
    public string? EnglishName { get; private set; }

    /// <summary>Code of the list <c>salutation</c>.</summary>
    public string? Salutation { get; private set; }

    /// <summary>Male, female, or not known.</summary>
    public Gender? Gender { get; private set; }

    /// <summary>Birthday.</summary>
    public DateOnly? Birthday { get; private set; }

    /// <summary>The calendar by which the birthday is kept; null for the solar one.</summary>
    public YearCalendar? BirthdayCalendar { get; private set; }

    /// <summary>Month and day of a birthday that is kept by the lunar calendar; see <see cref="YearlyDay.Code"/>.</summary>
    public int? LunarBirthday { get; private set; }

    /// <summary>The day of the year on which the birthday is kept, by either calendar; see <see cref="YearlyDay.KeyOf"/>.</summary>
    public int? BirthdayKey { get; private set; }

    /// <summary>Phone numbers, one of them primary.</summary>
    public IReadOnlyList<Phone> Phones { get; private set; } = [];

    /// <summary>E-mail addresses, one of them primary.</summary>
    public IReadOnlyList<Email> Emails { get; private set; } = [];

    /// <summary>The number to call first, as typed.</summary>
    public string? PrimaryPhone { get; private set; }

    /// <summary>The address to write to first, as typed.</summary>
    public string? PrimaryEmail { get; private set; }

    /// <summary>WeChat id.</summary>
    public string? Wechat { get; private set; }

    /// <summary>Anything worth knowing.</summary>
    public string? Description { get; private set; }

    /// <summary>Needs and preferences.</summary>
    public IReadOnlyList<Preference> Preferences { get; private set; } = [];

    /// <summary>Channels on which the person does not want to hear from us.</summary>
    public IReadOnlyList<ContactChannel> DoNotContact { get; private set; } = [];

    /// <summary>The user who knows the person best; a contact is also visible to whoever may see one of its customers.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>The user who knows the person best, for reading.</summary>
    public User? Owner { get; private set; }

    /// <summary>When somebody last spoke with the person (UTC). Follows from the interactions.</summary>
    public DateTime? LastContactAt { get; private set; }

    /// <summary>Where the person works or worked.</summary>
    public IReadOnlyList<CustomerContact> Customers => _customers;

    /// <summary>Words colleagues put on the person.</summary>
    public IReadOnlyList<ContactTag> Tags => _tags;

    /// <summary>What the name sorts by: its pinyin.</summary>
    public string NameSortKey { get; private set; } = "";

    /// <summary>Writes a new person down.</summary>
    public static Contact Meet(Guid id, ContactProfile profile, Guid? ownerId)
    {
        var contact = new Contact(id) { OwnerId = ownerId };
        contact.Describe(profile);
        return contact;
    }

    /// <summary>Takes over what is known about the person.</summary>
    /// <exception cref="DomainException"><c>several_primary</c>.</exception>
    public void Describe(ContactProfile profile)
    {
        Name = profile.Name;
        EnglishName = profile.EnglishName;
        Salutation = profile.Salutation;
        Gender = profile.Gender;
        Birthday = profile.Birthday;
        BirthdayCalendar = profile.BirthdayCalendar;
        LunarBirthday = YearlyDay.LunarCodeOf(profile.Birthday, profile.BirthdayCalendar);
        BirthdayKey = YearlyDay.KeyOf(profile.Birthday, profile.BirthdayCalendar);
        Phones = ContactWays.WithOnePrimary(profile.Phones);
        Emails = ContactWays.WithOnePrimary(profile.Emails);
        PrimaryPhone = Phones.FirstOrDefault(p => p.IsPrimary)?.Number;
        PrimaryEmail = Emails.FirstOrDefault(e => e.IsPrimary)?.Address;
        Wechat = profile.Wechat;
        Description = profile.Description;
        Preferences = profile.Preferences;
        DoNotContact = [.. profile.DoNotContact.Distinct().Order()];
    }

    /// <summary>Changes who knows the person best.</summary>
    public void AssignTo(Guid? ownerId) => OwnerId = ownerId;

    /// <summary>Makes these the tags of the person.</summary>
    public void TagWith(IReadOnlyCollection<Guid> tagIds)
    {
        _tags.RemoveAll(t => !tagIds.Contains(t.TagId));
        _tags.AddRange(tagIds.Distinct().Except(_tags.Select(t => t.TagId)).Select(tagId => new ContactTag(Id, tagId)).ToList());
    }
}

/// <summary>What people type in about a contact.</summary>
public sealed record ContactProfile
{
    /// <summary>Name, family name first for Chinese names.</summary>
    public required string Name { get; init; }

    /// <summary>Name in Latin letters.</summary>
    public string? EnglishName { get; init; }

    /// <summary>Code of the list <c>salutation</c>.</summary>
    public string? Salutation { get; init; }

    /// <summary>Male, female, or not known.</summary>
    public Gender? Gender { get; init; }

    /// <summary>Birthday.</summary>
    public DateOnly? Birthday { get; init; }

    /// <summary>The calendar by which the birthday is kept; null for the solar one.</summary>
    public YearCalendar? BirthdayCalendar { get; init; }

    /// <summary>Phone numbers, one of them primary.</summary>
    public IReadOnlyList<Phone> Phones { get; init; } = [];

    /// <summary>E-mail addresses, one of them primary.</summary>
    public IReadOnlyList<Email> Emails { get; init; } = [];

    /// <summary>WeChat id.</summary>
    public string? Wechat { get; init; }

    /// <summary>Anything worth knowing.</summary>
    public string? Description { get; init; }

    /// <summary>Needs and preferences.</summary>
    public IReadOnlyList<Preference> Preferences { get; init; } = [];

    /// <summary>Channels on which the person does not want to hear from us.</summary>
    public IReadOnlyList<ContactChannel> DoNotContact { get; init; } = [];
}

/// <summary>Gender, where the person told it.</summary>
public enum Gender
{
    /// <summary>Male.</summary>
    Male,

    /// <summary>Female.</summary>
    Female,
}
