using System.Text.RegularExpressions;
using Crm.Domain.Common;

namespace Crm.Application.Import;

/// <summary>What single values mean that people write in many ways.</summary>
internal static partial class CellText
{
    private static readonly string[] Yes = ["yes", "y", "true", "t", "1", "on", "x", "是", "有", "对", "真", "√", "✓", "启用"];
    private static readonly string[] No = ["no", "n", "false", "f", "0", "off", "否", "无", "没有", "错", "假", "×", "✗", "停用"];
    private static readonly char[] ItemSeparators = [';', '；', ',', '，', '、', '\n', '|'];

    /// <summary>Yes or no in either language; null when it is neither.</summary>
    public static bool? YesNo(string text)
    {
        var plain = TextRules.ToHalfWidth(text).Trim().ToLowerInvariant();
        return Yes.Contains(plain) ? true : No.Contains(plain) ? false : null;
    }

    /// <summary>The items of a value that holds several.</summary>
    public static IEnumerable<string> Items(string text) => text.Split(ItemSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Phone numbers in a value; a comma before an extension does not divide, and neither does a slash inside a number.</summary>
    public static IEnumerable<string> Phones(string text)
    {
        foreach (var line in text.Split([';', '；', '、', '\n', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split([',', '，', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length > 1 && parts.All(p => p.Count(char.IsAsciiDigit) >= 7 && PhoneNumber.IsPlausible(p)))
            {
                foreach (var part in parts) yield return part;
            }
            else yield return line;
        }
    }

    /// <summary>Excel shows long numbers with an exponent, and who saves that as text loses the digits; 1.38E+10 says too little, 1.38001380E+10 all.</summary>
    public static string Digits(string text)
    {
        if (!Exponent().IsMatch(text.Trim()) || !decimal.TryParse(text.Trim(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)) return text;
        var mantissa = text.Count(char.IsAsciiDigit) - 2;
        var digits = number.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        return mantissa >= digits.Length ? digits : text;
    }

    /// <summary>A number without its country's code, in the one shape that tells the country: (415) 901-7000 is North American.</summary>
    public static string Phone(string text) => !PhoneNumber.IsPlausible(text) && NorthAmerican().IsMatch(text.Trim()) ? "+1 " + text.Trim() : text;

    /// <summary>The address in <c>Li Wei &lt;li@example.com&gt;</c> or <c>mailto:li@example.com</c>.</summary>
    public static string Address(string text)
    {
        var plain = TextRules.ToHalfWidth(text).Trim();
        if (plain.EndsWith('>') && plain.LastIndexOf('<') is >= 0 and var open) plain = plain[(open + 1)..^1];
        return plain.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? plain[7..].Trim() : plain.Trim().TrimEnd('.');
    }

    /// <summary>Whether it is a web address, or a domain that stands for one.</summary>
    public static bool IsWeb(string text) => text.Length <= 2000 && WebShape().IsMatch(text);

    /// <summary>A web address with its scheme.</summary>
    public static string Web(string text)
    {
        var plain = text.Trim().Replace(@"\:", ":", StringComparison.Ordinal);
        return plain.Contains("://", StringComparison.Ordinal) || !WebShape().IsMatch(plain) ? plain : "http://" + plain;
    }

    /// <summary>A name out of its parts: together in Chinese, family name first; with spaces elsewhere, given name first.</summary>
    public static string Name(string? family, string? given, string? middle)
    {
        var (last, first, second) = (family?.Trim() ?? "", given?.Trim() ?? "", middle?.Trim() ?? "");
        return (last + first).Any(IsChinese) ? last + second + first : string.Join(' ', new[] { first, second, last }.Where(p => p.Length > 0));
    }

    /// <summary>Stars, a number of points, or both: ★★★, 3, 3 星.</summary>
    public static int? Score(string text)
    {
        var plain = TextRules.ToHalfWidth(text).Trim();
        var stars = plain.Count(c => c is '★' or '⭐' or '*');
        if (stars > 0) return stars;
        var digits = plain.TrimEnd('星', '级', '分', ' ');
        return decimal.TryParse(digits, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && number is >= 0 and <= 100 ? (int)number : null;
    }

    private static bool IsChinese(char c) => c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF';

    [GeneratedRegex(@"^(?:https?:\\?//\S+|(?:www\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.(?:com|cn|net|org|edu|gov|io|co|info|biz|de|uk|fr|jp|hk|tw|us|eu|ai|app|dev|top|shop|xyz|tech|[a-z]{2})(?:[/:?#]\S*)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex WebShape();

    [GeneratedRegex(@"^(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]?\d{2,3}[-. ]\d{4}(?:\s*(?:x|ext\.?)\s*\d{1,6})?$", RegexOptions.IgnoreCase)]
    private static partial Regex NorthAmerican();

    [GeneratedRegex(@"^\d(?:\.\d+)?E\+\d{2}$", RegexOptions.IgnoreCase)]
    private static partial Regex Exponent();
}
