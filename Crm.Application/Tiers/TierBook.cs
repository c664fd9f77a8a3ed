using System.Linq.Expressions;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Domain.Analytics;
using Crm.Domain.Customers;
using Crm.Domain.Orders;
using Crm.Domain.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tiers;

/// <summary>
/// Scores customers and moves them between tiers, all of them with a few commands: the database compares, and only those who move are looked at one by one.
/// The figures are those that module Orders keeps; no order is read.
/// </summary>
internal sealed class TierBook(ICrmDb db, TradeBook trade, ICurrentUser user, TimeProvider clock)
{
    /// <summary>Customers who are moved at once.</summary>
    public const int AtOnce = 1000;

    /// <summary>Customers whom rules may move: in use, and not placed by hand until later.</summary>
    public IQueryable<Customer> Free
    {
        get
        {
            var today = trade.Today;
            return db.Customers.Where(c => !c.TierIsManual || c.TierUntil < today);
        }
    }

    /// <summary>Gives everybody who has ordered his bands and his value class.</summary>
    public async Task<int> ScoreAsync(TierSchemeInput scheme, CancellationToken cancellationToken)
    {
        if (TierSchemes.EdgesOf(scheme) is not { } edges)
        {
            if (await QuantilesAsync(scheme, cancellationToken) is not { } found) return 0;
            edges = found;
        }

        var (today, bands, high, middle) = (trade.Today, edges.Bands, scheme.HighFrom, scheme.MiddleFrom);
        DateOnly[] days = [.. Enumerable.Range(0, RfmEdges.MaxBands - 1).Select(i => i < edges.Recency.Count ? DayOf(today, edges.Recency[i]) : DateOnly.MinValue)];
        int[] orders = [.. Enumerable.Range(0, RfmEdges.MaxBands - 1).Select(i => i < edges.Frequency.Count ? (int)Math.Min(decimal.Ceiling(edges.Frequency[i]), int.MaxValue) : int.MaxValue)];
        decimal[] amounts = [.. Enumerable.Range(0, RfmEdges.MaxBands - 1).Select(i => i < edges.Monetary.Count ? Up(edges.Monetary[i]) : Domain.Common.Money.Max)];
        var (d1, d2, d3, d4, o1, o2, o3, o4, a1, a2, a3, a4) = (days[0], days[1], days[2], days[3], orders[0], orders[1], orders[2], orders[3], amounts[0], amounts[1], amounts[2], amounts[3]);

        var lately = scheme.Window == TradeWindow.TwelveMonths;
        var traded = db.CustomerTrades.IgnoreQueryFilters().Where(t => t.LastOrderOn != null); // scores compare everybody, whoever may see him
        await db.CustomerTrades.IgnoreQueryFilters().Where(t => t.LastOrderOn == null && t.RecencyScore != null).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.RecencyScore, (int?)null).SetProperty(t => t.FrequencyScore, (int?)null).SetProperty(t => t.MonetaryScore, (int?)null).SetProperty(t => t.ValueClass, (ValueClass?)null),
            cancellationToken);
        var scores = traded.Select(t => new
        {
            Trade = t,
            Recency = bands - (t.LastOrderOn <= d1 ? 1 : 0) - (t.LastOrderOn <= d2 ? 1 : 0) - (t.LastOrderOn <= d3 ? 1 : 0) - (t.LastOrderOn <= d4 ? 1 : 0),
            Frequency = 1
                + ((lately ? t.OrdersLately : t.Orders) >= o1 ? 1 : 0) + ((lately ? t.OrdersLately : t.Orders) >= o2 ? 1 : 0)
                + ((lately ? t.OrdersLately : t.Orders) >= o3 ? 1 : 0) + ((lately ? t.OrdersLately : t.Orders) >= o4 ? 1 : 0),
            Monetary = 1
                + ((lately ? t.NetRevenueLately : t.NetRevenue) >= a1 ? 1 : 0) + ((lately ? t.NetRevenueLately : t.NetRevenue) >= a2 ? 1 : 0)
                + ((lately ? t.NetRevenueLately : t.NetRevenue) >= a3 ? 1 : 0) + ((lately ? t.NetRevenueLately : t.NetRevenue) >= a4 ? 1 : 0),
        });
        await scores.Where(s => s.Trade.RecencyScore != s.Recency || s.Trade.FrequencyScore != s.Frequency || s.Trade.MonetaryScore != s.Monetary).ExecuteUpdateAsync( // most stand where they stood
            set => set.SetProperty(s => s.Trade.RecencyScore, s => s.Recency).SetProperty(s => s.Trade.FrequencyScore, s => s.Frequency).SetProperty(s => s.Trade.MonetaryScore, s => s.Monetary),
            cancellationToken);
        await ClassifyAsync(ValueClass.High, high, int.MaxValue);
        await ClassifyAsync(ValueClass.Middle, middle, high);
        await ClassifyAsync(ValueClass.Low, 0, Math.Min(middle, high)); // a scheme may put the middle above the high, and has no middle then
        return await traded.CountAsync(cancellationToken);

        // One class after the other: a choice of classes within the statement would be written as numbers, where the column holds their names.
        Task<int> ClassifyAsync(ValueClass value, int from, int below) => traded
            .Where(t => t.RecencyScore + t.FrequencyScore + t.MonetaryScore >= from && t.RecencyScore + t.FrequencyScore + t.MonetaryScore < below && t.ValueClass != value) // as above
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.ValueClass, value), cancellationToken);
    }

    /// <summary>Moves the next customers whose tier is another than the rules say, in the order of their ids, or proposes their moves.</summary>
    /// <returns>How many those were, and the last of them; null when there are no more.</returns>
    public async Task<(int Moved, Guid? Last)> MoveNextAsync(TierSchemeInput scheme, TierDecision decision, Guid behind, CancellationToken cancellationToken)
    {
        var (today, now) = (trade.Today, clock.GetUtcNow());
        var next = await decision.Movers(Free.Where(c => c.Id > behind)).OrderBy(c => c.Id).Take(AtOnce).Select(FactsOf(decision)).AsNoTracking().ToListAsync(cancellationToken);
        if (next.Count == 0) return (0, null);

        if (scheme.Application == TierApplication.Review) await ProposeAsync(next, decision, scheme, today, now.UtcDateTime, cancellationToken);
        else
        {
            db.TierChanges.AddRange(next.Select(c => ChangeOf(c.Id, c.Tier, decision.RuleAt(c.Place), c.WasManual ? TierCause.Released : TierCause.Rule, InputsOf(c, scheme, today), now)));
            foreach (var group in next.GroupBy(c => decision.RuleAt(c.Place)?.Tier)) await PlaceAsync([.. group.Select(c => c.Id)], group.Key, today, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return (next.Count, next[^1].Id);
    }

    /// <summary>How many would move from each tier by each rule.</summary>
    public async Task<IReadOnlyList<(string? From, int Place, int Customers)>> MovesAsync(TierDecision decision, CancellationToken cancellationToken)
    {
        var moves = await decision.Movers(Free).Select(FactsOf(decision)).GroupBy(f => new { f.Tier, f.Place }).Select(g => new { g.Key.Tier, g.Key.Place, Customers = g.Count() }).ToListAsync(cancellationToken);
        return moves.ConvertAll(m => (m.Tier, m.Place, m.Customers));
    }

    /// <summary>Those of them who trade most.</summary>
    public async Task<IReadOnlyList<TierMover>> MoversAsync(TierDecision decision, int most, CancellationToken cancellationToken)
    {
        var movers = await decision.Movers(Free).OrderByDescending(c => c.Trade == null ? 0 : c.Trade.NetRevenue).ThenBy(c => c.Id).Take(most).Select(FactsOf(decision)).ToListAsync(cancellationToken);
        return movers.ConvertAll(m => new TierMover(m.Id, m.Name, m.Tier, decision.RuleAt(m.Place)?.Tier, decision.RuleAt(m.Place)?.Name, decision.RuleAt(m.Place)?.NameEn));
    }

    /// <summary>Takes back what was proposed before this moment and is not any more.</summary>
    public Task<int> ForgetProposalsAsync(DateTime before, CancellationToken cancellationToken) =>
        db.TierProposals.IgnoreQueryFilters().Where(p => p.SeenAt < before).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Gives customers a tier as a rule does.</summary>
    public Task<int> PlaceAsync(IReadOnlyCollection<Guid> ids, string? tier, DateOnly today, CancellationToken cancellationToken) =>
        db.Customers.IgnoreQueryFilters().Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync( // those who are placed were found in sight before
            set => set.SetProperty(c => c.Tier, tier).SetProperty(c => c.TierSince, today).SetProperty(c => c.TierIsManual, false).SetProperty(c => c.TierUntil, (DateOnly?)null),
            cancellationToken);

    /// <summary>A change that a rule brings about.</summary>
    public TierChange ChangeOf(Guid customerId, string? from, TierRuleInput? rule, TierCause cause, TierInputs inputs, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), customerId, from, rule?.Tier, cause, now.UtcDateTime) { RuleId = rule?.Id, Rule = rule?.Name, Inputs = JsonSerializer.Serialize(inputs, CrmJson.Options), UserId = user.UserId };

    /// <summary>The figures of a customer now, and which rule decides.</summary>
    public async Task<(int Place, TierInputs Inputs)?> FactsAsync(Guid customerId, TierDecision decision, TierSchemeInput scheme, CancellationToken cancellationToken) =>
        await db.Customers.Where(c => c.Id == customerId).Select(FactsOf(decision)).FirstOrDefaultAsync(cancellationToken) is { } facts ? (facts.Place, InputsOf(facts, scheme, trade.Today)) : null;

    /// <summary>The figures of everybody who had ordered by a day.</summary>
    public async Task<IReadOnlyList<RfmFigures>> FiguresAsync(DateOnly day, Guid? customerId, TradeWindow window, CancellationToken cancellationToken)
    {
        var since = window == TradeWindow.TwelveMonths && day > DateOnly.MinValue.AddMonths(CustomerTrade.Months) ? day.AddMonths(-CustomerTrade.Months) : DateOnly.MinValue;
        var bought = await db.Orders.IgnoreQueryFilters() // bands compare everybody, whoever may see him
            .Where(o => o.DeletedAt == null && o.CustomerId != null && o.Goods > 0 && TradeBook.Counted.Contains(o.Status) && o.OrderedOn <= day && (customerId == null || o.CustomerId == customerId))
            .GroupBy(o => o.CustomerId!.Value)
            .Select(g => new { Customer = g.Key, Last = g.Max(o => o.OrderedOn), Orders = g.Sum(o => o.OrderedOn > since ? 1 : 0), Revenue = g.Sum(o => o.OrderedOn > since ? o.Revenue : 0) })
            .ToListAsync(cancellationToken);
        var back = await db.SalesReturns.IgnoreQueryFilters()
            .Where(r => r.DeletedAt == null && r.CustomerId != null && r.ReturnedOn <= day && r.ReturnedOn > since && (customerId == null || r.CustomerId == customerId))
            .GroupBy(r => r.CustomerId!.Value)
            .Select(g => new { Customer = g.Key, Revenue = g.Sum(r => r.Revenue) })
            .ToDictionaryAsync(r => r.Customer, r => r.Revenue, cancellationToken);
        return bought.ConvertAll(b => new RfmFigures(day.DayNumber - b.Last.DayNumber, b.Orders, b.Revenue - back.GetValueOrDefault(b.Customer)));
    }

    /// <summary>An edge as a day: whoever ordered last on it, or before, is beyond.</summary>
    private static DateOnly DayOf(DateOnly today, decimal days) => days > today.DayNumber ? DateOnly.MinValue : today.AddDays(-(int)decimal.Ceiling(days));

    private static decimal Up(decimal amount) => decimal.Ceiling(amount * 10_000) / 10_000;

    /// <summary>The quantiles, found by the database: of each figure the two values around the place.</summary>
    private async Task<RfmEdges?> QuantilesAsync(TierSchemeInput scheme, CancellationToken cancellationToken)
    {
        var traded = db.CustomerTrades.IgnoreQueryFilters().Where(t => t.LastOrderOn != null); // scores compare everybody, whoever may see him
        var count = await traded.CountAsync(cancellationToken);
        if (count == 0) return null;

        var (today, lately) = (trade.Today, scheme.Window == TradeWindow.TwelveMonths);
        var recency = await AtAsync(traded.OrderByDescending(t => t.LastOrderOn).Select(t => t.LastOrderOn!.Value), day => today.DayNumber - day.DayNumber, count, scheme.Bands, cancellationToken);
        var frequency = await AtAsync(lately ? traded.Select(t => t.OrdersLately).Order() : traded.Select(t => t.Orders).Order(), n => n, count, scheme.Bands, cancellationToken);
        var monetary = await AtAsync(lately ? traded.Select(t => t.NetRevenueLately).Order() : traded.Select(t => t.NetRevenue).Order(), amount => amount, count, scheme.Bands, cancellationToken);
        return RfmEdges.FromQuantiles(recency, frequency, monetary);
    }

    private static async Task<List<decimal>> AtAsync<T>(IQueryable<T> sorted, Func<T, decimal> value, int count, int bands, CancellationToken cancellationToken)
    {
        var edges = new List<decimal>();
        for (var i = 1; i < bands; i++)
        {
            var (below, share) = Quantiles.PlaceOf(count, (decimal)i / bands);
            var around = await sorted.Skip(below).Take(2).ToListAsync(cancellationToken);
            edges.Add(Quantiles.Between(value(around[0]), value(around[^1]), share));
        }

        return edges;
    }

    private async Task ProposeAsync(List<Facts> next, TierDecision decision, TierSchemeInput scheme, DateOnly today, DateTime now, CancellationToken cancellationToken)
    {
        var ids = next.ConvertAll(c => c.Id);
        var known = await db.TierProposals.IgnoreQueryFilters().Where(p => ids.Contains(p.CustomerId)).ToDictionaryAsync(p => p.CustomerId, cancellationToken);
        foreach (var facts in next)
        {
            if (!known.TryGetValue(facts.Id, out var proposal)) db.TierProposals.Add(proposal = new TierProposal(facts.Id));
            var rule = decision.RuleAt(facts.Place);
            proposal.Propose(facts.Tier, rule?.Tier, rule?.Id, rule?.Name, JsonSerializer.Serialize(InputsOf(facts, scheme, today), CrmJson.Options), now);
        }
    }

    private static TierInputs InputsOf(Facts facts, TierSchemeInput scheme, DateOnly today) => new()
    {
        RecencyDays = facts.LastOrderOn is { } last ? today.DayNumber - last.DayNumber : null,
        Orders = scheme.Window == TradeWindow.TwelveMonths ? facts.OrdersLately : facts.Orders,
        Monetary = scheme.Window == TradeWindow.TwelveMonths ? facts.NetRevenueLately : facts.NetRevenue,
        FirstOrderOn = facts.FirstOrderOn,
        RecencyScore = facts.RecencyScore,
        FrequencyScore = facts.FrequencyScore,
        MonetaryScore = facts.MonetaryScore,
        ValueClass = facts.ValueClass,
    };

    private static Expression<Func<Customer, Facts>> FactsOf(TierDecision decision)
    {
        Expression<Func<Customer, Facts>> facts = c => new Facts
        {
            Id = c.Id,
            Name = c.Name,
            Tier = c.Tier,
            WasManual = c.TierIsManual,
            FirstOrderOn = c.Trade == null ? null : c.Trade.FirstOrderOn,
            LastOrderOn = c.Trade == null ? null : c.Trade.LastOrderOn,
            Orders = c.Trade == null ? 0 : c.Trade.Orders,
            OrdersLately = c.Trade == null ? 0 : c.Trade.OrdersLately,
            NetRevenue = c.Trade == null ? 0 : c.Trade.NetRevenue,
            NetRevenueLately = c.Trade == null ? 0 : c.Trade.NetRevenueLately,
            RecencyScore = c.Trade == null ? null : c.Trade.RecencyScore,
            FrequencyScore = c.Trade == null ? null : c.Trade.FrequencyScore,
            MonetaryScore = c.Trade == null ? null : c.Trade.MonetaryScore,
            ValueClass = c.Trade == null ? null : c.Trade.ValueClass,
        };
        var made = (MemberInitExpression)facts.Body;
        var place = Expression.Bind(typeof(Facts).GetProperty(nameof(Facts.Place))!, FilterExpressions.Replace(decision.Place, facts.Parameters[0]));
        return Expression.Lambda<Func<Customer, Facts>>(made.Update(made.NewExpression, [.. made.Bindings, place]), facts.Parameters);
    }

    /// <summary>What a move is decided by.</summary>
    private sealed class Facts
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public string? Tier { get; init; }

        public bool WasManual { get; init; }

        public int Place { get; init; }

        public DateOnly? FirstOrderOn { get; init; }

        public DateOnly? LastOrderOn { get; init; }

        public int Orders { get; init; }

        public int OrdersLately { get; init; }

        public decimal NetRevenue { get; init; }

        public decimal NetRevenueLately { get; init; }

        public int? RecencyScore { get; init; }

        public int? FrequencyScore { get; init; }

        public int? MonetaryScore { get; init; }

        public ValueClass? ValueClass { get; init; }
    }
}
