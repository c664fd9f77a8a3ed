using Crm.Application.Records;

namespace Crm.Application.Tests.Records;

public class FilterExpressionsTests
{
    private static readonly Guid Me = new("01990000-0000-7000-8000-0000000000aa");
    private static readonly Guid Colleague = new("01990000-0000-7000-8000-0000000000bb");
    private static readonly FieldSet Fields = new(new ThingDescriptor(), []);
    private static readonly FilterSetting Setting = new(Me, null, [Me, Colleague], Utc("2026-03-18T07:20:00Z"), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    /// <summary>Each weighs its number.</summary>
    private static readonly Thing[] Things =
    [
        new(default)
        {
            Name = "海尔冰箱", Nick = "冰箱", Size = 10, Weight = 1, Price = 1999.9900m, MadeOn = new DateOnly(2028, 2, 29), SeenAt = Utc("2026-03-18T07:20:00Z"), Heavy = true,
            Color = ThingColor.DarkRed, Trim = ThingColor.Blue, Region = "370212", OwnerId = Me, Tags = ["新", "促销"],
        },
        new(default)
        {
            Name = "海信电视", Size = 20, Weight = 2, Price = 0m, MadeOn = new DateOnly(2026, 1, 31), SeenAt = Utc("2026-03-18T07:20:00.001Z"),
            Color = ThingColor.Green, Region = "370100", Tags = ["旧"],
        },
        new(default) { Name = "格力100%空调", Nick = "a_b", Weight = 3, Color = ThingColor.Blue, Region = "110101" },
    ];

    [Theory]
    [InlineData("name eq 海尔冰箱", "1")]
    [InlineData("name ne 海尔冰箱", "2 3")]
    [InlineData("name contains 海", "1 2")]
    [InlineData("name contains %", "3")]
    [InlineData("name startsWith 海", "1 2")]
    [InlineData("name notContains 海", "3")]
    [InlineData("name endsWith 空调", "3")]
    [InlineData("name endsWith 格力", "")]
    [InlineData("nick notContains _", "1 2")]
    [InlineData("nick endsWith b", "3")]
    [InlineData("name in 海尔冰箱|海信电视", "1 2")]
    [InlineData("name nin 海尔冰箱|海信电视", "3")]
    [InlineData("nick eq 冰箱", "1")]
    [InlineData("nick ne 冰箱", "2 3")]
    [InlineData("nick nin 冰箱", "2 3")]
    [InlineData("nick contains _", "3")]
    [InlineData("nick startsWith a", "3")]
    [InlineData("nick isEmpty true", "2")]
    [InlineData("nick isEmpty false", "1 3")]
    [InlineData("size eq 10", "1")]
    [InlineData("size ne 10", "2 3")]
    [InlineData("size gt 10", "2")]
    [InlineData("size gte 10", "1 2")]
    [InlineData("size lt 20", "1")]
    [InlineData("size lte 20", "1 2")]
    [InlineData("size between 10|19", "1")]
    [InlineData("size in 10|30", "1")]
    [InlineData("size nin 10|30", "2 3")]
    [InlineData("size isEmpty true", "3")]
    [InlineData("weight gt -1", "1 2 3")]
    [InlineData("price eq 1999.99", "1")]
    [InlineData("price eq 0", "2")]
    [InlineData("price gte 0.0001", "1")]
    [InlineData("price between 0|2000", "1 2")]
    [InlineData("price isEmpty false", "1 2")]
    [InlineData("madeOn eq 2028-02-29", "1")]
    [InlineData("madeOn lt 2028-02-29", "2")]
    [InlineData("madeOn between 2026-01-31|2028-02-29", "1 2")]
    [InlineData("madeOn isEmpty true", "3")]
    [InlineData("seenAt eq 2026-03-18T07:20:00Z", "1")]
    [InlineData("seenAt gt 2026-03-18T15:20:00+08:00", "2")]
    [InlineData("seenAt lte 2026-03-18T07:20:00.001Z", "1 2")]
    [InlineData("seenAt isEmpty true", "3")]
    [InlineData("seenAt gte 2026-03-18", "1 2")] // a day begins where the user is
    [InlineData("seenAt lt 2026-03-18", "")]
    [InlineData("seenAt between 2026-03-18|2026-03-19", "1 2")]
    [InlineData("heavy eq true", "1")]
    [InlineData("heavy ne true", "2 3")]
    [InlineData("color eq dark_red", "1")]
    [InlineData("color ne dark_red", "2 3")]
    [InlineData("color in green|blue", "2 3")]
    [InlineData("color nin green|blue", "1")]
    [InlineData("trim eq blue", "1")]
    [InlineData("trim ne blue", "2 3")]
    [InlineData("trim isEmpty true", "2 3")]
    [InlineData("region startsWith 37", "1 2")]
    [InlineData("region eq 110101", "3")]
    [InlineData("ownerId eq me", "1")]
    [InlineData("ownerId ne me", "2 3")]
    [InlineData("ownerId eq 01990000-0000-7000-8000-0000000000aa", "1")]
    [InlineData("ownerId in me|01990000-0000-7000-8000-0000000000bb", "1")]
    [InlineData("ownerId isEmpty true", "2 3")]
    [InlineData("tags eq 促销", "1")]
    [InlineData("tags ne 促销", "2 3")]
    [InlineData("tags in 促销|旧", "1 2")]
    [InlineData("tags nin 促销|旧", "3")]
    [InlineData("tags hasAll 促销|新", "1")]
    [InlineData("tags hasAll 促销|旧", "")]
    [InlineData("ownerId eq myTeam", "1")]
    [InlineData("ownerId nin myTeam", "2 3")]
    [InlineData("seenAt within today", "1 2")]
    [InlineData("seenAt within past", "")]
    [InlineData("seenAt within future", "1 2")]
    [InlineData("seenAt within thisWeek", "1 2")]
    [InlineData("seenAt within yesterday", "")]
    [InlineData("seenAt notWithin last:30d", "3")]
    [InlineData("madeOn within olderThan:30d", "2")]
    [InlineData("madeOn notWithin olderThan:30d", "1 3")]
    [InlineData("madeOn within laterThan:12m", "1")]
    [InlineData("madeOn within past", "2")]
    [InlineData("tags isEmpty true", "3")]
    [InlineData("tags isEmpty false", "1 2")]
    public void Each_comparison_finds_what_it_says(string comparison, string found) => Assert.Equal(found, Found(Filter(comparison)));

    [Fact]
    public void All_comparisons_must_hold() => Assert.Equal("1", Found(Filter("name contains 海"), Filter("size lt 15")));

    [Fact]
    public void No_comparison_finds_everything() => Assert.Equal("1 2 3", Found());

    [Theory]
    [InlineData("colour eq red", "unknown_field")]
    [InlineData("secret eq x", "unknown_field")]
    [InlineData("owner.name eq a", "unknown_field")]
    [InlineData("seenAt within now", "unknown_period")]
    [InlineData("seenAt within last:0d", "unknown_period")]
    [InlineData("seenAt within last:30", "unknown_period")]
    [InlineData("madeOn within last:99999d", "unknown_period")]
    [InlineData("size within today", "unknown_operator")]
    [InlineData("name hasAll a", "unknown_operator")]
    [InlineData("name gt a", "unknown_operator")]
    [InlineData("name isEmpty true", "unknown_operator")]
    [InlineData("weight isEmpty true", "unknown_operator")]
    [InlineData("color contains red", "unknown_operator")]
    [InlineData("tags contains 促", "unknown_operator")]
    [InlineData("heavy in true", "unknown_operator")]
    [InlineData("size eq ten", "invalid_value")]
    [InlineData("size eq 1.5", "invalid_value")]
    [InlineData("size eq 99999999999", "invalid_value")]
    [InlineData("price eq 1,5", "invalid_value")]
    [InlineData("price eq 1e3", "invalid_value")]
    [InlineData("madeOn eq 2026-02-29", "invalid_value")]
    [InlineData("madeOn eq 29.02.2028", "invalid_value")]
    [InlineData("seenAt eq 2026-03-18T07:20:00", "invalid_value")]
    [InlineData("heavy eq yes", "invalid_value")]
    [InlineData("color eq DarkRed", "invalid_value")]
    [InlineData("color eq 0", "invalid_value")]
    [InlineData("ownerId eq somebody", "invalid_value")]
    [InlineData("size between 10", "two_values_needed")]
    [InlineData("size between 1|2|3", "two_values_needed")]
    [InlineData("size isEmpty perhaps", "not_true_or_false")]
    public void A_comparison_that_cannot_be_is_refused_where_it_stands(string comparison, string code) =>
        Assert.Equal($"filter {code}", RefusalOf(() => Found(Filter(comparison))));

    [Fact]
    public void Five_hundred_values_are_enough()
    {
        Assert.Equal("1", Found(Filter("size in " + string.Join('|', Enumerable.Range(1, 19).Concat(Enumerable.Range(100, 481))))));
        Assert.Equal("filter too_many", RefusalOf(() => Found(Filter("size in " + string.Join('|', Enumerable.Range(1, 501))))));
    }

    [Fact]
    public void Whoever_is_nobody_cannot_ask_for_his_own() =>
        Assert.Equal("filter invalid_value", RefusalOf(() => new FilterExpressions(new FieldPaths(Fields, []), Setting with { Me = null }).Of<Thing>(Filter("ownerId eq me"))));

    [Theory]
    [InlineData("size gt 10", "1 3")]
    [InlineData("size between 10|19", "2 3")]
    [InlineData("nick contains _", "1 2")]
    [InlineData("tags in 促销|旧", "3")]
    [InlineData("seenAt within today", "3")]
    public void The_opposite_of_a_comparison_is_all_that_it_leaves_out(string comparison, string found) => Assert.Equal(found, Found(new Not(Filter(comparison))));

    [Fact]
    public void One_of_several_is_enough_and_one_of_none_is_never_there()
    {
        Assert.Equal("1 3", Found(new AnyOf([Filter("size eq 10"), Filter("nick eq a_b")])));
        Assert.Equal("", Found(new AnyOf([])));
    }

    [Fact]
    public void Without_an_index_the_searchable_texts_are_looked_through() =>
        Assert.Equal([1], Things.AsQueryable().Where(FilterExpressions.AnyContains<Thing>(Fields, "冰")).Select(t => t.Weight));

    [Fact]
    public void Every_operator_has_a_name_by_which_it_is_found() =>
        Assert.All(Enum.GetValues<FilterOperator>(), op => Assert.Equal(op, FilterOperators.Find(FilterOperators.NameOf(op))));

    private static Comparison Filter(string text)
    {
        var parts = text.Split(' ', 3);
        return new Comparison(parts[0], FilterOperators.Find(parts[1])!.Value, parts[2].Split('|'), "filter");
    }

    /// <summary>The weights of what is found.</summary>
    private static string Found(params Filter[] filters) =>
        string.Join(' ', Things.AsQueryable().Where(new FilterExpressions(new FieldPaths(Fields, []), Setting).Of<Thing>(new AllOf(filters))).Select(t => t.Weight));
}
