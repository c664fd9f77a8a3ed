using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Domain.Common;

namespace Crm.Application.Import;

/// <summary>In which order a column writes its days.</summary>
public enum DayFormat
{
    /// <summary>Year, month, day: 2024-03-05, 2024/3/5, 2024年3月5日, 20240305, also with a time of day behind it.</summary>
    YearMonthDay,

    /// <summary>Day, month, year: 05/03/2024, 5.3.24.</summary>
    DayMonthYear,

    /// <summary>Month, day, year: 03/05/2024, 3/5/24.</summary>
    MonthDayYear,

    /// <summary>Only a year, read as its first day.</summary>
    Year,

    /// <summary>Days since the end of 1899, as spreadsheets count.</summary>
    Serial,
}

/// <summary>Reads days and moments as people and programs write them.</summary>
public static partial class DayReading
{
    private const int LongestText = 60;
    private const int SerialMin = 367; // 1901-01-01
    private const int SerialMax = 109_574; // 2199-12-31
    private const int CenturyPivot = 70;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The formats that can read this text; none when it is no day.</summary>
    public static IReadOnlyList<DayFormat> Possible(string text) => [.. Enum.GetValues<DayFormat>().Where(f => TryRead(text, f, out _, out _, out _))];

    /// <summary>Reads a day; a time of day behind it is left out, in the zone it was written in.</summary>
    public static DateOnly? Day(string text, DayFormat format) => TryRead(text, format, out var day, out _, out _) ? day : null;

    /// <summary>Reads a moment; without a zone it is one of the given zone.</summary>
    /// <returns>UTC; null when it is none.</returns>
    public static DateTime? Moment(string text, DayFormat format, TimeZoneInfo zone)
    {
        if (!TryRead(text, format, out var day, out var time, out var offset)) return null;
        var local = day.ToDateTime(TimeOnly.MinValue) + time;
        if (offset is null && zone.IsInvalidTime(local)) local = local.AddHours(1); // the hour that the clocks leave out in spring
        var ticks = local.Ticks - (offset ?? zone.GetUtcOffset(local)).Ticks;
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks ? null : new DateTime(ticks, DateTimeKind.Utc);
    }

    private static bool TryRead(string text, DayFormat format, out DateOnly day, out TimeSpan time, out TimeSpan? offset)
    {
        (day, time, offset) = (default, default, null);
        var plain = text.Length > LongestText ? "" : TextRules.ToHalfWidth(text).Trim();
        if (plain.Length == 0) return false;
        if (format == DayFormat.Serial) return TrySerial(plain, out day, out time);
        if (format == DayFormat.Year) return YearOnly().IsMatch(plain) && Make(int.Parse(plain.AsSpan(0, 4), CultureInfo.InvariantCulture), 1, 1, out day);

        var match = Compact().Match(plain) is { Success: true } compact ? compact : Numeric().Match(plain) is { Success: true } numeric ? numeric : Worded().Match(plain);
        if (!match.Success || !TryTime(match.Groups["rest"].Value, out time, out offset)) return false;
        if (match.Groups["m"].Success) return TryWorded(match, out day); // a month in letters leaves nothing to choose

        var (a, b, c) = (match.Groups["a"].Value, match.Groups["b"].Value, match.Groups["c"].Value);
        return format switch
        {
            DayFormat.YearMonthDay => a.Length == 4 && Make(Number(a), Number(b), Number(c), out day),
            DayFormat.DayMonthYear => c.Length != 1 && c.Length != 3 && a.Length <= 2 && Make(Year(c), Number(b), Number(a), out day),
            _ => c.Length != 1 && c.Length != 3 && a.Length <= 2 && Make(Year(c), Number(a), Number(b), out day),
        };
    }

    private static bool TryWorded(Match match, out DateOnly day)
    {
        var month = Array.IndexOf(Months, match.Groups["m"].Value[..3].ToLowerInvariant()) + 1;
        day = default;
        return month > 0 && Make(Year(match.Groups["y"].Value), month, Number(match.Groups["d"].Value), out day);
    }

    private static bool TrySerial(string text, out DateOnly day, out TimeSpan time)
    {
        (day, time) = (default, default);
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) || serial is < SerialMin or > SerialMax) return false;
        var days = (int)decimal.Truncate(serial);
        day = new DateOnly(1899, 12, 30).AddDays(days);
        time = TimeSpan.FromSeconds((double)decimal.Round((serial - days) * 86_400));
        return true;
    }

    private static bool TryTime(string text, out TimeSpan time, out TimeSpan? offset)
    {
        (time, offset) = (default, null);
        if (string.IsNullOrWhiteSpace(text)) return true;
        var match = TimeOfDay().Match(text);
        if (!match.Success) return false;

        var hour = Number(match.Groups["h"].Value);
        var half = match.Groups["ap"].Value.ToLowerInvariant();
        if (half is "pm" or "下午" or "晚上" && hour < 12) hour += 12;
        if (half is "am" or "上午" or "凌晨" && hour == 12) hour = 0;
        var (minute, second) = (Number(match.Groups["min"].Value), match.Groups["s"].Success ? Number(match.Groups["s"].Value) : 0);
        if (hour > 23 || minute > 59 || second > 59) return false;
        var fraction = match.Groups["f"].Success ? decimal.Parse("0." + match.Groups["f"].Value, CultureInfo.InvariantCulture) : 0;
        time = new TimeSpan(0, hour, minute, second, (int)(fraction * 1000));
        offset = Offset(match.Groups["z"].Value);
        return true;
    }

    /// <summary>Z, GMT, +08:00, -0300, and what some exports make of both together: Z-0300.</summary>
    private static TimeSpan? Offset(string zone)
    {
        if (zone.Length == 0) return null;
        var sign = zone.IndexOfAny(['+', '-']);
        if (sign < 0) return TimeSpan.Zero;
        var digits = string.Concat(zone[sign..].Where(char.IsAsciiDigit)).PadRight(4, '0');
        var offset = new TimeSpan(Number(digits[..2]), Number(digits[2..4]), 0);
        return zone[sign] == '-' ? -offset : offset;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int Year(string digits) => digits.Length > 2 ? Number(digits) : Number(digits) + (Number(digits) < CenturyPivot ? 2000 : 1900);

    private static bool Make(int year, int month, int day, out DateOnly made)
    {
        made = default;
        if (year is < 1000 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        made = new DateOnly(year, month, day);
        return true;
    }

    [GeneratedRegex(@"^(?<a>(?:1[6-9]|2[01])\d{2})(?<b>0[1-9]|1[0-2])(?<c>[0-3]\d)(?<rest>(?:[ T].*)?)$")]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(?<a>\d{1,4})\s*[-/.年]\s*(?<b>\d{1,2})\s*[-/.月]\s*(?<c>\d{1,4})\s*[日号]?(?<rest>(?:[\sT,].*)?)$")]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:(?<d>\d{1,2})(?:st|nd|rd|th)?[-\s.]+(?<m>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?|(?<m>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?)[-,\s]+(?<y>\d{4}|\d{2})(?<rest>(?:[\sT,].*)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Worded();

    [GeneratedRegex(@"^(?:1[0-9]|20)\d{2}\s*年?$")]
    private static partial Regex YearOnly();

    [GeneratedRegex(@"^[\sT,]*(?<ap>上午|下午|凌晨|晚上)?\s*(?<h>\d{1,2})[:时](?<min>\d{2})分?(?:[:](?<s>\d{2})(?:[.,](?<f>\d{1,9}))?|(?<s>\d{2})秒)?\s*(?<ap>am|pm)?\s*(?<z>(?:Z|GMT|UTC)?(?:[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)$", RegexOptions.IgnoreCase)]
    private static partial Regex TimeOfDay();
}
