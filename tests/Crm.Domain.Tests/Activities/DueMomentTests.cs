using Crm.Domain.Activities;

namespace Crm.Domain.Tests.Activities;

public class DueMomentTests
{
    [Theory]
    [InlineData("2026-03-18", "Asia/Shanghai", "2026-03-18T15:59:59.999Z")]
    [InlineData("2026-03-18", "UTC", "2026-03-18T23:59:59.999Z")]
    [InlineData("2026-03-18", "Asia/Kathmandu", "2026-03-18T18:14:59.999Z")]
    [InlineData("2026-03-18", "Pacific/Kiritimati", "2026-03-18T09:59:59.999Z")]
    [InlineData("2026-03-18", "Pacific/Pago_Pago", "2026-03-19T10:59:59.999Z")]
    public void A_day_is_over_when_it_is_over_where_the_user_is(string day, string zone, string overdue) =>
        Assert.Equal(Utc(overdue), DueMoment.OnDay(DateOnly.Parse(day, null), Zone(zone)).Overdue);

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T15:59:59.999Z")]
    [InlineData("2026-04-30", "2026-04-30T15:59:59.999Z")]
    [InlineData("2026-12-31", "2026-12-31T15:59:59.999Z")]
    [InlineData("2026-02-28", "2026-02-28T15:59:59.999Z")]
    [InlineData("2028-02-28", "2028-02-28T15:59:59.999Z")]
    [InlineData("2028-02-29", "2028-02-29T15:59:59.999Z")]
    public void The_last_day_of_a_month_is_a_day_like_any_other(string day, string overdue) =>
        Assert.Equal(Utc(overdue), DueMoment.OnDay(DateOnly.Parse(day, null), Zone("Asia/Shanghai")).Overdue);

    [Theory]
    [InlineData("2026-03-28", "Europe/Berlin", "2026-03-28T22:59:59.999Z")]
    [InlineData("2026-03-29", "Europe/Berlin", "2026-03-29T21:59:59.999Z")] // 23 hours long
    [InlineData("2026-10-25", "Europe/Berlin", "2026-10-25T22:59:59.999Z")] // 25 hours long
    [InlineData("2026-04-23", "Africa/Cairo", "2026-04-23T21:59:59.999Z")] // the next day begins at 01:00
    public void A_day_with_a_change_of_the_clock_ends_when_the_next_begins(string day, string zone, string overdue) =>
        Assert.Equal(Utc(overdue), DueMoment.OnDay(DateOnly.Parse(day, null), Zone(zone)).Overdue);

    [Fact]
    public void A_day_has_no_moment_and_a_moment_no_day()
    {
        var (day, moment) = (new DateOnly(2026, 3, 18), Utc("2026-03-18T07:20:00Z"));

        var (onDay, atTime) = (DueMoment.OnDay(day, Zone("Asia/Shanghai")), DueMoment.AtTime(moment));

        Assert.Equal((day, null), (onDay.On, onDay.At));
        Assert.Equal((null, moment, moment), (atTime.On, atTime.At, atTime.Overdue));
    }
}
