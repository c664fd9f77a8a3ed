using Crm.Domain.Calendar;
using Crm.Domain.Common;

namespace Crm.Domain.Tests.Calendar;

public class LunarDayTests
{
    private static readonly LunarDay NewYear = new(1, 1);
    private static readonly LunarDay DragonBoat = new(5, 5);
    private static readonly LunarDay MidAutumn = new(8, 15);

    /// <summary>Dates of the festivals as announced by the State Council in those years.</summary>
    [Theory]
    [InlineData(2020, "2020-01-25", "2020-06-25", "2020-10-01")] // leap fourth month
    [InlineData(2021, "2021-02-12", "2021-06-14", "2021-09-21")]
    [InlineData(2023, "2023-01-22", "2023-06-22", "2023-09-29")] // leap second month
    [InlineData(2024, "2024-02-10", "2024-06-10", "2024-09-17")]
    [InlineData(2025, "2025-01-29", "2025-05-31", "2025-10-06")] // leap sixth month
    [InlineData(2026, "2026-02-17", "2026-06-19", "2026-09-25")]
    public void Festivals_fall_on_their_known_days(int year, string newYear, string dragonBoat, string midAutumn)
    {
        Assert.Equal(Day(newYear), NewYear.In(year));
        Assert.Equal(Day(dragonBoat), DragonBoat.In(year));
        Assert.Equal(Day(midAutumn), MidAutumn.In(year));
    }

    [Fact]
    public void A_birthday_in_a_leap_month_is_kept_in_it_where_there_is_one_and_in_the_ordinary_month_elsewhere()
    {
        var birthday = LunarDay.Of(Day("2025-07-25")); // first day of 闰六月

        Assert.Equal(new LunarDay(6, 1, Leap: true), birthday);
        Assert.Equal(Day("2025-07-25"), birthday.In(2025));
        Assert.Equal(new LunarDay(6, 1).In(2026), birthday.In(2026));
    }

    [Fact]
    public void The_month_before_a_leap_month_is_not_the_leap_month() => Assert.Equal(new LunarDay(6, 1), LunarDay.Of(Day("2025-06-25")));

    [Fact]
    public void The_thirtieth_is_kept_on_the_twenty_ninth_of_a_short_month()
    {
        var eve = new LunarDay(12, 30);

        Assert.Equal(Day("2025-01-28"), eve.In(2024)); // the twelfth month of the year that began in 2024 had 29 days
        Assert.Equal(Day("2026-02-16"), eve.In(2025));
    }

    [Fact]
    public void Every_day_of_a_century_and_a_half_comes_back_as_itself()
    {
        for (var day = new DateOnly(1950, 1, 1); day < new DateOnly(2100, 1, 1); day = day.AddDays(1))
        {
            var lunar = LunarDay.Of(day);
            Assert.True(lunar.In(day.Year) == day || lunar.In(day.Year - 1) == day, $"{day:yyyy-MM-dd} {lunar}");
        }
    }

    [Fact]
    public void The_next_one_may_be_today_or_in_the_next_lunar_year()
    {
        Assert.Equal(Day("2026-02-17"), NewYear.OnOrAfter(Day("2026-02-17")));
        Assert.Equal(Day("2027-02-06"), NewYear.OnOrAfter(Day("2026-02-18")));
    }

    [Fact]
    public void Beyond_the_calendar_it_says_so() =>
        Assert.Equal("outside_lunar_calendar", Assert.Throws<DomainException>(() => LunarDay.Of(new DateOnly(1900, 1, 1))).Code);

    [Fact]
    public void The_29th_of_February_is_kept_on_the_28th_in_ordinary_years()
    {
        var born = SolarDay.Of(Day("2000-02-29"));

        Assert.Equal((Day("2026-02-28"), Day("2028-02-29")), (born.OnOrAfter(Day("2026-01-01")), born.OnOrAfter(Day("2027-03-01"))));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
