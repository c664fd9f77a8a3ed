using System.Globalization;
using Crm.Domain.Calendar;

namespace Crm.Domain.Tests.Calendar;

public class YearlyDayTests
{
    /// <summary>Gregorian-lunar calendar conversion tables of the Hong Kong Observatory.</summary>
    [Theory]
    [InlineData(1, 15, 2023, "2023-02-05")]
    [InlineData(1, 15, 2024, "2024-02-24")]
    [InlineData(1, 15, 2025, "2025-02-12")]
    [InlineData(1, 15, 2026, "2026-03-03")]
    [InlineData(7, 7, 2023, "2023-08-22")] // behind a leap second month
    [InlineData(7, 7, 2025, "2025-08-29")] // behind a leap sixth month
    [InlineData(9, 9, 2023, "2023-10-23")]
    [InlineData(9, 9, 2024, "2024-10-11")]
    [InlineData(9, 9, 2025, "2025-10-29")]
    [InlineData(9, 9, 2026, "2026-10-18")]
    [InlineData(12, 8, 2023, "2024-01-18")]
    [InlineData(12, 8, 2025, "2026-01-26")]
    [InlineData(12, 30, 2023, "2024-02-09")]
    [InlineData(12, 30, 2024, "2025-01-28")] // the month has 29 days
    [InlineData(12, 30, 2025, "2026-02-16")] // again
    [InlineData(1, 1, 2033, "2033-01-31")]
    [InlineData(8, 15, 2033, "2033-09-08")] // a year that many calendars get wrong
    [InlineData(12, 30, 2033, "2034-02-18")] // behind a leap eleventh month
    public void A_lunar_day_falls_where_the_published_table_says(int month, int day, int year, string on) =>
        Assert.Equal(Day(on), new YearlyDay(YearCalendar.Lunar, month, day).In(year));

    /// <summary>Holidays as the State Council announced them: each is off on the day of the festival itself, in all years that were announced.</summary>
    [Theory]
    [InlineData("春节", 1, 1)]
    [InlineData("端午", 5, 5)]
    [InlineData("中秋", 8, 15)]
    public void Every_announced_holiday_contains_its_festival(string festival, int month, int day)
    {
        for (var year = 2008; year <= WorkCalendar.LastAnnouncedYear; year++)
        {
            var on = new YearlyDay(YearCalendar.Lunar, month, day).In(year);
            Assert.True(!WorkCalendar.China.IsWorkday(on) && WorkCalendar.China.FestivalOf(on)?.Contains(festival, StringComparison.Ordinal) == true, $"{festival} {on:yyyy-MM-dd}");
        }
    }

    /// <summary>First days of leap months, from the same tables of the Observatory.</summary>
    [Theory]
    [InlineData("2020-05-23", 4)]
    [InlineData("2023-03-22", 2)]
    [InlineData("2025-07-25", 6)]
    [InlineData("2028-06-23", 5)]
    [InlineData("2033-12-22", 11)]
    public void A_birthday_in_a_leap_month_is_kept_once_in_every_year(string born, int month)
    {
        var kept = YearlyDay.Of(Day(born), YearCalendar.Lunar);
        Assert.Equal(new YearlyDay(YearCalendar.Lunar, month, 1, Leap: true), kept);

        var year = Day(born).Year;
        Assert.Equal([new KeptDay(year, Day(born))], kept.Between(Day($"{year}-03-01"), Day($"{year + 1}-01-20")));
        for (var after = year + 1; after < year + 8; after++) Assert.Equal(!HasLeap(month, after), kept.In(after) == (kept with { Leap = false }).In(after));
    }

    [Fact]
    public void Who_was_born_on_29_February_is_thought_of_every_year()
    {
        var born = YearlyDay.Of(Day("2000-02-29"), YearCalendar.Solar);

        Assert.Equal(["2026-02-28", "2027-02-28", "2028-02-29"], born.Between(Day("2026-01-01"), Day("2028-12-31")).Select(d => Text(d.On)));
    }

    [Fact]
    public void A_lunar_day_can_fall_twice_into_a_solar_year_and_each_belongs_to_another_lunar_year()
    {
        var born = new YearlyDay(YearCalendar.Lunar, 11, 20);

        Assert.Equal([(2024, "2024-12-20"), (2025, "2026-01-08")], born.Between(Day("2024-02-01"), Day("2026-02-01")).Select(d => (d.Year, Text(d.On))));
        Assert.Equal([(2022, "2022-12-13"), (2023, "2024-01-01"), (2024, "2024-12-20")], born.Between(Day("2022-06-01"), Day("2024-12-31")).Select(d => (d.Year, Text(d.On))));
    }

    [Fact]
    public void A_day_and_its_number_are_the_same() =>
        Assert.All(YearlyDay.All(YearCalendar.Lunar).Concat(YearlyDay.All(YearCalendar.Solar)), day => Assert.Equal(day, YearlyDay.FromCode(day.Calendar, day.Code)));

    [Fact]
    public void Before_the_lunar_calendar_begins_a_birthday_is_kept_by_the_solar_one() =>
        Assert.Equal((new YearlyDay(YearCalendar.Solar, 5, 4), null), (YearlyDay.Of(Day("1899-05-04"), YearCalendar.Lunar), YearlyDay.LunarCodeOf(Day("1899-05-04"), YearCalendar.Lunar)));

    private static bool HasLeap(int month, int year) => new ChineseLunisolarCalendar().GetLeapMonth(year) == month + 1;

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
