using System.Text.Json;

namespace Crm.Bench.Load;

/// <summary>Proves that product and reference answer alike, before anything is measured.</summary>
internal static class SameAnswers
{
    /// <summary>What each makes anew.</summary>
    private static readonly HashSet<string> New =
        ["id", "number", "createdAt", "updatedAt", "completedAt", "at", "startedAt", "lastContactAt", "idleSince", "nextFollowUpAt", "interactionId", "accessToken"];

    public static void Ensure(Scenario scenario, Target product, NextRequest fromProduct, Target bare, NextRequest fromBare, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            var (a, b) = (product.Ask(fromProduct(0)!, scenario.Status), bare.Ask(fromBare(0)!, scenario.Status));
            if (Difference(scenario.Agreement, a, b, "") is { } difference) throw new InvalidOperationException($"{scenario.Name}: the reference answers otherwise at {difference}\n{a}\n{b}");
        }
    }

    private static string? Difference(Agreement agreement, JsonElement a, JsonElement b, string path)
    {
        if (a.ValueKind != b.ValueKind) return IsLoose(agreement, path) ? null : $"{path}: {a} / {b}";
        return a.ValueKind switch
        {
            JsonValueKind.Object => Members(agreement, a, b, path),
            JsonValueKind.Array when a.GetArrayLength() != b.GetArrayLength() => $"{path}: {a.GetArrayLength()} / {b.GetArrayLength()} items",
            JsonValueKind.Array => a.EnumerateArray().Zip(b.EnumerateArray()).Select((pair, i) => Difference(agreement, pair.First, pair.Second, $"{path}/{i}")).FirstOrDefault(d => d is not null),
            _ => IsLoose(agreement, path) || a.ToString() == b.ToString() ? null : $"{path}: {a} / {b}",
        };
    }

    private static string? Members(Agreement agreement, JsonElement a, JsonElement b, string path)
    {
        var (names, others) = (a.EnumerateObject().Select(p => p.Name).ToList(), b.EnumerateObject().Select(p => p.Name).ToList());
        if (!names.SequenceEqual(others)) return $"{path}: {string.Join(",", names)} / {string.Join(",", others)}";
        return names.Select(name => Difference(agreement, a.GetProperty(name), b.GetProperty(name), $"{path}/{name}")).FirstOrDefault(d => d is not null);
    }

    private static bool IsLoose(Agreement agreement, string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return path.EndsWith("page/next", StringComparison.Ordinal) || agreement == Agreement.Members || (agreement == Agreement.AllButNew && New.Contains(name));
    }
}
