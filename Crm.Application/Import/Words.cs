using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Domain.Common;

namespace Crm.Application.Import;

/// <summary>Words as they are compared: what is written differently and means the same is the same here.</summary>
internal static class Words
{
    /// <summary>Half width, lower case, letters, digits and signs of number bands only; hints in brackets and marks such as * or __c fall away.</summary>
    public static string Key(string text)
    {
        var plain = TextRules.ToHalfWidth(text).Trim().ToLowerInvariant();
        if (plain.EndsWith("__c", StringComparison.Ordinal)) plain = plain[..^3];
        var bracket = plain.IndexOfAny(['(', '（', '[', '【']);
        if (bracket > 0) plain = plain[..bracket];
        var key = new StringBuilder(plain.Length);
        foreach (var c in plain)
        {
            if (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter || c == '+') key.Append(c);
        }

        return key.Length > 0 ? key.ToString() : plain;
    }

    /// <summary>How alike two keys are, 0 to 1: the share of letters that need not change, and 0.9 where one holds the other at some length.</summary>
    public static double Likeness(string a, string b)
    {
        if (a == b) return 1;
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        if (shorter.Length == 0) return 0;
        var contained = longer.Contains(shorter, StringComparison.Ordinal) && shorter.Length >= (shorter[0] > 0x2E80 ? 2 : 5);
        return Math.Max(contained ? 0.6 + (0.35 * shorter.Length / longer.Length) : 0, 1 - ((double)Distance(a, b) / longer.Length));
    }

    /// <summary>Letters to add, drop, change or swap (Damerau, restricted).</summary>
    private static int Distance(string a, string b)
    {
        var (before, last, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = Math.Min(now[j], before[j - 2] + 1);
            }

            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }
}

/// <summary>What other programs call our fields and codes, from a table that is data and no code.</summary>
internal static class Synonyms
{
    private static readonly Lazy<Table> Loaded = new(Load);

    /// <summary>Names of columns by target, for one kind of record, as they are compared.</summary>
    public static IReadOnlyDictionary<string, FrozenSet<string>> Fields(string entity) => Loaded.Value.Fields.GetValueOrDefault(entity) ?? FrozenDictionary<string, FrozenSet<string>>.Empty;

    /// <summary>Other words for the codes of a list.</summary>
    public static IReadOnlyDictionary<string, FrozenSet<string>> Codes(string list) => Loaded.Value.Codes.GetValueOrDefault(list) ?? FrozenDictionary<string, FrozenSet<string>>.Empty;

    /// <summary>Other words for a word of the contract.</summary>
    public static FrozenSet<string> Choice(string word) => Loaded.Value.Choices.GetValueOrDefault(word) ?? FrozenSet<string>.Empty;

    private static Table Load()
    {
        using var stream = typeof(Synonyms).Assembly.GetManifestResourceStream("Crm.Application.Import.Data.synonyms.json")!;
        var file = JsonSerializer.Deserialize<JsonElement>(stream);
        FrozenDictionary<string, FrozenSet<string>> Group(JsonElement group) =>
            group.EnumerateObject().ToFrozenDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(w => Words.Key(w.GetString()!)).ToFrozenSet());
        FrozenDictionary<string, FrozenDictionary<string, FrozenSet<string>>> Groups(string name) => file.GetProperty(name).EnumerateObject().ToFrozenDictionary(p => p.Name, p => Group(p.Value));
        return new Table(Groups("fields"), Groups("codes"), Group(file.GetProperty("choices")));
    }

    private sealed record Table(
        FrozenDictionary<string, FrozenDictionary<string, FrozenSet<string>>> Fields,
        FrozenDictionary<string, FrozenDictionary<string, FrozenSet<string>>> Codes,
        FrozenDictionary<string, FrozenSet<string>> Choices);
}
