using Crm.Domain.Common;

namespace Crm.Domain.Tests.Common;

public class RegionsTests
{
    [Fact]
    public void There_are_34_provinces() => Assert.Equal(34, Regions.Tree.Count);

    [Theory]
    [InlineData("370000", "山东省")]
    [InlineData("370200", "山东省青岛市")]
    [InlineData("370212", "山东省青岛市崂山区")]
    [InlineData("110108", "北京市海淀区")]
    [InlineData("500229", "重庆市城口县")]
    [InlineData("441900", "广东省东莞市")]
    [InlineData("999999", "")]
    public void The_full_name_leaves_out_what_no_address_says(string code, string expected) =>
        Assert.Equal(expected, Regions.FullName(code));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("370000", null, null)]
    [InlineData("370000", "370200", null)]
    [InlineData("370000", "370200", "370212")]
    [InlineData("810000", null, null)]
    public void Codes_within_each_other_are_consistent(string? province, string? city, string? district) =>
        Assert.True(Regions.Consistent(province, city, district));

    [Theory]
    [InlineData(null, "370200", null)]
    [InlineData("370000", null, "370212")]
    [InlineData("110000", "370200", null)]
    [InlineData("370000", "370100", "370212")]
    [InlineData("370200", null, null)]
    [InlineData("370000", "370212", null)]
    [InlineData("37", null, null)]
    public void Other_codes_are_not(string? province, string? city, string? district) =>
        Assert.False(Regions.Consistent(province, city, district));

    [Fact]
    public void Every_city_and_district_lies_in_the_tree_once()
    {
        var codes = Regions.Tree.SelectMany(p => p.Children.SelectMany(c => c.Children.Prepend(c)).Prepend(p)).Select(r => r.Code).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count(code => Regions.Find(code) is not null));
    }

    [Fact]
    public void A_code_is_of_one_level() =>
        Assert.All(Regions.Tree[0].Children[0].Children, d => Assert.True(Regions.IsDistrict(d.Code) && !Regions.IsCity(d.Code)));
}
