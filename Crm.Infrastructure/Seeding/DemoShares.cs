namespace Crm.Infrastructure.Seeding;

/// <summary>Dealing out a whole number.</summary>
internal static class DemoShares
{
    /// <summary>
    /// Parts in proportion to the weights, none below the least, that add up to the total exactly (largest remainders).
    /// </summary>
    public static int[] Of(int total, IReadOnlyList<double> weights, int least)
    {
        var free = total - least * weights.Count;
        var sum = weights.Sum();
        var exact = weights.Select(weight => free * weight / sum).ToArray();
        var parts = exact.Select(share => least + (int)share).ToArray();
        var byRemainder = Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i] - Math.Floor(exact[i]));
        foreach (var i in byRemainder.Take(total - parts.Sum())) parts[i]++;
        return parts;
    }
}
