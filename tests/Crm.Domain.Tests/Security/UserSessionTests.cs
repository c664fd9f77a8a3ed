using Crm.Domain.Security;

namespace Crm.Domain.Tests.Security;

public class UserSessionTests
{
    private static readonly DateTime Start = Utc("2026-03-18T00:00:00Z");

    [Fact]
    public void A_session_lives_half_a_day_without_use()
    {
        var session = New();

        Assert.True(session.IsLive(Start + UserSession.Idle - TimeSpan.FromTicks(1)));
        Assert.False(session.IsLive(Start + UserSession.Idle));
    }

    [Fact]
    public void Using_it_replaces_the_token_and_prolongs_it()
    {
        var session = New();
        var used = Start.AddHours(11);

        session.Rotate("second", used);

        Assert.Equal(("second", used, used + UserSession.Idle, Start), (session.TokenHash, session.LastUsedAt, session.ExpiresAt, session.StartedAt));
    }

    [Fact]
    public void Using_it_does_not_prolong_it_beyond_a_week()
    {
        var session = New();
        for (var now = Start; now < Start + UserSession.Absolute; now = now.AddHours(6)) session.Rotate("next", now);

        Assert.Equal(Start + UserSession.Absolute, session.ExpiresAt);
        Assert.False(session.IsLive(Start + UserSession.Absolute));
    }

    [Fact]
    public void An_ended_session_is_dead_at_once()
    {
        var session = New();

        session.End(Start.AddMinutes(1));

        Assert.False(session.IsLive(Start.AddMinutes(1)));
    }

    [Fact]
    public void Ending_it_twice_keeps_the_first_moment()
    {
        var session = New();

        session.End(Start.AddMinutes(1));
        session.End(Start.AddMinutes(2));

        Assert.Equal(Start.AddMinutes(1), session.EndedAt);
    }

    private static UserSession New() => new(Id(1), Id(2), "first", Start);
}
