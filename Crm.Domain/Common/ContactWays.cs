namespace Crm.Domain.Common;

/// <summary>A phone number as it was given, with its E.164 form where it has one (China is assumed without a country code).</summary>
/// <param name="Label">What it is for: mobile, office, home, fax, other.</param>
/// <param name="Number">As typed, at most <see cref="NumberMaxLength"/> characters.</param>
/// <param name="IsPrimary">The one to call first; exactly one of a list is.</param>
/// <param name="E164">For example +8613800138000; null where the number has no such form (a short code).</param>
public sealed record Phone(PhoneLabel Label, string Number, bool IsPrimary, string? E164)
{
    /// <summary>Longest number with extension that is kept.</summary>
    public const int NumberMaxLength = 40;

    /// <summary>A phone number from what a person typed.</summary>
    public static Phone From(PhoneLabel label, string number, bool isPrimary) => new(label, number, isPrimary, PhoneNumber.ToE164(number));
}

/// <summary>An e-mail address as it was given, with the form that is compared.</summary>
/// <param name="Label">What it is for: work, home, billing, other.</param>
/// <param name="Address">As typed.</param>
/// <param name="IsPrimary">The one to write to first; exactly one of a list is.</param>
/// <param name="Normalized">Lower case, domain in ASCII: equal addresses are equal here.</param>
public sealed record Email(EmailLabel Label, string Address, bool IsPrimary, string Normalized)
{
    /// <summary>RFC 5321 section 4.5.3.1.3: a path holds at most 256 octets, which leaves 254 for the address.</summary>
    public const int AddressMaxLength = 254;

    /// <summary>An address from what a person typed.</summary>
    public static Email From(EmailLabel label, string address, bool isPrimary) => new(label, address, isPrimary, EmailAddress.Normalize(address));
}

/// <summary>What somebody likes or needs, and how we know.</summary>
/// <param name="Topic">What it is about: a code of the list preference_topic or free words.</param>
/// <param name="Value">The preference itself.</param>
/// <param name="Source">Said by the customer, or concluded by us.</param>
/// <param name="AsOf">The day it was learnt.</param>
public sealed record Preference(string Topic, string Value, PreferenceSource Source, DateOnly AsOf);

/// <summary>What a phone number is for.</summary>
public enum PhoneLabel
{
    /// <summary>Mobile phone.</summary>
    Mobile,

    /// <summary>Office line.</summary>
    Office,

    /// <summary>Home line.</summary>
    Home,

    /// <summary>Fax.</summary>
    Fax,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>What an e-mail address is for.</summary>
public enum EmailLabel
{
    /// <summary>Work.</summary>
    Work,

    /// <summary>Private.</summary>
    Home,

    /// <summary>Invoices and statements.</summary>
    Billing,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>How we know of a preference.</summary>
public enum PreferenceSource
{
    /// <summary>The customer said so.</summary>
    Stated,

    /// <summary>Concluded from what he does.</summary>
    Inferred,
}

/// <summary>A way of reaching somebody that he may forbid.</summary>
public enum ContactChannel
{
    /// <summary>Phone calls.</summary>
    Call,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>Text messages.</summary>
    Sms,

    /// <summary>Chat.</summary>
    Chat,

    /// <summary>Visits.</summary>
    Visit,
}

/// <summary>Rules that lists of phones and e-mails share.</summary>
public static class ContactWays
{
    /// <summary>Most numbers or addresses that one record keeps.</summary>
    public const int MaxCount = 20;

    /// <summary>
    /// Makes exactly one of a list the primary one: the one that is marked, or the first when none is.
    /// </summary>
    /// <exception cref="DomainException"><c>several_primary</c> when more than one is marked.</exception>
    public static List<Phone> WithOnePrimary(IReadOnlyList<Phone> phones) =>
        OnePrimary(phones, "phones", p => p.IsPrimary, p => p with { IsPrimary = true });

    /// <inheritdoc cref="WithOnePrimary(IReadOnlyList{Phone})"/>
    public static List<Email> WithOnePrimary(IReadOnlyList<Email> emails) =>
        OnePrimary(emails, "emails", e => e.IsPrimary, e => e with { IsPrimary = true });

    private static List<T> OnePrimary<T>(IReadOnlyList<T> items, string field, Func<T, bool> isPrimary, Func<T, T> mark) =>
        items.Count(isPrimary) switch
        {
            > 1 => throw new DomainException("several_primary", field),
            0 => [.. items.Select((item, i) => i == 0 ? mark(item) : item)],
            _ => [.. items],
        };
}
