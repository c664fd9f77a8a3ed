namespace Crm.Domain.Analytics;

/// <summary>Somebody who can be compared.</summary>
/// <param name="Id">Who.</param>
/// <param name="Groups">What must be alike, the strictest first; the first that finds a partner decides.</param>
/// <param name="Value">What must be near: above zero.</param>
public sealed record Comparable(Guid Id, IReadOnlyList<string> Groups, double Value);

/// <summary>
/// Pairs each of some with the nearest of others, each of them taken once: nearest-neighbour matching within groups and a caliper (D. B. Rubin, Matching to remove
/// bias in observational studies, Biometrics 29, 1973; M. A. Cochran and D. B. Rubin, Sankhyā A 35, 1973, for the caliper). Nearness is the ratio of two values.
/// </summary>
public static class NearestNeighbour
{
    /// <summary>Pairs, the largest first; whoever finds nobody near enough is left out.</summary>
    /// <param name="treated">Those who are to be compared.</param>
    /// <param name="others">Those they may be compared with.</param>
    /// <param name="mostRatio">How many times larger one of a pair may be than the other.</param>
    public static IReadOnlyList<(Guid Treated, Guid Other)> Match(IEnumerable<Comparable> treated, IEnumerable<Comparable> others, double mostRatio)
    {
        var pairs = new List<(Guid, Guid)>();
        var free = others.ToList();
        foreach (var one in treated.OrderByDescending(t => t.Value).ThenBy(t => t.Id))
        {
            var best = one.Groups
                .Select((group, level) => free.Where(o => o.Groups.Count > level && o.Groups[level] == group && Distance(one, o) <= Math.Log(mostRatio)).OrderBy(o => Distance(one, o)).ThenBy(o => o.Id).FirstOrDefault())
                .FirstOrDefault(found => found is not null);
            if (best is null) continue;
            free.Remove(best);
            pairs.Add((one.Id, best.Id));
        }

        return pairs;
    }

    private static double Distance(Comparable one, Comparable other) => Math.Abs(Math.Log(one.Value) - Math.Log(other.Value));
}
