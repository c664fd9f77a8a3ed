using Crm.Application.Activities;
using Crm.Application.Care;
using Crm.Application.Competitors;
using Crm.Application.Simple;
using Crm.Domain.Activities;
using Crm.Domain.Care;
using Crm.Domain.Competitors;

namespace Crm.Application;

/// <summary>The records that are simple: a line here and a descriptor give them tables, addresses, rights, lists, imports and pages.</summary>
public static class SimpleEntities
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SimpleEntity> All { get; } =
    [
        SimpleEntity.Of<Competitor>(new CompetitorDescriptor()),
        SimpleEntity.Of<ServicePlan>(new ServicePlanDescriptor()),
        SimpleEntity.Of<Gift>(new GiftDescriptor()),
        SimpleEntity.Of<Festival>(new FestivalDescriptor()),
    ];
}
