using Crm.Application.Records;
using Crm.Domain.Analytics;

namespace Crm.Application.FollowUpKpis;

/// <summary>By what the figures are told apart.</summary>
public enum KpiGrouping
{
    /// <summary>The tier that the customer has today.</summary>
    Tier,

    /// <summary>The team in which whoever does it is today.</summary>
    Team,

    /// <summary>Whoever does it.</summary>
    Manager,
}

/// <summary>How long nobody has spoken with a customer.</summary>
public enum SinceContact
{
    /// <summary>At most 7 days.</summary>
    Within7,

    /// <summary>8 to 30 days.</summary>
    Within30,

    /// <summary>31 to 90 days.</summary>
    Within90,

    /// <summary>91 to 180 days.</summary>
    Within180,

    /// <summary>More than 180 days.</summary>
    Longer,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>A share with its interval of 95 % (Wilson 1927).</summary>
/// <param name="Share">The share, 0 to 1.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of it.</param>
public sealed record MeasuredShare(double Share, double Low, double High)
{
    /// <summary>As it is answered, to four places; null where there is nothing to be a share of.</summary>
    internal static MeasuredShare? Of(double part, double whole) => Proportion.Of(part, whole) is { } share ? new MeasuredShare(Round(share.Share), Round(share.Low), Round(share.High)) : null;

    /// <summary>To four places.</summary>
    internal static double Round(double value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);
}

/// <summary>What was due, and what became of it.</summary>
public sealed record FollowUpFigures
{
    /// <summary>Steps that were due: done in time or late, missed, or still open. What was cancelled was not wanted any more and is not among them.</summary>
    public int Due { get; init; }

    /// <summary>Steps done on their day, or within a day of the moment that was agreed.</summary>
    public int DoneOnTime { get; init; }

    /// <summary>Steps done later.</summary>
    public int DoneLate { get; init; }

    /// <summary>Steps that somebody closed as not having taken place.</summary>
    public int Missed { get; init; }

    /// <summary>Steps that are late and still planned.</summary>
    public int Open { get; init; }

    /// <summary>Steps that would have been due and were cancelled; not among <c>due</c>.</summary>
    public int Cancelled { get; init; }

    /// <summary>Coverage on time: <c>doneOnTime</c> of <c>due</c>; null where nothing was due.</summary>
    public MeasuredShare? Coverage { get; init; }

    /// <summary>Promises that were due; without those that were withdrawn.</summary>
    public int PromisesDue { get; init; }

    /// <summary>Promises kept by their day.</summary>
    public int PromisesKept { get; init; }

    /// <summary>Promises kept late, broken, or open beyond their day.</summary>
    public int PromisesBroken { get; init; }

    /// <summary><c>promisesKept</c> of <c>promisesDue</c>; null where none was due.</summary>
    public MeasuredShare? Kept { get; init; }
}

/// <summary>How many customers nobody has spoken with for so long.</summary>
/// <param name="Span">For how long.</param>
/// <param name="Customers">How many.</param>
public sealed record ContactTally(SinceContact Span, int Customers);

/// <summary>A bar of <c>contact</c>: customers with an owner whom nobody has spoken with for so long.</summary>
/// <param name="Span">For how long.</param>
/// <param name="Customers">How many, of all groups.</param>
/// <param name="Where">The filter of customers that lists them.</param>
public sealed record ContactBar(SinceContact Span, int Customers, Filter Where);

/// <summary>A tier, a team or a manager.</summary>
public sealed record FollowUpKpiGroup
{
    /// <summary>Code of the tier, or id of the team or the manager; null for who has none, or is out of sight.</summary>
    public string? Key { get; init; }

    /// <summary>Name of the team or the manager; tiers are named by the list <c>customer_tier</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The filter of follow-ups that is this group.</summary>
    public required Filter Where { get; init; }

    /// <summary>The filter of customers that is this group.</summary>
    public required Filter CustomersWhere { get; init; }

    /// <summary>Its figures.</summary>
    public required FollowUpFigures Figures { get; init; }

    /// <summary>Its customers by the days since somebody spoke with them.</summary>
    public IReadOnlyList<ContactTally> Contact { get; init; } = [];
}

/// <summary>What was due in a month, as far as it lies in the span.</summary>
/// <param name="Month">The month, <c>2026-03</c>.</param>
/// <param name="Where">The filter of follow-ups that is this month; it takes the place of that of the span.</param>
/// <param name="Figures">Its figures.</param>
public sealed record FollowUpKpiMonth(string Month, Filter Where, FollowUpFigures Figures);

/// <summary>What a figure counts, as a filter of follow-ups.</summary>
public sealed record FollowUpKpiLists
{
    /// <summary>Behind <c>due</c>.</summary>
    public required Filter Due { get; init; }

    /// <summary>Behind <c>doneOnTime</c>.</summary>
    public required Filter DoneOnTime { get; init; }

    /// <summary>Behind <c>doneLate</c>.</summary>
    public required Filter DoneLate { get; init; }

    /// <summary>Behind <c>missed</c>.</summary>
    public required Filter Missed { get; init; }

    /// <summary>Behind <c>open</c>.</summary>
    public required Filter Open { get; init; }

    /// <summary>Behind <c>cancelled</c>.</summary>
    public required Filter Cancelled { get; init; }

    /// <summary>Behind <c>promisesDue</c>.</summary>
    public required Filter PromisesDue { get; init; }

    /// <summary>Behind <c>promisesKept</c>.</summary>
    public required Filter PromisesKept { get; init; }

    /// <summary>Behind <c>promisesBroken</c>.</summary>
    public required Filter PromisesBroken { get; init; }
}

/// <summary>
/// How follow-ups were kept, of those in sight. The list behind a figure are the follow-ups for which three filters hold: that of the figure (<c>lists</c>), that of the span or the month, and that
/// of the group where there is one. It shows as many as the figure says, until something changes.
/// </summary>
public sealed record FollowUpKpi
{
    /// <summary>First day of the span, where the company sits.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the span.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The moment up to which it is counted: the end of the last day, or now. What is due later is not due yet, be it done or not.</summary>
    public required DateTime Until { get; init; }

    /// <summary>By what groups are told apart.</summary>
    public required KpiGrouping GroupBy { get; init; }

    /// <summary>The filter of follow-ups that is the span.</summary>
    public required Filter Where { get; init; }

    /// <summary>All of it.</summary>
    public required FollowUpFigures Total { get; init; }

    /// <summary>The groups; whoever has no tier, team or manager comes last.</summary>
    public IReadOnlyList<FollowUpKpiGroup> Groups { get; init; } = [];

    /// <summary>The months, the first one first.</summary>
    public IReadOnlyList<FollowUpKpiMonth> Months { get; init; } = [];

    /// <summary>Customers with an owner by the days since somebody spoke with them, as it is today.</summary>
    public IReadOnlyList<ContactBar> Contact { get; init; } = [];

    /// <summary>What each figure counts.</summary>
    public required FollowUpKpiLists Lists { get; init; }
}

/// <summary>Steps that were alike in whether somebody came in time.</summary>
public sealed record FollowUpOutcome
{
    /// <summary>How many steps.</summary>
    public int Steps { get; init; }

    /// <summary>With how many customers.</summary>
    public int Customers { get; init; }

    /// <summary>After how many of them the customer ordered within the days that are looked at.</summary>
    public int Ordered { get; init; }

    /// <summary><c>ordered</c> of <c>steps</c>; null where there are none.</summary>
    public MeasuredShare? Share { get; init; }

    /// <summary>By how much the steps of one customer resemble each other: both counts were divided by it for the intervals (Rao and Scott 1992).</summary>
    public double DesignEffect { get; init; } = 1;

    /// <summary>The filter of follow-ups that are these steps, beside that of the span.</summary>
    public required Filter Where { get; init; }
}

/// <summary>The difference between two shares with its interval of 95 % (Newcombe 1998, method 10).</summary>
/// <param name="Difference">The share of those done on time less that of those postponed.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of it.</param>
public sealed record MeasuredShareDifference(double Difference, double Low, double High);

/// <summary>
/// Whether customers order sooner when somebody comes in time: steps done on time against steps postponed or missed. It is an association and proves no cause: who is visited in time was chosen by
/// somebody, perhaps because he was about to order.
/// </summary>
public sealed record FollowUpEffect
{
    /// <summary>First day of the span, where the company sits.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the span.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Only steps due before this moment are looked at: after later ones the days have not passed yet.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Days after the day of the step within which an order is looked for.</summary>
    public int OrderDays { get; init; }

    /// <summary>Days late from which on a step was postponed.</summary>
    public int LateDays { get; init; }

    /// <summary>The filter of follow-ups that is the span: steps with a customer in sight.</summary>
    public required Filter Where { get; init; }

    /// <summary>The filter of follow-ups after which the customer ordered within the days.</summary>
    public required Filter OrderedWhere { get; init; }

    /// <summary>Steps done on time.</summary>
    public required FollowUpOutcome Visited { get; init; }

    /// <summary>Steps not done within <c>lateDays</c> days after they were due: done later, missed, or still open.</summary>
    public required FollowUpOutcome Postponed { get; init; }

    /// <summary>Steps done late, but sooner than that: on neither side.</summary>
    public int Between { get; init; }

    /// <summary>The difference; null where one side has no steps.</summary>
    public MeasuredShareDifference? Difference { get; init; }
}
