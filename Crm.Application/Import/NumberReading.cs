using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Domain.Common;

namespace Crm.Application.Import;

/// <summary>Reads amounts as people write them: 1,234.50, 1.234,50, ¥12.5万, (300), USD 1,000, 3亿元.</summary>
public static partial class NumberReading
{
    private const int LongestText = 60;

    private static readonly (string Sign, string Currency)[] Currencies =
    [
        ("人民币", "CNY"), ("RMB", "CNY"), ("CNY", "CNY"), ("¥", "CNY"), ("￥", "CNY"), ("美元", "USD"), ("US$", "USD"), ("USD", "USD"), ("HK$", "HKD"), ("港币", "HKD"), ("港元", "HKD"),
        ("HKD", "HKD"), ("欧元", "EUR"), ("EUR", "EUR"), ("€", "EUR"), ("英镑", "GBP"), ("GBP", "GBP"), ("£", "GBP"), ("日元", "JPY"), ("JPY", "JPY"), ("$", "USD"), ("元", "CNY"),
    ];

    private static readonly (string Word, decimal Factor)[] Scales =
    [
        ("万亿", 1_000_000_000_000m), ("亿", 100_000_000m), ("千万", 10_000_000m), ("百万", 1_000_000m), ("万", 10_000m), ("千", 1_000m),
        ("billion", 1_000_000_000m), ("bn", 1_000_000_000m), ("million", 1_000_000m), ("mio", 1_000_000m), ("k", 1_000m), ("m", 1_000_000m), ("b", 1_000_000_000m), ("w", 10_000m),
    ];

    /// <summary>The currency that a word or sign means; null when it means none.</summary>
    public static string? Currency(string text)
    {
        var plain = text.Trim();
        if (plain.Length == 3 && plain.All(char.IsAsciiLetter)) return plain.Equals("RMB", StringComparison.OrdinalIgnoreCase) ? "CNY" : plain.ToUpperInvariant();
        var found = Array.Find(Currencies, c => c.Sign.Equals(plain, StringComparison.OrdinalIgnoreCase));
        return found.Currency;
    }

    /// <summary>The number in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="currency">The currency that stands beside it, if one does.</param>
    /// <returns>Null when it is no number.</returns>
    public static decimal? Read(string text, out string? currency)
    {
        currency = null;
        if (text.Length > LongestText) return null;
        var plain = TextRules.ToHalfWidth(text).Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal);
        foreach (var (sign, code) in Currencies)
        {
            var at = plain.IndexOf(sign, StringComparison.OrdinalIgnoreCase);
            if (at < 0) continue;
            plain = plain.Remove(at, sign.Length);
            currency ??= code;
        }

        var factor = 1m;
        foreach (var (word, scale) in Scales)
        {
            if (plain.Length <= word.Length || !plain.EndsWith(word, StringComparison.OrdinalIgnoreCase)) continue;
            (plain, factor) = (plain[..^word.Length], scale);
            break;
        }

        var negative = plain is ['(', .., ')'] or ['-', ..];
        plain = plain.Trim('(', ')', '-', '+');
        if (plain.Length == 0 || !Shape().IsMatch(plain)) return null;
        if (!decimal.TryParse(WithPoint(plain), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)) return null;
        try
        {
            return (negative ? -value : value) * factor;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The last of two kinds of separators is the decimal one; a single kind divides thousands when three digits follow each.</summary>
    private static string WithPoint(string plain)
    {
        var (comma, point) = (plain.LastIndexOf(','), plain.LastIndexOf('.'));
        if (comma < 0) return plain.IndexOf('.', StringComparison.Ordinal) == point ? plain : plain.Replace(".", "", StringComparison.Ordinal);
        if (point > comma) return plain.Replace(",", "", StringComparison.Ordinal);
        if (point >= 0) return plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        return Grouped().IsMatch(plain) || plain.IndexOf(',', StringComparison.Ordinal) != comma ? plain.Replace(",", "", StringComparison.Ordinal) : plain.Replace(',', '.');
    }

    [GeneratedRegex(@"^[\d][\d.,]*(?:[eE][+-]?\d{1,2})?$|^\.\d+$")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^\d{1,3}(?:,\d{3})+$")]
    private static partial Regex Grouped();
}
