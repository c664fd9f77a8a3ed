using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Application.Records;

/// <summary>
/// Spans of days that are told from today: <c>thisWeek</c>, <c>lastQuarter</c>, <c>last:30d</c> (today and the 29 days before it),
/// <c>next:2w</c> (today and the 13 days after it), <c>olderThan:30d</c> (before <c>last:30d</c>), <c>laterThan:3m</c> (behind <c>next:3m</c>).
/// Weeks begin on Monday.
/// </summary>
public static partial class Periods
{
    /// <summary>Everything before this moment, or before today for a field that holds days.</summary>
    public const string Past = "past";

    /// <summary>Everything from this moment on, or behind today for a field that holds days.</summary>
    public const string Future = "future";

    private static readonly string[] Sides = ["last", "this", "next"];
    private static readonly Dictionary<string, Func<DateOnly, DaySpan>> ByWord = Named().ToDictionary(word => word.Word, word => word.Span, StringComparer.Ordinal);

    /// <summary>The words that stand for a span.</summary>
    public static IEnumerable<string> Words => ByWord.Keys.Concat([Past, Future]);

    /// <summary>The days of a span; null when there is none of this name.</summary>
    public static DaySpan? Of(string text, DateOnly today)
    {
        if (ByWord.TryGetValue(text, out var span)) return span(today);
        if (ReadCounted(text) is not var (side, count, unit)) return null;
        var first = Move(today, -count, unit).AddDays(1);
        return side switch
        {
            "last" => new DaySpan(first, today.AddDays(1)),
            "olderThan" => new DaySpan(null, first),
            "next" => new DaySpan(today, Move(today, count, unit)),
            _ => new DaySpan(Move(today, count, unit), null),
        };
    }

    /// <summary>The parts of a span such as <c>last:30d</c>; null when it is none of these.</summary>
    public static (string Side, int Count, char Unit)? ReadCounted(string text) =>
        Counted().Match(text) is { Success: true } match && int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) is > 0 and var count
            ? (match.Groups[1].Value, count, match.Groups[3].Value[0])
            : null;

    private static IEnumerable<(string Word, Func<DateOnly, DaySpan> Span)> Named()
    {
        yield return ("today", today => Days(today, 0, 1));
        yield return ("yesterday", today => Days(today, -1, 1));
        yield return ("tomorrow", today => Days(today, 1, 1));
        for (var i = 0; i < Sides.Length; i++)
        {
            var step = i - 1;
            yield return (Sides[i] + "Week", today => Days(Monday(today), 7 * step, 7));
            yield return (Sides[i] + "Month", today => Months(FirstOf(today, 1), step, 1));
            yield return (Sides[i] + "Quarter", today => Months(FirstOf(today, 3), 3 * step, 3));
            yield return (Sides[i] + "Year", today => Months(FirstOf(today, 12), 12 * step, 12));
        }
    }

    private static DaySpan Days(DateOnly from, int offset, int length) => new(from.AddDays(offset), from.AddDays(offset + length));

    private static DaySpan Months(DateOnly from, int offset, int length) => new(from.AddMonths(offset), from.AddMonths(offset + length));

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The first day of the run of so many months that a day is in.</summary>
    private static DateOnly FirstOf(DateOnly day, int months) => new(day.Year, ((day.Month - 1) / months * months) + 1, 1);

    private static DateOnly Move(DateOnly day, int count, char unit) => unit switch
    {
        'd' => day.AddDays(count),
        'w' => day.AddDays(7 * count),
        _ => day.AddMonths(count),
    };

    [GeneratedRegex(@"^(last|next|olderThan|laterThan):([0-9]{1,4})([dwm])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Counted();
}

/// <summary>Days in a row.</summary>
/// <param name="From">The first of them; null when there is no first.</param>
/// <param name="Before">The first that is no longer in it; null when there is no last.</param>
public readonly record struct DaySpan(DateOnly? From, DateOnly? Before);
