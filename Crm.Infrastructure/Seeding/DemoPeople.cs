using Crm.Domain.Security;

namespace Crm.Infrastructure.Seeding;

/// <summary>The colleagues of the demonstration, besides the administrator who sets the system up.</summary>
public static class DemoPeople
{
    /// <summary>The team they all belong to.</summary>
    public const string TeamName = "工业设备销售部";

    /// <summary>The sales manager first, then those who sell.</summary>
    public static readonly IReadOnlyList<DemoPerson> All =
    [
        new("周明远", "zhou.mingyuan@demo.example.com", Role.SalesManager),
        new("王磊", "wang.lei@demo.example.com", Role.Sales),
        new("陈晓雯", "chen.xiaowen@demo.example.com", Role.Sales),
    ];
}

/// <summary>A colleague before he has an account.</summary>
public sealed record DemoPerson(string Name, string Email, Role Role);
