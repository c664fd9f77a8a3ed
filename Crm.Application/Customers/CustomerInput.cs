using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Customers;

/// <summary>What can be written about a customer. POST takes it whole; PATCH merges what is sent into what is there.</summary>
public sealed record CustomerInput : IDescribedInput
{
    /// <summary>Whether the customer is a company or a person; <c>company</c> when nothing is said.</summary>
    public CustomerKind Kind { get; init; }

    /// <summary>Full legal name, or the person's name; at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What colleagues call the customer; at most 60 characters.</summary>
    public string? ShortName { get; init; }

    /// <summary>Name in Latin letters; at most 200 characters.</summary>
    public string? EnglishName { get; init; }

    /// <summary>Code of the list <c>industry</c>.</summary>
    public string? Industry { get; init; }

    /// <summary>Code of the list <c>customer_source</c>: how you met.</summary>
    public string? Source { get; init; }

    /// <summary>Code of the list <c>customer_size</c>: number of employees in bands.</summary>
    public string? Size { get; init; }

    /// <summary>Code of the list <c>customer_status</c>: where the customer stands.</summary>
    public string? Status { get; init; }

    /// <summary>How good a customer this is, 1 to 5.</summary>
    public int? Rating { get; init; }

    /// <summary>Province by GB/T 2260, six digits: <c>370000</c>.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>City by GB/T 2260, inside the province: <c>370200</c>.</summary>
    public string? CityCode { get; init; }

    /// <summary>District by GB/T 2260, inside the city: <c>370212</c>.</summary>
    public string? DistrictCode { get; init; }

    /// <summary>Street and number; at most 200 characters.</summary>
    public string? AddressLine1 { get; init; }

    /// <summary>Building, floor, room; at most 200 characters.</summary>
    public string? AddressLine2 { get; init; }

    /// <summary>Postal code; at most 12 characters.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Web address with http or https; at most 300 characters.</summary>
    public string? Website { get; init; }

    /// <summary>Phone numbers, at most 20.</summary>
    public IReadOnlyList<PhoneInput>? Phones { get; init; }

    /// <summary>E-mail addresses, at most 20.</summary>
    public IReadOnlyList<EmailInput>? Emails { get; init; }

    /// <summary>Turnover in a year, not negative.</summary>
    public Money? AnnualRevenue { get; init; }

    /// <summary>Founding day; companies only.</summary>
    public DateOnly? FoundedOn { get; init; }

    /// <summary>Birthday; persons only.</summary>
    public DateOnly? Birthday { get; init; }

    /// <summary>The calendar by which the birthday is kept, <c>solar</c> or <c>lunar</c>; the solar one when nothing is said. The birthday itself is always a date of the solar calendar.</summary>
    public YearCalendar? BirthdayCalendar { get; init; }

    /// <summary>Unified social credit code (GB 32100-2015), 18 characters with a right check character; companies only, unique.</summary>
    public string? CreditCode { get; init; }

    /// <summary>Id of the company this one belongs to; never itself or one below it.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Id of the user who looks after the customer; whoever creates it when nothing is said.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Tags by name, at most 30; a new name becomes a new tag.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Anything worth knowing; at most 4,000 characters, several lines.</summary>
    public string? Description { get; init; }

    /// <summary>Needs and preferences, at most 50.</summary>
    public IReadOnlyList<PreferenceInput>? Preferences { get; init; }

    /// <summary>Channels on which the customer does not want to hear from you.</summary>
    public IReadOnlyList<ContactChannel>? DoNotContact { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static CustomerInput From(Customer customer) => new()
    {
        Kind = customer.Kind,
        Name = customer.Name,
        ShortName = customer.ShortName,
        EnglishName = customer.EnglishName,
        Industry = customer.Industry,
        Source = customer.Source,
        Size = customer.Size,
        Status = customer.Status,
        Rating = customer.Rating,
        ProvinceCode = customer.Place.ProvinceCode,
        CityCode = customer.Place.CityCode,
        DistrictCode = customer.Place.DistrictCode,
        AddressLine1 = customer.Place.Line1,
        AddressLine2 = customer.Place.Line2,
        PostalCode = customer.Place.PostalCode,
        Website = customer.Website,
        Phones = PhoneInput.From(customer.Phones),
        Emails = EmailInput.From(customer.Emails),
        AnnualRevenue = customer.AnnualRevenue,
        FoundedOn = customer.FoundedOn,
        Birthday = customer.Birthday,
        BirthdayCalendar = customer.BirthdayCalendar,
        CreditCode = customer.CreditCode,
        ParentId = customer.ParentId,
        OwnerId = customer.OwnerId,
        Tags = [.. customer.Tags.Select(t => t.Tag!.Name)],
        Description = customer.Description,
        Preferences = PreferenceInput.From(customer.Preferences),
        DoNotContact = customer.DoNotContact,
        Custom = CustomWire.Input(customer.Custom),
    };

    internal CustomerProfile ToProfile(DateOnly today) => new()
    {
        Kind = Kind,
        Name = TextRules.Clean(Name)!,
        ShortName = TextRules.Clean(ShortName),
        EnglishName = TextRules.Clean(EnglishName),
        Industry = Industry,
        Source = Source,
        Size = Size,
        Status = Status,
        Rating = Rating,
        Place = new Place(ProvinceCode, CityCode, DistrictCode, TextRules.Clean(AddressLine1), TextRules.Clean(AddressLine2), TextRules.Clean(PostalCode)),
        Website = TextRules.Clean(Website),
        Phones = PhoneInput.ToDomain(Phones),
        Emails = EmailInput.ToDomain(Emails),
        AnnualRevenue = AnnualRevenue,
        FoundedOn = FoundedOn,
        Birthday = Birthday,
        BirthdayCalendar = BirthdayCalendar,
        CreditCode = string.IsNullOrWhiteSpace(CreditCode) ? null : UnifiedSocialCreditCode.Normalize(CreditCode),
        Description = TextRules.CleanMultiline(Description),
        Preferences = PreferenceInput.ToDomain(Preferences, today),
        DoNotContact = DoNotContact ?? [],
    };
}

internal sealed class CustomerInputValidator : AbstractValidator<CustomerInput>
{
    public CustomerInputValidator(TimeProvider clock)
    {
        RuleFor(c => c.Kind).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(c => c.Name).Given().Line(Customer.NameMaxLength);
        RuleFor(c => c.ShortName).Line(Customer.ShortNameMaxLength);
        RuleFor(c => c.EnglishName).Line(Customer.NameMaxLength);
        RuleFor(c => c.Industry).Line(CodeListItem.CodeMaxLength);
        RuleFor(c => c.Source).Line(CodeListItem.CodeMaxLength);
        RuleFor(c => c.Size).Line(CodeListItem.CodeMaxLength);
        RuleFor(c => c.Status).Line(CodeListItem.CodeMaxLength);
        RuleFor(c => c.Rating).Within(1, 5);
        RuleFor(c => c).Custom((c, context) => PlaceRules.Check(c.ProvinceCode, c.CityCode, c.DistrictCode, context.AddFailure));
        RuleFor(c => c.AddressLine1).Line(Place.LineMaxLength);
        RuleFor(c => c.AddressLine2).Line(Place.LineMaxLength);
        RuleFor(c => c.PostalCode).Line(Place.PostalCodeMaxLength);
        RuleFor(c => c.Website).Line(Customer.WebsiteMaxLength).WebAddress();
        RuleFor(c => c.Phones).AtMost(ContactWays.MaxCount);
        RuleForEach(c => c.Phones).SetValidator(new PhoneInputValidator());
        RuleFor(c => c.Emails).AtMost(ContactWays.MaxCount);
        RuleForEach(c => c.Emails).SetValidator(new EmailInputValidator());
        RuleFor(c => c.AnnualRevenue!).SetValidator(new MoneyValidator()).When(c => c.AnnualRevenue is not null);
        RuleFor(c => c.FoundedOn).PastDay(clock);
        RuleFor(c => c.Birthday).PastDay(clock);
        RuleFor(c => c.BirthdayCalendar).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(c => c.CreditCode).Custom((code, context) => CreditCodeRule.Check(code, context.AddFailure));
        RuleFor(c => c.Tags).AtMost(Customer.TagsMaxCount);
        RuleForEach(c => c.Tags).Given().Line(Tag.NameMaxLength);
        RuleFor(c => c.Description).Lines(Customer.DescriptionMaxLength);
        RuleFor(c => c.Preferences).AtMost(Customer.PreferencesMaxCount);
        RuleForEach(c => c.Preferences).SetValidator(new PreferenceInputValidator(clock));
        RuleFor(c => c.DoNotContact).AtMost(Enum.GetValues<ContactChannel>().Length);
    }
}
