using Crm.Application.Common;
using Crm.Application.Lifecycle;
using Crm.Application.Receivables;
using Crm.Domain.Common;
using Crm.Domain.Orders;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>Makes the figures of customers' trade from their orders, returns and payments: for one whose trade has just changed, for a batch, for all.</summary>
internal sealed class TradeBook(ICrmDb db, LifecycleBook lifecycle, TimeProvider clock)
{
    /// <summary>Orders that count, unless all that was ordered is free.</summary>
    public static readonly OrderStatus[] Counted = [OrderStatus.Confirmed, OrderStatus.Shipped, OrderStatus.Completed];

    /// <summary>Today, where the company sits.</summary>
    public DateOnly Today => LocalDay.Of(clock.GetUtcNow().UtcDateTime, User.HouseZone);

    /// <summary>Makes the figures of these customers anew, and keeps them; the caller saves.</summary>
    public async Task CalculateAsync(IReadOnlyCollection<Guid> customerIds, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(customerIds, cancellationToken);
        var known = await db.CustomerTrades.IgnoreQueryFilters().Where(t => customerIds.Contains(t.CustomerId)).ToDictionaryAsync(t => t.CustomerId, cancellationToken); // as below
        foreach (var id in customerIds)
        {
            if (!known.TryGetValue(id, out var trade)) db.CustomerTrades.Add(known[id] = trade = new CustomerTrade(id));
            rows.Calculate(trade, Today);
        }

        await lifecycle.FollowAsync([.. known.Values], id => rows.Orders[id].Select(o => o.On), Today, cancellationToken);
    }

    /// <summary>The figures of a customer as they were on a day; nothing is kept.</summary>
    public async Task<CustomerTrade> AsOfAsync(Guid customerId, DateOnly day, CancellationToken cancellationToken)
    {
        var trade = new CustomerTrade(customerId);
        (await RowsAsync([customerId], cancellationToken)).Calculate(trade, day);
        return trade;
    }

    /// <summary>
    /// What the figures of these customers are made from; the number of questions to the database does not depend on how many there are.
    /// The figures are facts of the customer, whoever may see which of the rows behind them: the filters are lifted.
    /// </summary>
    private async Task<TradeRows> RowsAsync(IReadOnlyCollection<Guid> customerIds, CancellationToken cancellationToken)
    {
        var ids = customerIds.ToList();
        var counted = db.Orders.IgnoreQueryFilters().AsNoTracking().Where(o => o.DeletedAt == null && o.Goods > 0 && Counted.Contains(o.Status) && o.CustomerId != null && ids.Contains(o.CustomerId.Value)); // a list that may hold NULL would be looked through for every order
        var orders = await counted.Select(o => new { o.CustomerId, o.OrderedOn, o.Revenue }).ToListAsync(cancellationToken);
        var returns = await db.SalesReturns.IgnoreQueryFilters().AsNoTracking()
            .Where(r => r.DeletedAt == null && r.CustomerId != null && ids.Contains(r.CustomerId.Value))
            .Select(r => new { r.CustomerId, r.ReturnedOn, r.Revenue })
            .ToListAsync(cancellationToken);
        var payments = await db.Payments.IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.DeletedAt == null && customerIds.Contains(p.CustomerId))
            .Select(p => new { p.CustomerId, p.PaidOn, p.DueOn, p.Amount.Amount, p.Rate })
            .ToListAsync(cancellationToken);
        var spent = await counted
            .SelectMany(o => o.Lines, (o, l) => new { o.CustomerId, o.OrderedOn, l.Product!.CategoryId, l.Net, o.Rate })
            .Where(s => s.CategoryId != null)
            .ToListAsync(cancellationToken);
        return new TradeRows(
            orders.ToLookup(o => o.CustomerId!.Value, o => new TradeEntry(o.OrderedOn, o.Revenue)),
            returns.ToLookup(r => r.CustomerId!.Value, r => new TradeEntry(r.ReturnedOn, r.Revenue)),
            payments.ToLookup(p => p.CustomerId, p => new PaymentEntry(p.PaidOn, p.Amount * p.Rate, p.DueOn is { } due ? p.PaidOn.DayNumber - due.DayNumber : null)),
            spent.ToLookup(s => s.CustomerId!.Value, s => new CategoryEntry(s.OrderedOn, s.CategoryId!.Value, s.Net * s.Rate)));
    }

    /// <summary>What figures are made from, by customer.</summary>
    private sealed record TradeRows(ILookup<Guid, TradeEntry> Orders, ILookup<Guid, TradeEntry> Returns, ILookup<Guid, PaymentEntry> Payments, ILookup<Guid, CategoryEntry> Spent)
    {
        public void Calculate(CustomerTrade trade, DateOnly day) => trade.Calculate(
            day,
            Orders[trade.CustomerId],
            Returns[trade.CustomerId],
            Payments[trade.CustomerId],
            Spent[trade.CustomerId].Where(s => s.On <= day).GroupBy(s => s.CategoryId).ToDictionary(g => g.Key, g => g.Sum(s => s.Amount)));
    }

    private readonly record struct CategoryEntry(DateOnly On, Guid CategoryId, decimal Amount);
}
