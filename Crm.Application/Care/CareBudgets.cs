using System.Text.Json.Serialization;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Care;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>What was spent of a budget.</summary>
/// <param name="Id">Of a team: its id.</param>
/// <param name="Name">Of a team: its name.</param>
/// <param name="Budget">The budget of the year; null without limit.</param>
/// <param name="Spent">What was approved, ordered or delivered.</param>
/// <param name="Proposed">What waits for approval besides.</param>
public sealed record CareSpending(
    Guid? Id,
    string? Name,
    [property: JsonConverter(typeof(AmountConverter))] decimal? Budget,
    [property: JsonConverter(typeof(AmountConverter))] decimal Spent,
    [property: JsonConverter(typeof(AmountConverter))] decimal Proposed)
{
    /// <summary>What is left; null without limit.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Left => Budget - Spent;
}

/// <summary>What gifts cost in a year.</summary>
/// <param name="Year">The year in which the occasions fall.</param>
/// <param name="House">The whole house, for whoever sees all of it; else null.</param>
/// <param name="Teams">Teams in sight, by name.</param>
/// <param name="InSight">Customers in sight.</param>
public sealed record CareBudgetView(int Year, CareSpending? House, IReadOnlyList<CareSpending> Teams, CareSpending InSight);

/// <summary>What gifts cost in a year, and what is left.</summary>
/// <param name="Year">The year; this one when nothing is said.</param>
[RequirePermission(Permissions.CareRead)]
public sealed record GetCareBudget(int? Year) : IRequest<CareBudgetView>;

/// <summary>Adds up what gifts cost. Everything that was approved counts, whoever may see it.</summary>
internal sealed class CareBudgets(ICrmDb db, ServicePlanBook plans)
{
    /// <summary>The service plans of these customers.</summary>
    public async Task<IReadOnlyDictionary<Guid, ServicePlan>> PlansOfAsync(IReadOnlyCollection<Guid> customers, CancellationToken cancellationToken)
    {
        var all = await plans.PlansAsync(cancellationToken);
        return await all.OfAsync(db.Customers.IgnoreQueryFilters([QueryFilters.Sight]).Where(c => customers.Contains(c.Id)), cancellationToken); // whose plan is asked for has been seen already
    }

    /// <summary>What gifts of a year cost these customers, by customer.</summary>
    public Task<Dictionary<Guid, decimal>> SpentAsync(IReadOnlyCollection<Guid> customers, int year, CancellationToken cancellationToken) =>
        Counting(year).Where(p => customers.Contains(p.CustomerId)).GroupBy(p => p.CustomerId).Select(g => new { g.Key, Sum = g.Sum(p => p.Cost) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancellationToken);

    /// <summary>What gifts of a year cost this person.</summary>
    public Task<decimal> SpentOnContactAsync(Guid contactId, int year, CancellationToken cancellationToken) => Counting(year).Where(p => p.ContactId == contactId).SumAsync(p => p.Cost, cancellationToken);

    /// <summary>What all gifts of a year cost.</summary>
    public Task<decimal> SpentByHouseAsync(int year, CancellationToken cancellationToken) => Counting(year).SumAsync(p => p.Cost, cancellationToken);

    /// <summary>What the gifts of these owners' customers cost in a year.</summary>
    public Task<decimal> SpentByOwnersAsync(IReadOnlyCollection<Guid> owners, int year, CancellationToken cancellationToken)
    {
        var theirs = db.Customers.IgnoreQueryFilters().Where(c => c.OwnerId != null && owners.Contains(c.OwnerId.Value)); // as below
        return Counting(year).Where(p => theirs.Any(c => c.Id == p.CustomerId)).SumAsync(p => p.Cost, cancellationToken);
    }

    /// <summary>The proposals of a year whose cost counts.</summary>
    private IQueryable<CareProposal> Counting(int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return db.CareProposals
            .IgnoreQueryFilters([QueryFilters.Sight, QueryFilters.Bin]) // money that is spent is spent, also on customers of others and on those in the bin
            .Where(p => p.OccasionOn >= first && p.OccasionOn <= last && (p.Status == CareStatus.Approved || p.Status == CareStatus.Sent || p.Status == CareStatus.Delivered));
    }
}

internal sealed class GetCareBudgetHandler(ICrmDb db, CareBudgets budgets, ICurrentUser user, IUserDirectory users, TimeProvider clock) : IRequestHandler<GetCareBudget, CareBudgetView>
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    public async Task<CareBudgetView> Handle(GetCareBudget request, CancellationToken cancellationToken)
    {
        var year = request.Year ?? clock.GetUtcNow().Year;
        if (year is < FirstYear or > LastYear) throw new InvalidException(FieldError.OutOfRange("year", FirstYear, LastYear), unreadable: true);
        var (settings, _) = await db.CareInForceAsync(cancellationToken);
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var rows = await db.CareProposals.Where(p => p.OccasionOn >= first && p.OccasionOn <= last && p.Cost > 0 && p.Status != CareStatus.Skipped && p.Status != CareStatus.Cancelled)
            .GroupBy(p => new { p.Customer!.OwnerId, Waiting = p.Status == CareStatus.Proposed }).Select(g => new { g.Key.OwnerId, g.Key.Waiting, Sum = g.Sum(p => p.Cost) }).ToListAsync(cancellationToken);

        var teams = new List<CareSpending>();
        foreach (var team in await db.Teams.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken))
        {
            var members = await users.TeamAsync(team.Id, cancellationToken);
            if (user.OwnersInSight is { } owners && !members.Any(owners.Contains)) continue;
            var own = rows.Where(r => r.OwnerId is { } id && members.Contains(id)).ToList();
            teams.Add(new CareSpending(team.Id, team.Name, settings.TeamBudget, await budgets.SpentByOwnersAsync(members, year, cancellationToken), own.Where(r => r.Waiting).Sum(r => r.Sum)));
        }

        var waiting = rows.Where(r => r.Waiting).Sum(r => r.Sum);
        var house = user.OwnersInSight is null ? new CareSpending(null, null, settings.HouseBudget, await budgets.SpentByHouseAsync(year, cancellationToken), waiting) : null;
        return new CareBudgetView(year, house, teams, new CareSpending(null, null, null, rows.Where(r => !r.Waiting).Sum(r => r.Sum), waiting));
    }
}
