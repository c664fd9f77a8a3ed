using Crm.Domain.Contacts;

namespace Crm.Infrastructure.Seeding;

/// <summary>What somebody does at a customer, what his card says and what colleagues call him after his surname.</summary>
internal sealed record DemoJob(string Role, string Title, string Department, string CalledAs, string Salutation);

/// <summary>A name in characters and letters.</summary>
internal sealed record DemoName(string Surname, string Given, string SurnamePinyin, string GivenPinyin, Gender Gender)
{
    public string Full => Surname + Given;

    public string English => $"{Capital(SurnamePinyin)} {Capital(GivenPinyin)}";

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}

/// <summary>Names and jobs to put together.</summary>
internal static class DemoNames
{
    /// <summary>Jobs in the order in which one gets to know people at a customer.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<DemoJob>> Jobs =
    [
        [
            new("purchaser", "采购经理", "采购部", "经理", "manager"),
            new("purchaser", "供应链主管", "供应链中心", "主管", "manager"),
            new("purchaser", "采购工程师", "采购部", "工", "engineer"),
        ],
        [
            new("technician", "设备工程师", "设备科", "工", "engineer"),
            new("technician", "设备科长", "设备科", "科长", "director"),
            new("technician", "维修主管", "动力车间", "主管", "engineer"),
        ],
        [
            new("decision_maker", "总经理", "总经办", "总", "president"),
            new("decision_maker", "生产副总", "总经办", "总", "president"),
            new("decision_maker", "设备总监", "制造中心", "总", "president"),
        ],
        [
            new("finance", "财务主管", "财务部", "会计", "ms"),
            new("finance", "应付会计", "财务部", "会计", "ms"),
        ],
        [
            new("user", "车间主任", "生产一部", "主任", "director"),
            new("user", "生产班长", "生产二部", "班长", "mr"),
        ],
        [
            new("influencer", "工艺主管", "工艺部", "工", "engineer"),
            new("influencer", "能源管理工程师", "动力部", "工", "engineer"),
        ],
        [
            new("gatekeeper", "总经理助理", "总经办", "助理", "ms"),
            new("gatekeeper", "行政专员", "行政部", "助理", "ms"),
        ],
    ];

    private static readonly (string Text, string Pinyin)[] Surnames = Parse("""
        王 wang,李 li,张 zhang,刘 liu,陈 chen,杨 yang,赵 zhao,黄 huang,周 zhou,吴 wu,徐 xu,孙 sun,胡 hu,朱 zhu,高 gao,林 lin
        何 he,郭 guo,马 ma,罗 luo,梁 liang,宋 song,郑 zheng,谢 xie,韩 han,唐 tang,冯 feng,于 yu,董 dong,萧 xiao,程 cheng
        曹 cao,袁 yuan,邓 deng,许 xu,傅 fu,沈 shen,彭 peng,吕 lv,苏 su,蒋 jiang,蔡 cai,贾 jia,丁 ding,魏 wei,薛 xue,潘 pan
        杜 du,戴 dai,夏 xia,钟 zhong,汪 wang,田 tian,姜 jiang,范 fan,方 fang,姚 yao,廖 liao,邹 zou,熊 xiong,金 jin,陆 lu
        孔 kong,白 bai,崔 cui,康 kang,邱 qiu,秦 qin,江 jiang,史 shi,侯 hou,孟 meng,龙 long,段 duan,雷 lei,钱 qian,汤 tang
        尹 yin,易 yi,常 chang,武 wu,乔 qiao,贺 he,赖 lai,龚 gong,文 wen,欧阳 ouyang,上官 shangguan,诸葛 zhuge
        """);

    private static readonly (string Text, string Pinyin)[] MaleNames = Parse("""
        建国 jianguo,志强 zhiqiang,海涛 haitao,立新 lixin,国栋 guodong,文斌 wenbin,晓东 xiaodong,俊杰 junjie,振华 zhenhua
        永胜 yongsheng,伟民 weimin,学军 xuejun,宏伟 hongwei,子轩 zixuan,浩然 haoran,嘉诚 jiacheng,明辉 minghui,思远 siyuan
        启航 qihang,世杰 shijie,博文 bowen,鹏飞 pengfei,云峰 yunfeng,广平 guangping,大勇 dayong,泽宇 zeyu,成林 chenglin
        金龙 jinlong,卫东 weidong,庆丰 qingfeng,天佑 tianyou,景行 jingxing,少华 shaohua,树人 shuren,光耀 guangyao,毅 yi,凯 kai
        """);

    private static readonly (string Text, string Pinyin)[] FemaleNames = Parse("""
        丽华 lihua,秀英 xiuying,雪梅 xuemei,晓燕 xiaoyan,静怡 jingyi,雨桐 yutong,思琪 siqi,慧敏 huimin,玉兰 yulan,佳宁 jianing
        春燕 chunyan,海霞 haixia,婷婷 tingting,文静 wenjing,若曦 ruoxi,梦洁 mengjie,淑芬 shufen,红梅 hongmei,艳玲 yanling
        晨曦 chenxi,欣然 xinran,美玲 meiling,翠萍 cuiping,岚 lan,颖 ying
        """);

    /// <summary>A name that nobody has yet.</summary>
    public static DemoName New(DemoRandom random, bool female, ISet<string> taken)
    {
        while (true)
        {
            var (surname, surnamePinyin) = random.Pick(Surnames);
            var (given, givenPinyin) = random.Pick(female ? FemaleNames : MaleNames);
            if (taken.Add(surname + given))
                return new DemoName(surname, given, surnamePinyin, givenPinyin, female ? Gender.Female : Gender.Male);
        }
    }

    private static (string Text, string Pinyin)[] Parse(string table) =>
    [
        .. table.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(' '))
            .Select(parts => (parts[0], parts[1])),
    ];
}
