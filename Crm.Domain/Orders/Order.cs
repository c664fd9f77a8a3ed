using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;

namespace Crm.Domain.Orders;

/// <summary>What a customer has ordered, when and at what price. What he sent back is a <see cref="SalesReturn"/>, what he paid a <see cref="Receivables.Payment"/>.</summary>
public sealed class Order : DescribedRecord
{
    /// <summary>Longest number.</summary>
    public const int NumberMaxLength = 40;

    /// <summary>Most lines of one order.</summary>
    public const int LinesMaxCount = 2000;

    /// <summary>Longest note or reason.</summary>
    public const int NoteMaxLength = 4000;

    private readonly List<OrderLine> _lines = [];

    private Order()
    {
    }

    private Order(Guid id, string? number)
        : base(id) => Number = number ?? "";

    /// <summary>Number on paper, unique: the one it came with, or the next of ours (O000001).</summary>
    public string Number { get; private set; } = "";

    /// <summary>Who ordered; null while nobody knows.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>Who ordered, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The colleague whose sale it is; null when it came without one.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>The colleague whose sale it is, for reading.</summary>
    public User? Owner { get; private set; }

    /// <summary>When it was ordered (UTC).</summary>
    public DateTime OrderedAt { get; private set; }

    /// <summary>The day it was ordered, where whoever wrote it down sits; figures by day and month go by it.</summary>
    public DateOnly OrderedOn { get; private set; }

    /// <summary>The day by which it is wanted.</summary>
    public DateOnly? WantedOn { get; private set; }

    /// <summary>How far it is.</summary>
    public OrderStatus Status { get; private set; }

    /// <summary>ISO 4217 code of all its amounts.</summary>
    public string Currency { get; private set; } = "CNY";

    /// <summary>One unit of its currency in the base currency on that day; 1 for the base currency itself.</summary>
    public decimal Rate { get; private set; } = 1;

    /// <summary>Code of the list <c>sales_channel</c>: shop, web, phone, visit.</summary>
    public string? Channel { get; private set; }

    /// <summary>Code of the list <c>payment_method</c>.</summary>
    public string? PaymentMethod { get; private set; }

    /// <summary>What is taken off the whole order.</summary>
    public decimal Discount { get; private set; }

    /// <summary>Sum of the lines without tax, before <see cref="Discount"/>.</summary>
    public decimal Goods { get; private set; }

    /// <summary>Tax of the lines. A discount on the whole order lowers it in proportion.</summary>
    public decimal Tax { get; private set; }

    /// <summary>What is to be paid: goods less discount plus tax.</summary>
    public decimal Total { get; private set; }

    /// <summary>What it earns: goods less discount, in the base currency.</summary>
    public decimal Revenue { get; private set; }

    /// <summary>Anything worth knowing; the reason when it was cancelled.</summary>
    public string? Note { get; private set; }

    /// <summary>The lines, in their order.</summary>
    public IReadOnlyList<OrderLine> Lines => _lines;

    /// <summary>Takes an order.</summary>
    /// <param name="id">Id.</param>
    /// <param name="number">Its number; null to be given the next one when it is saved.</param>
    /// <param name="facts">What was ordered.</param>
    /// <param name="status">How far it is already: draft, or confirmed and later for one that comes from elsewhere.</param>
    /// <exception cref="DomainException">See <see cref="Change"/>.</exception>
    public static Order Take(Guid id, string? number, OrderFacts facts, OrderStatus status)
    {
        var order = new Order(id, number) { Status = OrderStatus.Draft };
        order.Change(facts);
        order.Status = status;
        return order;
    }

    /// <summary>Says anew what was ordered. Lines that stay the same keep their row. A cancelled order no longer changes; of others the change log tells what they were.</summary>
    /// <exception cref="DomainException">
    /// <c>order_closed</c>, <c>no_lines</c>, <c>too_many_lines</c>, <c>quantity_not_positive</c>, <c>price_negative</c>, <c>amount_too_large</c>, <c>discount_too_large</c>.
    /// </exception>
    public void Change(OrderFacts facts)
    {
        if (Says(facts)) return;
        if (Status == OrderStatus.Cancelled) throw new DomainException("order_closed", "status");
        if (facts.Lines.Count == 0) throw new DomainException("no_lines", "lines");
        if (facts.Lines.Count > LinesMaxCount) throw new DomainException("too_many_lines", "lines");
        for (var i = 0; i < facts.Lines.Count; i++) facts.Lines[i].Ensure(i);
        var goods = facts.Lines.Sum(l => l.Net);
        if (facts.Discount < 0 || facts.Discount > goods) throw new DomainException("discount_too_large", "discount");
        if (goods > Money.Max / 2) throw new DomainException("amount_too_large", "lines");

        if (CustomerId is { } before && before != facts.CustomerId) Raise(new TradeChanged(before));
        (CustomerId, OwnerId, OrderedAt, OrderedOn, WantedOn, Currency, Rate, Channel, PaymentMethod, Discount, Note) =
            (facts.CustomerId, facts.OwnerId, facts.OrderedAt, facts.OrderedOn, facts.WantedOn, facts.Currency, facts.Rate, facts.Channel, facts.PaymentMethod, facts.Discount, facts.Note);
        SayLines(facts.Lines);

        Goods = goods;
        Tax = Rounded(facts.Lines.Sum(l => l.Tax) * (goods == 0 ? 1 : (goods - Discount) / goods));
        Total = Goods - Discount + Tax;
        Revenue = Rounded((Goods - Discount) * Rate);
        TradeHasChanged();
    }

    /// <summary>Both sides agree. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>order_closed</c>.</exception>
    public void Confirm() => GoOn(OrderStatus.Confirmed);

    /// <summary>It is on its way. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>order_closed</c>.</exception>
    public void Ship() => GoOn(OrderStatus.Shipped);

    /// <summary>The customer has it. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>order_closed</c> when it was cancelled.</exception>
    public void Complete() => GoOn(OrderStatus.Completed);

    /// <summary>Goes on to a status, whichever lies between.</summary>
    /// <exception cref="DomainException"><c>order_closed</c> when that would be a step back.</exception>
    public void GoTo(OrderStatus status)
    {
        if (status == OrderStatus.Cancelled) Cancel(null);
        else GoOn(status);
    }

    /// <summary>It comes to nothing, for a reason. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>order_closed</c> when it was completed.</exception>
    public void Cancel(string? reason)
    {
        if (Status == OrderStatus.Cancelled) return;
        if (Status == OrderStatus.Completed) throw new DomainException("order_closed", "status");
        (Status, Note) = (OrderStatus.Cancelled, reason ?? Note);
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

    private static decimal Rounded(decimal amount) => decimal.Round(amount, 4, MidpointRounding.AwayFromZero);

    private void GoOn(OrderStatus to)
    {
        if (Status == to) return;
        if (Status == OrderStatus.Cancelled || Status > to) throw new DomainException("order_closed", "status");
        Status = to;
        TradeHasChanged();
    }

    private bool Says(OrderFacts facts) =>
        (CustomerId, OwnerId, OrderedAt, OrderedOn, WantedOn, Currency, Rate, Channel, PaymentMethod, Discount, Note)
            == (facts.CustomerId, facts.OwnerId, facts.OrderedAt, facts.OrderedOn, facts.WantedOn, facts.Currency, facts.Rate, facts.Channel, facts.PaymentMethod, facts.Discount, facts.Note)
        && _lines.OrderBy(l => l.Position).Select(l => l.Facts).SequenceEqual(facts.Lines) && _lines.Count > 0;

    private void SayLines(IReadOnlyList<OrderLineFacts> lines)
    {
        _lines.Sort((a, b) => a.Position.CompareTo(b.Position)); // a database knows no order
        if (_lines.Count > lines.Count) _lines.RemoveRange(lines.Count, _lines.Count - lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == _lines.Count) _lines.Add(new OrderLine(Guid.CreateVersion7(OrderedAt), Id, i + 1, lines[i]));
            else _lines[i].Say(i + 1, lines[i]);
        }
    }

    private void TradeHasChanged()
    {
        if (CustomerId is { } customerId) Raise(new TradeChanged(customerId));
    }
}

/// <summary>Everything about an order that people type in.</summary>
public sealed record OrderFacts
{
    /// <summary>Who ordered.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The colleague whose sale it is.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>When it was ordered (UTC).</summary>
    public required DateTime OrderedAt { get; init; }

    /// <summary>The day it was ordered.</summary>
    public required DateOnly OrderedOn { get; init; }

    /// <summary>The day by which it is wanted.</summary>
    public DateOnly? WantedOn { get; init; }

    /// <summary>ISO 4217 code of all its amounts.</summary>
    public string Currency { get; init; } = "CNY";

    /// <summary>One unit of its currency in the base currency.</summary>
    public decimal Rate { get; init; } = 1;

    /// <summary>Code of the list <c>sales_channel</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>Code of the list <c>payment_method</c>.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>What is taken off the whole order.</summary>
    public decimal Discount { get; init; }

    /// <summary>Anything worth knowing.</summary>
    public string? Note { get; init; }

    /// <summary>The lines, at least one.</summary>
    public required IReadOnlyList<OrderLineFacts> Lines { get; init; }
}

/// <summary>How far an order is.</summary>
public enum OrderStatus
{
    /// <summary>Being written; counts for nothing yet.</summary>
    Draft,

    /// <summary>Agreed.</summary>
    Confirmed,

    /// <summary>On its way.</summary>
    Shipped,

    /// <summary>The customer has it.</summary>
    Completed,

    /// <summary>Came to nothing.</summary>
    Cancelled,
}

/// <summary>Something in the trade with a customer is different from before: his figures are to be made anew.</summary>
/// <param name="CustomerId">The customer.</param>
public sealed record TradeChanged(Guid CustomerId) : IDomainEvent;
