using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace Crm.Application.Activities;

/// <summary>
/// A rule by which appointments come again: RRULE of RFC 5545 §3.3.10, as far as it speaks of days. It is worked out on days and not on moments, so that
/// clocks that change do not touch it; when the end is a moment, it is the day and time of day that the place then has.
/// </summary>
internal sealed class Recurrence
{
    private const int MostUnmatched = 1000;
    private const int MostTimes = 9999;
    private static readonly string[] Frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    private static readonly string[] Parts = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"];
    private readonly List<(string Name, string Value)> _parts;

    private Recurrence(List<(string Name, string Value)> parts) => _parts = parts;

    /// <summary>How many times it comes, where the rule counts.</summary>
    public int? Count => Part("COUNT") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : null;

    /// <summary>Reads a rule, with or without <c>RRULE:</c> before it; null when it is none.</summary>
    public static Recurrence? Read(string text)
    {
        text = text.Trim().ToUpperInvariant();
        if (text.StartsWith("RRULE:", StringComparison.Ordinal)) text = text["RRULE:".Length..];
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToList();
        if (parts.Any(p => p.Length != 2 || p[1].Length == 0 || !Parts.Contains(p[0])) || parts.DistinctBy(p => p[0]).Count() != parts.Count) return null;
        var rule = new Recurrence(parts.ConvertAll(p => (p[0], p[1])));
        return rule.IsSound() ? rule : null;
    }

    /// <summary>The days on which it comes, in order.</summary>
    /// <param name="start">The first day (DTSTART).</param>
    /// <param name="minute">The time of day, where one was agreed.</param>
    /// <param name="zone">The place.</param>
    /// <param name="except">Days on which it does not (EXDATE). They count where the rule counts.</param>
    public IEnumerable<DateOnly> Days(DateOnly start, int? minute, TimeZoneInfo zone, IReadOnlyCollection<DateOnly> except)
    {
        var until = Part("UNTIL") is { } end ? LastDay(end, minute, zone) : null;
        var rule = new RecurrenceRule(string.Join(';', _parts.Where(p => p.Name != "UNTIL").Select(p => $"{p.Name}={p.Value}")));
        var days = new CalendarEvent { Start = new CalDateTime(start), RecurrenceRule = rule }.GetOccurrences(new CalDateTime(start), new EvaluationOptions { MaxUnmatchedIncrementsLimit = MostUnmatched });
        using var each = days.GetEnumerator();
        while (Next(each) is { } day && (until is null || day <= until))
            if (!except.Contains(day)) yield return day;
    }

    /// <summary>The same rule, ending on this day at the latest.</summary>
    public string Until(DateOnly last) =>
        Text(_parts.Where(p => p.Name is not ("COUNT" or "UNTIL")).Append(("UNTIL", last.ToString("yyyyMMdd", CultureInfo.InvariantCulture))));

    /// <summary>The same rule, coming so many times.</summary>
    public string Times(int count) => Text(_parts.Where(p => p.Name != "COUNT").Append(("COUNT", count.ToString(CultureInfo.InvariantCulture))));

    /// <inheritdoc/>
    public override string ToString() => Text(_parts);

    private static string Text(IEnumerable<(string Name, string Value)> parts) => string.Join(';', parts.Select(p => $"{p.Name}={p.Value}"));

    /// <summary>A rule that never comes true (the 30th of February) has no days.</summary>
    private static DateOnly? Next(IEnumerator<Occurrence> each)
    {
        try
        {
            return each.MoveNext() ? each.Current.Period.StartTime.Date : null;
        }
        catch (EvaluationLimitExceededException)
        {
            return null;
        }
    }

    private static DateOnly? LastDay(string end, int? minute, TimeZoneInfo zone)
    {
        if (ReadMoment(end) is not { } read) return null;
        if (end.Length == 8) return DateOnly.FromDateTime(read);
        var local = end[^1] == 'Z' ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(read, DateTimeKind.Utc), zone) : read;
        var day = DateOnly.FromDateTime(local);
        return minute is { } at && at > local.TimeOfDay.TotalMinutes ? day.AddDays(-1) : day;
    }

    private static DateTime? ReadMoment(string text) =>
        DateTime.TryParseExact(text, ["yyyyMMdd", "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmmss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;

    private string? Part(string name) => _parts.FirstOrDefault(p => p.Name == name).Value;

    private bool IsSound()
    {
        if (!Frequencies.Contains(Part("FREQ")) || (Part("COUNT") is not null && Part("UNTIL") is not null)) return false;
        if (Part("UNTIL") is { } until && ReadMoment(until) is null) return false;
        if (new[] { Part("INTERVAL"), Part("COUNT") }.Any(number => number is not null && !IsNumber(number, 1, MostTimes, negative: false))) return false;
        if (!Numbers("BYMONTHDAY", 1, 31, true) || !Numbers("BYYEARDAY", 1, 366, true) || !Numbers("BYWEEKNO", 1, 53, true) || !Numbers("BYMONTH", 1, 12, false) || !Numbers("BYSETPOS", 1, 366, true)) return false;
        if (Part("BYWEEKNO") is not null && Part("FREQ") != "YEARLY") return false;
        if (Part("BYDAY") is { } days && days.Split(',').Any(d => d.Length < 2 || !IsWeekday(d[^2..]) || !IsPlace(d[..^2]))) return false;
        return Part("WKST") is not { } first || IsWeekday(first);
    }

    private static bool IsWeekday(string word) => word is "MO" or "TU" or "WE" or "TH" or "FR" or "SA" or "SU";

    private bool IsPlace(string number) => number.Length == 0 || (Part("FREQ") is "MONTHLY" or "YEARLY" && IsNumber(number, 1, 53, true));

    private bool Numbers(string name, int min, int max, bool negative) => Part(name) is not { } list || list.Split(',').All(number => IsNumber(number, min, max, negative));

    private static bool IsNumber(string text, int min, int max, bool negative) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (negative ? Math.Abs(number) : number) >= min && Math.Abs(number) <= max;
}
