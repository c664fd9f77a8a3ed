using System.Text.RegularExpressions;

namespace Crm.Domain.Common;

/// <summary>
/// Phone numbers as typed in China: mobiles, fixed lines with area code, 400 and 800 numbers, extensions;
/// numbers of other countries when they begin with + or 00.
/// </summary>
/// <remarks>Number ranges follow the metadata of libphonenumber (Apache-2.0) for region CN.</remarks>
public static partial class PhoneNumber
{
    private const int TextMaxLength = 60;
    private const int MaskShownFirst = 3;
    private const int MaskShownLast = 2;
    private const int InternationalMinLength = 8;
    private const int InternationalMaxLength = 15; // ITU-T E.164, section 6.2.1
    private const string TwoDigitArea = "(?:10|2[0-57-9])";
    private const string ThreeDigitArea =
        @"(?:3(?:1\d|35|4[35-9]|5\d|7\d|9[1-68])|4(?:1\d|2[179]|3\d|5\d|6[4-9]|7\d|8[23])|5(?:1\d|2[37]|3\d|4[36]|5\d|6[1-46]|7\d|80|9\d)"
        + @"|6(?:3[1-5]|6[0238]|9[12])|7(?:01|1\d|2[248]|3[014-9]|4[3-6]|5\d|6[0236-9]|7\d|9\d)|8(?:07|1[23678]|2[5-7]|3\d|5\d|7\d|8[36-8]|9\d)"
        + @"|9(?:0[1-3689]|1[1-79]|[379]\d|4[13]|5[1-5]))";

    /// <summary>
    /// "+8653288939999" for "0532-8893 9999 转 801"; null when the text is no complete number.
    /// The extension is dropped: E.164 has no place for it.
    /// </summary>
    public static string? ToE164(string raw)
    {
        if (raw.Length > TextMaxLength)
            return null;
        var text = Simplify(raw);
        return Complete(Extension().Replace(text, "")) ?? Complete(DashedExtension().Replace(text, ""));
    }

    /// <summary>
    /// Whether people could reach somebody under this: a complete number, a local number of 7 or 8 digits without
    /// area code, or a short service number such as 95588.
    /// </summary>
    public static bool IsPlausible(string raw)
    {
        if (raw.Length > TextMaxLength)
            return false;
        if (ToE164(raw) is not null)
            return true;
        var text = Extension().Replace(Simplify(raw), "");
        return Allowed().IsMatch(text) && LocalOrService().IsMatch(Digits(text));
    }

    /// <summary>What all spellings of one number have in common: its E.164 form, or its digits where it has none, as a local number without area code.</summary>
    public static string Key(string raw) => ToE164(raw) ?? Digits(raw);

    /// <summary>The number with its middle left out, enough to recognize it by: "138 •••• ••88"; null for none.</summary>
    public static string? Mask(string? raw)
    {
        if (raw is null) return null;
        var (digits, seen) = (raw.Count(char.IsAsciiDigit), 0);
        return string.Concat(raw.Select(c => !char.IsAsciiDigit(c) || ++seen <= MaskShownFirst || seen > digits - MaskShownLast ? c : '•'));
    }

    /// <summary>The digits of the text in half width, nothing else.</summary>
    public static string Digits(string raw) => string.Concat(TextRules.ToHalfWidth(raw).Where(char.IsAsciiDigit));

    private static string Simplify(string raw) => Dashes().Replace(TextRules.ToHalfWidth(raw).Trim(), "-");

    private static string? Complete(string text)
    {
        if (!Allowed().IsMatch(text))
            return null;

        var digits = Digits(text);
        var international = text.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        digits = !text.StartsWith('+') && international ? digits[2..] : digits;

        if (digits.StartsWith("86", StringComparison.Ordinal) && National(digits[2..]) is { } number)
            return "+86" + number;
        if (!international)
            return National(digits) is { } own ? "+86" + own : null;
        return !digits.StartsWith("86", StringComparison.Ordinal)
            && digits is [not '0', ..]
            && digits.Length is >= InternationalMinLength and <= InternationalMaxLength
                ? "+" + digits
                : null;
    }

    private static string? National(string digits)
    {
        var number = digits.TrimStart('0');
        return (digits.Length - number.Length) switch
        {
            0 => Mobile().IsMatch(number) || FixedLine().IsMatch(number) || Service().IsMatch(number),
            1 => Mobile().IsMatch(number) || FixedLine().IsMatch(number),
            _ => false,
        } ? number : null;
    }

    [GeneratedRegex(@"^(?:1740[0-5]\d{6}|1(?:[38]\d|4[57]|[59][0-35-9]|6[125-7]|7[0-35-8])\d{8})$")]
    private static partial Regex Mobile();

    // Two-digit area codes have eight-digit numbers, three-digit ones seven or eight. Numbers begin with 2 to 8.
    [GeneratedRegex("^(?:" + TwoDigitArea + @"[2-8]\d{7}|" + ThreeDigitArea + @"[2-8]\d{6,7})$")]
    private static partial Regex FixedLine();

    [GeneratedRegex(@"^[48]00\d{7}$")]
    private static partial Regex Service();

    [GeneratedRegex(@"^(?:[2-8]\d{6,7}|9[56]\d{3,4}|100\d{2}|12\d{3})$")]
    private static partial Regex LocalOrService();

    [GeneratedRegex(@"^\+?[\d\s().\-/]+$")]
    private static partial Regex Allowed();

    [GeneratedRegex(@"\s*(?:转|轉|分机|分機|extension|ext\.?|x|#|,|;)\s*[:：.]?\s*\d{1,6}$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"\s*-\s*\d{1,6}$")]
    private static partial Regex DashedExtension();

    [GeneratedRegex(@"[\u2010-\u2015\u2212\u30FC]")]
    private static partial Regex Dashes();
}
