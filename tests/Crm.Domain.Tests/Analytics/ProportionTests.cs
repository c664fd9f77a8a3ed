using Crm.Domain.Analytics;

namespace Crm.Domain.Tests.Analytics;

public sealed class ProportionTests
{
    /// <summary>Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_is_that_of_the_published_table(int successes, int of, double low, double high)
    {
        var share = Proportion.Of(successes, of)!;

        Assert.Equal((low, high), (Math.Round(share.Low, 4), Math.Round(share.High, 4)));
    }

    /// <summary>Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17, 1998, table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void The_difference_is_that_of_the_published_table(int first, int ofFirst, int second, int ofSecond, double low, double high)
    {
        var difference = ProportionDifference.Of(Proportion.Of(first, ofFirst)!, Proportion.Of(second, ofSecond)!);
        var turned = ProportionDifference.Of(Proportion.Of(second, ofSecond)!, Proportion.Of(first, ofFirst)!);

        Assert.Equal((low, high), (Math.Round(difference.Low, 4), Math.Round(difference.High, 4)));
        Assert.Equal((-difference.High, -difference.Low), (turned.Low, turned.High));
        Assert.Equal(((double)first / ofFirst) - ((double)second / ofSecond), difference.Difference, 12);
    }

    [Fact]
    public void Of_nothing_there_is_no_share() => Assert.Null(Proportion.Of(0, 0));

    [Fact]
    public void All_and_none_stay_within_the_whole()
    {
        Assert.Equal((1, 1), (Proportion.Of(7, 7)!.Share, Proportion.Of(7, 7)!.High));
        Assert.Equal((0, 0), (Proportion.Of(0, 7)!.Share, Proportion.Of(0, 7)!.Low));
    }

    /// <summary>By hand: p = 5/8; the rests are 0.75, -1.25, 1.125 and -0.625; their squares sum to 3.78125, so that d = 4/3 / 8 · 3.78125 / (15/64) = 2.6889.</summary>
    [Fact]
    public void What_resembles_itself_counts_less()
    {
        var effective = EffectiveCount.Of([(2, 2), (2, 0), (3, 3), (1, 0)]);

        Assert.Equal((2.6889, 1.8595, 2.9752), (Math.Round(effective.DesignEffect, 4), Math.Round(effective.Successes, 4), Math.Round(effective.Trials, 4)));
    }

    [Fact]
    public void What_is_observed_once_each_or_resembles_itself_less_than_chance_counts_in_full()
    {
        Assert.Equal(new EffectiveCount(2, 3, 1), EffectiveCount.Of([(1, 1), (1, 0), (1, 1)]));
        Assert.Equal(new EffectiveCount(2, 4, 1), EffectiveCount.Of([(2, 1), (2, 1)]));
        Assert.Equal(new EffectiveCount(0, 0, 1), EffectiveCount.Of([]));
    }

    [Fact]
    public void Where_all_succeeded_each_thing_counts_once() => Assert.Equal(new EffectiveCount(2, 2, 3), EffectiveCount.Of([(4, 4), (2, 2)]));
}
