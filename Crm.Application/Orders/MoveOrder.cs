using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Orders;
using FluentValidation;
using MediatR;

namespace Crm.Application.Orders;

/// <summary>Why an order came to nothing.</summary>
/// <param name="Reason">The reason; at most 4,000 characters.</param>
public sealed record CancellationInput(string? Reason);

/// <summary>Both sides agree on an order.</summary>
/// <param name="Id">The order.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record ConfirmOrder(Guid Id, int? ExpectedVersion) : IRequest<OrderDetail>;

/// <summary>An order is on its way.</summary>
/// <param name="Id">The order.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record ShipOrder(Guid Id, int? ExpectedVersion) : IRequest<OrderDetail>;

/// <summary>The customer has what he ordered.</summary>
/// <param name="Id">The order.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record CompleteOrder(Guid Id, int? ExpectedVersion) : IRequest<OrderDetail>;

/// <summary>An order comes to nothing.</summary>
/// <param name="Id">The order.</param>
/// <param name="Input">Why.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record CancelOrder(Guid Id, CancellationInput Input, int? ExpectedVersion) : IRequest<OrderDetail>;

internal sealed class CancelOrderValidator : AbstractValidator<CancelOrder>
{
    public CancelOrderValidator() => RuleFor(c => c.Input.Reason).Lines(Order.NoteMaxLength).OverridePropertyName("Reason");
}

internal sealed class MoveOrderHandlers(ICrmDb db, OrderReader reader) :
    IRequestHandler<ConfirmOrder, OrderDetail>,
    IRequestHandler<ShipOrder, OrderDetail>,
    IRequestHandler<CompleteOrder, OrderDetail>,
    IRequestHandler<CancelOrder, OrderDetail>
{
    public Task<OrderDetail> Handle(ConfirmOrder request, CancellationToken cancellationToken) =>
        MoveAsync(request.Id, request.ExpectedVersion, o => o.Confirm(), cancellationToken);

    public Task<OrderDetail> Handle(ShipOrder request, CancellationToken cancellationToken) =>
        MoveAsync(request.Id, request.ExpectedVersion, o => o.Ship(), cancellationToken);

    public Task<OrderDetail> Handle(CompleteOrder request, CancellationToken cancellationToken) =>
        MoveAsync(request.Id, request.ExpectedVersion, o => o.Complete(), cancellationToken);

    public Task<OrderDetail> Handle(CancelOrder request, CancellationToken cancellationToken) =>
        MoveAsync(request.Id, request.ExpectedVersion, o => o.Cancel(TextRules.CleanMultiline(request.Input.Reason)), cancellationToken);

    private async Task<OrderDetail> MoveAsync(Guid id, int? expectedVersion, Action<Order> move, CancellationToken cancellationToken)
    {
        var order = await db.Orders.GetAsync(id, cancellationToken);
        order.EnsureVersion(expectedVersion);
        move(order);
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(id, cancellationToken);
    }
}
