using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Segments;
using Crm.Domain.Activities;
using Crm.Domain.Customers;
using Crm.Domain.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>Knows the service plans of the company and whom each is for.</summary>
internal sealed class ServicePlanBook(ICrmDb db, SegmentFilters segments)
{
    /// <summary>
    /// The plans in the order in which they win: first those that name most of a customer (segment, stage, tier), among equals the smaller rank, then the older.
    /// A plan for a segment that cannot be asked any more is nobody's.
    /// </summary>
    public async Task<ServicePlans> PlansAsync(CancellationToken cancellationToken) => await AskableAsync(await db.ServicePlans.AsNoTracking().ToListAsync(cancellationToken), cancellationToken);

    /// <summary>The plans that a customer's tier and stage leave him; his segments remain to be asked.</summary>
    public IQueryable<ServicePlan> Left(string? tier, StageOfLife stage) => db.ServicePlans.Where(p => (p.Tier == null || p.Tier == tier) && (p.Stage == null || p.Stage == stage));

    /// <summary>The plan of a customer among those of <see cref="Left"/>; null when none is his.</summary>
    public async Task<ServicePlan?> OfAsync(Guid customerId, IReadOnlyList<ServicePlan> left, CancellationToken cancellationToken)
    {
        if (left.All(p => p.SegmentId is null)) return InOrder(left).FirstOrDefault();
        var found = await (await AskableAsync(left, cancellationToken)).OfAsync(db.Customers.Where(c => c.Id == customerId), cancellationToken);
        return found.GetValueOrDefault(customerId);
    }

    private async Task<ServicePlans> AskableAsync(IReadOnlyList<ServicePlan> plans, CancellationToken cancellationToken)
    {
        var named = await segments.OfAsync([.. plans.Select(p => p.SegmentId).OfType<Guid>().Distinct()], cancellationToken);
        return new ServicePlans([.. InOrder(plans)
            .Where(p => p.SegmentId is not { } id || named.ContainsKey(id))
            .Select(p => (p, ConditionOf(p, p.SegmentId is { } id ? named[id] : null)))]);
    }

    private static IEnumerable<ServicePlan> InOrder(IReadOnlyList<ServicePlan> plans) => plans.OrderByDescending(p => p.Specificity()).ThenBy(p => p.Rank ?? int.MaxValue).ThenBy(p => p.Id);

    private static Expression<Func<Customer, bool>> ConditionOf(ServicePlan plan, SegmentCondition? segment)
    {
        var (tier, stage) = (plan.Tier, plan.Stage);
        Expression<Func<Customer, bool>> ofTier = c => tier == null || c.Tier == tier;
        Expression<Func<Customer, bool>> ofStage = c => (c.Trade == null ? StageOfLife.Prospect : c.Trade.Stage) == stage;
        var (customer, holds) = (ofTier.Parameters[0], ofTier.Body);
        if (stage is not null) holds = Expression.AndAlso(holds, FilterExpressions.Replace(ofStage, customer));
        if (segment is not null) holds = Expression.AndAlso(holds, FilterExpressions.Replace(segment.Plain, customer));
        return Expression.Lambda<Func<Customer, bool>>(holds, customer);
    }
}

/// <summary>The service plans of the company, the one that wins first.</summary>
internal sealed class ServicePlans(IReadOnlyList<(ServicePlan Plan, Expression<Func<Customer, bool>> IsFor)> plans)
{
    /// <summary>Whether there are none: then nothing is planned by itself.</summary>
    public bool IsEmpty => plans.Count == 0;

    /// <summary>The plan of each of these customers; whoever has none is missing. The database decides about all of them at once.</summary>
    public async Task<IReadOnlyDictionary<Guid, ServicePlan>> OfAsync(IQueryable<Customer> customers, CancellationToken cancellationToken)
    {
        if (IsEmpty) return new Dictionary<Guid, ServicePlan>();
        var customer = Expression.Parameter(typeof(Customer), "c");
        Expression place = Expression.Constant(plans.Count);
        for (var i = plans.Count - 1; i >= 0; i--) place = Expression.Condition(FilterExpressions.Replace(plans[i].IsFor, customer), Expression.Constant(i), place);
        var made = Expression.MemberInit(
            Expression.New(typeof(Placed)),
            Expression.Bind(typeof(Placed).GetProperty(nameof(Placed.Id))!, Expression.Property(customer, nameof(Customer.Id))),
            Expression.Bind(typeof(Placed).GetProperty(nameof(Placed.Place))!, place));
        var placed = await customers.Select(Expression.Lambda<Func<Customer, Placed>>(made, customer)).ToListAsync(cancellationToken);
        return placed.Where(p => p.Place < plans.Count).ToDictionary(p => p.Id, p => plans[p.Place].Plan);
    }

    private sealed class Placed
    {
        public Guid Id { get; init; }

        public int Place { get; init; }
    }
}
