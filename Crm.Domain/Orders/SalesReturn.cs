using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Products;

namespace Crm.Domain.Orders;

/// <summary>What a customer has sent back, and what it takes off his trade.</summary>
public sealed class SalesReturn : DescribedRecord
{
    private readonly List<SalesReturnLine> _lines = [];

    private SalesReturn()
    {
    }

    private SalesReturn(Guid id, string? number)
        : base(id) => Number = number ?? "";

    /// <summary>Number on paper, unique: the one it came with, or the next of ours (R000001).</summary>
    public string Number { get; private set; } = "";

    /// <summary>Who sent it back; null while nobody knows.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>Who sent it back, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The order it came from, where that is known.</summary>
    public Guid? OrderId { get; private set; }

    /// <summary>The order, for reading.</summary>
    public Order? Order { get; private set; }

    /// <summary>When it came back (UTC).</summary>
    public DateTime ReturnedAt { get; private set; }

    /// <summary>The day it came back, where whoever wrote it down sits.</summary>
    public DateOnly ReturnedOn { get; private set; }

    /// <summary>ISO 4217 code of all its amounts.</summary>
    public string Currency { get; private set; } = "CNY";

    /// <summary>One unit of its currency in the base currency.</summary>
    public decimal Rate { get; private set; } = 1;

    /// <summary>Code of the list <c>return_reason</c>.</summary>
    public string? Reason { get; private set; }

    /// <summary>Sum of the lines without tax; a positive number that is taken off.</summary>
    public decimal Goods { get; private set; }

    /// <summary>Tax of the lines.</summary>
    public decimal Tax { get; private set; }

    /// <summary>What the customer gets back.</summary>
    public decimal Total { get; private set; }

    /// <summary>What it takes off our revenue, in the base currency.</summary>
    public decimal Revenue { get; private set; }

    /// <summary>Anything worth knowing.</summary>
    public string? Note { get; private set; }

    /// <summary>The lines, in their order.</summary>
    public IReadOnlyList<SalesReturnLine> Lines => _lines;

    /// <summary>Takes goods back.</summary>
    /// <exception cref="DomainException">See <see cref="Change"/>.</exception>
    public static SalesReturn Take(Guid id, string? number, SalesReturnFacts facts)
    {
        var back = new SalesReturn(id, number);
        back.Change(facts);
        return back;
    }

    /// <summary>Says anew what came back.</summary>
    /// <exception cref="DomainException"><c>no_lines</c>, <c>too_many_lines</c>, <c>quantity_not_positive</c>, <c>price_negative</c>, <c>amount_too_large</c>.</exception>
    public void Change(SalesReturnFacts facts)
    {
        if (facts.Lines.Count == 0) throw new DomainException("no_lines", "lines");
        if (facts.Lines.Count > Order.LinesMaxCount) throw new DomainException("too_many_lines", "lines");
        for (var i = 0; i < facts.Lines.Count; i++) facts.Lines[i].Ensure(i);

        if (CustomerId is { } before && before != facts.CustomerId) Raise(new TradeChanged(before));
        (CustomerId, OrderId, ReturnedAt, ReturnedOn, Currency, Rate, Reason, Note) =
            (facts.CustomerId, facts.OrderId, facts.ReturnedAt, facts.ReturnedOn, facts.Currency, facts.Rate, facts.Reason, facts.Note);
        _lines.Sort((a, b) => a.Position.CompareTo(b.Position)); // a database knows no order
        if (_lines.Count > facts.Lines.Count) _lines.RemoveRange(facts.Lines.Count, _lines.Count - facts.Lines.Count);
        for (var i = 0; i < facts.Lines.Count; i++)
        {
            if (i == _lines.Count) _lines.Add(new SalesReturnLine(Guid.CreateVersion7(ReturnedAt), Id, i + 1, facts.Lines[i]));
            else _lines[i].Say(i + 1, facts.Lines[i]);
        }

        Goods = facts.Lines.Sum(l => l.Net);
        Tax = facts.Lines.Sum(l => l.Tax);
        Total = Goods + Tax;
        Revenue = decimal.Round(Goods * Rate, 4, MidpointRounding.AwayFromZero);
        TradeHasChanged();
    }

    /// <inheritdoc/>
    public override void Delete(DateTime now)
    {
        base.Delete(now);
        TradeHasChanged();
    }

    /// <inheritdoc/>
    public override void Restore()
    {
        base.Restore();
        TradeHasChanged();
    }

    private void TradeHasChanged()
    {
        if (CustomerId is { } customerId) Raise(new TradeChanged(customerId));
    }
}

/// <summary>One line of a return.</summary>
public sealed class SalesReturnLine : IPartOfRecord
{
    private SalesReturnLine()
    {
    }

    internal SalesReturnLine(Guid id, Guid returnId, int position, OrderLineFacts facts)
    {
        (Id, ReturnId) = (id, returnId);
        Say(position, facts);
    }

    Guid IPartOfRecord.RecordId => ReturnId;

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The return.</summary>
    public Guid ReturnId { get; private set; }

    /// <summary>Its place, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>What came back; null for free text.</summary>
    public Guid? ProductId { get; private set; }

    /// <summary>What came back, for reading.</summary>
    public Product? Product { get; private set; }

    /// <summary>What stands on paper.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How much came back; above zero.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>What is given back for one unit without tax.</summary>
    public decimal UnitPrice { get; private set; }

    /// <summary>Discount that was given, in percent.</summary>
    public decimal DiscountPercent { get; private set; }

    /// <summary>Tax rate in percent.</summary>
    public decimal TaxPercent { get; private set; }

    /// <summary>What is given back without tax.</summary>
    public decimal Net { get; private set; }

    /// <summary>The tax on it.</summary>
    public decimal Tax { get; private set; }

    /// <summary>The facts it was made from.</summary>
    public OrderLineFacts Facts => new(ProductId, Text, Quantity, UnitPrice, DiscountPercent, TaxPercent);

    internal void Say(int position, OrderLineFacts facts) =>
        (Position, ProductId, Text, Quantity, UnitPrice, DiscountPercent, TaxPercent, Net, Tax) =
        (position, facts.ProductId, facts.Text, facts.Quantity, facts.UnitPrice, facts.DiscountPercent, facts.TaxPercent, facts.Net, facts.Tax);
}

/// <summary>Everything about a return that people type in.</summary>
public sealed record SalesReturnFacts
{
    /// <summary>Who sent it back.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The order it came from.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>When it came back (UTC).</summary>
    public required DateTime ReturnedAt { get; init; }

    /// <summary>The day it came back.</summary>
    public required DateOnly ReturnedOn { get; init; }

    /// <summary>ISO 4217 code of all its amounts.</summary>
    public string Currency { get; init; } = "CNY";

    /// <summary>One unit of its currency in the base currency.</summary>
    public decimal Rate { get; init; } = 1;

    /// <summary>Code of the list <c>return_reason</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Anything worth knowing.</summary>
    public string? Note { get; init; }

    /// <summary>The lines, at least one.</summary>
    public required IReadOnlyList<OrderLineFacts> Lines { get; init; }
}
