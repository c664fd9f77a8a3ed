using Crm.Domain.Activities;

namespace Crm.Domain.Tests.Activities;

public class FollowUpTests
{
    private static readonly DateTime Now = Utc("2026-03-18T07:20:00Z");
    private static readonly FollowUpPlan Visit = new()
    {
        Subject = "回访", Channel = InteractionChannel.Visit, Due = DueMoment.AtTime(Now.AddDays(1)), OwnerId = Id(2), CustomerId = Id(10),
    };

    public static TheoryData<string, Action<FollowUp>, FollowUpStatus> Endings => new()
    {
        { "done", f => f.Complete("已确认", Id(30), Now), FollowUpStatus.Done },
        { "cancelled", f => f.Cancel("已确认", Now), FollowUpStatus.Cancelled },
        { "missed", f => f.Miss("已确认", Now), FollowUpStatus.Missed },
    };

    [Fact]
    public void What_is_planned_is_still_to_be_done()
    {
        var followUp = Plan(Visit with { ContactId = Id(20), Notes = "带样品" });

        Assert.Equal(FollowUpStatus.Planned, followUp.Status);
        Assert.Equal((Visit.Due.At, Visit.Due.Overdue, null), (followUp.DueAt, followUp.Due, followUp.DueOn));
        Assert.Equal((Id(2), Id(10), Id(20), "带样品"), (followUp.OwnerId, followUp.CustomerId, followUp.ContactId, followUp.Notes));
    }

    [Fact]
    public void A_step_with_nobody_is_none() =>
        AssertRefused("about_nobody", "customerId", () => Plan(Visit with { CustomerId = null }));

    [Fact]
    public void A_contact_alone_is_somebody() =>
        Assert.Equal(Id(20), Plan(Visit with { CustomerId = null, ContactId = Id(20) }).ContactId);

    [Fact]
    public void A_note_is_nothing_to_plan() =>
        AssertRefused("channel_not_plannable", "channel", () => Plan(Visit with { Channel = InteractionChannel.Note }));

    [Theory]
    [MemberData(nameof(Endings))]
    public void It_ends_once(string name, Action<FollowUp> end, FollowUpStatus status)
    {
        var followUp = Plan(Visit);

        end(followUp);

        Assert.Equal((status, "已确认", Now), (followUp.Status, followUp.Result, followUp.CompletedAt));
        Assert.Equal(name == "done" ? Id(30) : null, followUp.InteractionId);
        AssertRefused("not_planned", "status", () => end(followUp));
        AssertRefused("not_planned", "status", () => followUp.Change(Visit));
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void It_can_be_taken_back(string name, Action<FollowUp> end, FollowUpStatus status)
    {
        var followUp = Plan(Visit);
        end(followUp);
        Assert.NotEqual((name, FollowUpStatus.Planned), (name, status));

        followUp.Reopen();

        Assert.Equal((FollowUpStatus.Planned, null, null, null), (followUp.Status, followUp.Result, followUp.CompletedAt, followUp.InteractionId));
        end(followUp);
        Assert.Equal(status, followUp.Status);
    }

    [Fact]
    public void Reopening_what_is_planned_tells_nobody()
    {
        var followUp = Plan(Visit);
        followUp.TakeEvents();

        followUp.Reopen();

        Assert.Empty(followUp.Events);
    }

    [Fact]
    public void Every_change_tells_the_customer()
    {
        var followUp = Plan(Visit);
        followUp.Change(Visit with { Due = DueMoment.AtTime(Now.AddDays(2)) });
        followUp.Complete(null, null, Now);
        followUp.Reopen();
        followUp.Delete(Now);
        followUp.Restore();

        Assert.Equal(Enumerable.Repeat<Guid?>(Id(10), 6), Told(followUp));
    }

    [Fact]
    public void Moving_it_to_another_customer_tells_both()
    {
        var followUp = Plan(Visit);
        followUp.TakeEvents();

        followUp.Change(Visit with { CustomerId = Id(11) });

        Assert.Equal([Id(10), Id(11)], Told(followUp));
    }

    [Fact]
    public void A_day_replaces_a_moment()
    {
        var followUp = Plan(Visit);

        followUp.Change(Visit with { Due = DueMoment.OnDay(new DateOnly(2026, 3, 20), Zone("Asia/Shanghai")) });

        Assert.Equal((new DateOnly(2026, 3, 20), null, Utc("2026-03-20T15:59:59.999Z")), (followUp.DueOn, followUp.DueAt, followUp.Due));
    }

    private static FollowUp Plan(FollowUpPlan plan) => FollowUp.Plan(Id(1), plan);

    private static IEnumerable<Guid?> Told(FollowUp followUp) => followUp.Events.OfType<FollowUpChanged>().Select(e => e.CustomerId);
}
