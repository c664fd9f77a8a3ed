using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Analytics;
using Crm.Domain.Common;
using Crm.Domain.KeyAccounts;
using Crm.Domain.Orders;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.KeyAccounts;

/// <summary>What the programme does: its customers against comparable ones outside of it.</summary>
/// <param name="AsOf">The end of the year that is looked at; today when nothing is said.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record MeasureKeyAccounts(DateOnly? AsOf) : IRequest<KeyAccountMeasure>;

/// <summary>
/// The customers of the programme against comparable ones outside of it, in sight of whoever asks. In the programme is who has been for at least half of the twelve months up to the
/// day and is not closed. Each is paired with the nearest customer outside by the revenue of the twelve months before (nearest-neighbour matching without replacement, Rubin 1973), of
/// the same tier or else the same value class, and at most twice or half as large; whoever finds none is left out and counted. Tier and value class are those of today.
/// </summary>
public sealed record KeyAccountMeasure
{
    /// <summary>The day up to which the year goes.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>The first day of the year that is looked at; the year before ends on the day before.</summary>
    public DateOnly From { get; init; }

    /// <summary>Customers in the programme.</summary>
    public int InProgramme { get; init; }

    /// <summary>Those of them who found a comparable customer.</summary>
    public int Matched { get; init; }

    /// <summary>Customers outside of it who bought in the year before.</summary>
    public int Outside { get; init; }

    /// <summary>Growth of revenue without returns of each customer: (after - before) / ((after + before) / 2), between -2 and 2, which also holds for whoever stopped buying (Davis, Haltiwanger and Schuh, Job Creation and Destruction, 1996).</summary>
    public required MeasuredDifference Growth { get; init; }

    /// <summary>Share of each customer's visits that took place on their day (one at an agreed moment within a day of it), of those due in the year; customers without visits are left out.</summary>
    public required MeasuredDifference VisitsOnTime { get; init; }

    /// <summary>Revenue of both groups.</summary>
    public required MeasuredRevenue Revenue { get; init; }

    /// <summary>The pairs, the largest first; at most 50.</summary>
    public IReadOnlyList<MeasuredPair> Pairs { get; init; } = [];
}

/// <summary>A mean in both groups, and their difference with an interval of 95 % (Welch 1947); the interval is left out where there are too few to say.</summary>
/// <param name="InProgramme">Mean of the customers in the programme; null when there are none.</param>
/// <param name="Customers">How many those are.</param>
/// <param name="Outside">Mean of the comparable ones; null when there are none.</param>
/// <param name="Comparable">How many those are.</param>
/// <param name="Difference">The first less the second.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record MeasuredDifference(double? InProgramme, int Customers, double? Outside, int Comparable, double? Difference, double? Low, double? High);

/// <summary>Revenue without returns of both groups, in the base currency.</summary>
/// <param name="InProgrammeBefore">Those in the programme, in the year before.</param>
/// <param name="InProgramme">Those in the programme.</param>
/// <param name="OutsideBefore">The comparable ones, in the year before.</param>
/// <param name="Outside">The comparable ones.</param>
public sealed record MeasuredRevenue(Money InProgrammeBefore, Money InProgramme, Money OutsideBefore, Money Outside);

/// <summary>A customer of the programme and the one he is compared with.</summary>
/// <param name="CustomerId">The customer of the programme.</param>
/// <param name="Name">His name.</param>
/// <param name="OtherId">The comparable one.</param>
/// <param name="OtherName">His name.</param>
/// <param name="Growth">Growth of the first.</param>
/// <param name="OtherGrowth">Growth of the second.</param>
public sealed record MeasuredPair(Guid CustomerId, string Name, Guid OtherId, string OtherName, double Growth, double OtherGrowth);

internal sealed class MeasureKeyAccountsHandler(ICrmDb db, TradeBook trade) : IRequestHandler<MeasureKeyAccounts, KeyAccountMeasure>
{
    private const double MostRatio = 2;
    private const int MostPairs = 50;

    public async Task<KeyAccountMeasure> Handle(MeasureKeyAccounts request, CancellationToken cancellationToken)
    {
        var asOf = request.AsOf ?? trade.Today;
        if (asOf.Year is < 3 or > 9000) throw new InvalidException(FieldError.InQuery("asOf", "invalid_value"), unreadable: true);
        var from = asOf.AddMonths(-CustomerTrade.Months).AddDays(1);
        var (before, half) = (from.AddMonths(-CustomerTrade.Months), asOf.AddMonths(-CustomerTrade.Months / 2));
        var (now, then) = (await RevenueAsync(from, asOf, cancellationToken), await RevenueAsync(before, from.AddDays(-1), cancellationToken));
        var treated = (await db.KeyAccountPlans.Where(p => p.Status != KeyAccountStatus.Closed && p.StartedOn <= half && p.Customer!.DeletedAt == null).Select(p => p.CustomerId).ToListAsync(cancellationToken)).ToHashSet();
        var everIn = (await db.KeyAccountPlans.IgnoreQueryFilters().Select(p => p.CustomerId).ToListAsync(cancellationToken)).ToHashSet(); // who was ever in it, whoever may see him, is no comparison
        var bought = then.Where(t => t.Value > 0).Select(t => t.Key).ToHashSet();
        var facts = await db.Customers.AsNoTracking().Where(c => c.Trade != null && c.Trade.LastOrderOn != null)
            .Select(c => new { c.Id, c.Name, c.Tier, ValueClass = c.Trade!.ValueClass }).ToDictionaryAsync(c => c.Id, cancellationToken);

        Comparable Of(Guid id) => new(id, [$"tier {facts[id].Tier}", $"class {facts[id].ValueClass}"], (double)then[id]);
        var candidates = facts.Keys.Where(id => bought.Contains(id) && !everIn.Contains(id)).ToList();
        var pairs = NearestNeighbour.Match(treated.Where(id => bought.Contains(id) && facts.ContainsKey(id)).Select(Of), candidates.Select(Of), MostRatio);
        double GrowthOf(Guid id) => now.GetValueOrDefault(id) is var after && Math.Max(after, 0) + then[id] is > 0 and var both ? (double)((Math.Max(after, 0) - then[id]) / (both / 2)) : 0;
        Money Sum(IEnumerable<Guid> ids, IReadOnlyDictionary<Guid, decimal> of) => new(ids.Sum(id => of.GetValueOrDefault(id)), Money.Base);

        var (ours, others) = (pairs.Select(p => p.Treated).ToList(), pairs.Select(p => p.Other).ToList());
        var visits = await VisitsAsync([.. ours, .. others], from, asOf, cancellationToken);
        List<double> Kept(IEnumerable<Guid> ids) => [.. ids.Where(visits.ContainsKey).Select(id => visits[id])];
        return new KeyAccountMeasure
        {
            AsOf = asOf,
            From = from,
            InProgramme = treated.Count,
            Matched = pairs.Count,
            Outside = candidates.Count,
            Growth = Compare(ours.ConvertAll(GrowthOf), others.ConvertAll(GrowthOf)),
            VisitsOnTime = Compare(Kept(ours), Kept(others)),
            Revenue = new MeasuredRevenue(Sum(ours, then), Sum(ours, now), Sum(others, then), Sum(others, now)),
            Pairs = [.. pairs.Take(MostPairs).Select(p => new MeasuredPair(p.Treated, facts[p.Treated].Name, p.Other, facts[p.Other].Name, Round(GrowthOf(p.Treated)), Round(GrowthOf(p.Other))))],
        };
    }

    private static MeasuredDifference Compare(List<double> ours, List<double> others)
    {
        double? one = ours.Count > 0 ? Round(ours.Average()) : null, two = others.Count > 0 ? Round(others.Average()) : null;
        var welch = WelchDifference.Of(ours, others);
        return new MeasuredDifference(one, ours.Count, two, others.Count, one is null || two is null ? null : Round(ours.Average() - others.Average()), welch is null ? null : Round(welch.Low), welch is null ? null : Round(welch.High));
    }

    private static double Round(double value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    /// <summary>Revenue less returns of each customer in sight in these days.</summary>
    private async Task<Dictionary<Guid, decimal>> RevenueAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var sold = await db.Orders.IgnoreQueryFilters() // facts of a customer in sight, as the figures are
            .Where(o => o.DeletedAt == null && o.CustomerId != null && o.Goods > 0 && TradeBook.Counted.Contains(o.Status) && o.OrderedOn >= from && o.OrderedOn <= to)
            .GroupBy(o => o.CustomerId!.Value).Select(g => new { Id = g.Key, Revenue = g.Sum(o => o.Revenue) }).ToDictionaryAsync(g => g.Id, g => g.Revenue, cancellationToken);
        var back = await db.SalesReturns.IgnoreQueryFilters() // as above
            .Where(r => r.DeletedAt == null && r.CustomerId != null && r.ReturnedOn >= from && r.ReturnedOn <= to)
            .GroupBy(r => r.CustomerId!.Value).Select(g => new { Id = g.Key, Revenue = g.Sum(r => r.Revenue) }).ToListAsync(cancellationToken);
        foreach (var one in back) sold[one.Id] = sold.GetValueOrDefault(one.Id) - one.Revenue;
        var inSight = await db.Customers.Where(c => c.Trade != null).Select(c => c.Id).ToListAsync(cancellationToken);
        return inSight.Where(sold.ContainsKey).ToDictionary(id => id, id => sold[id]);
    }

    /// <summary>Of each customer who was to be visited the share of visits that took place in time.</summary>
    private async Task<Dictionary<Guid, double>> VisitsAsync(List<Guid> ids, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var zone = User.HouseZone;
        var (begin, end) = (LocalDay.Start(from, zone), LocalDay.Start(to.AddDays(1), zone));
        var visits = await db.FollowUps.AsNoTracking()
            .Where(f => f.CustomerId != null && ids.Contains(f.CustomerId.Value) && f.Channel == InteractionChannel.Visit && f.Status != FollowUpStatus.Cancelled && f.Due >= begin && f.Due < end)
            .GroupBy(f => f.CustomerId!.Value)
            .Select(g => new { Id = g.Key, All = g.Count(), Kept = g.Sum(f => f.Status == FollowUpStatus.Done && (f.DueAt == null ? f.CompletedAt <= f.Due : f.CompletedAt <= f.Due.AddDays(1)) ? 1 : 0) })
            .ToListAsync(cancellationToken);
        return visits.ToDictionary(v => v.Id, v => (double)v.Kept / v.All);
    }
}
