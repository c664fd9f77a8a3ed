using System.Globalization;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Seeding;

/// <summary>When people in China work: weekdays, apart from the holidays that fall on the same days every year.</summary>
internal sealed class DemoCalendar(DateTime now, TimeZoneInfo zone)
{
    private static readonly TimeOnly Opening = new(8, 30);
    private static readonly TimeSpan WorkingTime = TimeSpan.FromHours(9);
    private static readonly ChineseLunisolarCalendar Lunar = new();

    public DateTime Now => now;

    public TimeZoneInfo Zone => zone;

    public DateOnly Today { get; } = LocalDay.Of(now, zone);

    /// <summary>This day, or the nearest working day before it.</summary>
    public static DateOnly WorkingDayUpTo(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(-1);
        return day;
    }

    /// <summary>This day, or the nearest working day after it.</summary>
    public static DateOnly WorkingDayFrom(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>This moment of the day in the zone (UTC).</summary>
    public DateTime At(DateOnly day, TimeOnly time) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), zone);

    /// <summary>
    /// When something of this length that was over by now began (UTC). What would still be going on today is moved into the hours that
    /// have passed since opening, or to the working day before when too few have.
    /// </summary>
    public DateTime Past(DateOnly day, TimeOnly time, TimeSpan length)
    {
        var start = At(day, time);
        if (start + length <= now) return start;

        var opening = At(day, Opening);
        var room = now - length - opening;
        return room > TimeSpan.Zero
            ? WholeMinute(opening + room * ((time - Opening) / WorkingTime))
            : At(WorkingDayUpTo(day.AddDays(-1)), time);
    }

    private static DateTime WholeMinute(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));

    private static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (day.Month, day.Day) is not ((1, 1) or (5, <= 5) or (10, <= 7))
        && !IsSpringFestival(day);

    // From the eve of the lunar new year to the sixth day of the first month.
    private static bool IsSpringFestival(DateOnly day)
    {
        var tomorrow = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return Lunar.GetMonth(tomorrow) == 1 && Lunar.GetDayOfMonth(tomorrow) <= 7;
    }
}
