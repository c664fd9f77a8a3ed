using System.Globalization;
using System.Text;

namespace Crm.Application.Activities;

/// <summary>Writes a calendar as RFC 5545 wants it: lines of at most 75 octets that never break a character, texts with their signs escaped, times in UTC.</summary>
internal sealed class CalendarFile
{
    private const int MostOctets = 75;
    private readonly StringBuilder _text = new();

    public CalendarFile(string name, bool english)
    {
        Line("BEGIN", "VCALENDAR");
        Line("VERSION", "2.0");
        Line("PRODID", $"-//CRM//Follow-ups//{(english ? "EN" : "ZH")}");
        Line("CALSCALE", "GREGORIAN");
        Text("X-WR-CALNAME", name);
        Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        Line("X-PUBLISHED-TTL", "PT1H");
    }

    public void Add(CalendarEntry entry)
    {
        Line("BEGIN", "VEVENT");
        Line("UID", $"{entry.Id:D}@follow-ups.crm");
        Line("DTSTAMP", Moment(entry.ChangedAt));
        Line("CREATED", Moment(entry.CreatedAt));
        Line("LAST-MODIFIED", Moment(entry.ChangedAt));
        Line("SEQUENCE", (entry.Version - 1).ToString(CultureInfo.InvariantCulture));
        if (entry.At is { } at)
        {
            Line("DTSTART", Moment(at));
            Line("DTEND", Moment(at.AddMinutes(entry.Minutes)));
        }
        else
        {
            Line("DTSTART;VALUE=DATE", Day(entry.On));
            Line("DTEND;VALUE=DATE", Day(entry.On.AddDays(1)));
            Line("TRANSP", "TRANSPARENT");
        }

        Text("SUMMARY", entry.Summary);
        if (entry.Description.Length > 0) Text("DESCRIPTION", entry.Description);
        if (entry.Category is { } category) Text("CATEGORIES", category);
        if (entry.Link is { } link) Line("URL", link);
        Line("STATUS", "CONFIRMED");
        if (entry.Alarm is { } alarm)
        {
            Line("BEGIN", "VALARM");
            Line("ACTION", "DISPLAY");
            Text("DESCRIPTION", entry.Summary);
            Line("TRIGGER", alarm <= TimeSpan.Zero ? $"-PT{(int)-alarm.TotalMinutes}M" : $"PT{(int)alarm.TotalMinutes}M");
            Line("END", "VALARM");
        }

        Line("END", "VEVENT");
    }

    public override string ToString() => _text + "END:VCALENDAR\r\n";

    /// <summary>§3.3.11: a backslash, a semicolon, a comma and a line break are written with a backslash.</summary>
    private void Text(string name, string value) => Line(name, value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal));

    /// <summary>§3.1: a long line goes on behind a line break and a space, which counts among its 75 octets.</summary>
    private void Line(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                _text.Append("\r\n ");
                octets = 1;
            }

            _text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        _text.Append("\r\n");
    }

    private static string Moment(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>Something in a calendar.</summary>
internal sealed record CalendarEntry
{
    public required Guid Id { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ChangedAt { get; init; }

    public required int Version { get; init; }

    /// <summary>The moment (UTC), or null for a whole day.</summary>
    public DateTime? At { get; init; }

    public DateOnly On { get; init; }

    public int Minutes { get; init; }

    public required string Summary { get; init; }

    public required string Description { get; init; }

    public string? Category { get; init; }

    public string? Link { get; init; }

    /// <summary>When it rings, counted from its beginning.</summary>
    public TimeSpan? Alarm { get; init; }
}
