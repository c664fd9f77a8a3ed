using Crm.Domain.Calendar;

namespace Crm.Domain.Tests.Calendar;

public class WorkCalendarTests
{
    [Theory]
    [InlineData("2026-02-16", false, "春节")] // the eve of the year of the horse
    [InlineData("2026-02-14", true, "春节")] // a Saturday that is made up for
    [InlineData("2026-01-04", true, "元旦")]
    [InlineData("2025-10-08", false, "国庆节、中秋节")]
    [InlineData("2026-03-14", false, null)] // a Saturday
    [InlineData("2026-03-16", true, null)]
    public void Announced_days_off_and_working_weekends_are_known(string day, bool works, string? festival)
    {
        Assert.Equal(works, WorkCalendar.China.IsWorkday(DateOnly.Parse(day, null)));
        Assert.Equal(festival, WorkCalendar.China.FestivalOf(DateOnly.Parse(day, null)));
    }

    [Fact]
    public void Elsewhere_only_weekends_are_off() =>
        Assert.Equal((true, false), (WorkCalendar.Weekdays.IsWorkday(new DateOnly(2026, 2, 16)), WorkCalendar.Weekdays.IsWorkday(new DateOnly(2026, 2, 14))));

    [Fact]
    public void A_company_may_close_and_open_when_it_likes()
    {
        var calendar = WorkCalendar.China.With(new Dictionary<DateOnly, bool> { [new(2026, 3, 16)] = false, [new(2026, 2, 16)] = true });

        Assert.Equal((false, true, false), (calendar.IsWorkday(new(2026, 3, 16)), calendar.IsWorkday(new(2026, 2, 16)), calendar.IsWorkday(new(2026, 2, 17))));
    }

    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-14")] // Saturday, made up for
    [InlineData("2026-02-14", 1, "2026-02-24")] // over the whole festival
    [InlineData("2026-02-24", -1, "2026-02-14")]
    [InlineData("2026-02-17", 0, "2026-02-24")]
    public void Working_days_are_counted_over_a_festival(string from, int workdays, string to) =>
        Assert.Equal(DateOnly.Parse(to, null), WorkCalendar.China.Add(DateOnly.Parse(from, null), workdays));

    [Fact]
    public void The_year_2025_had_248_working_days() =>
        Assert.Equal(248, WorkCalendar.China.Count(new(2025, 1, 1), new(2025, 12, 31)));

    [Fact]
    public void Beyond_what_was_announced_only_weekends_are_off() =>
        Assert.All(
            Enumerable.Range(1, 14).Select(day => new DateOnly(WorkCalendar.LastAnnouncedYear + 1, 10, day)),
            day => Assert.Equal(WorkCalendar.Weekdays.IsWorkday(day), WorkCalendar.China.IsWorkday(day)));
}
