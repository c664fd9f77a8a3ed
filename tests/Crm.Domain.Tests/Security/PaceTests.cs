using Crm.Domain.Security;

namespace Crm.Domain.Tests.Security;

public class PaceTests
{
    private static readonly DateTime Begin = new(2026, 3, 18, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_minute_s_worth_may_be_taken_at_once_and_then_one_waits()
    {
        var pace = new Pace(60);

        Assert.All(Enumerable.Range(0, 60), _ => Assert.Equal(TimeSpan.Zero, pace.Step(Begin)));
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Step(Begin));
        Assert.Equal(TimeSpan.FromMilliseconds(400), pace.Step(Begin.AddMilliseconds(600)));
        Assert.Equal(TimeSpan.Zero, pace.Step(Begin.AddSeconds(1)));
    }

    [Fact]
    public void An_even_pace_never_waits_and_a_refused_step_costs_nothing()
    {
        var pace = new Pace(60);

        Assert.All(Enumerable.Range(0, 500), i => Assert.Equal(TimeSpan.Zero, pace.Step(Begin.AddSeconds(i))));

        var crowd = new Pace(60);
        for (var i = 0; i < 1_000; i++) crowd.Step(Begin);
        Assert.Equal(TimeSpan.Zero, crowd.Step(Begin.AddSeconds(1)));
    }

    [Fact]
    public void A_pause_is_made_up_for_by_a_minute_at_most()
    {
        var pace = new Pace(60);
        pace.Step(Begin);

        var taken = Enumerable.Range(0, 200).Count(_ => pace.Step(Begin.AddHours(1)) == TimeSpan.Zero);

        Assert.Equal(60, taken);
    }

    [Fact]
    public void Steps_from_many_threads_are_counted_one_by_one()
    {
        var pace = new Pace(100);
        var taken = 0;

        Parallel.For(0, 1_000, _ =>
        {
            if (pace.Step(Begin) == TimeSpan.Zero) Interlocked.Increment(ref taken);
        });

        Assert.Equal(100, taken);
    }
}
