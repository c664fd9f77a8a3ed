using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Contacts;

/// <summary>What can be written about a contact. POST takes it whole; PATCH merges what is sent into what is there.</summary>
public record ContactInput : IDescribedInput
{
    /// <summary>Name, family name first for Chinese names; at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Name in Latin letters; at most 100 characters.</summary>
    public string? EnglishName { get; init; }

    /// <summary>Code of the list <c>salutation</c>.</summary>
    public string? Salutation { get; init; }

    /// <summary>Male, female, or null when not known.</summary>
    public Gender? Gender { get; init; }

    /// <summary>Birthday.</summary>
    public DateOnly? Birthday { get; init; }

    /// <summary>The calendar by which the birthday is kept, <c>solar</c> or <c>lunar</c>; the solar one when nothing is said. The birthday itself is always a date of the solar calendar.</summary>
    public YearCalendar? BirthdayCalendar { get; init; }

    /// <summary>Phone numbers, at most 20.</summary>
    public IReadOnlyList<PhoneInput>? Phones { get; init; }

    /// <summary>E-mail addresses, at most 20.</summary>
    public IReadOnlyList<EmailInput>? Emails { get; init; }

    /// <summary>WeChat id; at most 60 characters.</summary>
    public string? Wechat { get; init; }

    /// <summary>Anything worth knowing; at most 4,000 characters, several lines.</summary>
    public string? Description { get; init; }

    /// <summary>Id of the user who knows the person best; whoever creates it when nothing is said.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Tags by name, at most 30; a new name becomes a new tag.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Needs and preferences, at most 50.</summary>
    public IReadOnlyList<PreferenceInput>? Preferences { get; init; }

    /// <summary>Channels on which the person does not want to hear from you.</summary>
    public IReadOnlyList<ContactChannel>? DoNotContact { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    /// <summary>The places at customers that the input speaks of; only a new contact's, and any that comes with many.</summary>
    internal virtual IReadOnlyList<PlaceAtCustomerInput> Places => [];

    internal static ContactInput From(Contact contact) => new()
    {
        Name = contact.Name,
        EnglishName = contact.EnglishName,
        Salutation = contact.Salutation,
        Gender = contact.Gender,
        Birthday = contact.Birthday,
        BirthdayCalendar = contact.BirthdayCalendar,
        Phones = PhoneInput.From(contact.Phones),
        Emails = EmailInput.From(contact.Emails),
        Wechat = contact.Wechat,
        Description = contact.Description,
        OwnerId = contact.OwnerId,
        Tags = [.. contact.Tags.Select(t => t.Tag!.Name)],
        Preferences = PreferenceInput.From(contact.Preferences),
        DoNotContact = contact.DoNotContact,
        Custom = CustomWire.Input(contact.Custom),
    };

    internal ContactProfile ToProfile(DateOnly today) => new()
    {
        Name = TextRules.Clean(Name)!,
        EnglishName = TextRules.Clean(EnglishName),
        Salutation = Salutation,
        Gender = Gender,
        Birthday = Birthday,
        BirthdayCalendar = BirthdayCalendar,
        Phones = PhoneInput.ToDomain(Phones),
        Emails = EmailInput.ToDomain(Emails),
        Wechat = TextRules.Clean(Wechat),
        Description = TextRules.CleanMultiline(Description),
        Preferences = PreferenceInput.ToDomain(Preferences, today),
        DoNotContact = DoNotContact ?? [],
    };
}

/// <summary>A new contact, with the customers he works for.</summary>
public sealed record NewContactInput : ContactInput
{
    /// <summary>With nothing said.</summary>
    public NewContactInput()
    {
    }

    internal NewContactInput(ContactInput contact)
        : base(contact)
    {
    }

    /// <summary>Where he works, at most 50 customers.</summary>
    public IReadOnlyList<PlaceAtCustomerInput>? Customers { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<PlaceAtCustomerInput> Places => Customers ?? [];
}

/// <summary>A person's place at a customer, as it is sent.</summary>
public sealed record PlaceAtCustomerInput
{
    /// <summary>The customer.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Code of the list <c>contact_role</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Job title; at most 100 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Department; at most 100 characters.</summary>
    public string? Department { get; init; }

    /// <summary>The person to ask for first at this customer; another one steps back.</summary>
    public bool IsPrimary { get; init; }

    internal static IReadOnlyList<PlaceAtCustomerInput> From(IEnumerable<CustomerContact> links) =>
    [
        .. links.Where(l => l.LeftOn is null).OrderBy(l => l.Id).Select(l => new PlaceAtCustomerInput
        {
            CustomerId = l.CustomerId, Role = l.Role, Title = l.Title, Department = l.Department, IsPrimary = l.IsPrimary,
        }),
    ];
}

internal sealed class ContactInputValidator : AbstractValidator<ContactInput>
{
    public ContactInputValidator(TimeProvider clock)
    {
        RuleFor(c => c.Name).Given().Line(Contact.NameMaxLength);
        RuleFor(c => c.EnglishName).Line(Contact.NameMaxLength);
        RuleFor(c => c.Salutation).Line(CodeListItem.CodeMaxLength);
        RuleFor(c => c.Gender).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(c => c.Birthday).PastDay(clock);
        RuleFor(c => c.BirthdayCalendar).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(c => c.Phones).AtMost(ContactWays.MaxCount);
        RuleForEach(c => c.Phones).SetValidator(new PhoneInputValidator());
        RuleFor(c => c.Emails).AtMost(ContactWays.MaxCount);
        RuleForEach(c => c.Emails).SetValidator(new EmailInputValidator());
        RuleFor(c => c.Wechat).Line(Contact.WechatMaxLength);
        RuleFor(c => c.Description).Lines(Customer.DescriptionMaxLength);
        RuleFor(c => c.Tags).AtMost(Customer.TagsMaxCount);
        RuleForEach(c => c.Tags).Given().Line(Tag.NameMaxLength);
        RuleFor(c => c.Preferences).AtMost(Customer.PreferencesMaxCount);
        RuleForEach(c => c.Preferences).SetValidator(new PreferenceInputValidator(clock));
        RuleFor(c => c.DoNotContact).AtMost(Enum.GetValues<ContactChannel>().Length);
        RuleFor(c => (IReadOnlyList<PlaceAtCustomerInput>?)c.Places).AtMost(Contact.CustomersMaxCount).OverridePropertyName(nameof(NewContactInput.Customers));
        RuleForEach(c => c.Places).SetValidator(new PlaceAtCustomerInputValidator()).OverridePropertyName(nameof(NewContactInput.Customers));
    }
}

internal sealed class PlaceAtCustomerInputValidator : AbstractValidator<PlaceAtCustomerInput>
{
    public PlaceAtCustomerInputValidator()
    {
        RuleFor(p => p.CustomerId).Present();
        RuleFor(p => p.Role).Line(CodeListItem.CodeMaxLength);
        RuleFor(p => p.Title).Line(CustomerContact.TitleMaxLength);
        RuleFor(p => p.Department).Line(CustomerContact.TitleMaxLength);
    }
}
