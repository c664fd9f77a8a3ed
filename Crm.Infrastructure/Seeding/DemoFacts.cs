using Crm.Domain.Common;

namespace Crm.Infrastructure.Seeding;

/// <summary>Details that look real and belong to nobody.</summary>
internal static class DemoFacts
{
    private const string CreditCodeCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly string[] MobilePrefixes = ["136", "138", "139", "150", "158", "159", "177", "186", "189"];

    public static readonly IReadOnlyList<(string Name, string Color)> Tags =
    [
        ("重点客户", "red"), ("年框", "green"), ("集团子公司", "blue"), ("在建项目", "orange"), ("扩产", "teal"), ("招标采购", "purple"),
        ("节能改造", "green"), ("系统集成商", "blue"), ("工程总包", "purple"), ("渠道转来", "yellow"), ("转介绍来源", "teal"), ("账期 60 天", "orange"),
        ("竞品在用", "grey"), ("无油要求", "yellow"), ("保密要求", "red"), ("季节性采购", "yellow"), ("经销商", "purple"), ("个体工坊", "grey"),
        ("独立顾问", "blue"), (TechnicalExpert, "teal"), (Ally, "green"),
    ];

    /// <summary>Tags of contacts.</summary>
    public const string TechnicalExpert = "技术权威";

    /// <inheritdoc cref="TechnicalExpert"/>
    public const string Ally = "内部支持者";

    public static readonly IReadOnlyList<(string Topic, string Value, PreferenceSource Source)> CompanyPreferences =
    [
        ("delivery", "交货前一天电话通知，周五下午不收货", PreferenceSource.Stated),
        ("invoice", "每月 25 日前开专票，备注合同号", PreferenceSource.Stated),
        ("payment", "预付三成，验收后六成，质保金一成", PreferenceSource.Stated),
        ("brand", "主要电气件只接受国产一线品牌", PreferenceSource.Stated),
        ("service", "故障四小时内到场，夜间也要有人接电话", PreferenceSource.Stated),
        ("product", "关注能耗，方案里要有节电测算", PreferenceSource.Inferred),
        ("price", "看重全寿命成本，不只看单价", PreferenceSource.Inferred),
        ("contact_channel", "正式文件走邮件，急事打电话", PreferenceSource.Stated),
    ];

    public static readonly IReadOnlyList<(string Topic, string Value, PreferenceSource Source)> PersonPreferences =
    [
        ("contact_time", "上午九点半以后再打电话", PreferenceSource.Stated),
        ("contact_time", "周一开例会，避开上午", PreferenceSource.Inferred),
        ("contact_channel", "喜欢微信语音，不爱看邮件", PreferenceSource.Inferred),
        ("hobby", "周末爱钓鱼", PreferenceSource.Stated),
        ("hobby", "喜欢喝岩茶", PreferenceSource.Inferred),
        ("hobby", "业余跑马拉松", PreferenceSource.Stated),
        ("service", "希望资料做成图，一页看完", PreferenceSource.Stated),
    ];

    /// <summary>Turnover in millions of yuan by number of employees.</summary>
    public static readonly IReadOnlyDictionary<string, (int Min, int Max)> Revenue = new Dictionary<string, (int, int)>
    {
        ["20-99"] = (15, 80),
        ["100-299"] = (70, 320),
        ["300-999"] = (260, 1200),
        ["1000-4999"] = (1100, 5600),
        ["5000+"] = (8600, 14000),
    };

    /// <summary>A place by the code of its district, or of its city where there are no districts.</summary>
    public static Place PlaceAt(string region, string line1, string? line2, string postalCode) =>
        new(region[..2] + "0000", region[..4] + "00", Regions.IsDistrict(region) ? region : null, line1, line2, postalCode);

    /// <summary>The city as people call it; municipalities are their own city.</summary>
    public static string CityName(Place place) => Regions.FullName(place.CityCode!)[Regions.FullName(place.ProvinceCode!).Length..] is { Length: > 0 } city
        ? city
        : Regions.FullName(place.ProvinceCode!);

    public static string FullAddress(Place place) => Regions.FullName(place.DistrictCode ?? place.CityCode!) + place.Line1;

    /// <summary>A code of a company (91) registered in the district, with the one check character that fits.</summary>
    public static string CreditCode(DemoRandom random, Place place)
    {
        var organisation = string.Concat(Enumerable.Range(0, 7).Select(_ => random.Pick(CreditCodeCharacters.ToCharArray())));
        var body = "91" + (place.DistrictCode ?? place.CityCode) + "MA" + organisation;
        return body + CreditCodeCharacters.First(c => UnifiedSocialCreditCode.Check(body + c) == CreditCodeFault.None);
    }

    public static string Mobile(DemoRandom random) => $"{random.Pick(MobilePrefixes)} 0000 {random.Digits(4)}";

    /// <summary>Eight digits behind area codes of the cities that have them, with an exchange that is a row of fives.</summary>
    public static string Landline(DemoRandom random, string areaCode) => $"{areaCode}-5555 {random.Digits(4)}";
}
