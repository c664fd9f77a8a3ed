using System.Globalization;
using Crm.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>Adds trade up by month, in the database.</summary>
internal static class TradeMonths
{
    /// <summary>The months with trade among these orders and returns, the first one first.</summary>
    /// <param name="orders">Orders.</param>
    /// <param name="returns">Returns.</param>
    /// <param name="customerId">Only of this customer; null for all that are known.</param>
    /// <param name="from">Only from this day on.</param>
    /// <param name="to">Only up to this day.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<TradeMonth>> OfAsync(
        IQueryable<Order> orders, IQueryable<SalesReturn> returns, Guid? customerId, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        var sold = await orders.AsNoTracking()
            .Where(o => o.DeletedAt == null && o.CustomerId != null && o.Goods > 0 && TradeBook.Counted.Contains(o.Status))
            .Where(o => (customerId == null || o.CustomerId == customerId) && (from == null || o.OrderedOn >= from) && (to == null || o.OrderedOn <= to))
            .GroupBy(o => new { o.OrderedOn.Year, o.OrderedOn.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, Count = g.Count(), Revenue = g.Sum(o => o.Revenue) })
            .ToDictionaryAsync(m => (m.Year, m.Month), cancellationToken);
        var back = await returns.AsNoTracking()
            .Where(r => r.DeletedAt == null && r.CustomerId != null)
            .Where(r => (customerId == null || r.CustomerId == customerId) && (from == null || r.ReturnedOn >= from) && (to == null || r.ReturnedOn <= to))
            .GroupBy(r => new { r.ReturnedOn.Year, r.ReturnedOn.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, Revenue = g.Sum(r => r.Revenue) })
            .ToDictionaryAsync(m => (m.Year, m.Month), m => m.Revenue, cancellationToken);

        return [.. sold.Keys.Union(back.Keys).Order().Select(month =>
        {
            var (gross, taken) = (sold.GetValueOrDefault(month)?.Revenue ?? 0, back.GetValueOrDefault(month));
            return new TradeMonth
            {
                Month = string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}"),
                Orders = sold.GetValueOrDefault(month)?.Count ?? 0,
                GrossRevenue = gross,
                Returns = taken,
                NetRevenue = gross - taken,
            };
        })];
    }
}
