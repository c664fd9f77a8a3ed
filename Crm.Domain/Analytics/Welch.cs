namespace Crm.Domain.Analytics;

/// <summary>The difference between the means of two samples whose variances need not be alike.</summary>
/// <param name="First">Mean of the first.</param>
/// <param name="Second">Mean of the second.</param>
/// <param name="Difference">First less second.</param>
/// <param name="Low">Lower end of the interval of the difference.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Statistic">The difference in units of its standard error.</param>
/// <param name="Freedom">Degrees of freedom.</param>
public sealed record WelchDifference(double First, double Second, double Difference, double Low, double High, double Statistic, double Freedom)
{
    /// <summary>
    /// Welch's interval (B. L. Welch, The generalization of "Student's" problem when several different population variances are involved, Biometrika 34, 1947), with
    /// degrees of freedom by Satterthwaite (1946); what <c>t.test</c> of R does by default. Null where a sample has fewer than two values or nothing varies.
    /// </summary>
    /// <param name="first">The one sample.</param>
    /// <param name="second">The other.</param>
    /// <param name="confidence">How often such an interval holds the true difference, for example 0.95.</param>
    public static WelchDifference? Of(IReadOnlyList<double> first, IReadOnlyList<double> second, double confidence = 0.95)
    {
        if (first.Count < 2 || second.Count < 2) return null;
        var (one, two) = (first.Average(), second.Average());
        var (a, b) = (Variance(first, one) / first.Count, Variance(second, two) / second.Count);
        if (a + b <= 0) return null;
        var error = Math.Sqrt(a + b);
        var freedom = (a + b) * (a + b) / ((a * a / (first.Count - 1)) + (b * b / (second.Count - 1)));
        var reach = StudentT.Quantile((1 + confidence) / 2, freedom) * error;
        return new WelchDifference(one, two, one - two, one - two - reach, one - two + reach, (one - two) / error, freedom);
    }

    private static double Variance(IReadOnlyList<double> sample, double mean) => sample.Sum(x => (x - mean) * (x - mean)) / (sample.Count - 1);
}

/// <summary>Student's distribution.</summary>
public static class StudentT
{
    private const int MostSteps = 300;
    private const double Smallest = 1e-300;
    private const double Exact = 1e-14;

    /// <summary>How likely a value is at most t.</summary>
    public static double Cumulative(double t, double freedom)
    {
        var tail = 0.5 * Beta(freedom / (freedom + (t * t)), freedom / 2, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The value that is not exceeded with probability p, found by halving.</summary>
    public static double Quantile(double p, double freedom)
    {
        if (p < 0.5) return -Quantile(1 - p, freedom);
        var (low, high) = (0d, 1d);
        while (Cumulative(high, freedom) < p) high *= 2;
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            if (Cumulative(middle, freedom) < p) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>The regularized incomplete beta function by its continued fraction (Abramowitz and Stegun 26.5.8, evaluated by Lentz's method).</summary>
    private static double Beta(double x, double a, double b)
    {
        if (x is <= 0 or >= 1) return x <= 0 ? 0 : 1;
        if (x > (a + 1) / (a + b + 2)) return 1 - Beta(1 - x, b, a);
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))) / a;
        var (f, c, d) = (1d, 1d, 0d);
        for (var i = 0; i <= MostSteps; i++)
        {
            var m = i / 2;
            var term = i == 0 ? 1
                : i % 2 == 0 ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (term * d));
            c = Away(1 + (term / c));
            f *= c * d;
            if (Math.Abs(1 - (c * d)) < Exact) break;
        }

        return front * (f - 1);
    }

    private static double Away(double value) => Math.Abs(value) < Smallest ? Smallest : value;

    /// <summary>Lanczos' approximation with g = 7 and nine terms.</summary>
    private static double LogGamma(double z)
    {
        if (z < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * z)) - LogGamma(1 - z);
        double[] terms = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
        var (x, sum) = (z - 1, terms[0]);
        for (var i = 1; i < terms.Length; i++) sum += terms[i] / (x + i);
        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
