using Crm.Domain.Security;

namespace Crm.Domain.Tests.Security;

public class SignInThrottleTests
{
    private const int Free = SignInThrottle.FreeFailures;
    private static readonly DateTime Start = Utc("2026-03-18T08:00:00Z");

    [Theory]
    [InlineData(Free, 0)]
    [InlineData(Free + 1, 1)]
    [InlineData(Free + 2, 2)]
    [InlineData(Free + 3, 4)]
    [InlineData(Free + 10, 512)]
    [InlineData(Free + 11, 900)]
    [InlineData(Free + 100, 900)]
    public void Beyond_the_free_failures_the_wait_doubles_up_to_a_quarter_of_an_hour(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), After(failures).Wait(Start));

    [Fact]
    public void The_wait_runs_out()
    {
        var throttle = After(Free + 3);

        Assert.Equal(TimeSpan.FromSeconds(1), throttle.Wait(Start.AddSeconds(3)));
        Assert.Equal(TimeSpan.Zero, throttle.Wait(Start.AddSeconds(4)));
        Assert.Equal(TimeSpan.Zero, throttle.Wait(Start.AddDays(1)));
    }

    [Fact]
    public void Waiting_does_not_make_the_next_failure_cheaper()
    {
        var throttle = After(Free + 3);
        var later = Start.AddSeconds(4);

        throttle.Fail(Free, later);

        Assert.Equal(TimeSpan.FromSeconds(8), throttle.Wait(later));
    }

    [Fact]
    public void After_an_hour_of_peace_the_count_starts_again()
    {
        var throttle = After(Free + 3);
        var later = Start + SignInThrottle.Forget + TimeSpan.FromSeconds(1);

        throttle.Fail(Free, later);

        Assert.Equal((1, TimeSpan.Zero), (throttle.Failures, throttle.Wait(later)));
    }

    [Fact]
    public void The_longest_wait_is_not_forgotten_while_it_lasts() =>
        Assert.True(SignInThrottle.MaxWait < SignInThrottle.Forget);

    private static SignInThrottle After(int failures)
    {
        var throttle = new SignInThrottle("key");
        for (var i = 0; i < failures; i++) throttle.Fail(Free, Start);
        return throttle;
    }
}
