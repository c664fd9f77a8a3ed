using Crm.Domain.Common;
using Crm.Domain.Lifecycle;

namespace Crm.Domain.Tests.Lifecycle;

public sealed class LifecycleStoryTests
{
    private static readonly LifecycleRules Rules = LifecycleRules.Default(); // silent after 2, lost after 4 times the gap; 60 days of the house below 3 orders
    private static readonly DateOnly Begin = new(2026, 1, 1);

    [Theory]
    [InlineData("0", 120, "0 New")] // 2 × 60 days are still in time
    [InlineData("0", 121, "0 New, 121 Silent")]
    [InlineData("0", 240, "0 New, 121 Silent")]
    [InlineData("0", 241, "0 New, 121 Silent, 241 Lost")]
    [InlineData("0 10", 130, "0 New, 10 Active")] // two orders: the gap of the house
    [InlineData("0 10", 131, "0 New, 10 Active, 131 Silent")]
    [InlineData("0 10 20", 40, "0 New, 10 Active")] // three orders: his own, 10 days
    [InlineData("0 10 20", 41, "0 New, 10 Active, 41 Silent")]
    [InlineData("0 10 20", 61, "0 New, 10 Active, 41 Silent, 61 Lost")]
    [InlineData("0 10 20 50", 50, "0 New, 10 Active, 41 Silent, 50 Active")] // silent, not lost: he was only late
    [InlineData("0 10 20 100", 100, "0 New, 10 Active, 41 Silent, 61 Lost, 100 WonBack")]
    [InlineData("0 10 20 100 108", 108, "0 New, 10 Active, 41 Silent, 61 Lost, 100 WonBack, 108 Active")]
    [InlineData("0 1 2 3", 17, "0 New, 1 Active")] // no gap is shorter than 7 days
    [InlineData("0 1 2 3", 18, "0 New, 1 Active, 18 Silent")]
    [InlineData("0 0 0", 14, "0 Active")] // several orders on one day have no gap: 60 days of the house
    public void A_customer_lives_through_the_stages_in_his_own_rhythm(string days, int until, string expected)
    {
        var story = LifecycleStory.Tell(days.Split(' ').Select(d => Begin.AddDays(int.Parse(d))), Rules, Begin.AddDays(until));

        Assert.Equal(expected, string.Join(", ", story.Select(s => $"{s.On.DayNumber - Begin.DayNumber} {s.Stage}")));
    }

    [Fact]
    public void Whoever_has_not_ordered_has_no_story() => Assert.Empty(LifecycleStory.Tell([Begin], Rules, Begin.AddDays(-1)));

    [Fact]
    public void Each_step_says_the_figures_it_was_decided_by()
    {
        var silent = LifecycleStory.Tell([Begin, Begin.AddDays(30), Begin.AddDays(70)], Rules, Begin.AddDays(400))[^2];

        Assert.Equal(
            (StageOfLife.Silent, 3, 35m, 35m, true, 40, 70, 140),
            (silent.Stage, silent.Why.Orders, silent.Why.MedianGapDays!.Value, silent.Why.GapDays, silent.Why.OwnGap, silent.Why.LastGapDays!.Value, silent.Why.SilentAfterDays, silent.Why.LostAfterDays));
    }

    [Fact]
    public void What_was_told_up_to_a_day_does_not_change_by_what_comes_later()
    {
        var random = new Random(7);
        for (var run = 0; run < 200; run++)
        {
            var days = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Begin.AddDays(random.Next(700))).ToList();
            var whole = LifecycleStory.Tell(days, Rules, Begin.AddDays(900));
            var day = Begin.AddDays(random.Next(900));

            Assert.Equal(whole.Where(s => s.On <= day), LifecycleStory.Tell(days, Rules, day));
            Assert.All(whole.Zip(whole.Skip(1)), pair => Assert.True(pair.First.On < pair.Second.On && pair.First.Stage != pair.Second.Stage));
        }
    }

    [Fact]
    public void Nobody_is_lost_before_he_is_silent()
    {
        Assert.Equal("lost_before_silent", Assert.Throws<DomainException>(() => LifecycleRules.Default().Change(2, 2, 60, 3, 7, 365, 1, Begin)).Code);
        Assert.Equal("gap_bounds", Assert.Throws<DomainException>(() => LifecycleRules.Default().Change(2, 3, 60, 3, 30, 20, 1, Begin)).Code);

        var close = LifecycleRules.Default();
        close.Change(1m, 1.01m, 1, 3, 1, 365, 1, Begin);
        Assert.True(close.LostAfter(1) > close.SilentAfter(1));
    }
}
