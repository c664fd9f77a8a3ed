using Crm.Domain.Common;
using Crm.Domain.Orders;

namespace Crm.Domain.Tests.Orders;

public class OrderTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Amounts_follow_from_the_lines()
    {
        var order = Take(Facts(new OrderLineFacts(null, "水泵", 3, 199.99m, DiscountPercent: 10, TaxPercent: 13), new OrderLineFacts(null, "安装", 1, 100)));

        Assert.Equal(639.973m, order.Goods); // 539.973 + 100
        Assert.Equal(70.1965m, order.Tax); // 13 % of 539.973, four decimals
        Assert.Equal(710.1695m, order.Total);
        Assert.Equal(639.973m, order.Revenue);
    }

    [Fact]
    public void A_discount_on_the_whole_lowers_tax_in_proportion()
    {
        var order = Take(Facts(new OrderLineFacts(null, "水泵", 1, 1000, TaxPercent: 13)) with { Discount = 100 });

        Assert.Equal((1000m, 117m, 1017m, 900m), (order.Goods, order.Tax, order.Total, order.Revenue));
    }

    [Fact]
    public void Revenue_is_in_the_base_currency() =>
        Assert.Equal(7200m, Take(Facts(new OrderLineFacts(null, "Pump", 1, 1000)) with { Currency = "USD", Rate = 7.2m }).Revenue);

    [Theory]
    [InlineData(0, 1, "quantity_not_positive", "lines/1/quantity")]
    [InlineData(-2, 1, "quantity_not_positive", "lines/1/quantity")]
    [InlineData(1, -1, "price_negative", "lines/1/unitPrice")]
    public void A_line_is_refused_by_its_place(int quantity, int price, string code, string field)
    {
        var refused = Assert.Throws<DomainException>(() => Take(Facts(new OrderLineFacts(null, "a", 1, 1), new OrderLineFacts(null, "b", quantity, price))));

        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    [Fact]
    public void An_order_has_lines() => AssertRefused("no_lines", "lines", () => Take(Facts()));

    [Fact]
    public void A_discount_is_not_larger_than_the_goods() =>
        AssertRefused("discount_too_large", "discount", () => Take(Facts(new OrderLineFacts(null, "a", 1, 10)) with { Discount = 11 }));

    [Fact]
    public void Lines_that_stay_keep_their_row()
    {
        var order = Take(Facts(new OrderLineFacts(null, "a", 1, 10), new OrderLineFacts(null, "b", 1, 20), new OrderLineFacts(null, "c", 1, 30)));
        var ids = order.Lines.Select(l => l.Id).ToList();

        order.Change(Facts(new OrderLineFacts(null, "a", 2, 10), new OrderLineFacts(null, "b", 1, 20)));

        Assert.Equal(ids[..2], order.Lines.Select(l => l.Id));
        Assert.Equal(40m, order.Goods);
    }

    [Fact]
    public void An_order_goes_forward_only()
    {
        var order = Take(Facts(new OrderLineFacts(null, "a", 1, 10)));
        order.Confirm();
        order.Confirm();
        order.Ship();

        AssertRefused("order_closed", "status", order.Confirm);
    }

    [Fact]
    public void What_is_completed_is_corrected_and_not_cancelled()
    {
        var order = Take(Facts(new OrderLineFacts(null, "a", 1, 10)));
        order.Complete();

        AssertRefused("order_closed", "status", () => order.Cancel("too late"));
        order.Change(Facts(new OrderLineFacts(null, "a", 2, 10)));
        Assert.Equal(20, order.Goods);
    }

    [Fact]
    public void What_is_cancelled_no_longer_changes()
    {
        var order = Take(Facts(new OrderLineFacts(null, "a", 1, 10)));
        order.Cancel("ordered twice");

        AssertRefused("order_closed", "status", () => order.Change(Facts(new OrderLineFacts(null, "a", 2, 10))));
        AssertRefused("order_closed", "status", () => order.GoTo(OrderStatus.Confirmed));
    }

    [Fact]
    public void Giving_an_order_to_another_customer_concerns_both()
    {
        var (first, second) = (Id(1), Id(2));
        var order = Take(Facts(new OrderLineFacts(null, "a", 1, 10)) with { CustomerId = first });
        order.TakeEvents();

        order.Change(Facts(new OrderLineFacts(null, "a", 1, 10)) with { CustomerId = second });

        Assert.Equal([new TradeChanged(first), new TradeChanged(second)], order.TakeEvents());
    }

    [Fact]
    public void A_return_counts_what_came_back_as_a_positive_number()
    {
        var back = SalesReturn.Take(Id(3), "C536379", new SalesReturnFacts { ReturnedAt = Now, ReturnedOn = new(2026, 3, 2), Lines = [new OrderLineFacts(null, "Discount", 1, 27.5m)] });

        Assert.Equal(("C536379", 27.5m, 27.5m), (back.Number, back.Goods, back.Revenue));
    }

    private static Order Take(OrderFacts facts) => Order.Take(Id(3), "O1", facts, OrderStatus.Draft);

    private static OrderFacts Facts(params OrderLineFacts[] lines) => new() { OrderedAt = Now, OrderedOn = new(2026, 3, 2), Lines = lines };
}
