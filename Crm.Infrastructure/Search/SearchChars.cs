using System.Globalization;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Search;

/// <summary>What counts as a character of a word, alike for indexing and for asking.</summary>
internal static class SearchChars
{
    /// <summary>Chinese characters of all CJK blocks (Unicode 17, chapter 18) and 〇.</summary>
    public static bool IsHan(Rune rune) => rune.Value is
        0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>Letters and digits of any script.</summary>
    public static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune);

    /// <summary>The text in form C, without U+FFFE and with U+FFFD for lone surrogates: Normalize throws on both.</summary>
    public static string Compose(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0xFFFE)).Normalize(NormalizationForm.FormC);

    /// <summary>Half width, lower case, without diacritics: "Ｌ'Ｏréal" → "l'oreal".</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in TextRules.ToHalfWidth(Compose(text)).Normalize(NormalizationForm.FormKD).EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
                folded.Append(Rune.ToLowerInvariant(rune));
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The letters and digits of a folded text without anything between them.</summary>
    public static string Squash(string folded) => string.Concat(folded.EnumerateRunes().Where(IsWord));

    /// <summary>The text cut where Chinese characters meet others, punctuation dropped: "TCL（中国）" → "tcl", "中国".</summary>
    public static IReadOnlyList<string> Runs(string folded)
    {
        var runs = new List<string>();
        var run = new StringBuilder();
        bool? han = null;

        foreach (var rune in folded.EnumerateRunes())
        {
            var isHan = IsHan(rune);
            // Brackets and dots inside a Chinese name are often left out when typing; between Latin words they part.
            var parts = IsWord(rune) || isHan ? han is { } before && before != isHan : han is false;
            if (parts)
                Flush();
            if (IsWord(rune) || isHan)
            {
                run.Append(rune);
                han = isHan;
            }
        }
        Flush();
        return runs;

        void Flush()
        {
            if (run.Length > 0)
                runs.Add(run.ToString());
            run.Clear();
            han = null;
        }
    }

    /// <summary>Whether a run begins with a Chinese character.</summary>
    public static bool StartsWithHan(string run) => Rune.DecodeFromUtf16(run, out var rune, out _) == System.Buffers.OperationStatus.Done && IsHan(rune);
}
