using System.Text.Json.Serialization;
using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Orders;

namespace Crm.Application.Orders;

/// <summary>An order in a list.</summary>
public record OrderRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Order.Number"/>
    public string Number { get; init; } = "";

    /// <inheritdoc cref="Order.CustomerId"/>
    public Guid? CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <inheritdoc cref="Order.OwnerId"/>
    public Guid? OwnerId { get; init; }

    /// <summary>Name of the colleague whose sale it is.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="Order.OrderedAt"/>
    public DateTime OrderedAt { get; init; }

    /// <inheritdoc cref="Order.OrderedOn"/>
    public DateOnly OrderedOn { get; init; }

    /// <inheritdoc cref="Order.WantedOn"/>
    public DateOnly? WantedOn { get; init; }

    /// <inheritdoc cref="Order.Status"/>
    public OrderStatus Status { get; init; }

    /// <inheritdoc cref="Order.Channel"/>
    public string? Channel { get; init; }

    /// <inheritdoc cref="Order.PaymentMethod"/>
    public string? PaymentMethod { get; init; }

    /// <inheritdoc cref="Order.Total"/>
    public Money Total { get; init; } = new(0, "CNY");

    /// <inheritdoc cref="Order.Revenue"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Revenue { get; init; }

    /// <summary>Values of the fields that an administrator added, by key; <c>GET /api/v1/meta/{entity}</c> says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = CustomWire.Nothing;

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>A whole order.</summary>
public sealed record OrderDetail : OrderRow
{
    /// <inheritdoc cref="Order.Currency"/>
    public string Currency { get; init; } = "CNY";

    /// <inheritdoc cref="Order.Rate"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Rate { get; init; } = 1;

    /// <inheritdoc cref="Order.Goods"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Goods { get; init; }

    /// <inheritdoc cref="Order.Discount"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Discount { get; init; }

    /// <inheritdoc cref="Order.Tax"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Tax { get; init; }

    /// <inheritdoc cref="Order.Note"/>
    public string? Note { get; init; }

    /// <summary>The lines, in their order.</summary>
    public IReadOnlyList<OrderLineRow> Lines { get; init; } = [];

    /// <summary>What you may do with it now.</summary>
    public OrderCan Can { get; init; } = OrderCan.Nothing;
}

/// <summary>A line of an order or a return.</summary>
public sealed record OrderLineRow
{
    /// <summary>Its place, from 1.</summary>
    public int Position { get; init; }

    /// <inheritdoc cref="OrderLine.ProductId"/>
    public Guid? ProductId { get; init; }

    /// <summary>Code of the product.</summary>
    public string? ProductCode { get; init; }

    /// <inheritdoc cref="OrderLine.Text"/>
    public string Text { get; init; } = "";

    /// <inheritdoc cref="OrderLine.Quantity"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Quantity { get; init; }

    /// <summary>What the product is counted in.</summary>
    public string? Unit { get; init; }

    /// <inheritdoc cref="OrderLine.UnitPrice"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal UnitPrice { get; init; }

    /// <inheritdoc cref="OrderLine.DiscountPercent"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal DiscountPercent { get; init; }

    /// <inheritdoc cref="OrderLine.TaxPercent"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal TaxPercent { get; init; }

    /// <inheritdoc cref="OrderLine.Net"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Net { get; init; }

    /// <inheritdoc cref="OrderLine.Tax"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Tax { get; init; }
}

/// <summary>What you may do with an order now.</summary>
/// <param name="Update">Change what was ordered.</param>
/// <param name="Confirm">Confirm it.</param>
/// <param name="Ship">Note that it is on its way.</param>
/// <param name="Complete">Note that the customer has it.</param>
/// <param name="Cancel">Cancel it.</param>
/// <param name="Delete">Put it into the bin.</param>
/// <param name="Restore">Take it out of the bin.</param>
public sealed record OrderCan(bool Update, bool Confirm, bool Ship, bool Complete, bool Cancel, bool Delete, bool Restore)
{
    internal static readonly OrderCan Nothing = new(false, false, false, false, false, false, false);

    internal static OrderCan Of(OrderStatus status, bool deleted, bool mayWrite, bool mayDelete)
    {
        var open = mayWrite && !deleted && status is not (OrderStatus.Completed or OrderStatus.Cancelled);
        var changes = mayWrite && !deleted && status != OrderStatus.Cancelled;
        return new OrderCan(changes, open && status < OrderStatus.Confirmed, open && status < OrderStatus.Shipped, open, open, mayDelete && !deleted, mayDelete && deleted);
    }
}

internal sealed class OrderMaps : Profile
{
    public OrderMaps()
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>(null);
        CreateMap<Order, OrderRow>()
            .ForMember(row => row.CustomerName, m => m.MapFrom(o => o.Customer!.Name))
            .ForMember(row => row.OwnerName, m => m.MapFrom(o => o.Owner!.Name))
            .ForMember(row => row.Total, m => m.MapFrom(o => new Money(o.Total, o.Currency)))
            .ForMember(row => row.Custom, m => m.MapFrom(o => CustomWire.Answer(o.Custom, custom.Value)));
        CreateMap<Order, OrderDetail>()
            .ForMember(d => d.CustomerName, m => m.MapFrom(o => o.Customer!.Name))
            .ForMember(d => d.OwnerName, m => m.MapFrom(o => o.Owner!.Name))
            .ForMember(d => d.Total, m => m.MapFrom(o => new Money(o.Total, o.Currency)))
            .ForMember(d => d.Lines, m => m.MapFrom(o => o.Lines.OrderBy(l => l.Position)))
            .ForMember(d => d.Custom, m => m.MapFrom(o => CustomWire.Answer(o.Custom, custom.Value)))
            .ForMember(d => d.Can, m => m.Ignore());
        CreateMap<OrderLine, OrderLineRow>()
            .ForMember(row => row.ProductCode, m => m.MapFrom(l => l.Product!.Code))
            .ForMember(row => row.Unit, m => m.MapFrom(l => l.Product!.Unit));
        CreateMap<SalesReturn, SalesReturnRow>()
            .ForMember(row => row.CustomerName, m => m.MapFrom(r => r.Customer!.Name))
            .ForMember(row => row.OrderNumber, m => m.MapFrom(r => r.Order!.Number))
            .ForMember(row => row.Total, m => m.MapFrom(r => new Money(r.Total, r.Currency)))
            .ForMember(row => row.Custom, m => m.MapFrom(r => CustomWire.Answer(r.Custom, custom.Value)));
        CreateMap<SalesReturn, SalesReturnDetail>()
            .ForMember(d => d.CustomerName, m => m.MapFrom(r => r.Customer!.Name))
            .ForMember(d => d.OrderNumber, m => m.MapFrom(r => r.Order!.Number))
            .ForMember(d => d.Total, m => m.MapFrom(r => new Money(r.Total, r.Currency)))
            .ForMember(d => d.Lines, m => m.MapFrom(r => r.Lines.OrderBy(l => l.Position)))
            .ForMember(d => d.Can, m => m.Ignore())
            .ForMember(d => d.Custom, m => m.MapFrom(r => CustomWire.Answer(r.Custom, custom.Value)));
        CreateMap<SalesReturnLine, OrderLineRow>()
            .ForMember(row => row.ProductCode, m => m.MapFrom(l => l.Product!.Code))
            .ForMember(row => row.Unit, m => m.MapFrom(l => l.Product!.Unit));
    }
}
