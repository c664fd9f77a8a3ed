using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Orders;
using MediatR;

namespace Crm.Application.Orders;

/// <summary>Orders in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record ListOrders(ListRequest List) : IRequest<ListPage<OrderRow>>;

/// <summary>One order with its lines.</summary>
/// <param name="Id">The order.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record GetOrder(Guid Id) : IRequest<OrderDetail>;

/// <summary>Takes an order.</summary>
/// <param name="Input">What was ordered.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record TakeOrder(OrderInput Input, Guid? Id = null) : IRequest<OrderDetail>;

/// <summary>Changes what was ordered.</summary>
/// <param name="Id">The order.</param>
/// <param name="Patch">What changes; lines are replaced whole.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record ChangeOrder(Guid Id, MergePatch<OrderInput> Patch, int? ExpectedVersion) : IRequest<OrderDetail>;

/// <summary>Puts an order into the bin; it no longer counts for the customer's trade.</summary>
/// <param name="Id">The order.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record DeleteOrder(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes an order out of the bin.</summary>
/// <param name="Id">The order.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record RestoreOrder(Guid Id) : IRequest<OrderDetail>;

internal sealed class OrderQueries(RecordLister lister, OrderDescriptor descriptor, OrderReader reader) :
    IRequestHandler<ListOrders, ListPage<OrderRow>>,
    IRequestHandler<GetOrder, OrderDetail>
{
    public Task<ListPage<OrderRow>> Handle(ListOrders request, CancellationToken cancellationToken) =>
        lister.ListAsync<Order, OrderRow>(descriptor, request.List, cancellationToken);

    public Task<OrderDetail> Handle(GetOrder request, CancellationToken cancellationToken) => reader.GetAsync(request.Id, cancellationToken);
}

internal sealed class OrderCommands(ICrmDb db, OrderWriter writer, OrderReader reader, TimeProvider clock) :
    IRequestHandler<TakeOrder, OrderDetail>,
    IRequestHandler<ChangeOrder, OrderDetail>,
    IRequestHandler<DeleteOrder>,
    IRequestHandler<RestoreOrder, OrderDetail>
{
    public Task<OrderDetail> Handle(TakeOrder request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<Order, OrderInput>.New(request.Id, () => request.Input), cancellationToken);

    public Task<OrderDetail> Handle(ChangeOrder request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<Order, OrderInput>.Change(request.Id, request.Patch, request.ExpectedVersion), cancellationToken);

    public async Task<Unit> Handle(DeleteOrder request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<Order>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }

    public async Task<OrderDetail> Handle(RestoreOrder request, CancellationToken cancellationToken)
    {
        await db.RestoreAsync<Order>(request.Id, cancellationToken);
        return await reader.GetAsync(request.Id, cancellationToken);
    }

    private async Task<OrderDetail> WriteAsync(RecordDraft<Order, OrderInput> draft, CancellationToken cancellationToken)
    {
        var order = await writer.WriteAsync(draft, cancellationToken);
        return await reader.GetAsync(order.Id, cancellationToken);
    }
}
