using Crm.Domain.Activities;

namespace Crm.Infrastructure.Seeding;

/// <summary>What colleagues plan and why plans fail.</summary>
internal static class DemoPlanTable
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<(InteractionChannel Channel, string Subject, string Notes)>> Next =
        new Dictionary<string, IReadOnlyList<(InteractionChannel, string, string)>>
        {
            ["potential"] =
            [
                (InteractionChannel.Call, "电话确认预算和时间表", "问清谁拍板，有没有在比其他家。"),
                (InteractionChannel.Email, "补发同行业案例", "挑两家规模接近的，附节能数据。"),
            ],
            ["contacted"] =
            [
                (InteractionChannel.Visit, "带工程师上门看现场", "量尺寸、看电源和管路，顺便见设备负责人。"),
                (InteractionChannel.Call, "追问方案意见", "对方例会之后打，准备两套价格。"),
            ],
            ["negotiating"] =
            [
                (InteractionChannel.Meeting, "合同条款逐条确认", "带上商务，违约金和验收标准要定下来。"),
                (InteractionChannel.Visit, "拜访决策人谈价格", "底线已批，付款方式可以再让一步。"),
                (InteractionChannel.Call, "跟进审批进度", "问卡在哪个环节，需要补什么材料。"),
            ],
            ["active"] =
            [
                (InteractionChannel.Visit, "季度巡检", "带易损件一套，提前约停机时间。"),
                (InteractionChannel.Call, "回访设备运行情况", "问停机次数、能耗和备件消耗。"),
                (InteractionChannel.Call, "确认到期货款", "发票和验收单都已寄出。"),
                (InteractionChannel.Meeting, "年度框架续签沟通", "先对好去年用量，再谈折扣分档。"),
                (InteractionChannel.Chat, "提醒备件补货", "按上次用量推算，月底前要下单。"),
            ],
            ["dormant"] =
            [
                (InteractionChannel.Call, "沉睡客户回访", "了解开工情况，送一次免费点检。"),
            ],
        };

    public static readonly IReadOnlyList<string> Cancelled =
    [
        "客户改期到下季度，届时重新安排。",
        "对方联系人离职，换人对接后另约。",
        "问题已在电话里解决，不用上门。",
        "项目暂停，客户通知后再约。",
        "与另一次拜访合并。",
        "客户已自行安排展会行程。",
    ];

    public static readonly IReadOnlyList<string> Missed =
    [
        "当天临时抢修，忘了改期。",
        "打了两次没有接通，过了约定的日子。",
        "台风停工，没有去成。",
        "与内部会议冲突，没有及时转交。",
        "出差途中信号不好，错过了电话会。",
    ];

    /// <summary>What came of it, by code of the list interaction_outcome.</summary>
    public static readonly IReadOnlyDictionary<string, string> Results = new Dictionary<string, string>
    {
        ["informed"] = "已沟通，对方知悉。",
        ["interested"] = "有意向，约定继续推进。",
        ["needs_quote"] = "对方要报价，已转商务。",
        ["agreed"] = "达成一致，按约定执行。",
        ["ordered"] = "已下单。",
        ["solved"] = "问题已解决，对方满意。",
        ["needs_follow_up"] = "还没有结论，需要再跟。",
        ["postponed"] = "对方暂缓，过一段时间再联系。",
        ["refused"] = "对方没有选择我们。",
        ["not_reached"] = "没有联系上。",
    };
}
