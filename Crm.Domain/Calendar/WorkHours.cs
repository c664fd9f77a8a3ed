using Crm.Domain.Common;

namespace Crm.Domain.Calendar;

/// <summary>Hours in which people work: from nine to six where they are, on working days.</summary>
/// <param name="calendar">The days on which people work.</param>
/// <param name="zone">Where they are.</param>
public sealed class WorkHours(WorkCalendar calendar, TimeZoneInfo zone)
{
    /// <summary>When a day of work begins, in minutes after midnight.</summary>
    public const int FromMinute = 9 * 60;

    /// <summary>When it ends.</summary>
    public const int ToMinute = 18 * 60;

    private const int MostDays = 3660;

    /// <summary>The moment (UTC) at which so many hours of work have passed since another one (UTC).</summary>
    public DateTime After(DateTime since, double hours)
    {
        var left = TimeSpan.FromHours(hours);
        var day = LocalDay.Of(since, zone);
        for (var i = 0; i < MostDays; i++, day = day.AddDays(1))
        {
            var (from, to) = HoursOf(day, since);
            if (to - from >= left && to > from) return from + left;
            if (to > from) left -= to - from;
        }

        throw new ArgumentOutOfRangeException(nameof(hours));
    }

    /// <summary>How many hours of work lie between two moments (UTC); none when the second comes first.</summary>
    public double Between(DateTime since, DateTime until)
    {
        var worked = TimeSpan.Zero;
        for (var day = LocalDay.Of(since, zone); day <= LocalDay.Of(until, zone); day = day.AddDays(1))
        {
            var (from, to) = HoursOf(day, since);
            if (to > until) to = until;
            if (to > from) worked += to - from;
        }

        return worked.TotalHours;
    }

    /// <summary>What is left of a day's hours after a moment; nothing on a day off.</summary>
    private (DateTime From, DateTime To) HoursOf(DateOnly day, DateTime since)
    {
        if (!calendar.IsWorkday(day)) return (since, since);
        var (from, to) = (LocalDay.At(day, FromMinute, zone), LocalDay.At(day, ToMinute, zone));
        return (from < since ? since : from, to);
    }
}
