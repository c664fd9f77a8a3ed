using Crm.Domain.Analytics;

namespace Crm.Domain.Tests.Analytics;

public sealed class WelchTests
{
    /// <summary>Student's sleep data (Biometrika 6, 1908), as R's help of t.test has it: t = -1.8608, df = 17.776, 95 % interval -3.3654832 to 0.2054832.</summary>
    [Fact]
    public void The_interval_is_that_of_R_for_Students_sleep_data()
    {
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

        var difference = WelchDifference.Of(first, second)!;

        Assert.Equal(
            (-1.8608, 17.776, -3.3654832, 0.2054832),
            (Math.Round(difference.Statistic, 4), Math.Round(difference.Freedom, 3), Math.Round(difference.Low, 7), Math.Round(difference.High, 7)));
    }

    /// <summary>Fisher and Yates, Statistical Tables, table III.</summary>
    [Theory]
    [InlineData(0.975, 1, 12.706)]
    [InlineData(0.975, 5, 2.571)]
    [InlineData(0.975, 10, 2.228)]
    [InlineData(0.975, 30, 2.042)]
    [InlineData(0.995, 10, 3.169)]
    [InlineData(0.95, 120, 1.658)]
    public void Quantiles_are_those_of_the_tables(double p, double freedom, double expected) => Assert.Equal(expected, StudentT.Quantile(p, freedom), 3);

    [Fact]
    public void What_does_not_vary_has_no_interval()
    {
        Assert.Null(WelchDifference.Of([1], [1, 2]));
        Assert.Null(WelchDifference.Of([1, 1], [2, 2]));
    }

    [Fact]
    public void The_nearest_of_the_same_group_is_taken_once_and_only_within_the_caliper()
    {
        static Comparable Of(int id, string group, double value) => new(new Guid(id, 0, 0, new byte[8]), [group, "all"], value);

        var pairs = NearestNeighbour.Match([Of(1, "vip", 100), Of(2, "vip", 110), Of(3, "gold", 1000)], [Of(11, "vip", 108), Of(12, "gold", 101), Of(13, "gold", 400), Of(14, "vip", 300)], 2);

        Assert.Equal([(2, 11), (1, 12)], pairs.Select(p => (Number(p.Treated), Number(p.Other)))); // the second falls back to the wider group, the third finds nobody within twice
    }

    private static int Number(Guid id) => BitConverter.ToInt32(id.ToByteArray(), 0);
}
