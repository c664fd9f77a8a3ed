using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Views;
using Crm.Domain.Orders;
using Crm.Domain.Tiers;

namespace Crm.Application.Tiers;

/// <summary>Where the bands of RFM come from.</summary>
public enum BandSource
{
    /// <summary>Equally many customers in each band.</summary>
    Quantiles,

    /// <summary>Edges that somebody chose.</summary>
    Thresholds,
}

/// <summary>Which trade counts for frequency and monetary value.</summary>
public enum TradeWindow
{
    /// <summary>All there ever was.</summary>
    Ever,

    /// <summary>That of the last twelve months.</summary>
    TwelveMonths,
}

/// <summary>What becomes of a move that the rules ask for.</summary>
public enum TierApplication
{
    /// <summary>It takes place.</summary>
    Automatic,

    /// <summary>It is proposed, and somebody looks at it.</summary>
    Review,
}

/// <summary>A rule about tiers: the first that a customer matches decides.</summary>
public sealed record TierRuleInput
{
    /// <summary>Its id; left out for a new one.</summary>
    public Guid? Id { get; init; }

    /// <summary>What people call it; at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it is called in English; null where the name does for both languages.</summary>
    public string? NameEn { get; init; }

    /// <summary>Code of the list <c>customer_tier</c> that it gives.</summary>
    public string? Tier { get; init; }

    /// <summary>The filter over fields of customers that decides, as in <c>POST /customers/search</c>; everybody when nothing is said.</summary>
    public JsonElement? Where { get; init; }
}

/// <summary>How the house decides about tiers, whole.</summary>
public sealed record TierSchemeInput
{
    /// <summary>Number of bands of recency, frequency and monetary value, 3 to 5.</summary>
    public int Bands { get; init; } = 5;

    /// <summary>Where the bands come from.</summary>
    public BandSource Source { get; init; }

    /// <summary>Which trade counts for frequency and monetary value.</summary>
    public TradeWindow Window { get; init; }

    /// <summary>For <c>thresholds</c>: days since the last order at which the second, third … band begins, ascending.</summary>
    public IReadOnlyList<decimal> RecencyEdges { get; init; } = [];

    /// <summary>For <c>thresholds</c>: numbers of orders at which the second, third … band begins, ascending.</summary>
    public IReadOnlyList<decimal> FrequencyEdges { get; init; } = [];

    /// <summary>For <c>thresholds</c>: amounts in the base currency at which the second, third … band begins, ascending.</summary>
    public IReadOnlyList<decimal> MonetaryEdges { get; init; } = [];

    /// <summary>From this sum of the three scores on a customer is of high value.</summary>
    public int HighFrom { get; init; } = 12;

    /// <summary>From this sum of the three scores on a customer is of middle value.</summary>
    public int MiddleFrom { get; init; } = 8;

    /// <summary>What becomes of a move that the rules ask for.</summary>
    public TierApplication Application { get; init; }

    /// <summary>The rules, at most 50, the first that matches decides; whoever matches none has no tier.</summary>
    public IReadOnlyList<TierRuleInput> Rules { get; init; } = [];
}

/// <summary>How the house decides about tiers.</summary>
public sealed record TierSchemeView
{
    /// <summary>All of it, to be changed and sent back.</summary>
    public required TierSchemeInput Scheme { get; init; }

    /// <summary>Each rule in words, in their order.</summary>
    public IReadOnlyList<FilterText> RuleTexts { get; init; } = [];

    /// <summary>0 while it is the usual one.</summary>
    public int Version { get; init; }
}

/// <summary>The edges of the bands, and how many customers stand where.</summary>
public sealed record RfmView
{
    /// <summary>The day they are as of.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>Number of bands.</summary>
    public int Bands { get; init; }

    /// <summary>Customers who had ordered by then.</summary>
    public int Customers { get; init; }

    /// <summary>Days since the last order at which the second, third … band begins.</summary>
    public IReadOnlyList<decimal> Recency { get; init; } = [];

    /// <summary>Numbers of orders at which the second, third … band begins.</summary>
    public IReadOnlyList<decimal> Frequency { get; init; } = [];

    /// <summary>Amounts at which the second, third … band begins.</summary>
    public IReadOnlyList<decimal> Monetary { get; init; } = [];

    /// <summary>How many customers have each score.</summary>
    public IReadOnlyList<RfmCell> Scores { get; init; } = [];
}

/// <summary>Customers of one score.</summary>
/// <param name="Score">The three digits: 555 is the best of five bands.</param>
/// <param name="Customers">How many.</param>
public sealed record RfmCell(int Score, int Customers);

/// <summary>The figures that a tier is decided by; the terms of the score.</summary>
public sealed record TierInputs
{
    /// <summary>Days since the last order; null before the first.</summary>
    public int? RecencyDays { get; init; }

    /// <summary>Number of orders that counts.</summary>
    public int Orders { get; init; }

    /// <summary>Amount that counts, in the base currency.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Monetary { get; init; }

    /// <summary>Day of the first order.</summary>
    public DateOnly? FirstOrderOn { get; init; }

    /// <summary>Band of recency.</summary>
    public int? RecencyScore { get; init; }

    /// <summary>Band of frequency.</summary>
    public int? FrequencyScore { get; init; }

    /// <summary>Band of monetary value.</summary>
    public int? MonetaryScore { get; init; }

    /// <summary>What the three together come to.</summary>
    public ValueClass? ValueClass { get; init; }
}

/// <summary>A customer's tier with its why.</summary>
public sealed record CustomerTierView
{
    /// <summary>The day it is as of.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>Code of the list <c>customer_tier</c>; null for none.</summary>
    public string? Tier { get; init; }

    /// <summary>Since when (UTC); null when he never had one.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Why: the change that gave it; null when he never had one.</summary>
    public TierChangeRow? Why { get; init; }

    /// <summary>The figures on that day.</summary>
    public required TierInputs Figures { get; init; }

    /// <summary>What is proposed and waits for somebody.</summary>
    public TierProposalRow? Proposal { get; init; }

    /// <summary>All changes up to that day, the newest first; at most 100.</summary>
    public IReadOnlyList<TierChangeRow> History { get; init; } = [];

    /// <summary>Whether you may choose another.</summary>
    public bool CanChoose { get; init; }
}

/// <summary>A change of tier.</summary>
public sealed record TierChangeRow
{
    /// <inheritdoc cref="TierChange.From"/>
    public string? From { get; init; }

    /// <inheritdoc cref="TierChange.Tier"/>
    public string? Tier { get; init; }

    /// <inheritdoc cref="TierChange.Cause"/>
    public TierCause Cause { get; init; }

    /// <inheritdoc cref="TierChange.At"/>
    public DateTime At { get; init; }

    /// <inheritdoc cref="TierChange.RuleId"/>
    public Guid? RuleId { get; init; }

    /// <inheritdoc cref="TierChange.Rule"/>
    public string? Rule { get; init; }

    /// <summary>The rule in English, where it has a name of its own there.</summary>
    public string? RuleEn { get; init; }

    /// <inheritdoc cref="TierChange.Reason"/>
    public string? Reason { get; init; }

    /// <summary>The figures that it was decided by.</summary>
    public TierInputs? Inputs { get; init; }

    /// <inheritdoc cref="TierChange.UserId"/>
    public Guid? UserId { get; init; }

    /// <summary>Name of whoever decided.</summary>
    public string? UserName { get; init; }

    /// <inheritdoc cref="TierChange.Until"/>
    public DateOnly? Until { get; init; }
}

/// <summary>A move that waits for somebody.</summary>
public sealed record TierProposalRow
{
    /// <inheritdoc cref="TierProposal.CustomerId"/>
    public Guid CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string CustomerName { get; init; } = "";

    /// <inheritdoc cref="TierProposal.From"/>
    public string? From { get; init; }

    /// <inheritdoc cref="TierProposal.Tier"/>
    public string? Tier { get; init; }

    /// <inheritdoc cref="TierProposal.Rule"/>
    public string? Rule { get; init; }

    /// <summary>The rule in English, where it has a name of its own there.</summary>
    public string? RuleEn { get; init; }

    /// <summary>The figures that it was decided by.</summary>
    public TierInputs? Inputs { get; init; }

    /// <inheritdoc cref="TierProposal.At"/>
    public DateTime At { get; init; }
}

/// <summary>What a scheme would change.</summary>
public sealed record TierPreview
{
    /// <summary>Customers by tier, now and then.</summary>
    public IReadOnlyList<TierCount> Tiers { get; init; } = [];

    /// <summary>Who would move from where to where.</summary>
    public IReadOnlyList<TierMove> Moves { get; init; } = [];

    /// <summary>Some of them, the largest in trade first.</summary>
    public IReadOnlyList<TierMover> Movers { get; init; } = [];
}

/// <summary>Customers of a tier.</summary>
/// <param name="Tier">The tier; null for none.</param>
/// <param name="Now">How many there are.</param>
/// <param name="Then">How many there would be.</param>
public sealed record TierCount(string? Tier, int Now, int Then);

/// <summary>A move of customers.</summary>
/// <param name="From">From this tier; null for none.</param>
/// <param name="To">To this tier; null for none.</param>
/// <param name="Customers">How many.</param>
public sealed record TierMove(string? From, string? To, int Customers);

/// <summary>A customer who would move.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">His name.</param>
/// <param name="From">From this tier; null for none.</param>
/// <param name="To">To this tier; null for none.</param>
/// <param name="Rule">The rule that says so; null when none holds any more.</param>
/// <param name="RuleEn">The rule in English, where it has a name of its own there.</param>
public sealed record TierMover(Guid CustomerId, string Name, string? From, string? To, string? Rule, string? RuleEn);
