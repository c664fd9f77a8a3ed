using Crm.Domain.Calendar;
using Crm.Domain.Common;

namespace Crm.Domain.Customers;

/// <summary>Everything about a customer that people type in. What follows from other records (dates, number, owner) is not here.</summary>
public sealed record CustomerProfile
{
    /// <summary>Company or person.</summary>
    public required CustomerKind Kind { get; init; }

    /// <summary>Full legal name, or the person's name.</summary>
    public required string Name { get; init; }

    /// <summary>What colleagues call the customer.</summary>
    public string? ShortName { get; init; }

    /// <summary>Name in Latin letters.</summary>
    public string? EnglishName { get; init; }

    /// <summary>Code of the list <c>industry</c>.</summary>
    public string? Industry { get; init; }

    /// <summary>Code of the list <c>customer_source</c>: how we met.</summary>
    public string? Source { get; init; }

    /// <summary>Code of the list <c>customer_size</c>.</summary>
    public string? Size { get; init; }

    /// <summary>Code of the list <c>customer_status</c>.</summary>
    public string? Status { get; init; }

    /// <summary>How good a customer this is, 1 to 5.</summary>
    public int? Rating { get; init; }

    /// <summary>Where the customer sits.</summary>
    public Place Place { get; init; } = Place.Unknown;

    /// <summary>Web address with http or https.</summary>
    public string? Website { get; init; }

    /// <summary>Phone numbers, one of them primary.</summary>
    public IReadOnlyList<Phone> Phones { get; init; } = [];

    /// <summary>E-mail addresses, one of them primary.</summary>
    public IReadOnlyList<Email> Emails { get; init; } = [];

    /// <summary>Turnover in a year.</summary>
    public Money? AnnualRevenue { get; init; }

    /// <summary>Founding day of a company.</summary>
    public DateOnly? FoundedOn { get; init; }

    /// <summary>Birthday of a person.</summary>
    public DateOnly? Birthday { get; init; }

    /// <summary>The calendar by which the birthday is kept; null for the solar one.</summary>
    public YearCalendar? BirthdayCalendar { get; init; }

    /// <summary>Unified social credit code (GB 32100-2015) of a company.</summary>
    public string? CreditCode { get; init; }

    /// <summary>Anything worth knowing.</summary>
    public string? Description { get; init; }

    /// <summary>Needs and preferences, stated or inferred.</summary>
    public IReadOnlyList<Preference> Preferences { get; init; } = [];

    /// <summary>Channels on which the customer does not want to hear from us.</summary>
    public IReadOnlyList<ContactChannel> DoNotContact { get; init; } = [];
}

/// <summary>What a customer is.</summary>
public enum CustomerKind
{
    /// <summary>A company or any other organisation.</summary>
    Company,

    /// <summary>A natural person.</summary>
    Person,
}
