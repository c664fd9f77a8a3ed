using Crm.Domain.Activities;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Seeding;

/// <summary>The service plans that a company begins with, one for each tier: whoever is worth more hears from us more often, and nobody hears nothing. Administrators change them later.</summary>
internal static class DefaultServicePlans
{
    private static readonly Plan[] Plans =
    [
        new("VIP 服务", "VIP service", "vip", Every: 14, Grace: 5, Lead: 3, InteractionChannel.Visit, Hours: 2, Discount: 15, Gifts: 3000, Dedicated: true),
        new("金牌服务", "Gold service", "gold", Every: 30, Grace: 7, Lead: 7, InteractionChannel.Visit, Hours: 4, Discount: 10, Gifts: 1000, Dedicated: false),
        new("银牌服务", "Silver service", "silver", Every: 60, Grace: 14, Lead: 14, InteractionChannel.Call, Hours: 8, Discount: 5, Gifts: 300, Dedicated: false),
        new("普通服务", "Standard service", null, Every: 90, Grace: 30, Lead: 21, InteractionChannel.Call, Hours: 24, Discount: null, Gifts: null, Dedicated: false), // also for whom no rule has looked at yet: nobody has said what they may get
    ];

    /// <summary>Puts them into the database; the next save keeps them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="now">The moment.</param>
    /// <param name="questionnaireId">What those are asked on each follow-up who are visited; null when nothing is.</param>
    public static void AddTo(CrmDbContext db, DateTimeOffset now, Guid? questionnaireId)
    {
        foreach (var plan in Plans)
        {
            var entry = db.Add(new ServicePlan(Guid.CreateVersion7(now)));
            (string Name, object? Value)[] values =
            [
                (nameof(ServicePlan.Name), plan.Zh), (nameof(ServicePlan.NameEn), plan.En), (nameof(ServicePlan.Tier), plan.Tier), (nameof(ServicePlan.CadenceDays), plan.Every),
                (nameof(ServicePlan.GraceDays), plan.Grace), (nameof(ServicePlan.LeadDays), plan.Lead), (nameof(ServicePlan.Channel), plan.Channel), (nameof(ServicePlan.ResponseHours), plan.Hours),
                (nameof(ServicePlan.DiscountCeiling), plan.Discount), (nameof(ServicePlan.GiftBudget), plan.Gifts), (nameof(ServicePlan.Dedicated), plan.Dedicated),
                (nameof(ServicePlan.QuestionnaireId), plan.Channel == InteractionChannel.Visit ? questionnaireId : null),
            ];
            foreach (var (name, value) in values) entry.Property(name).CurrentValue = value;
        }
    }

    private sealed record Plan(string Zh, string En, string? Tier, int Every, int Grace, int Lead, InteractionChannel Channel, int Hours, decimal? Discount, decimal? Gifts, bool Dedicated);
}
