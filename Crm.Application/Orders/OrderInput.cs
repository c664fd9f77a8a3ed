using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Orders;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Orders;

/// <summary>What can be written about an order.</summary>
public sealed record OrderInput : IDescribedInput
{
    /// <summary>Number on paper, unique, at most 40 characters; the next of ours when nothing is said. It never changes afterwards.</summary>
    public string? Number { get; init; }

    /// <summary>Who ordered; null while nobody knows.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The colleague whose sale it is; whoever writes the order when nothing is said.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>When it was ordered (UTC); now when nothing is said.</summary>
    public DateTime? OrderedAt { get; init; }

    /// <summary>The day by which figures by day and month go; that of <c>orderedAt</c> where you are when nothing is said.</summary>
    public DateOnly? OrderedOn { get; init; }

    /// <summary>The day by which it is wanted.</summary>
    public DateOnly? WantedOn { get; init; }

    /// <summary>How far it is; a new one is a <c>draft</c> when nothing is said. It goes on, or is cancelled, and never back.</summary>
    public OrderStatus? Status { get; init; }

    /// <summary>ISO 4217 code of all amounts; <c>CNY</c> when nothing is said.</summary>
    public string? Currency { get; init; }

    /// <summary>One unit of the currency in the base currency on that day; 1 when nothing is said.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Rate { get; init; } = 1;

    /// <summary>Code of the list <c>sales_channel</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>Code of the list <c>payment_method</c>.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>What is taken off the whole order, in its currency.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Discount { get; init; }

    /// <summary>Anything worth knowing; at most 4,000 characters, several lines.</summary>
    public string? Note { get; init; }

    /// <summary>The lines, 1 to 2,000.</summary>
    public IReadOnlyList<OrderLineInput>? Lines { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static OrderInput From(Order order) => new()
    {
        Number = order.Number,
        CustomerId = order.CustomerId,
        OwnerId = order.OwnerId,
        OrderedAt = order.OrderedAt,
        OrderedOn = order.OrderedOn,
        WantedOn = order.WantedOn,
        Status = order.Status,
        Currency = order.Currency,
        Rate = order.Rate,
        Channel = order.Channel,
        PaymentMethod = order.PaymentMethod,
        Discount = order.Discount,
        Note = order.Note,
        Custom = CustomWire.Input(order.Custom),
        Lines = [.. order.Lines.OrderBy(l => l.Position).Select(l => OrderLineInput.From(l.Facts))],
    };

    internal OrderFacts ToFacts(DateTime now, TimeZoneInfo zone) => new()
    {
        CustomerId = CustomerId,
        OwnerId = OwnerId,
        OrderedAt = OrderedAt ?? now,
        OrderedOn = OrderedOn ?? LocalDay.Of(OrderedAt ?? now, zone),
        WantedOn = WantedOn,
        Currency = Currency ?? "CNY",
        Rate = Rate,
        Channel = Channel,
        PaymentMethod = PaymentMethod,
        Discount = Discount,
        Note = TextRules.CleanMultiline(Note),
        Lines = [.. (Lines ?? []).Select(l => l.ToFacts())],
    };
}

/// <summary>What can be written about a line of an order or a return.</summary>
public sealed record OrderLineInput
{
    /// <summary>The product; null for free text.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>What stands on paper, at most 300 characters; the product's name when nothing is said.</summary>
    public string? Text { get; init; }

    /// <summary>How much; above zero, at most 4 decimals.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Quantity { get; init; } = 1;

    /// <summary>Price of one unit without tax, in the order's currency; not below zero.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal UnitPrice { get; init; }

    /// <summary>Discount on the line in percent, 0 to 100.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal DiscountPercent { get; init; }

    /// <summary>Tax rate in percent, 0 to 100.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal TaxPercent { get; init; }

    internal static OrderLineInput From(OrderLineFacts facts) => new()
    {
        ProductId = facts.ProductId,
        Text = facts.Text,
        Quantity = facts.Quantity,
        UnitPrice = facts.UnitPrice,
        DiscountPercent = facts.DiscountPercent,
        TaxPercent = facts.TaxPercent,
    };

    internal OrderLineFacts ToFacts() => new(ProductId, TextRules.Clean(Text) ?? "", Quantity, UnitPrice, DiscountPercent, TaxPercent);
}

internal sealed class OrderInputValidator : AbstractValidator<OrderInput>
{
    public OrderInputValidator()
    {
        RuleFor(o => o.Number).Line(Order.NumberMaxLength);
        RuleFor(o => o.Status).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(o => o.OrderedAt).Must(at => at is null || at.Value.Year >= 1900).WithErrorCode("not_a_past_day");
        RuleFor(o => o.Currency).Currency();
        RuleFor(o => o.Rate).GreaterThan(0).WithErrorCode("not_positive");
        RuleFor(o => o.Channel).Line(CodeListItem.CodeMaxLength);
        RuleFor(o => o.PaymentMethod).Line(CodeListItem.CodeMaxLength);
        RuleFor(o => o.Discount).GreaterThanOrEqualTo(0).WithErrorCode("negative");
        RuleFor(o => o.Note).Lines(Order.NoteMaxLength);
        RuleFor(o => o.Lines).Must(l => l is { Count: > 0 }).WithErrorCode("required").AtMost(Order.LinesMaxCount);
        RuleForEach(o => o.Lines).SetValidator(new OrderLineInputValidator());
    }
}

internal sealed class OrderLineInputValidator : AbstractValidator<OrderLineInput>
{
    public OrderLineInputValidator()
    {
        RuleFor(l => l.Text).Line(OrderLine.TextMaxLength);
        RuleFor(l => l.Text).Given().When(l => l.ProductId is null);
        RuleFor(l => l.Quantity).Must(q => q is > 0 and <= OrderLine.MaxQuantity).WithErrorCode("quantity_not_positive");
        RuleFor(l => l.UnitPrice).GreaterThanOrEqualTo(0).WithErrorCode("price_negative");
        RuleFor(l => l.DiscountPercent).Must(p => p is >= 0 and <= 100).WithErrorCode("not_a_percentage");
        RuleFor(l => l.TaxPercent).Must(p => p is >= 0 and <= 100).WithErrorCode("not_a_percentage");
    }
}
