using Crm.Domain.Contacts;

namespace Crm.Infrastructure.Seeding;

/// <summary>A person who buys in his own name.</summary>
internal sealed record DemoBuyer(
    string Name,
    string EnglishName,
    string CalledAs,
    Gender Gender,
    DateOnly? Birthday,
    string Industry,
    string Source,
    string Status,
    int? Rating,
    DemoLine Line,
    string Region,
    string Street,
    string PostalCode,
    string[] Tags,
    string Description);

/// <summary>The persons among the customers. All are invented.</summary>
internal static class DemoBuyers
{
    public static readonly IReadOnlyList<DemoBuyer> All =
    [
        new("顾振澜", "Gu Zhenlan", "顾老板", Gender.Male, new(1975, 3, 18), "machinery", "referral", "active", 4, DemoLine.MachineTools,
            "320505", "浒墅关镇鸿禧路 62 号", "215151", ["个体工坊"], "模具加工作坊，三台立加两班倒，常介绍同行来看机床。"),
        new("骆海棠", "Luo Haitang", "骆姐", Gender.Female, new(1982, 9, 2), "wholesale_retail", "partner", "active", 4, DemoLine.Pumps,
            "510107", "武侯大道铁佛段 108 号", "610045", ["经销商"], "五金机电城门面，做水泵和配件分销，每月固定补货。"),
        new("卢志坚", "Lu Zhijian", "卢师傅", Gender.Male, new(1969, 11, 25), "machinery", "visit", "active", 3, DemoLine.Automation,
            "440306", "松岗街道塘下涌路 15 号", "518105", ["个体工坊"], "专做旧机床电控改造，伺服和数控系统用量稳定。"),
        new("石秋生", "Shi Qiusheng", "石老板", Gender.Male, null, "agriculture", "wechat", "contacted", 2, DemoLine.Pumps,
            "620102", "青白石街道枣树沟 7 号", "730030", [], "承包两百亩果园，准备换灌溉泵，怕电费高。"),
        new("万佩芝", "Wan Peizhi", "万姐", Gender.Female, new(1978, 6, 14), "accommodation_catering", "search_ads", "active", 2, DemoLine.Pumps,
            "350203", "思明南路 415 号", "361005", [], "两家民宿的业主，买过热水循环泵，冬天前要保养。"),
        new("邵立群", "Shao Liqun", "邵工", Gender.Male, new(1985, 1, 30), "research", "trade_show", "negotiating", 3, DemoLine.Automation,
            "340104", "天智路 27 号", "230088", ["独立顾问"], "自由设备顾问，替客户选型，看重资料齐全和响应速度。"),
        new("毛桂兰", "Mao Guilan", "毛老板", Gender.Female, new(1973, 4, 8), "textiles", "referral", "active", 3, DemoLine.Compressors,
            "330604", "崧厦街道伞业路 203 号", "312365", ["个体工坊"], "伞面喷印作坊，用小型变频空压机，怕夜间噪声扰民。"),
        new("覃国栋", "Qin Guodong", "覃老板", Gender.Male, null, "construction", "cold_call", "dormant", 2, DemoLine.Pumps,
            "450107", "大学西路 93 号", "530007", [], "基坑降水队，按工程买泵，今年工地停了。"),
        new("冼耀邦", "Xian Yaobang", "冼生", Gender.Male, new(1966, 12, 19), "wholesale_retail", "referral", "active", 4, DemoLine.Compressors,
            "440606", "大良街道南国东路 76 号", "528300", ["经销商"], "顺德老牌经销商，粤语沟通更顺，账目清楚。"),
        new("单晓芸", "Shan Xiaoyun", "单女士", Gender.Female, new(1990, 7, 7), "education", "website", "potential", null, DemoLine.Automation,
            "420115", "藏龙岛杨桥湖大道 13 号", "430205", [], "开机器人培训班，想要教学用 PLC 实训台。"),
        new("曾庆和", "Zeng Qinghe", "曾师傅", Gender.Male, new(1971, 2, 11), "machinery", "visit", "lost", 2, DemoLine.MachineTools,
            "500107", "石桥铺渝州路 33 号", "400039", ["竞品在用"], "轴类零件加工户，去年换成了二手进口机。"),
        new("尉迟明", "Yuchi Ming", "尉迟老板", Gender.Male, null, "mining", "referral", "contacted", 2, DemoLine.Compressors,
            "140105", "小店街道人民路 58 号", "030032", [], "石材矿小业主，问过移动式螺杆机，资金紧。"),
        new("仇雅琴", "Qiu Yaqin", "仇女士", Gender.Female, new(1980, 10, 23), "food_beverage", "trade_show", "active", 3, DemoLine.Compressors,
            "230103", "学府路 277 号", "150080", ["无油要求"], "手工冰淇淋工坊，用无油静音空压机吹瓶灌装。"),
        new("解文博", "Xie Wenbo", "解工", Gender.Male, new(1988, 5, 16), "it_services", "website", "potential", 2, DemoLine.Automation,
            "610113", "科技二路 72 号", "710075", [], "独立开发数据采集软件，想借测试用网关和传感器。"),
        new("叶素梅", "Ye Sumei", "叶老板", Gender.Female, new(1976, 8, 29), "agriculture", "wechat", "active", 2, DemoLine.Pumps,
            "650104", "北京北路 1918 号", "830013", ["季节性采购"], "合作社带头人，每年开春集中买深井泵配件。"),
        new("滕宝柱", "Teng Baozhu", "滕老板", Gender.Male, new(1968, 1, 5), "transport", "cold_call", "lost", 1, DemoLine.Compressors,
            "130102", "谈固东街 141 号", "050031", [], "汽修连锁小老板，嫌价格高，买了杂牌机。"),
    ];
}
