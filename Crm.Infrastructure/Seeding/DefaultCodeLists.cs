using Crm.Domain.Settings;

namespace Crm.Infrastructure.Seeding;

/// <summary>The first items of every code list; administrators change them later.</summary>
public static class DefaultCodeLists
{
    private const int Step = 10;

    private static readonly (string List, (string Code, string Zh, string En)[] Items)[] Lists =
    [
        // The sections of GB/T 4754-2017 in plain words; manufacturing, where most customers are, by its larger branches.
        (CodeLists.Industry,
        [
            ("agriculture", "农林牧渔", "Agriculture, forestry and fishing"),
            ("mining", "采矿", "Mining"),
            ("manufacturing", "制造业（其他）", "Manufacturing (other)"),
            ("machinery", "机械设备制造", "Machinery"),
            ("automotive", "汽车及零部件", "Automotive and parts"),
            ("electronics", "电子与电气", "Electronics and electrical equipment"),
            ("chemicals", "化工与材料", "Chemicals and materials"),
            ("food_beverage", "食品饮料", "Food and beverages"),
            ("textiles", "纺织服装", "Textiles and clothing"),
            ("pharmaceuticals", "医药制造", "Pharmaceuticals"),
            ("utilities", "电力、热力、燃气和供水", "Electricity, heat, gas and water"),
            ("construction", "建筑业", "Construction"),
            ("wholesale_retail", "批发和零售", "Wholesale and retail"),
            ("transport", "交通运输、仓储和邮政", "Transport, storage and post"),
            ("accommodation_catering", "住宿和餐饮", "Accommodation and catering"),
            ("it_services", "信息技术服务", "Information technology"),
            ("finance", "金融业", "Finance"),
            ("real_estate", "房地产", "Real estate"),
            ("business_services", "租赁和商务服务", "Leasing and business services"),
            ("research", "科研和技术服务", "Research and technical services"),
            ("environment", "水利、环境和公共设施", "Water, environment and public facilities"),
            ("education", "教育", "Education"),
            ("health", "卫生和社会工作", "Health and social work"),
            ("public_administration", "公共管理和社会组织", "Public administration"),
            ("other", "其他", "Other"),
        ]),
        (CodeLists.CustomerSource,
        [
            ("referral", "老客户介绍", "Referral"),
            ("trade_show", "展会", "Trade show"),
            ("website", "官网", "Website"),
            ("search_ads", "搜索推广", "Search advertising"),
            ("wechat", "微信公众号", "WeChat account"),
            ("cold_call", "电话开发", "Cold call"),
            ("visit", "上门拜访", "Visit"),
            ("partner", "渠道伙伴", "Partner"),
            ("tender", "招投标", "Tender"),
            ("other", "其他", "Other"),
        ]),
        (CodeLists.CustomerStatus,
        [
            ("potential", "潜在客户", "Potential"),
            ("contacted", "已联系", "Contacted"),
            ("negotiating", "洽谈中", "Negotiating"),
            ("active", "合作中", "Active"),
            ("dormant", "沉睡客户", "Dormant"),
            ("lost", "已流失", "Lost"),
        ]),
        (CodeLists.CustomerSize,
        [
            ("1-19", "20 人以下", "1–19 people"),
            ("20-99", "20–99 人", "20–99 people"),
            ("100-299", "100–299 人", "100–299 people"),
            ("300-999", "300–999 人", "300–999 people"),
            ("1000-4999", "1000–4999 人", "1,000–4,999 people"),
            ("5000+", "5000 人及以上", "5,000 people and more"),
        ]),
        (CodeLists.ThreatLevel,
        [
            ("low", "低", "Low"),
            ("medium", "中", "Medium"),
            ("high", "高", "High"),
            ("critical", "极高", "Critical"),
        ]),
        (CodeLists.ContactRole,
        [
            ("decision_maker", "决策人", "Decision maker"),
            ("influencer", "影响人", "Influencer"),
            ("purchaser", "采购", "Purchaser"),
            ("user", "使用人", "User"),
            ("finance", "财务", "Finance"),
            ("technician", "技术", "Technician"),
            ("gatekeeper", "前台与助理", "Gatekeeper"),
        ]),
        (CodeLists.Salutation,
        [
            ("mr", "先生", "Mr"),
            ("ms", "女士", "Ms"),
            ("president", "总", "President"),
            ("manager", "经理", "Manager"),
            ("engineer", "工", "Engineer"),
            ("director", "主任", "Director"),
            ("teacher", "老师", "Teacher"),
            ("doctor", "博士", "Dr"),
        ]),
        (CodeLists.InteractionOutcome,
        [
            ("informed", "已沟通", "Informed"),
            ("interested", "有意向", "Interested"),
            ("needs_quote", "要求报价", "Wants a quotation"),
            ("agreed", "达成一致", "Agreed"),
            ("ordered", "已下单", "Ordered"),
            ("solved", "已解决", "Solved"),
            ("needs_follow_up", "需继续跟进", "Needs follow-up"),
            ("postponed", "暂缓", "Postponed"),
            ("refused", "拒绝", "Refused"),
            ("not_reached", "未联系上", "Not reached"),
        ]),
        (CodeLists.PreferenceTopic,
        [
            ("contact_time", "联系时间", "Contact time"),
            ("contact_channel", "联系方式", "Contact channel"),
            ("product", "产品", "Product"),
            ("brand", "品牌", "Brand"),
            ("price", "价格", "Price"),
            ("payment", "付款方式", "Payment"),
            ("delivery", "交货", "Delivery"),
            ("invoice", "开票", "Invoicing"),
            ("service", "服务", "Service"),
            ("hobby", "兴趣爱好", "Interests"),
        ]),
    ];

    /// <summary>The items as new records, in steps of ten so that others fit between them.</summary>
    public static IReadOnlyList<CodeListItem> Create(DateTime now) =>
    [
        .. Lists.SelectMany(list => list.Items.Select((item, i) =>
            new CodeListItem(Guid.CreateVersion7(now), list.List, item.Code, item.Zh, item.En, (i + 1) * Step))),
    ];
}
