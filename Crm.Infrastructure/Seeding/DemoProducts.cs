namespace Crm.Infrastructure.Seeding;

/// <summary>What we sell: the machine and the part of it that wears.</summary>
internal sealed record DemoProduct(DemoLine Line, string Name, string Unit, decimal Price, string Part);

/// <summary>What we sell, the usual machine of each line first. Prices in ten thousand yuan.</summary>
internal static class DemoProducts
{
    public static readonly IReadOnlyDictionary<DemoLine, string> LineNames = new Dictionary<DemoLine, string>
    {
        [DemoLine.MachineTools] = "机床",
        [DemoLine.Pumps] = "水泵",
        [DemoLine.Compressors] = "空压机",
        [DemoLine.Automation] = "自动化",
    };

    public static readonly IReadOnlyList<DemoProduct> All =
    [
        new(DemoLine.MachineTools, "VMC-855 立式加工中心", "台", 38.6m, "主轴轴承"),
        new(DemoLine.MachineTools, "CK-6150 数控车床", "台", 19.8m, "刀塔油缸"),
        new(DemoLine.MachineTools, "HMC-630 卧式加工中心", "台", 126m, "刀库机械手"),
        new(DemoLine.MachineTools, "GX-320 数控外圆磨床", "台", 64.5m, "砂轮主轴皮带"),
        new(DemoLine.Pumps, "DL-150 多级离心泵", "台", 6.8m, "叶轮"),
        new(DemoLine.Pumps, "CZ-80 化工流程泵", "台", 4.2m, "机械密封"),
        new(DemoLine.Pumps, "QJ-200 深井潜水泵", "台", 2.6m, "水润滑轴承"),
        new(DemoLine.Pumps, "GM-500 隔膜计量泵", "台", 3.4m, "隔膜片"),
        new(DemoLine.Compressors, "LG-75 永磁变频螺杆空压机", "台", 9.8m, "油气分离芯"),
        new(DemoLine.Compressors, "WY-55 无油涡旋空压机", "台", 16.5m, "涡旋盘维修包"),
        new(DemoLine.Compressors, "GZ-30 冷冻式干燥机", "台", 2.9m, "精密滤芯"),
        new(DemoLine.Compressors, "LX-250 离心空压机", "台", 148m, "进气过滤器"),
        new(DemoLine.Automation, "SV-400 伺服驱动系统", "套", 1.9m, "编码器线缆"),
        new(DemoLine.Automation, "PK-1200 PLC 控制柜", "套", 5.6m, "中间继电器"),
        new(DemoLine.Automation, "RB-12 六轴上下料单元", "套", 24.8m, "谐波减速机"),
        new(DemoLine.Automation, "EG-8 边缘采集网关", "套", 0.86m, "振动传感器"),
    ];

    /// <summary>Those of a line, the usual machine first.</summary>
    public static List<DemoProduct> OfLine(DemoLine line) => [.. All.Where(p => p.Line == line)];
}
