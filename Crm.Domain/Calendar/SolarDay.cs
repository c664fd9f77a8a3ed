namespace Crm.Domain.Calendar;

/// <summary>A day of the year, as most birthdays are kept. The 29th of February is kept on the 28th where the year has no such day.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
public readonly record struct SolarDay(int Month, int Day)
{
    /// <summary>The day of the year that a day is.</summary>
    public static SolarDay Of(DateOnly day) => new(day.Month, day.Day);

    /// <summary>The day on which it is kept in a year.</summary>
    public DateOnly In(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));

    /// <summary>The next day on which it is kept, today included.</summary>
    public DateOnly OnOrAfter(DateOnly day) => In(day.Year) is var kept && kept >= day ? kept : In(day.Year + 1);
}
