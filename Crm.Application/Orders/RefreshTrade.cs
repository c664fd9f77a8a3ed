using Crm.Application.Common;
using Crm.Application.Receivables;
using Crm.Application.Security;
using Crm.Domain.Orders;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>
/// Makes the figures anew of whoever has something that the new day counts differently: an order or a return that is twelve months old now,
/// or one that was dated ahead. All others have the same figures as the day before. Answers how many customers those were.
/// </summary>
[SystemRequest]
public sealed record RefreshTrade : IRequest<int>;

internal sealed class RefreshTradeHandler(ICrmDb db, TradeBook book) : IRequestHandler<RefreshTrade, int>
{
    private const int AtOnce = 500;

    public async Task<int> Handle(RefreshTrade request, CancellationToken cancellationToken)
    {
        var today = book.Today;
        var trades = db.CustomerTrades.IgnoreQueryFilters().Where(t => t.AsOf < today); // of everybody: the system sees all
        if (await trades.MinAsync(t => (DateOnly?)t.AsOf, cancellationToken) is not { } last) return 0;

        var (gone, left) = (last.AddMonths(-CustomerTrade.Months), today.AddMonths(-CustomerTrade.Months));
        var (orders, returns, payments) = (db.Orders.IgnoreQueryFilters(), db.SalesReturns.IgnoreQueryFilters(), db.Payments.IgnoreQueryFilters());
        var ids = await trades
            .Where(t => orders.Any(o => o.CustomerId == t.CustomerId && ((o.OrderedOn > gone && o.OrderedOn <= left) || (o.OrderedOn > last && o.OrderedOn <= today)))
                || returns.Any(r => r.CustomerId == t.CustomerId && ((r.ReturnedOn > gone && r.ReturnedOn <= left) || (r.ReturnedOn > last && r.ReturnedOn <= today)))
                || payments.Any(p => p.CustomerId == t.CustomerId && p.PaidOn > last && p.PaidOn <= today))
            .Select(t => t.CustomerId).ToListAsync(cancellationToken);
        foreach (var part in ids.Chunk(AtOnce))
        {
            await db.AttemptAsync(
                () => db.AloneAsync(
                    part.Select(KeepTrade.LockOf),
                    async () =>
                    {
                        await book.CalculateAsync(part, cancellationToken);
                        return await db.SaveChangesAsync(cancellationToken);
                    },
                    cancellationToken),
                _ => true,
                cancellationToken);
        }

        await trades.ExecuteUpdateAsync(set => set.SetProperty(t => t.AsOf, today), cancellationToken);
        return ids.Count;
    }
}
