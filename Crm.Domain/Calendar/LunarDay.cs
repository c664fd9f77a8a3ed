using System.Globalization;
using Crm.Domain.Common;

namespace Crm.Domain.Calendar;

/// <summary>
/// A day of the Chinese lunar year (农历), as birthdays and festivals are kept. It comes once in every lunar year: a day in a leap month
/// falls into the ordinary month of that number where the year has no such leap month, and the thirtieth into the twenty-ninth where the
/// month is short.
/// </summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 30.</param>
/// <param name="Leap">Whether it lies in the leap month (闰月) that follows the month of this number.</param>
public readonly record struct LunarDay(int Month, int Day, bool Leap = false)
{
    private static readonly ChineseLunisolarCalendar Calendar = new();

    /// <summary>The first day that can be converted.</summary>
    public static DateOnly First => DateOnly.FromDateTime(Calendar.MinSupportedDateTime);

    /// <summary>The last day that can be converted.</summary>
    public static DateOnly Last => DateOnly.FromDateTime(Calendar.MaxSupportedDateTime);

    /// <summary>The lunar day that a day is.</summary>
    /// <exception cref="DomainException"><c>outside_lunar_calendar</c> before 1901-02-19 and after 2101-01-28.</exception>
    public static LunarDay Of(DateOnly day)
    {
        if (day < First || day > Last) throw new DomainException("outside_lunar_calendar");
        var at = day.ToDateTime(TimeOnly.MinValue);
        var leap = Calendar.GetLeapMonth(Calendar.GetYear(at));
        var month = Calendar.GetMonth(at);
        return new LunarDay(leap > 0 && month >= leap ? month - 1 : month, Calendar.GetDayOfMonth(at), leap > 0 && month == leap);
    }

    /// <summary>The day on which it is kept in a lunar year, named by the year in which that lunar year begins.</summary>
    /// <exception cref="DomainException"><c>outside_lunar_calendar</c>.</exception>
    public DateOnly In(int lunarYear)
    {
        if (lunarYear < First.Year || lunarYear > Last.Year - 1) throw new DomainException("outside_lunar_calendar");
        var leap = Calendar.GetLeapMonth(lunarYear); // the position of the leap month: 5 when it follows the fourth
        var position = leap > 0 && (Month >= leap || (Leap && Month == leap - 1)) ? Month + 1 : Month;
        var day = Math.Min(Day, Calendar.GetDaysInMonth(lunarYear, position));
        return DateOnly.FromDateTime(Calendar.ToDateTime(lunarYear, position, day, 0, 0, 0, 0));
    }

    /// <summary>The next day on which it is kept, today included.</summary>
    /// <exception cref="DomainException"><c>outside_lunar_calendar</c>.</exception>
    public DateOnly OnOrAfter(DateOnly day)
    {
        for (var year = day.Year - 1; ; year++)
            if (In(year) is var kept && kept >= day) return kept;
    }
}
