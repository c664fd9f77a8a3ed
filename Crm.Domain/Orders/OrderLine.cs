using Crm.Domain.Common;
using Crm.Domain.Products;

namespace Crm.Domain.Orders;

/// <summary>One line of an order: so much of something at a price.</summary>
public sealed class OrderLine : IPartOfRecord
{
    /// <summary>Longest text.</summary>
    public const int TextMaxLength = 300;

    /// <summary>Largest quantity.</summary>
    public const decimal MaxQuantity = 1_000_000_000;

    private OrderLine()
    {
    }

    internal OrderLine(Guid id, Guid orderId, int position, OrderLineFacts facts)
    {
        (Id, OrderId) = (id, orderId);
        Say(position, facts);
    }

    Guid IPartOfRecord.RecordId => OrderId;

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The order.</summary>
    public Guid OrderId { get; private set; }

    /// <summary>Its place in the order, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>What was ordered; null for free text.</summary>
    public Guid? ProductId { get; private set; }

    /// <summary>What was ordered, for reading.</summary>
    public Product? Product { get; private set; }

    /// <summary>What stands on paper; the product's name when nothing else was said.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How much; above zero.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>Price of one unit without tax; not below zero.</summary>
    public decimal UnitPrice { get; private set; }

    /// <summary>Discount on the line in percent, 0 to 100.</summary>
    public decimal DiscountPercent { get; private set; }

    /// <summary>Tax rate in percent, 0 to 100.</summary>
    public decimal TaxPercent { get; private set; }

    /// <summary>Quantity × price less the discount, with four decimals, without tax.</summary>
    public decimal Net { get; private set; }

    /// <summary>The tax on it, with four decimals.</summary>
    public decimal Tax { get; private set; }

    /// <summary>The facts it was made from.</summary>
    public OrderLineFacts Facts => new(ProductId, Text, Quantity, UnitPrice, DiscountPercent, TaxPercent);

    internal void Say(int position, OrderLineFacts facts)
    {
        (Position, ProductId, Text, Quantity, UnitPrice, DiscountPercent, TaxPercent) =
            (position, facts.ProductId, facts.Text, facts.Quantity, facts.UnitPrice, facts.DiscountPercent, facts.TaxPercent);
        (Net, Tax) = (facts.Net, facts.Tax);
    }
}

/// <summary>What is said about one line of an order or a return.</summary>
/// <param name="ProductId">The product; null for free text.</param>
/// <param name="Text">What stands on paper.</param>
/// <param name="Quantity">How much.</param>
/// <param name="UnitPrice">Price of one unit without tax.</param>
/// <param name="DiscountPercent">Discount in percent.</param>
/// <param name="TaxPercent">Tax rate in percent.</param>
public readonly record struct OrderLineFacts(Guid? ProductId, string Text, decimal Quantity, decimal UnitPrice, decimal DiscountPercent = 0, decimal TaxPercent = 0)
{
    /// <summary>Quantity × price less the discount, rounded half away from zero to four decimals.</summary>
    public decimal Net => Rounded(Quantity * UnitPrice * (100 - DiscountPercent) / 100);

    /// <summary>The tax on it, rounded alike.</summary>
    public decimal Tax => Rounded(Net * TaxPercent / 100);

    /// <summary>Refuses what no line can say.</summary>
    /// <exception cref="DomainException"><c>quantity_not_positive</c>, <c>price_negative</c>, <c>amount_too_large</c>.</exception>
    public void Ensure(int index)
    {
        if (Quantity is <= 0 or > OrderLine.MaxQuantity) throw new DomainException("quantity_not_positive", $"lines/{index}/quantity");
        if (UnitPrice < 0) throw new DomainException("price_negative", $"lines/{index}/unitPrice");
        if (Math.Abs(Quantity * UnitPrice) > Money.Max) throw new DomainException("amount_too_large", $"lines/{index}/unitPrice");
    }

    private static decimal Rounded(decimal amount) => decimal.Round(amount, 4, MidpointRounding.AwayFromZero);
}
