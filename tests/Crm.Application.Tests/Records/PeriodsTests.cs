using Crm.Application.Records;

namespace Crm.Application.Tests.Records;

public class PeriodsTests
{
    [Theory]
    [InlineData("2026-11-29", "today", "2026-11-29", "2026-11-30")]
    [InlineData("2026-11-29", "yesterday", "2026-11-28", "2026-11-29")]
    [InlineData("2026-11-29", "tomorrow", "2026-11-30", "2026-12-01")]
    [InlineData("2026-11-29", "thisWeek", "2026-11-23", "2026-11-30")] // a Sunday is the last day of its week
    [InlineData("2026-11-30", "thisWeek", "2026-11-30", "2026-12-07")]
    [InlineData("2026-11-30", "lastWeek", "2026-11-23", "2026-11-30")]
    [InlineData("2026-11-29", "nextWeek", "2026-11-30", "2026-12-07")]
    [InlineData("2028-02-29", "thisMonth", "2028-02-01", "2028-03-01")]
    [InlineData("2027-01-31", "lastMonth", "2026-12-01", "2027-01-01")]
    [InlineData("2027-01-31", "nextMonth", "2027-02-01", "2027-03-01")]
    [InlineData("2026-11-29", "thisQuarter", "2026-10-01", "2027-01-01")]
    [InlineData("2027-01-01", "lastQuarter", "2026-10-01", "2027-01-01")]
    [InlineData("2026-11-29", "nextQuarter", "2027-01-01", "2027-04-01")]
    [InlineData("2026-11-29", "thisYear", "2026-01-01", "2027-01-01")]
    [InlineData("2026-11-29", "lastYear", "2025-01-01", "2026-01-01")]
    [InlineData("2026-11-29", "nextYear", "2027-01-01", "2028-01-01")]
    [InlineData("2026-11-29", "last:1d", "2026-11-29", "2026-11-30")]
    [InlineData("2026-11-29", "last:30d", "2026-10-31", "2026-11-30")]
    [InlineData("2026-11-29", "olderThan:30d", null, "2026-10-31")]
    [InlineData("2026-11-29", "next:7d", "2026-11-29", "2026-12-06")]
    [InlineData("2026-11-29", "next:2w", "2026-11-29", "2026-12-13")]
    [InlineData("2026-11-29", "laterThan:7d", "2026-12-06", null)]
    [InlineData("2026-03-31", "last:1m", "2026-03-01", "2026-04-01")]
    [InlineData("2026-01-31", "next:1m", "2026-01-31", "2026-02-28")]
    public void A_span_is_told_from_today(string today, string text, string? from, string? before)
    {
        static DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day);

        Assert.Equal(new DaySpan(Day(from), Day(before)), Periods.Of(text, DateOnly.Parse(today)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Today")]
    [InlineData("last:0d")]
    [InlineData("last:30")]
    [InlineData("last:30y")]
    [InlineData("last:12345d")]
    [InlineData("last:-1d")]
    [InlineData("last:30d\n")]
    [InlineData("past")] // has no days, but a moment
    public void Anything_else_is_none(string text) => Assert.Null(Periods.Of(text, new DateOnly(2026, 11, 29)));

    [Fact]
    public void What_is_within_the_last_days_and_what_is_older_leave_no_gap()
    {
        var today = new DateOnly(2026, 11, 29);
        foreach (var length in new[] { "1d", "30d", "4w", "3m", "9999m" })
        {
            Assert.Equal(Periods.Of("last:" + length, today)!.Value.From, Periods.Of("olderThan:" + length, today)!.Value.Before);
            Assert.Equal(Periods.Of("next:" + length, today)!.Value.Before, Periods.Of("laterThan:" + length, today)!.Value.From);
        }
    }
}
