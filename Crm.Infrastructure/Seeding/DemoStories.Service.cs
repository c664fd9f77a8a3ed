using static Crm.Domain.Activities.Direction;
using static Crm.Domain.Activities.InteractionChannel;

namespace Crm.Infrastructure.Seeding;

/// <summary>Stories about what follows a sale, whatever was sold.</summary>
internal static partial class DemoStories
{
    /// <summary>Life with a customer who buys from us.</summary>
    public static readonly IReadOnlyList<DemoStep[]> Service =
    [
        [
            new(Call, Outbound, "technician", "agreed", 8, 0, "预约季度巡检",
                "和{contact}约好下周二巡检，请他提前安排半天停机，{part}按易损件准备一套。"),
            new(Visit, Outbound, "technician", "solved", 180, 6, "季度巡检",
                "{engineer}检查{product} {quantity}：振动、温升正常，{part}老化约四成，建议下季度更换。清理了散热风道，紧固接线端子。"),
            new(Email, Outbound, "technician", "informed", 0, 2, "巡检报告",
                "附件：巡检报告和照片。三项建议：更换{part}、补一套备用传感器、润滑周期由 60 天改为 45 天。"),
            new(Chat, Inbound, "technician", "ordered", 5, 7, "确认更换{part}",
                "{contact}同意报告意见，先订两件{part}，走月结。"),
        ],
        [
            new(Call, Inbound, "user", "needs_follow_up", 12, 0, "投诉：{product}频繁报警停机",
                "{contact}很着急：三天停了四次，影响交货。先电话指导复位，答应当天派人，并由我跟到解决为止。"),
            new(Visit, Outbound, "user", "needs_follow_up", 210, 1, "紧急上门抢修",
                "{engineer}四小时到场，查明是{part}批次问题，临时换件恢复生产。带回故障件检测。"),
            new(Call, Outbound, "decision_maker", "informed", 15, 2, "向{contact}说明情况并致歉",
                "承认{part}质量问题，承诺同批次全部免费更换，质保延长半年。{contact}接受，但要书面说明。"),
            new(Email, Outbound, "decision_maker", "agreed", 0, 4, "质量分析报告",
                "附第三方检测结果和整改措施：供应商更换热处理工艺，入厂加一道探伤。{contact}回复认可。"),
            new(Visit, Outbound, "technician", "solved", 150, 8, "同批次{part}全部更换",
                "共换 6 件，试机 4 小时正常。{contact}在服务单上签字，评价满意。"),
            new(Call, Outbound, "user", "solved", 6, 14, "投诉回访",
                "两周没有再停机。{contact}说态度和速度都不错，希望把维修电话直接给班长。"),
        ],
        [
            new(Chat, Inbound, "purchaser", "needs_quote", 4, 0, "{part}补货",
                "{contact}发来照片和铭牌，要{part} 4 件，问有没有现货。"),
            new(Email, Outbound, "purchaser", "informed", 0, 1, "{part}报价",
                "现货 4 件，当天可发，超过 10 件打九五折。请确认收货地址和开票信息。"),
            new(Call, Inbound, "purchaser", "ordered", 5, 2, "{part}下单",
                "{contact}按 10 件下单，分两批到货，货到 30 天付款。"),
            new(Sms, Outbound, "purchaser", "informed", 0, 2, "发货通知",
                "{part}第一批 5 件已发出，预计后天到，请注意验货。"),
        ],
        [
            new(Call, Outbound, "decision_maker", "interested", 16, 0, "续签年度框架协议",
                "{contact}满意去年的服务，想把空压、泵和机床备件合成一个框架，价格按量分档。"),
            new(Meeting, Outbound, "purchaser", "needs_follow_up", 95, 7, "框架协议讨论",
                "对了去年用量：备件 37 个品种，合计约 {amount} 万元。{contact}要求常用件寄售，缺货赔付。我们要算库存占用。"),
            new(Email, Outbound, "purchaser", "informed", 0, 5, "框架协议草案",
                "草案：三档折扣，12 个常用件寄售，其余 48 小时到货；价格锁一年，钢材涨跌超 10% 再议。"),
            new(Call, Outbound, "finance", "agreed", 12, 6, "确认月结与对账日",
                "和{contact}定下每月 25 日对账、次月 15 日付款，对账单走邮件。"),
            new(Meeting, Inbound, "decision_maker", "ordered", 60, 7, "框架协议签字",
                "双方签字，年度预计 {amount} 万元。{contact}提出每季度开一次服务评审会。"),
        ],
        [
            new(Call, Outbound, "finance", "informed", 9, 0, "催收到期货款",
                "{contact}说发票已入账，付款卡在审批，预计 {days} 天内付。请我们补一份验收单复印件。"),
            new(Email, Outbound, "finance", "informed", 0, 1, "补寄验收单与对账单",
                "附件：验收单、对账单、发票清单，余款 {amount} 万元。请{contact}核对后盖章回传。"),
            new(Call, Outbound, "finance", "needs_follow_up", 6, 12, "再次确认付款",
                "{contact}说总部资金计划推到下旬，会优先安排我们。记下日期，到期再打。"),
            new(Chat, Inbound, "finance", "solved", 3, 11, "货款已付",
                "{contact}发来付款回单，已请财务查收，谢谢对方帮忙催流程。"),
        ],
        [
            new(Call, Inbound, "user", "agreed", 7, 0, "申请操作复训",
                "{contact}说来了一批新工人，报警代码看不懂，想让我们再培训一次，最好是夜班前。"),
            new(Meeting, Outbound, "user", "solved", 150, 8, "{product}操作复训",
                "{engineer}讲了开停机、报警代码和{part}日常点检，新工人 9 名都上机操作了。发了塑封操作卡。"),
            new(Email, Outbound, "influencer", "informed", 0, 2, "培训签到与考核结果",
                "附签到表、考卷和平均分 91。建议{contact}把点检表并入班组交接本。"),
        ],
        [
            new(Meeting, Outbound, "decision_maker", "informed", 100, 0, "季度服务评审会",
                "到场平均 3.6 小时，备件满足率 96%。{contact}肯定进步，提出把远程监测装上，少跑现场。"),
            new(Email, Outbound, "influencer", "needs_quote", 0, 5, "远程监测方案",
                "每台加装边缘网关和两只传感器，数据存在厂内，按月出健康报告。{contact}要求先试两台。"),
            new(Visit, Outbound, "technician", "solved", 200, 14, "远程监测试装",
                "{engineer}装好两台，曲线当天就看出一处松动。{contact}拍了照片在车间群里表扬。"),
            new(Call, Outbound, "influencer", "interested", 13, 20, "试用效果回访",
                "试用一个月提前发现两次异常。{contact}准备写报告，申请给其余设备都装上。"),
        ],
        [
            new(Call, Outbound, "decision_maker", "agreed", 5, 0, "邀请参加工博会",
                "邀请{contact}来展台，有{product}新款现场演示。对方说带两位同事一起来。"),
            new(Meeting, Inbound, "decision_maker", "interested", 45, 12, "展台接待",
                "{contact}看了新款{product}演示，对能耗数据感兴趣，要一份和现有设备的对比。"),
            new(Email, Outbound, "influencer", "informed", 0, 3, "新旧设备能耗对比",
                "按现场电价测算，{quantity}一年省电约 11 万元，两年半收回差价。请{contact}核对运行小时数。"),
            new(Note, null, null, null, 0, 3, "客情记录",
                "下半年有二期厂房计划，设备预算约 {amount} 万元。逢年过节由经理出面走访，不收礼品，送技术资料最合适。"),
        ],
        [
            new(Visit, Outbound, "decision_maker", "informed", 60, 0, "高层走访",
                "登门拜访{contact}，谈了行业形势和明年排产。对方希望我们在当地设备件库，缩短等待。"),
            new(Note, null, null, null, 0, 2, "内部讨论备件库",
                "测算当地客户年用量够一个小库，建议先和物流公司合作寄存 20 种常用件，三个月后评估。"),
            new(Chat, Outbound, "influencer", "agreed", 6, 9, "告知寄存备件安排",
                "告诉{contact}首批寄存件下周到仓，急用时两小时送到。对方很高兴，说会在群里通知各班。"),
        ],
    ];

    /// <summary>Small dealings with a person.</summary>
    public static readonly IReadOnlyList<DemoStep[]> Private =
    [
        [
            new(Chat, Inbound, null, "needs_quote", 3, 0, "微信询价{part}",
                "{contact}发语音问{part}多少钱，要两件，最好明天能到。"),
            new(Chat, Outbound, null, "ordered", 4, 1, "{part}成交",
                "老客户价，包邮，微信转账已收。叮嘱装之前断电，擦净安装面。"),
            new(Call, Outbound, null, "solved", 5, 6, "使用回访",
                "{contact}说已经装上，运转正常，下次还找我们。"),
        ],
        [
            new(Call, Inbound, null, "interested", 10, 0, "想换{product}",
                "{contact}说老机器修不起了，想换一台{product}，问能不能分期。"),
            new(Visit, Inbound, null, "needs_quote", 50, 5, "来店看样机",
                "{contact}来展厅试机，觉得价格有点高，看了库存样机。算了分期：首付三成，余款 12 个月。"),
            new(Call, Outbound, null, "ordered", 8, 7, "定下{product}",
                "{contact}考虑好了，要一台，先付定金一万。送货那天要避开早市。"),
            new(Visit, Outbound, null, "solved", 140, 12, "送货安装",
                "{engineer}送货上门装好，教了开机顺序和日常保养。{contact}留我们吃了碗面。"),
        ],
        [
            new(Call, Inbound, null, "needs_follow_up", 6, 0, "开机报警求助",
                "{contact}早上一开机就报警，电话里请对方断电查接线，发现接头松了，先插紧再看。"),
            new(Chat, Inbound, null, "solved", 3, 1, "故障已排除",
                "{contact}发来视频，插紧后正常。提醒每月紧固一次，顺便寄了两只备用接头。"),
        ],
        [
            new(Chat, Outbound, null, "informed", 2, 0, "换季保养提醒",
                "提醒{contact}换季检查{part}和接线，发了保养图解。"),
            new(Chat, Inbound, null, "ordered", 5, 4, "预约上门保养",
                "{contact}约周末前上门，顺带换{part}，费用照旧。"),
            new(Visit, Outbound, null, "solved", 70, 5, "上门保养",
                "{engineer}换了{part}，加注润滑，试机正常。{contact}又介绍了隔壁一家。"),
        ],
        [
            new(Call, Inbound, null, "interested", 8, 0, "介绍同行客户",
                "{contact}说有个同行要买{product}，把名片推给我们了，成交后想在下次配件里优惠一点。"),
            new(Chat, Outbound, null, "informed", 3, 9, "转介绍进展",
                "告诉{contact}同行已经看过样机，还在比较。先谢谢牵线，下单时{part}按九折算。"),
            new(Sms, Outbound, null, "informed", 0, 14, "节日问候",
                "祝{contact}生意兴隆，附假期值班电话，急件可以直接打。"),
        ],
        [
            new(Chat, Outbound, null, "informed", 4, 0, "对账与开票",
                "把上季度明细发给{contact}核对，共三笔，问票开个人还是门市抬头。"),
            new(Chat, Inbound, null, "agreed", 3, 3, "对账无误",
                "{contact}回复金额没问题，普票就行，月底前转账。"),
            new(Visit, Outbound, null, "needs_follow_up", 40, 12, "顺路拜访",
                "路过去坐了坐，{contact}说明年想再添一台{product}，让我们有活动时提前说。"),
        ],
    ];

    /// <summary>A person asks for the first time.</summary>
    public static readonly DemoStep[] PrivateInquiry =
    [
        new(Chat, Inbound, null, "interested", 4, 0, "咨询{product}",
            "{contact}加微信问{product}的价格和质保，说是朋友介绍的，还在比较。"),
        new(Chat, Outbound, null, "informed", 3, 2, "发送{product}资料",
            "发了样本、参考价和安装视频，请{contact}拍一下现场的电源和空间。"),
        new(Call, Outbound, null, "needs_follow_up", 6, 8, "电话回访",
            "{contact}还在凑预算，下个月再定。答应有库存样机时先通知。"),
    ];

    /// <summary>A person buys elsewhere.</summary>
    public static readonly DemoStep[] PrivateLost =
    [
        new(Call, Outbound, null, "needs_follow_up", 7, 0, "跟进{product}意向",
            "{contact}嫌价格高，说网上有便宜一半的。解释了质保和上门服务。"),
        new(Chat, Inbound, null, "refused", 2, 9, "已在别家购买",
            "{contact}发消息说买了别家的，请不要再打电话。已记下。"),
    ];
}
