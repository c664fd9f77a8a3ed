namespace Crm.Domain.Analytics;

/// <summary>A share of something with the interval in which the true one lies 95 times of 100.</summary>
/// <param name="Share">The share, 0 to 1.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of it.</param>
public sealed record Proportion(double Share, double Low, double High)
{
    /// <summary>What a standard normal variable does not exceed 975 times of 1000, so that 95 % lie between it and its opposite.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>
    /// Wilson's score interval without continuity correction (E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American Statistical
    /// Association 22, 1927, 209-212), as method 3 of R. G. Newcombe, Two-sided confidence intervals for the single proportion: comparison of seven methods, Statistics in Medicine 17,
    /// 1998, 857-872, section 2: (2np + z² ± z√(z² + 4npq)) / 2(n + z²). It never leaves 0 to 1 and does not shrink to nothing where all or none succeeded. Null where there was nothing.
    /// </summary>
    /// <param name="successes">How many did.</param>
    /// <param name="of">How many there were. Both may be broken numbers: what a sample that hangs together is worth.</param>
    public static Proportion? Of(double successes, double of)
    {
        if (!(of > 0)) return null;
        var (share, squared) = (successes / of, Z * Z);
        var middle = (2 * successes) + squared;
        var reach = Z * Math.Sqrt(squared + (4 * successes * (1 - share)));
        var whole = 2 * (of + squared);
        return new Proportion(share, Math.Clamp((middle - reach) / whole, 0, share), Math.Clamp((middle + reach) / whole, share, 1));
    }
}

/// <summary>The difference between two shares of things that have nothing to do with each other.</summary>
/// <param name="Difference">The first less the second.</param>
/// <param name="Low">Lower end of the interval in which the true difference lies 95 times of 100.</param>
/// <param name="High">Upper end of it.</param>
public sealed record ProportionDifference(double Difference, double Low, double High)
{
    /// <summary>
    /// Newcombe's hybrid score interval, which squares and adds Wilson's intervals of both shares (R. G. Newcombe, Interval estimation for the difference between independent proportions:
    /// comparison of eleven methods, Statistics in Medicine 17, 1998, 873-890, section 2, method 10): from θ - √((p₁ - l₁)² + (u₂ - p₂)²) to θ + √((u₁ - p₁)² + (p₂ - l₂)²).
    /// </summary>
    /// <param name="first">The one share.</param>
    /// <param name="second">The other.</param>
    public static ProportionDifference Of(Proportion first, Proportion second)
    {
        var difference = first.Share - second.Share;
        return new ProportionDifference(
            difference,
            difference - Math.Sqrt(Square(first.Share - first.Low) + Square(second.High - second.Share)),
            difference + Math.Sqrt(Square(first.High - first.Share) + Square(second.Share - second.Low)));
    }

    private static double Square(double value) => value * value;
}

/// <summary>What several observations of each of several things are worth, as if none had to do with another.</summary>
/// <param name="Successes">How many of them did.</param>
/// <param name="Trials">How many there were.</param>
/// <param name="DesignEffect">By how much the observations of one thing resemble each other: the variance of the share in units of that of observations that do not; at least 1.</param>
public sealed record EffectiveCount(double Successes, double Trials, double DesignEffect)
{
    /// <summary>
    /// Divides both counts by the design effect (J. N. K. Rao and A. J. Scott, A simple method for the analysis of clustered binary data, Biometrics 48, 1992, 577-585, section 2), which
    /// follows from the variance of a ratio: v = m / ((m - 1) n²) Σ(xᵢ - nᵢp)², d = nv / pq, over m things with nᵢ observations of which xᵢ succeeded. Where all or none succeeded
    /// nothing is known of the variance, and each thing is counted once. What resembles itself less than chance does not count more for it.
    /// </summary>
    /// <param name="things">Of each thing how many observations there are, and how many of them succeeded.</param>
    public static EffectiveCount Of(IReadOnlyCollection<(int Of, int Successes)> things)
    {
        double m = things.Count, n = things.Sum(t => t.Of), x = things.Sum(t => t.Successes);
        if (n <= m || m == 0) return new EffectiveCount(x, n, 1);
        var p = x / n;
        var effect = p is <= 0 or >= 1 || m < 2 ? n / m : m / (m - 1) / n * things.Sum(t => Math.Pow(t.Successes - (t.Of * p), 2)) / (p * (1 - p));
        effect = Math.Max(1, effect);
        return new EffectiveCount(x / effect, n / effect, effect);
    }
}
