using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Products;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Orders;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>The trade with a customer in figures, with its months.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="AsOf">As it was on this day; today when nothing is said.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record GetCustomerTrade(Guid CustomerId, DateOnly? AsOf) : IRequest<CustomerTradeView>;

/// <summary>The trade with a customer in figures. Amounts are in the base currency without tax.</summary>
public sealed record CustomerTradeView
{
    /// <summary>The day they are as of.</summary>
    public DateOnly AsOf { get; init; }

    /// <inheritdoc cref="CustomerTrade.FirstOrderOn"/>
    public DateOnly? FirstOrderOn { get; init; }

    /// <inheritdoc cref="CustomerTrade.LastOrderOn"/>
    public DateOnly? LastOrderOn { get; init; }

    /// <inheritdoc cref="CustomerTrade.Orders"/>
    public int OrderCount { get; init; }

    /// <inheritdoc cref="CustomerTrade.OrdersLately"/>
    public int OrderCount12Months { get; init; }

    /// <inheritdoc cref="CustomerTrade.Revenue"/>
    public Money Revenue { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.NetRevenue"/>
    public Money NetRevenue { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.NetRevenueLately"/>
    public Money NetRevenue12Months { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.ReturnCount"/>
    public int ReturnCount { get; init; }

    /// <inheritdoc cref="CustomerTrade.Returned"/>
    public Money Returned { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.AverageGapDays"/>
    public decimal? AverageOrderGap { get; init; }

    /// <inheritdoc cref="CustomerTrade.MedianGapDays"/>
    public decimal? MedianOrderGap { get; init; }

    /// <inheritdoc cref="CustomerTrade.FavouriteCategoryId"/>
    public Guid? FavouriteCategoryId { get; init; }

    /// <summary>Name of that category.</summary>
    public string? FavouriteCategoryName { get; init; }

    /// <inheritdoc cref="CustomerTrade.Paid"/>
    public Money Paid { get; init; } = new(0, Money.Base);

    /// <inheritdoc cref="CustomerTrade.AverageDaysLate"/>
    public decimal? AverageDaysLate { get; init; }

    /// <inheritdoc cref="CustomerTrade.LateShare"/>
    public decimal? LateShare { get; init; }

    /// <summary>The months with trade, the first one first.</summary>
    public IReadOnlyList<TradeMonth> Months { get; init; } = [];
}

internal sealed class GetCustomerTradeHandler(ICrmDb db, TradeBook book) : IRequestHandler<GetCustomerTrade, CustomerTradeView>
{
    public async Task<CustomerTradeView> Handle(GetCustomerTrade request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        var day = request.AsOf ?? book.Today;
        var trade = await book.AsOfAsync(request.CustomerId, day, cancellationToken);
        return new CustomerTradeView
        {
            AsOf = day,
            FirstOrderOn = trade.FirstOrderOn,
            LastOrderOn = trade.LastOrderOn,
            OrderCount = trade.Orders,
            OrderCount12Months = trade.OrdersLately,
            Revenue = new Money(trade.Revenue, Money.Base),
            NetRevenue = new Money(trade.NetRevenue, Money.Base),
            NetRevenue12Months = new Money(trade.NetRevenueLately, Money.Base),
            ReturnCount = trade.ReturnCount,
            Returned = new Money(trade.Returned, Money.Base),
            AverageOrderGap = trade.AverageGapDays,
            MedianOrderGap = trade.MedianGapDays,
            FavouriteCategoryId = trade.FavouriteCategoryId,
            FavouriteCategoryName = await CategoryAsync(trade.FavouriteCategoryId, cancellationToken),
            Paid = new Money(trade.Paid, Money.Base),
            AverageDaysLate = trade.AverageDaysLate,
            LateShare = trade.LateShare,
            Months = await TradeMonths.OfAsync(db.Orders.IgnoreQueryFilters(), db.SalesReturns.IgnoreQueryFilters(), request.CustomerId, null, day, cancellationToken), // facts of a customer in sight, as the figures are
        };
    }

    private async Task<string?> CategoryAsync(Guid? id, CancellationToken cancellationToken) =>
        id is null ? null : await db.ProductCategories.IgnoreQueryFilters([QueryFilters.Bin]).Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(cancellationToken); // it keeps its name in the bin
}
