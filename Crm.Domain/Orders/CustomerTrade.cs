using Crm.Domain.Analytics;
using Crm.Domain.Lifecycle;
using Crm.Domain.Products;

namespace Crm.Domain.Orders;

/// <summary>
/// The trade with one customer in figures, as of a day. They follow from his orders, returns and payments, are made anew whenever one of those
/// changes, and can be rebuilt from them at any time. Amounts are in the base currency, without tax.
/// </summary>
public sealed class CustomerTrade
{
    /// <summary>How far back "the last twelve months" reach.</summary>
    public const int Months = 12;

    private CustomerTrade()
    {
    }

    /// <summary>Figures of a customer who has not traded yet.</summary>
    public CustomerTrade(Guid customerId) => CustomerId = customerId;

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>Day of his first order.</summary>
    public DateOnly? FirstOrderOn { get; private set; }

    /// <summary>Day of his last order.</summary>
    public DateOnly? LastOrderOn { get; private set; }

    /// <summary>Number of his orders, drafts and cancelled ones left out.</summary>
    public int Orders { get; private set; }

    /// <summary>What they earned.</summary>
    public decimal Revenue { get; private set; }

    /// <summary>Number of his returns.</summary>
    public int ReturnCount { get; private set; }

    /// <summary>What they took off.</summary>
    public decimal Returned { get; private set; }

    /// <summary>Revenue less returns, ever.</summary>
    public decimal NetRevenue { get; private set; }

    /// <summary>Number of his orders in the twelve months up to <see cref="AsOf"/>.</summary>
    public int OrdersLately { get; private set; }

    /// <summary>Revenue less returns in the twelve months up to <see cref="AsOf"/>: from the day after the same day a year before.</summary>
    public decimal NetRevenueLately { get; private set; }

    /// <summary>Average days between two days on which he ordered; null before the second.</summary>
    public decimal? AverageGapDays { get; private set; }

    /// <summary>Median days between two days on which he ordered; null before the second.</summary>
    public decimal? MedianGapDays { get; private set; }

    /// <summary>The category in which he has spent most; null while nothing he bought has one.</summary>
    public Guid? FavouriteCategoryId { get; private set; }

    /// <summary>The category in which he has spent most, for reading.</summary>
    public ProductCategory? FavouriteCategory { get; private set; }

    /// <summary>What he has paid, less what went back to him.</summary>
    public decimal Paid { get; private set; }

    /// <summary>Average days that his payments came late, early ones counted as below zero; null where no day was agreed.</summary>
    public decimal? AverageDaysLate { get; private set; }

    /// <summary>Share of his payments that came late, 0 to 1; null where no day was agreed.</summary>
    public decimal? LateShare { get; private set; }

    /// <summary>Band of recency, 1 the poorest; null before the first order. The scores are given by module Tiers, for all customers at once.</summary>
    public int? RecencyScore { get; private set; }

    /// <summary>Band of frequency.</summary>
    public int? FrequencyScore { get; private set; }

    /// <summary>Band of monetary value.</summary>
    public int? MonetaryScore { get; private set; }

    /// <summary>What the three together come to.</summary>
    public ValueClass? ValueClass { get; private set; }

    /// <summary>His stage of life; module Lifecycle tells it from the days on which he ordered.</summary>
    public StageOfLife Stage { get; private set; }

    /// <summary>The day since which he is in that stage; null for a prospect.</summary>
    public DateOnly? StageSince { get; private set; }

    /// <summary>The first day on which he counts as silent unless he orders before; null while that is to be told anew.</summary>
    public DateOnly? SilentOn { get; private set; }

    /// <summary>The first day on which he counts as lost unless he orders before.</summary>
    public DateOnly? LostOn { get; private set; }

    /// <summary>The day they are as of.</summary>
    public DateOnly AsOf { get; private set; }

    /// <summary>Makes the figures anew.</summary>
    /// <param name="asOf">The day they are as of; what is later is left out.</param>
    /// <param name="orders">Orders that count: confirmed and later.</param>
    /// <param name="returns">Returns.</param>
    /// <param name="payments">Payments.</param>
    /// <param name="categories">What he spent in each category.</param>
    public void Calculate(
        DateOnly asOf,
        IEnumerable<TradeEntry> orders,
        IEnumerable<TradeEntry> returns,
        IEnumerable<PaymentEntry> payments,
        IReadOnlyDictionary<Guid, decimal> categories)
    {
        var bought = orders.Where(o => o.On <= asOf).OrderBy(o => o.On).ToList();
        var back = returns.Where(r => r.On <= asOf).ToList();
        var paid = payments.Where(p => p.On <= asOf).ToList();
        var since = asOf > DateOnly.MinValue.AddMonths(Months) ? asOf.AddMonths(-Months) : DateOnly.MinValue;

        AsOf = asOf;
        (FirstOrderOn, LastOrderOn) = bought is [var first, ..] ? ((DateOnly?)first.On, (DateOnly?)bought[^1].On) : (null, null);
        (Orders, Revenue) = (bought.Count, bought.Sum(o => o.Revenue));
        (ReturnCount, Returned) = (back.Count, back.Sum(r => r.Revenue));
        NetRevenue = Revenue - Returned;
        OrdersLately = bought.Count(o => o.On > since);
        NetRevenueLately = bought.Where(o => o.On > since).Sum(o => o.Revenue) - back.Where(r => r.On > since).Sum(r => r.Revenue);
        (AverageGapDays, MedianGapDays) = GapsBetween([.. bought.Select(o => o.On).Distinct()]);
        FavouriteCategoryId = categories.Count == 0 ? null : categories.OrderByDescending(c => c.Value).ThenBy(c => c.Key).First().Key;
        Paid = paid.Sum(p => p.Amount);
        var late = paid.Where(p => p.DaysLate is not null).Select(p => (decimal)p.DaysLate!.Value).ToList();
        (AverageDaysLate, LateShare) = late.Count > 0 ? ((decimal?)Rounded(late.Average()), (decimal?)Rounded((decimal)late.Count(d => d > 0) / late.Count)) : (null, null);
    }

    /// <summary>Says which stage of life his orders have brought him to.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="since">Since when; null for a prospect.</param>
    /// <param name="silentOn">When he will be silent, or was; null for a prospect.</param>
    /// <param name="lostOn">When he will be lost, or was; null for a prospect.</param>
    public void Stand(StageOfLife stage, DateOnly? since, DateOnly? silentOn, DateOnly? lostOn) => (Stage, StageSince, SilentOn, LostOn) = (stage, since, silentOn, lostOn);

    /// <summary>Figures for the bands of RFM; null before the first order.</summary>
    public RfmFigures? Rfm => LastOrderOn is { } last ? new RfmFigures(AsOf.DayNumber - last.DayNumber, Orders, NetRevenue) : null;

    private static (decimal? Average, decimal? Median) GapsBetween(IReadOnlyList<DateOnly> days)
    {
        if (days.Count < 2) return (null, null);
        decimal[] gaps = [.. days.Skip(1).Select((day, i) => (decimal)(day.DayNumber - days[i].DayNumber)).Order()];
        return (Rounded(gaps.Average()), Rounded(Quantiles.Median(gaps)));
    }

    private static decimal Rounded(decimal value) => decimal.Round(value, 4, MidpointRounding.AwayFromZero);
}

/// <summary>What a customer is worth, in short.</summary>
public enum ValueClass
{
    /// <summary>Little.</summary>
    Low,

    /// <summary>Some.</summary>
    Middle,

    /// <summary>Much.</summary>
    High,
}

/// <summary>An order or a return as the figures see it.</summary>
/// <param name="On">The day, where the company sits.</param>
/// <param name="Revenue">Without tax, in the base currency.</param>
public readonly record struct TradeEntry(DateOnly On, decimal Revenue);

/// <summary>A payment as the figures see it.</summary>
/// <param name="On">The day the money moved.</param>
/// <param name="Amount">In the base currency.</param>
/// <param name="DaysLate">Days after the agreed day; null when none was agreed.</param>
public readonly record struct PaymentEntry(DateOnly On, decimal Amount, int? DaysLate);
