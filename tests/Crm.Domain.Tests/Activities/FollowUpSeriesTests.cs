using Crm.Domain.Activities;
using Crm.Domain.Common;

namespace Crm.Domain.Tests.Activities;

public class FollowUpSeriesTests
{
    [Theory]
    [InlineData("America/New_York", 2026, 3, 7, 150, "2026-03-07T07:30:00Z")]
    [InlineData("America/New_York", 2026, 3, 8, 150, "2026-03-08T07:30:00Z")] // half past two does not exist: half past three
    [InlineData("America/New_York", 2026, 3, 9, 150, "2026-03-09T06:30:00Z")]
    [InlineData("America/New_York", 2026, 11, 1, 90, "2026-11-01T05:30:00Z")] // half past one comes twice: the first
    [InlineData("Europe/Berlin", 2026, 3, 29, 600, "2026-03-29T08:00:00Z")]
    [InlineData("Europe/Berlin", 2026, 10, 25, 600, "2026-10-25T09:00:00Z")]
    [InlineData("Asia/Shanghai", 2026, 12, 1, 600, "2026-12-01T02:00:00Z")]
    public void Ten_oclock_stays_ten_oclock(string zone, int year, int month, int day, int minute, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, LocalDay.At(new DateOnly(year, month, day), minute, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void An_appointment_that_somebody_moved_is_not_as_planned_any_more()
    {
        var series = new FollowUpSeries(NewId(), Facts());
        var day = new DateOnly(2026, 12, 4);
        var appointment = FollowUp.OfSeries(NewId(), series.Id, day, series.PlanOn(day));

        Assert.True(appointment.IsAsPlanned(series.PlanOn(day)));
        appointment.Change(series.PlanOn(day) with { Due = DueMoment.AtTime(new DateTime(2026, 12, 4, 8, 0, 0, DateTimeKind.Utc)) });
        Assert.False(appointment.IsAsPlanned(series.PlanOn(day)));
    }

    [Fact]
    public void A_series_is_about_somebody()
    {
        Assert.Equal("about_nobody", Assert.Throws<DomainException>(() => new FollowUpSeries(NewId(), Facts() with { CustomerId = null })).Code);
        Assert.Equal("channel_not_plannable", Assert.Throws<DomainException>(() => new FollowUpSeries(NewId(), Facts() with { Channel = InteractionChannel.Note })).Code);
    }

    [Fact]
    public void A_promise_is_no_next_step_and_asks_for_none()
    {
        var promise = FollowUp.Promise(NewId(), new FollowUpPlan { Subject = "寄样", Channel = InteractionChannel.Call, Due = DueMoment.OnDay(new DateOnly(2026, 12, 4), TimeZoneInfo.Utc), OwnerId = NewId(), CustomerId = NewId() }, null);
        promise.Complete("寄出", null, new DateTime(2026, 12, 3, 0, 0, 0, DateTimeKind.Utc));

        Assert.DoesNotContain(promise.TakeEvents(), happened => happened is FollowUpClosed);
        Assert.Equal(FollowUpKind.Promise, promise.Kind);
    }

    private static Guid NewId() => Guid.CreateVersion7(DateTimeOffset.UnixEpoch);

    private static SeriesFacts Facts() => new()
    {
        Subject = "例行回访", Channel = InteractionChannel.Visit, StartsOn = new DateOnly(2026, 12, 4), StartMinute = 600, DurationMinutes = 60, TimeZone = "Asia/Shanghai", Rule = "FREQ=WEEKLY",
        OwnerId = NewId(), CustomerId = NewId(),
    };
}
