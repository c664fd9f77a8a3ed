namespace Crm.Bench.Seeding;

/// <summary>What names, subjects and notes are put together from.</summary>
internal static class Words
{
    /// <summary>Short name, code by GB/T 2260 and area code.</summary>
    public static readonly IReadOnlyList<(string Name, string Code, string Area)> Cities =
    [
        ("上海", "310100", "021"), ("北京", "110100", "010"), ("深圳", "440300", "0755"), ("广州", "440100", "020"), ("杭州", "330100", "0571"),
        ("苏州", "320500", "0512"), ("青岛", "370200", "0532"), ("宁波", "330200", "0574"), ("成都", "510100", "028"), ("武汉", "420100", "027"),
        ("南京", "320100", "025"), ("天津", "120100", "022"), ("重庆", "500100", "023"), ("东莞", "441900", "0769"), ("无锡", "320200", "0510"),
        ("佛山", "440600", "0757"), ("长沙", "430100", "0731"), ("郑州", "410100", "0371"), ("济南", "370100", "0531"), ("合肥", "340100", "0551"),
        ("西安", "610100", "029"), ("沈阳", "210100", "024"), ("大连", "210200", "0411"), ("厦门", "350200", "0592"), ("泉州", "350500", "0595"),
        ("温州", "330300", "0577"), ("嘉兴", "330400", "0573"), ("台州", "331000", "0576"), ("常州", "320400", "0519"), ("南通", "320600", "0513"),
        ("烟台", "370600", "0535"), ("潍坊", "370700", "0536"), ("洛阳", "410300", "0379"), ("南昌", "360100", "0791"), ("昆明", "530100", "0871"),
        ("贵阳", "520100", "0851"), ("兰州", "620100", "0931"), ("太原", "140100", "0351"), ("哈尔滨", "230100", "0451"), ("长春", "220100", "0431"),
    ];

    /// <summary>Characters of brand names with their pinyin.</summary>
    public static readonly IReadOnlyList<(string Text, string Pinyin)> Brand = Pairs("""
        海 hai 澜 lan 尔 er 恒 heng 泰 tai 瑞 rui 鑫 xin 华 hua 盛 sheng 达 da 宏 hong 远 yuan 天 tian 合 he 正 zheng 康 kang 安 an 嘉 jia 德 de
        明 ming 锐 rui 航 hang 博 bo 创 chuang 联 lian 信 xin 诚 cheng 金 jin 龙 long 凯 kai 帆 fan 飞 fei 腾 teng 云 yun 翔 xiang 星 xing 辰 chen
        东 dong 方 fang 中 zhong 科 ke 兴 xing 旺 wang 永 yong 昌 chang 润 run 泽 ze 源 yuan 浩 hao 宇 yu 美 mei 佳 jia 优 you 众 zhong 力 li
        卓 zhuo 越 yue 启 qi 迪 di 伟 wei 业 ye 百 bai 川 chuan 大 da 禾 he 新 xin 元 yuan 汇 hui 丰 feng 茂 mao 利 li 通 tong 顺 shun
        沃 wo 森 sen 林 lin 奥 ao 普 pu 赛 sai 格 ge 雅 ya 晶 jing 朗 lang 光 guang 芯 xin 砺 li 岳 yue 屿 yu 珩 heng 晟 sheng 霁 ji 铧 hua 擎 qing
        """);

    /// <summary>Lines of business with their industry code; the first are far more frequent than the last.</summary>
    public static readonly IReadOnlyList<(string Text, string Industry)> Lines =
    [
        ("科技", "it_services"), ("智能科技", "it_services"), ("信息技术", "it_services"), ("机械设备", "machinery"), ("贸易", "wholesale_retail"),
        ("电子科技", "electronics"), ("自动化设备", "machinery"), ("实业", "manufacturing"), ("精密机械", "machinery"), ("新材料", "chemicals"),
        ("汽车零部件", "automotive"), ("食品", "food_beverage"), ("建设工程", "construction"), ("环保科技", "environment"), ("电气", "electronics"),
        ("物流", "transport"), ("生物科技", "pharmaceuticals"), ("服饰", "textiles"), ("化工", "chemicals"), ("医疗器械", "health"),
        ("新能源", "utilities"), ("农业发展", "agriculture"), ("文化传媒", "business_services"), ("教育咨询", "education"), ("包装制品", "manufacturing"),
        ("五金制品", "manufacturing"), ("酒店管理", "accommodation_catering"), ("置业", "real_estate"), ("泵阀", "machinery"), ("矿业", "mining"),
    ];

    public static readonly IReadOnlyList<(string Text, double Share)> Forms = [("有限公司", 0.82), ("股份有限公司", 0.10), ("集团有限公司", 0.05), ("厂", 0.03)];

    public static readonly IReadOnlyList<(string Text, string Pinyin)> Surnames = Pairs("""
        王 wang 李 li 张 zhang 刘 liu 陈 chen 杨 yang 赵 zhao 黄 huang 周 zhou 吴 wu 徐 xu 孙 sun 胡 hu 朱 zhu 高 gao 林 lin 何 he 郭 guo 马 ma 罗 luo
        梁 liang 宋 song 郑 zheng 谢 xie 韩 han 唐 tang 冯 feng 于 yu 董 dong 程 cheng 曹 cao 袁 yuan 邓 deng 许 xu 傅 fu 沈 shen 彭 peng 苏 su 蒋 jiang 丁 ding
        """);

    public static readonly IReadOnlyList<(string Text, string Pinyin)> Given = Pairs("""
        伟 wei 芳 fang 娜 na 敏 min 静 jing 丽 li 强 qiang 磊 lei 军 jun 洋 yang 勇 yong 艳 yan 杰 jie 娟 juan 涛 tao 明 ming 超 chao 霞 xia 平 ping 刚 gang
        桂 gui 文 wen 辉 hui 玲 ling 建 jian 国 guo 华 hua 红 hong 宇 yu 浩 hao 子 zi 轩 xuan 欣 xin 怡 yi 晨 chen 梓 zi 涵 han 俊 jun 鹏 peng 博 bo
        """);

    public static readonly IReadOnlyList<(string Role, string Title, string Department)> Jobs =
    [
        ("purchaser", "采购经理", "采购部"), ("decision_maker", "总经理", "总经办"), ("technician", "设备工程师", "设备科"),
        ("finance", "财务主管", "财务部"), ("user", "车间主任", "生产一部"), ("influencer", "工艺主管", "工艺部"),
    ];

    public static readonly IReadOnlyList<string> Subjects =
        ["询问交货期", "回访使用情况", "讨论报价单", "现场勘察", "技术方案交流", "合同条款确认", "催收尾款", "样品寄送", "售后问题跟踪", "年度框架协议", "展会邀约", "新品介绍"];

    public static readonly IReadOnlyList<string> Notes =
    [
        "客户对交货期比较敏感，希望能在月底前到货；已请生产部确认排期。", "现场看了两台设备，运行正常，客户提出希望增加备件清单。",
        "对方采购负责人换了，新负责人要求重新报价，并提供近三年的业绩表。", "价格还有两个点的差距，等总经理回来再定。", "客户表示下季度有扩产计划，预算正在审批。", "已把技术参数发到邮箱，约好下周二电话沟通。",
    ];

    public static readonly IReadOnlyList<string> Tags = ["重点客户", "年框", "招标采购", "系统集成商", "转介绍", "账期60天", "集团子公司", "节能改造", "扩产", "竞品在用"];

    private static List<(string, string)> Pairs(string text)
    {
        var words = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }
}
