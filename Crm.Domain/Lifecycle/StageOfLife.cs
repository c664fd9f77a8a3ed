using Crm.Domain.Analytics;

namespace Crm.Domain.Lifecycle;

/// <summary>How far the story with a customer has come.</summary>
public enum StageOfLife
{
    /// <summary>He has not ordered yet.</summary>
    Prospect,

    /// <summary>He has begun to.</summary>
    New,

    /// <summary>He orders in his rhythm.</summary>
    Active,

    /// <summary>His rhythm says that he should have ordered.</summary>
    Silent,

    /// <summary>He has been silent for so long that he will hardly come back by himself.</summary>
    Lost,

    /// <summary>He had been lost and has ordered again; with the next order in his rhythm he is active.</summary>
    WonBack,
}

/// <summary>A stage that a customer came to, with the figures that say why.</summary>
/// <param name="On">The day.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Why">The figures.</param>
public sealed record StageStep(DateOnly On, StageOfLife Stage, StageFigures Why);

/// <summary>The figures that a stage is decided by.</summary>
public sealed record StageFigures
{
    /// <summary>Orders up to then.</summary>
    public int Orders { get; init; }

    /// <summary>Day of the last of them.</summary>
    public DateOnly LastOrderOn { get; init; }

    /// <summary>Median days between two days on which he ordered; null before the second.</summary>
    public decimal? MedianGapDays { get; init; }

    /// <summary>The gap that counts, in days: his own within its bounds, or that of the house.</summary>
    public decimal GapDays { get; init; }

    /// <summary>Whether that is his own.</summary>
    public bool OwnGap { get; init; }

    /// <summary>Days between the last order and the one before; null for the first.</summary>
    public int? LastGapDays { get; init; }

    /// <summary>Days without an order after which he is silent.</summary>
    public int SilentAfterDays { get; init; }

    /// <summary>Days without an order after which he is lost.</summary>
    public int LostAfterDays { get; init; }
}

/// <summary>Tells the story of a customer from the days on which he ordered. It follows from them alone, so it can be told again at any time, up to any day.</summary>
public static class LifecycleStory
{
    /// <summary>Every stage he came to up to a day, the first order first; empty while he has not ordered.</summary>
    /// <param name="orderDays">The days of his orders; a day may come more than once.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="until">The last day that is told.</param>
    public static IReadOnlyList<StageStep> Tell(IEnumerable<DateOnly> orderDays, LifecycleRules rules, DateOnly until)
    {
        var steps = new List<StageStep>();
        var gaps = new List<decimal>(); // ascending
        StageFigures? before = null;
        foreach (var day in orderDays.Where(d => d <= until).GroupBy(d => d).OrderBy(g => g.Key))
        {
            if (before is not null) AddSilence(steps, before, day.Key.AddDays(-1));
            var gap = before is null ? (int?)null : day.Key.DayNumber - before.LastOrderOn.DayNumber;
            if (gap is { } length) Insert(gaps, length);
            var figures = FiguresOf((before?.Orders ?? 0) + day.Count(), day.Key, gaps, gap, rules);
            var stage = gap > before?.LostAfterDays ? StageOfLife.WonBack : figures.Orders <= rules.NewUpToOrders ? StageOfLife.New : StageOfLife.Active;
            if (steps is not [.., var last] || last.Stage != stage) steps.Add(new StageStep(day.Key, stage, figures));
            before = figures;
        }

        if (before is not null) AddSilence(steps, before, until);
        return steps;
    }

    private static void Insert(List<decimal> ascending, decimal value)
    {
        var at = ascending.BinarySearch(value);
        ascending.Insert(at < 0 ? ~at : at, value);
    }

    /// <summary>What he came to because he did not order up to this day.</summary>
    private static void AddSilence(List<StageStep> steps, StageFigures figures, DateOnly until)
    {
        var (silent, lost) = (Behind(figures.LastOrderOn, figures.SilentAfterDays), Behind(figures.LastOrderOn, figures.LostAfterDays));
        if (silent <= until) steps.Add(new StageStep(silent, StageOfLife.Silent, figures));
        if (lost <= until) steps.Add(new StageStep(lost, StageOfLife.Lost, figures));
    }

    /// <summary>The first day on which more than so many days have passed.</summary>
    public static DateOnly Behind(DateOnly day, int days) => day.DayNumber + days + 1 > DateOnly.MaxValue.DayNumber ? DateOnly.MaxValue : day.AddDays(days + 1);

    private static StageFigures FiguresOf(int orders, DateOnly last, List<decimal> gaps, int? gap, LifecycleRules rules)
    {
        var median = gaps.Count > 0 ? Quantiles.Median(gaps) : (decimal?)null;
        var counts = rules.GapOf(orders, median);
        return new StageFigures
        {
            Orders = orders,
            LastOrderOn = last,
            MedianGapDays = median,
            GapDays = counts,
            OwnGap = median is not null && orders >= rules.OwnGapFromOrders,
            LastGapDays = gap,
            SilentAfterDays = rules.SilentAfter(counts),
            LostAfterDays = rules.LostAfter(counts),
        };
    }
}
