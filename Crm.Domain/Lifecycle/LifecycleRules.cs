using Crm.Domain.Common;

namespace Crm.Domain.Lifecycle;

/// <summary>What the house says about stages of life: how long a customer may keep silent, in multiples of his own rhythm. There is one row of it.</summary>
public sealed class LifecycleRules : Record
{
    /// <summary>Largest multiple of a gap.</summary>
    public const decimal MaxTimes = 50;

    /// <summary>Longest gap in days.</summary>
    public const int MaxDays = 3650;

    /// <summary>Most orders that a rule may ask for.</summary>
    public const int MaxOrders = 50;

    /// <summary>The only row.</summary>
    public static readonly Guid TheId = new("01930000-0000-7000-8000-0000000000c1");

    private LifecycleRules()
    {
    }

    private LifecycleRules(Guid id)
        : base(id)
    {
    }

    /// <summary>He is silent when nothing was ordered for more than so many times his gap.</summary>
    public decimal SilentTimes { get; private set; } = 2;

    /// <summary>He is lost when nothing was ordered for more than so many times his gap.</summary>
    public decimal LostTimes { get; private set; } = 4;

    /// <summary>The gap in days of whoever has ordered too seldom to have one of his own.</summary>
    public int HouseGapDays { get; private set; } = 60;

    /// <summary>From how many orders on his own gap counts.</summary>
    public int OwnGapFromOrders { get; private set; } = 3;

    /// <summary>Shortest gap in days that counts.</summary>
    public int MinGapDays { get; private set; } = 7;

    /// <summary>Longest gap in days that counts.</summary>
    public int MaxGapDays { get; private set; } = 365;

    /// <summary>He is new up to so many orders.</summary>
    public int NewUpToOrders { get; private set; } = 1;

    /// <summary>The day from which on these rules decide; what was decided before stays as it was. Null while they were never changed.</summary>
    public DateOnly? InForceFrom { get; private set; }

    /// <summary>The rules before anybody has written any.</summary>
    public static LifecycleRules Default() => new(TheId);

    /// <summary>Writes the rules anew.</summary>
    /// <exception cref="DomainException"><c>lost_before_silent</c>, <c>gap_bounds</c>.</exception>
    public void Change(decimal silentTimes, decimal lostTimes, int houseGapDays, int ownGapFromOrders, int minGapDays, int maxGapDays, int newUpToOrders, DateOnly today)
    {
        if (lostTimes <= silentTimes) throw new DomainException("lost_before_silent", "lostTimes");
        if (maxGapDays < minGapDays) throw new DomainException("gap_bounds", "maxGapDays");
        (SilentTimes, LostTimes, HouseGapDays, OwnGapFromOrders) = (silentTimes, lostTimes, houseGapDays, ownGapFromOrders);
        (MinGapDays, MaxGapDays, NewUpToOrders, InForceFrom) = (minGapDays, maxGapDays, newUpToOrders, today);
    }

    /// <summary>The gap that counts for somebody who has ordered so often, on days so far apart.</summary>
    /// <param name="orders">How often he has ordered.</param>
    /// <param name="medianGapDays">Median days between two days on which he ordered; null before the second.</param>
    public decimal GapOf(int orders, decimal? medianGapDays) => orders >= OwnGapFromOrders && medianGapDays is { } own ? Math.Clamp(own, MinGapDays, MaxGapDays) : HouseGapDays;

    /// <summary>Whole days without an order after which somebody with this gap is silent.</summary>
    public int SilentAfter(decimal gap) => (int)decimal.Floor(gap * SilentTimes);

    /// <summary>Whole days without an order after which somebody with this gap is lost.</summary>
    public int LostAfter(decimal gap) => Math.Max((int)decimal.Floor(gap * LostTimes), SilentAfter(gap) + 1);
}
