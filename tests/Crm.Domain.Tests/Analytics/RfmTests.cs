using System.Globalization;
using Crm.Domain.Analytics;
using Crm.Domain.Common;
using Crm.Domain.Tests.Common;

namespace Crm.Domain.Tests.Analytics;

/// <summary>Figures of the R package rfm (MIT): its data set rfm_data_orders as seen on 2006-12-31.</summary>
public class RfmTests
{
    private static readonly DateOnly Seen = new(2006, 12, 31);
    private static readonly Lazy<Dictionary<string, RfmFigures>> Customers = new(Load);
    private static readonly Lazy<RfmEdges> Quintiles = new(() => RfmEdges.FromQuantiles(Customers.Value.Values, 5));

    [Fact]
    public void The_data_has_995_customers() => Assert.Equal(995, Customers.Value.Count);

    [Fact]
    public void Quintile_edges_are_the_published_ones()
    {
        Assert.Equal([115m, 181m, 297.4m, 482m], Quintiles.Value.Recency);
        Assert.Equal([4m, 5m, 6m, 8m], Quintiles.Value.Frequency);
        Assert.Equal([255.8m, 382m, 506.4m, 666m], Quintiles.Value.Monetary);
    }

    /// <summary>The first rows of the table in the package's documentation.</summary>
    [Theory]
    [InlineData("Abbey O'Reilly", 205, 6, 472, 343)]
    [InlineData("Add Senger", 140, 3, 340, 412)]
    [InlineData("Aden Lesch", 194, 4, 405, 323)]
    [InlineData("Aden Murphy", 98, 7, 596, 544)]
    [InlineData("Admiral Senger", 132, 5, 448, 433)]
    [InlineData("Agness O'Keefe", 90, 9, 843, 555)]
    [InlineData("Aileen Barton", 84, 9, 763, 555)]
    [InlineData("Ailene Hermann", 281, 8, 699, 355)]
    [InlineData("Aiyanna Bruen", 246, 4, 157, 321)]
    [InlineData("Ala Schmidt", 349, 3, 363, 212)]
    public void Customers_have_the_published_scores(string name, int recency, int frequency, int monetary, int code)
    {
        var figures = Customers.Value.First(c => c.Key.StartsWith(name, StringComparison.Ordinal)).Value;

        Assert.Equal(new RfmFigures(recency, frequency, monetary), figures);
        Assert.Equal(code, Quintiles.Value.Score(figures).Code);
    }

    [Fact]
    public void Own_edges_belong_to_the_band_above()
    {
        var edges = RfmEdges.Of([30, 90], [2, 5], [1000, 10_000]);

        Assert.Equal(3, edges.Bands);
        Assert.Equal(333, edges.Score(new RfmFigures(29, 5, 10_000)).Code);
        Assert.Equal(222, edges.Score(new RfmFigures(30, 2, 1000)).Code);
        Assert.Equal(111, edges.Score(new RfmFigures(90, 1, 999.99m)).Code);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void There_are_three_to_five_bands(int bands) =>
        Assert.Equal("rfm_bands", Assert.Throws<DomainException>(() => RfmEdges.FromQuantiles(Customers.Value.Values, bands)).Code);

    [Fact]
    public void Edges_ascend()
    {
        var refused = Assert.Throws<DomainException>(() => RfmEdges.Of([30, 90], [5, 5], [1, 2]));

        Assert.Equal(("rfm_edges_not_ascending", "frequency"), (refused.Code, refused.Field));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 3.25)]
    [InlineData(0.5, 5.5)]
    [InlineData(0.9, 9.1)]
    [InlineData(1, 10)]
    public void Quantiles_of_one_to_ten_are_those_of_R(double p, double quantile) => // quantile(1:10, p, type = 7)
        Assert.Equal((decimal)quantile, Quantiles.Type7([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], (decimal)p));

    private static Dictionary<string, RfmFigures> Load() => TestData.Rows("rfm_orders.csv")
        .GroupBy(cells => cells[0].Trim('"'))
        .ToDictionary(
            orders => orders.Key,
            orders => new RfmFigures(
                Seen.DayNumber - orders.Max(o => DateOnly.ParseExact(o[1], "yyyy-MM-dd", CultureInfo.InvariantCulture)).DayNumber,
                orders.Count(),
                orders.Sum(o => decimal.Parse(o[2], CultureInfo.InvariantCulture))));
}
