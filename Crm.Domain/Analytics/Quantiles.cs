namespace Crm.Domain.Analytics;

/// <summary>Quantiles of a sample.</summary>
public static class Quantiles
{
    /// <summary>
    /// The quantile of type 7 (Hyndman and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50(4), 1996, definition 7;
    /// the default of R and Excel's PERCENTILE.INC): linear between the neighbours of position (n − 1)p + 1.
    /// </summary>
    /// <param name="sorted">The sample in ascending order, not empty.</param>
    /// <param name="p">0 to 1.</param>
    public static decimal Type7(IReadOnlyList<decimal> sorted, decimal p)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, 1);
        var (below, share) = PlaceOf(sorted.Count, p);
        return Between(sorted[below], sorted[Math.Min(below + 1, sorted.Count - 1)], share);
    }

    /// <summary>Where the quantile of type 7 lies in a sorted sample: behind this many values, and this share of the way to the next.</summary>
    public static (int Below, decimal Share) PlaceOf(int count, decimal p)
    {
        var position = (count - 1) * p;
        return ((int)position, position - (int)position);
    }

    /// <summary>The quantile between two neighbours.</summary>
    public static decimal Between(decimal below, decimal above, decimal share) => below + (share * (above - below));

    /// <summary>The middle of a sample, type 7.</summary>
    public static decimal Median(IReadOnlyList<decimal> sorted) => Type7(sorted, 0.5m);
}
