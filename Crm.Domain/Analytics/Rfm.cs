using Crm.Domain.Common;

namespace Crm.Domain.Analytics;

/// <summary>What a customer's trade looks like on a day.</summary>
/// <param name="RecencyDays">Days since his last order.</param>
/// <param name="Frequency">Number of his orders.</param>
/// <param name="Monetary">Their value in the base currency.</param>
public readonly record struct RfmFigures(int RecencyDays, int Frequency, decimal Monetary);

/// <summary>The bands in which a customer's trade falls, 1 the poorest.</summary>
/// <param name="Recency">1 for long ago, the number of bands for lately.</param>
/// <param name="Frequency">1 for seldom.</param>
/// <param name="Monetary">1 for little.</param>
public readonly record struct RfmScore(int Recency, int Frequency, int Monetary)
{
    /// <summary>The three digits as they are usually written: 555 is the best of five bands.</summary>
    public int Code => (Recency * 100) + (Frequency * 10) + Monetary;
}

/// <summary>
/// Where the bands of recency, frequency and monetary value begin (Hughes, Strategic Database Marketing, 1994). An edge belongs to the band
/// above it. Recency counts backwards: the smaller the number of days, the higher the band.
/// </summary>
public sealed record RfmEdges
{
    /// <summary>Fewest bands.</summary>
    public const int MinBands = 3;

    /// <summary>Most bands.</summary>
    public const int MaxBands = 5;

    private RfmEdges(IReadOnlyList<decimal> recency, IReadOnlyList<decimal> frequency, IReadOnlyList<decimal> monetary) =>
        (Recency, Frequency, Monetary) = (recency, frequency, monetary);

    /// <summary>Days at which the second, third … band begins, ascending.</summary>
    public IReadOnlyList<decimal> Recency { get; }

    /// <summary>Orders at which the second, third … band begins, ascending.</summary>
    public IReadOnlyList<decimal> Frequency { get; }

    /// <summary>Amounts at which the second, third … band begins, ascending.</summary>
    public IReadOnlyList<decimal> Monetary { get; }

    /// <summary>Number of bands.</summary>
    public int Bands => Recency.Count + 1;

    /// <summary>Bands that somebody chose.</summary>
    /// <exception cref="DomainException"><c>rfm_bands</c> unless all three have 2 to 4 edges, the same number; <c>rfm_edges_not_ascending</c>.</exception>
    public static RfmEdges Of(IReadOnlyList<decimal> recency, IReadOnlyList<decimal> frequency, IReadOnlyList<decimal> monetary)
    {
        if (recency.Count + 1 is < MinBands or > MaxBands || recency.Count != frequency.Count || recency.Count != monetary.Count) throw new DomainException("rfm_bands");
        EnsureAscending(recency, "recency");
        EnsureAscending(frequency, "frequency");
        EnsureAscending(monetary, "monetary");
        return new RfmEdges([.. recency], [.. frequency], [.. monetary]);
    }

    /// <summary>
    /// Bands with equally many customers in each. An edge lies one unit (a day, an order, a unit of money) above the quantile of type 7, as in the
    /// R package rfm, so that whoever stands exactly on the quantile of a whole number belongs to the band below.
    /// </summary>
    /// <param name="customers">The customers, not none.</param>
    /// <param name="bands">3 to 5.</param>
    /// <exception cref="DomainException"><c>rfm_bands</c>.</exception>
    public static RfmEdges FromQuantiles(IReadOnlyCollection<RfmFigures> customers, int bands)
    {
        if (bands is < MinBands or > MaxBands) throw new DomainException("rfm_bands");
        return new RfmEdges(
            Edges(customers.Select(c => (decimal)c.RecencyDays), bands),
            Edges(customers.Select(c => (decimal)c.Frequency), bands),
            Edges(customers.Select(c => c.Monetary), bands));
    }

    /// <summary>The same from quantiles that a database has found: the 1st, 2nd … of the three figures.</summary>
    /// <exception cref="DomainException"><c>rfm_bands</c>.</exception>
    public static RfmEdges FromQuantiles(IReadOnlyList<decimal> recency, IReadOnlyList<decimal> frequency, IReadOnlyList<decimal> monetary)
    {
        if (recency.Count + 1 is < MinBands or > MaxBands || recency.Count != frequency.Count || recency.Count != monetary.Count) throw new DomainException("rfm_bands");
        return new RfmEdges([.. recency.Select(q => q + 1)], [.. frequency.Select(q => q + 1)], [.. monetary.Select(q => q + 1)]);
    }

    /// <summary>The bands of a customer.</summary>
    public RfmScore Score(RfmFigures figures) => new(
        Bands + 1 - BandOf(Recency, figures.RecencyDays),
        BandOf(Frequency, figures.Frequency),
        BandOf(Monetary, figures.Monetary));

    private static int BandOf(IReadOnlyList<decimal> edges, decimal value)
    {
        var band = 1;
        while (band <= edges.Count && value >= edges[band - 1]) band++;
        return band;
    }

    private static IReadOnlyList<decimal> Edges(IEnumerable<decimal> values, int bands)
    {
        decimal[] sorted = [.. values.Order()];
        return [.. Enumerable.Range(1, bands - 1).Select(i => Quantiles.Type7(sorted, (decimal)i / bands) + 1)];
    }

    private static void EnsureAscending(IReadOnlyList<decimal> edges, string field)
    {
        for (var i = 1; i < edges.Count; i++)
            if (edges[i] <= edges[i - 1]) throw new DomainException("rfm_edges_not_ascending", field);
    }
}
