using static Crm.Domain.Activities.Direction;
using static Crm.Domain.Activities.InteractionChannel;

namespace Crm.Infrastructure.Seeding;

/// <summary>Stories that happen with one kind of machine only.</summary>
internal static partial class DemoStories
{
    public static readonly IReadOnlyDictionary<DemoLine, IReadOnlyList<DemoStep[]>> OfLine = new Dictionary<DemoLine, IReadOnlyList<DemoStep[]>>
    {
        [DemoLine.MachineTools] =
        [
            [
                new(Email, Inbound, "influencer", "interested", 0, 0, "新零件试切申请",
                    "{contact}发来图纸，材料 42CrMo，孔位公差 0.01，想在我们样机上试切三件。"),
                new(Meeting, Inbound, "technician", "agreed", 160, 7, "展厅试切",
                    "三件三坐标全检合格，节拍 6 分 40 秒，比现有工艺快 22%。{contact}把样件带回去做装配验证。"),
                new(Call, Outbound, "influencer", "informed", 9, 6, "试切结果回访",
                    "装配没有问题，{contact}准备把这道工序改到{product}上，正在写工艺变更。"),
                new(Email, Outbound, "influencer", "informed", 0, 4, "刀具与切削参数表",
                    "附刀具清单、切削参数和夹具图。刀具寿命按 180 件估算，建议首月每天记录。"),
            ],
            [
                new(Call, Inbound, "technician", "needs_follow_up", 13, 0, "加工尺寸漂移",
                    "{contact}说下午批次孔距超差 0.02，上午是好的。怀疑热变形，请他记录每小时主轴温度。"),
                new(Visit, Outbound, "technician", "solved", 200, 3, "激光干涉仪检测",
                    "{engineer}测得 X 轴热伸长 18 微米，做了补偿，并把开机预热改为 20 分钟。复测合格。"),
                new(Email, Outbound, "technician", "informed", 0, 2, "精度检测报告",
                    "附检测数据和补偿表。建议半年复测一次，车间温度控制在正负 3 度。"),
            ],
        ],
        [DemoLine.Pumps] =
        [
            [
                new(Call, Inbound, "user", "needs_follow_up", 9, 0, "{product}异响、流量下降",
                    "{contact}描述像砂石声，入口真空表读数偏大，初步判断汽蚀。请他先把转速降 10%。"),
                new(Visit, Outbound, "technician", "solved", 170, 2, "处理汽蚀",
                    "入口滤网堵了大半，液位也低。清洗并调高液位后噪声消失，{part}有轻微点蚀，还能用。"),
                new(Email, Outbound, "technician", "informed", 0, 2, "入口管路改造建议",
                    "建议入口管径放大一档、去掉一个弯头，汽蚀余量可多 1.2 米。附简图和报价 {amount} 万元供参考。"),
                new(Call, Outbound, "technician", "postponed", 7, 15, "管路改造意见",
                    "{contact}认可，但要等大修停车才能做，估计在下半年。"),
            ],
            [
                new(Visit, Outbound, "influencer", "interested", 140, 0, "泵组能效测试",
                    "测了 {quantity}{product}，效率比额定低 9 个点，一年多花电费约 14 万元。{contact}要我们出节能方案。"),
                new(Email, Outbound, "influencer", "informed", 0, 7, "泵组节能方案",
                    "更换高效叶轮加变频，投资 {amount} 万元，回收期 19 个月。也可以合同能源管理，零投入分享收益。"),
                new(Meeting, Outbound, "decision_maker", "interested", 70, 9, "节能方案汇报",
                    "{contact}倾向自己投资，要求把节电量写进合同，达不到就退差价。我们同意按实测结算。"),
            ],
        ],
        [DemoLine.Compressors] =
        [
            [
                new(Call, Inbound, "user", "needs_follow_up", 8, 0, "空压机高温跳机",
                    "中午气温 36 度，{product}排气温度 109 度跳机。请{contact}先开门通风，下午派人清洗冷却器。"),
                new(Visit, Outbound, "user", "solved", 150, 1, "清洗冷却器",
                    "冷却器积满棉絮粉尘，{engineer}清洗后排气温度降到 86 度。建议机房加排风，夏季每两周吹扫。"),
                new(Chat, Outbound, "technician", "agreed", 4, 10, "机房排风改造",
                    "{contact}说排风机已经装好，问{part}是不是也该换了。答复还有 400 小时，下月一起换。"),
            ],
            [
                new(Visit, Outbound, "technician", "interested", 190, 0, "压缩空气泄漏检测",
                    "用超声检漏仪查出漏点 47 处，约占总用气 21%。{contact}没想到这么多，要求分区挂牌整改。"),
                new(Email, Outbound, "technician", "informed", 0, 4, "泄漏检测报告",
                    "按漏点大小排序，先修前 15 处就能少开一台机。附照片和位置图，年节电约 9 万元。"),
                new(Call, Outbound, "influencer", "solved", 10, 25, "整改效果回访",
                    "{contact}说修了 32 处，晚班已经可以停一台。想把压力带也优化一下，问能不能做群控。"),
                new(Meeting, Outbound, "influencer", "needs_quote", 65, 10, "空压站群控方案",
                    "讲了群控逻辑和压力带收窄的收益。{contact}要报价，含 {quantity}接入和一块看板。"),
            ],
        ],
        [DemoLine.Automation] =
        [
            [
                new(Chat, Inbound, "technician", "needs_follow_up", 5, 0, "伺服报警 E-21",
                    "{contact}发来面板照片，报警是编码器通讯断。请他先换一根线试，并检查接地。"),
                new(Visit, Outbound, "technician", "solved", 120, 2, "排查编码器干扰",
                    "{engineer}发现编码器线和动力线走同一桥架，重新布线加磁环，连续跑 6 小时没有报警。"),
                new(Email, Outbound, "technician", "informed", 0, 2, "布线整改说明",
                    "附布线规范和整改前后照片，建议其余工位照此改。{part}常备两根。"),
            ],
            [
                new(Call, Inbound, "influencer", "interested", 20, 0, "上下料自动化改造",
                    "{contact}招工难，想把两台机床连成一个单元，问节拍和占地。请他发零件图和月产量。"),
                new(Visit, Outbound, "influencer", "needs_quote", 160, 5, "改造现场测绘",
                    "量了间距和门高，料仓放在过道一侧可行。节拍 48 秒可达到，安全光栅要重新布。"),
                new(Meeting, Outbound, "influencer", "agreed", 85, 10, "仿真演示",
                    "演示单元仿真，{contact}提出换型时间要在 15 分钟内，加快换夹爪即可，同意进入报价。"),
                new(Email, Outbound, "purchaser", "informed", 0, 5, "改造报价",
                    "{quantity}合计 {amount} 万元，分设计、到货、验收三期付款，交期 {days} 天。"),
            ],
        ],
    };
}
