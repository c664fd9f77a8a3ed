using Crm.Domain.Common;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Common;

/// <summary>A phone number as it is sent.</summary>
/// <param name="Number">The number as people write it, with or without +86, area code or extension; at most 40 characters.</param>
/// <param name="Label">What it is for; <c>mobile</c> when nothing is said.</param>
/// <param name="IsPrimary">The one to call first; at most one of a list, and the first when none is marked.</param>
public sealed record PhoneInput(string? Number, PhoneLabel Label = PhoneLabel.Mobile, bool IsPrimary = false)
{
    internal static IReadOnlyList<PhoneInput> From(IEnumerable<Phone> phones) => [.. phones.Select(p => new PhoneInput(p.Number, p.Label, p.IsPrimary))];

    internal static List<Phone> ToDomain(IReadOnlyList<PhoneInput>? phones) =>
        [.. (phones ?? []).Select(p => Phone.From(p.Label, TextRules.Clean(p.Number)!, p.IsPrimary))];
}

/// <summary>An e-mail address as it is sent.</summary>
/// <param name="Address">The address, at most 254 characters.</param>
/// <param name="Label">What it is for; <c>work</c> when nothing is said.</param>
/// <param name="IsPrimary">The one to write to first; at most one of a list, and the first when none is marked.</param>
public sealed record EmailInput(string? Address, EmailLabel Label = EmailLabel.Work, bool IsPrimary = false)
{
    internal static IReadOnlyList<EmailInput> From(IEnumerable<Email> emails) => [.. emails.Select(e => new EmailInput(e.Address, e.Label, e.IsPrimary))];

    internal static List<Email> ToDomain(IReadOnlyList<EmailInput>? emails) =>
        [.. (emails ?? []).Select(e => Email.From(e.Label, TextRules.Clean(e.Address)!, e.IsPrimary))];
}

/// <summary>A preference as it is sent.</summary>
/// <param name="Topic">A code of the list <c>preference_topic</c>, or free words; at most 80 characters.</param>
/// <param name="Value">The preference itself; at most 400 characters.</param>
/// <param name="Source">Stated by the customer, or inferred by us.</param>
/// <param name="AsOf">The day it was learnt; today when nothing is said.</param>
public sealed record PreferenceInput(string? Topic, string? Value, PreferenceSource Source = PreferenceSource.Stated, DateOnly? AsOf = null)
{
    internal static IReadOnlyList<PreferenceInput> From(IEnumerable<Preference> preferences) =>
        [.. preferences.Select(p => new PreferenceInput(p.Topic, p.Value, p.Source, p.AsOf))];

    internal static List<Preference> ToDomain(IReadOnlyList<PreferenceInput>? preferences, DateOnly today) =>
        [.. (preferences ?? []).Select(p => new Preference(TextRules.Clean(p.Topic)!, TextRules.Clean(p.Value)!, p.Source, p.AsOf ?? today))];
}

internal sealed class PhoneInputValidator : AbstractValidator<PhoneInput>
{
    public PhoneInputValidator()
    {
        RuleFor(p => p.Number).Given().Line(Phone.NumberMaxLength).PhoneNumber();
        RuleFor(p => p.Label).IsInEnum().WithErrorCode("unknown_value");
    }
}

internal sealed class EmailInputValidator : AbstractValidator<EmailInput>
{
    public EmailInputValidator()
    {
        RuleFor(e => e.Address).Given().Line(Email.AddressMaxLength).EmailAddress();
        RuleFor(e => e.Label).IsInEnum().WithErrorCode("unknown_value");
    }
}

internal sealed class PreferenceInputValidator : AbstractValidator<PreferenceInput>
{
    public PreferenceInputValidator(TimeProvider clock)
    {
        RuleFor(p => p.Topic).Given().Line(CodeListItem.LabelMaxLength);
        RuleFor(p => p.Value).Given().Line(400);
        RuleFor(p => p.AsOf).PastDay(clock);
    }
}
