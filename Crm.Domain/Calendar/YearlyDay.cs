namespace Crm.Domain.Calendar;

/// <summary>The calendar by which a day of the year comes back.</summary>
public enum YearCalendar
{
    /// <summary>The one of everyday life.</summary>
    Solar,

    /// <summary>The Chinese lunar one (农历).</summary>
    Lunar,
}

/// <summary>A day that is kept once in every year, by one calendar or the other.</summary>
/// <param name="Calendar">By which one.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31, or to 30 of a lunar month.</param>
/// <param name="Leap">Whether it lies in a lunar leap month.</param>
public readonly record struct YearlyDay(YearCalendar Calendar, int Month, int Day, bool Leap = false)
{
    private const int LeapCode = 10_000;
    private const int MonthCode = 100;

    /// <summary>The day that a day is, by a calendar. Before the lunar calendar that is known here begins, it is the solar one.</summary>
    public static YearlyDay Of(DateOnly day, YearCalendar calendar)
    {
        if (calendar == YearCalendar.Solar || day < LunarDay.First || day > LunarDay.Last) return new YearlyDay(YearCalendar.Solar, day.Month, day.Day);
        var lunar = LunarDay.Of(day);
        return new YearlyDay(YearCalendar.Lunar, lunar.Month, lunar.Day, lunar.Leap);
    }

    /// <summary>Its month and day as one number, 415 for the fifteenth of the fourth; 10,415 in a leap month.</summary>
    public int Code => (Leap ? LeapCode : 0) + (Month * MonthCode) + Day;

    /// <summary>The day of a number.</summary>
    public static YearlyDay FromCode(YearCalendar calendar, int code) => new(calendar, code % LeapCode / MonthCode, code % MonthCode, code >= LeapCode);

    /// <summary>The day on which it is kept in a year; a lunar year is named by the year in which it begins.</summary>
    /// <exception cref="Common.DomainException"><c>outside_lunar_calendar</c>.</exception>
    public DateOnly In(int year) => Calendar == YearCalendar.Solar ? new SolarDay(Month, Day).In(year) : new LunarDay(Month, Day, Leap).In(year);

    /// <summary>The number of a day that is kept by the lunar calendar; null when it is kept by the solar one, or is not known.</summary>
    public static int? LunarCodeOf(DateOnly? day, YearCalendar? calendar) =>
        day is { } on && calendar == YearCalendar.Lunar && Of(on, YearCalendar.Lunar) is { Calendar: YearCalendar.Lunar } kept ? kept.Code : null;

    /// <summary>
    /// What a day is kept by, as one number for an index: month × 100 + day of the solar year, and less than nothing for a day of the lunar one (−415, −10,415 in a leap month).
    /// Null when the day is not known.
    /// </summary>
    public static int? KeyOf(DateOnly? day, YearCalendar? calendar = YearCalendar.Solar) =>
        day is not { } on ? null : LunarCodeOf(on, calendar) is { } lunar ? -lunar : (on.Month * MonthCode) + on.Day;

    /// <summary>The days from one day to another on which it is kept, with the year, by its own calendar, to which each belongs.</summary>
    public IEnumerable<KeptDay> Between(DateOnly from, DateOnly to)
    {
        var (first, last) = Calendar == YearCalendar.Solar ? (from.Year, to.Year) : (Math.Max(from.Year - 1, LunarDay.First.Year), Math.Min(to.Year, LunarDay.Last.Year - 1));
        for (var year = first; year <= last; year++)
            if (In(year) is var on && on >= from && on <= to) yield return new KeptDay(year, on);
    }

    /// <summary>Every day of the year that a calendar knows, those of leap months among them.</summary>
    public static IEnumerable<YearlyDay> All(YearCalendar calendar)
    {
        for (var month = 1; month <= 12; month++)
        {
            for (var day = 1; day <= (calendar == YearCalendar.Solar ? DateTime.DaysInMonth(2000, month) : 30); day++)
            {
                yield return new YearlyDay(calendar, month, day);
                if (calendar == YearCalendar.Lunar) yield return new YearlyDay(calendar, month, day, Leap: true);
            }
        }
    }
}

/// <summary>A day on which something is kept.</summary>
/// <param name="Year">The year of its own calendar: a lunar day of 2026 may fall into January 2027.</param>
/// <param name="On">The day.</param>
public readonly record struct KeptDay(int Year, DateOnly On);
