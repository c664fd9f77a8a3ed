using Crm.Domain.Analytics;
using Crm.Domain.Orders;

namespace Crm.Domain.Tests.Orders;

public class CustomerTradeTests
{
    private static readonly DateOnly AsOf = new(2026, 6, 30);
    private static readonly Guid Pumps = Id(1);
    private static readonly Guid Valves = Id(2);

    [Fact]
    public void Figures_follow_from_orders_returns_and_payments()
    {
        var trade = Calculate(
            orders: [new(new(2025, 6, 30), 100), new(new(2025, 7, 1), 200), new(new(2025, 7, 1), 50), new(new(2026, 1, 1), 400)],
            returns: [new(new(2026, 1, 10), 40)],
            payments: [new(new(2026, 1, 20), 300, 5), new(new(2026, 2, 1), 100, -5), new(new(2026, 3, 1), -20, null)],
            categories: new Dictionary<Guid, decimal> { [Pumps] = 500, [Valves] = 250 });

        Assert.Equal((new DateOnly(2025, 6, 30), new DateOnly(2026, 1, 1)), (trade.FirstOrderOn, trade.LastOrderOn));
        Assert.Equal((4, 750m, 1, 40m, 710m), (trade.Orders, trade.Revenue, trade.ReturnCount, trade.Returned, trade.NetRevenue));
        Assert.Equal((3, 610m), (trade.OrdersLately, trade.NetRevenueLately)); // the same day a year before is left out
        Assert.Equal((92.5m, 92.5m), (trade.AverageGapDays, trade.MedianGapDays)); // gaps of 1 and 184 days between three days
        Assert.Equal((380m, 0m, 0.5m), (trade.Paid, trade.AverageDaysLate, trade.LateShare));
        Assert.Equal(Pumps, trade.FavouriteCategoryId);
        Assert.Equal(new RfmFigures(180, 4, 710), trade.Rfm);
    }

    [Fact]
    public void What_is_later_is_left_out()
    {
        var trade = Calculate(orders: [new(AsOf, 100), new(AsOf.AddDays(1), 900)]);

        Assert.Equal((1, 100m, AsOf), (trade.Orders, trade.NetRevenue, trade.LastOrderOn));
    }

    [Fact]
    public void Who_has_not_ordered_has_no_rhythm()
    {
        var trade = Calculate(orders: []);

        Assert.Equal((null, null, null, null), (trade.LastOrderOn, trade.AverageGapDays, trade.FavouriteCategoryId, trade.Rfm));
    }

    [Fact]
    public void Several_orders_of_one_day_are_no_gap() =>
        Assert.Null(Calculate(orders: [new(AsOf, 1), new(AsOf, 2)]).MedianGapDays);

    private static CustomerTrade Calculate(TradeEntry[] orders, TradeEntry[]? returns = null, PaymentEntry[]? payments = null, Dictionary<Guid, decimal>? categories = null)
    {
        var trade = new CustomerTrade(Id(3));
        trade.Calculate(AsOf, orders, returns ?? [], payments ?? [], categories ?? []);
        return trade;
    }
}
