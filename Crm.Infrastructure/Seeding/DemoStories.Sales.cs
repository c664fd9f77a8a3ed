using static Crm.Domain.Activities.Direction;
using static Crm.Domain.Activities.InteractionChannel;

namespace Crm.Infrastructure.Seeding;

/// <summary>Stories about winning, waiting and losing.</summary>
internal static partial class DemoStories
{
    /// <summary>A stranger asks; nothing is decided.</summary>
    public static readonly DemoStep[] Inquiry =
    [
        new(Call, Inbound, "purchaser", "interested", 9, 0, "来电咨询{product}",
            "{contact}从官网看到{product}，问交期和大致价位。目前还在做明年的设备预算，先要一份样本和用户名单。"),
        new(Email, Outbound, "purchaser", "informed", 0, 1, "发送{product}样本与选型表",
            "附件：产品样本、选型表、同行业三家用户案例。请{contact}填好工况参数后回传，我们据此配型号。"),
        new(Chat, Outbound, "purchaser", "needs_follow_up", 5, 6, "微信提醒选型表",
            "{contact}说工况表在设备科那边，月底前给。顺便问了旧设备能不能折价，我答复要看现场再定。"),
        new(Call, Outbound, "technician", "not_reached", 1, 5, "电话未接",
            "打了两次都没有接，发短信说明来意，改天再打。"),
    ];

    /// <summary>First real contact: needs are understood.</summary>
    public static readonly DemoStep[] FirstVisit =
    [
        new(Call, Outbound, "gatekeeper", "informed", 6, 0, "首次电话联系",
            "通过总机转到{contact}，说明我们做机床、泵、空压机和配件服务。对方愿意见面，约了下周现场看看。"),
        new(Visit, Outbound, "technician", "interested", 110, 6, "首次拜访，了解现场",
            "看了现场：现有设备用了八年，故障停机每月约 {days} 小时。{contact}最关心备件供应和能耗。建议先换{part}试用。"),
        new(Note, null, null, null, 0, 1, "拜访小结",
            "决策链：设备科提需求，采购比三家，老板拍板。预算约 {amount} 万元，今年内不一定动。竞争对手上周也来过。"),
        new(Email, Outbound, "technician", "needs_quote", 0, 3, "发送{product}技术方案",
            "按现场参数给出两套方案：直接换新 {quantity}，或先做节能诊断。{contact}回信说方案一更合适，请报价。"),
        new(Call, Outbound, "purchaser", "needs_follow_up", 8, 7, "确认方案意见",
            "{contact}说领导出差，方案要等下周例会讨论。提醒我们报价里把安装和培训单列。"),
    ];

    /// <summary>An offer on the table: not signed yet.</summary>
    public static readonly DemoStep[] Negotiation =
    [
        new(Call, Inbound, "purchaser", "needs_quote", 15, 0, "{product}询价",
            "新项目要{product} {quantity}，{contact}要求本周内给含税报价，并写明质保期和到货时间。"),
        new(Email, Outbound, "purchaser", "informed", 0, 2, "{product}正式报价",
            "报价 {quantity}合计 {amount} 万元，含税含运费和安装调试，质保 18 个月，合同生效后 {days} 天到货。报价有效期 30 天。"),
        new(Meeting, Inbound, "technician", "interested", 75, 6, "技术交流会",
            "{contact}带三位工程师来展厅，逐条过技术协议。提出两点修改：接口留余量、控制柜加防尘。{engineer}当场确认可以做。"),
        new(Visit, Outbound, "decision_maker", "needs_follow_up", 90, 8, "拜访{contact}谈商务",
            "{contact}认可方案，但觉得比第二家贵 8%。我们解释了主要件品牌和停机赔付条款，对方希望付款改为 3-4-2-1。"),
        new(Call, Outbound, "purchaser", "needs_follow_up", 18, 5, "回复付款方式",
            "请示后同意 3-3-3-1，质保金留一年。{contact}说要和财务商量，价格上还想再让 2 个点。"),
        new(Chat, Inbound, "purchaser", "informed", 6, 3, "合同条款修改意见",
            "{contact}发来法务意见：违约金比例、验收标准和知识产权三处要改。已转给我们商务。"),
    ];

    /// <summary>From inquiry to acceptance.</summary>
    public static readonly DemoStep[] Purchase =
    [
        new(Call, Inbound, "technician", "interested", 14, 0, "{product}需求沟通",
            "{contact}说产线要扩，想加{product} {quantity}，问和现有设备能不能共用{part}。答复可以互换，约时间看现场。"),
        new(Visit, Outbound, "technician", "needs_quote", 130, 5, "现场勘测",
            "和{engineer}一起测了基础、电源和管路。原配电容量够，地坪要加固。{contact}希望月底前看到方案和报价。"),
        new(Email, Outbound, "purchaser", "informed", 0, 4, "{product}方案与报价",
            "{quantity}含安装培训共 {amount} 万元，交期 {days} 天。附技术协议草案、备件清单和节能测算。"),
        new(Meeting, Outbound, "decision_maker", "agreed", 80, 8, "商务谈判",
            "{contact}主持，价格让了 3%，送一年两次巡检。付款 3-6-1，口头定下来，等对方走流程。"),
        new(Email, Inbound, "purchaser", "ordered", 0, 6, "收到盖章合同",
            "{contact}发来盖章扫描件，金额 {amount} 万元。原件快递在路上，已通知生产排期。"),
        new(Call, Outbound, "finance", "informed", 7, 5, "确认预付款",
            "{contact}确认三成预付款今天已付，请我们按专票信息开票，备注写合同号。"),
        new(Call, Outbound, "technician", "informed", 10, 18, "发货前确认",
            "{product}已做完出厂试验，数据发给{contact}。对方叉车吨位不够，商定我们带吊装队。"),
        new(Visit, Outbound, "user", "solved", 240, 6, "到货安装调试",
            "{engineer}带队两天装完，试运行 8 小时参数全部合格。{contact}要求把操作要点贴在机旁。"),
        new(Meeting, Outbound, "user", "informed", 120, 4, "操作与保养培训",
            "给两个班共 14 人讲操作、日常点检和报警处理，现场考核都通过。{contact}希望三个月后再复训一次。"),
        new(Visit, Outbound, "technician", "agreed", 60, 14, "终验收",
            "连续运行两周无故障，{contact}签了验收单。第二笔货款进入付款流程。"),
    ];

    /// <summary>Another supplier wins.</summary>
    public static readonly DemoStep[] Lost =
    [
        new(Call, Outbound, "purchaser", "needs_quote", 11, 0, "跟进{product}采购计划",
            "{contact}说项目批下来了，要比三家，让我们周五前报价。"),
        new(Email, Outbound, "purchaser", "informed", 0, 3, "{product}报价",
            "报 {quantity} {amount} 万元，交期 {days} 天。{contact}回复已收到，内部评审。"),
        new(Visit, Outbound, "decision_maker", "needs_follow_up", 70, 9, "拜访争取项目",
            "{contact}直言另一家便宜一成，还给 90 天账期。我们能让的已经到底，强调了本地服务和备件 24 小时到。"),
        new(Call, Inbound, "purchaser", "refused", 6, 10, "告知未中选",
            "{contact}来电说最后选了另一家，主要是价格和账期。感谢我们的方案，以后配件会考虑我们。"),
        new(Note, null, null, null, 0, 2, "丢单复盘",
            "原因：报价晚了两天，账期没有弹性，没有早些见到决策人。半年后关注对方新设备的售后情况。"),
    ];

    /// <summary>A customer who has gone quiet.</summary>
    public static readonly DemoStep[] GoingQuiet =
    [
        new(Call, Outbound, "purchaser", "postponed", 8, 0, "了解今年采购计划",
            "{contact}说订单不好，产线只开一半，设备采购全部暂停，配件也先用库存。"),
        new(Chat, Outbound, "technician", "informed", 4, 16, "发送停机保养建议",
            "给{contact}发了长期停机的防锈和定期盘车要点，对方说很有用，已安排班组照做。"),
        new(Call, Outbound, "purchaser", "not_reached", 1, 24, "回访未联系上",
            "手机关机，座机没有人接。听同行说对方在放假。"),
        new(Sms, Outbound, "purchaser", null, 0, 12, "短信问候",
            "发短信问候并留了服务热线，请对方复工前联系我们做一次免费点检。"),
    ];
}
