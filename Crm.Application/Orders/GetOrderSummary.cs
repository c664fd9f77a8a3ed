using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Orders;

/// <summary>Trade by month: what was ordered and what came back, of known customers in sight, in the base currency without tax.</summary>
/// <param name="GroupBy"><c>month</c>.</param>
/// <param name="CustomerId">Only this customer.</param>
/// <param name="From">Only from this day on.</param>
/// <param name="To">Only up to this day.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record GetOrderSummary(string? GroupBy, Guid? CustomerId, DateOnly? From, DateOnly? To) : IRequest<ListPage<TradeMonth>>;

/// <summary>The trade of one month.</summary>
public sealed record TradeMonth
{
    /// <summary>The month: 2026-03.</summary>
    public required string Month { get; init; }

    /// <summary>Number of orders, drafts and cancelled ones left out.</summary>
    public int Orders { get; init; }

    /// <summary>What they earned: goods less discounts.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal GrossRevenue { get; init; }

    /// <summary>What returns of that month took off; a positive number.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Returns { get; init; }

    /// <summary>Gross revenue less returns.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal NetRevenue { get; init; }
}

internal sealed class GetOrderSummaryHandler(ICrmDb db) : IRequestHandler<GetOrderSummary, ListPage<TradeMonth>>
{
    public async Task<ListPage<TradeMonth>> Handle(GetOrderSummary request, CancellationToken cancellationToken)
    {
        if (request.GroupBy is not (null or "month")) throw new InvalidException(FieldError.NotAmong("groupBy", "invalid_value", ["month"]), unreadable: true);
        return Pages.Whole(await TradeMonths.OfAsync(db.Orders, db.SalesReturns, request.CustomerId, request.From, request.To, cancellationToken));
    }
}
