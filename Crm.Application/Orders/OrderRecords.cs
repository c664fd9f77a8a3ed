using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Orders;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>Orders, as batch, bulk work, import and undo write them.</summary>
internal sealed class OrderRecords(OrderDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, OrderWriter writer, IMediator mediator)
    : WrittenKind<Order, OrderInput>(descriptor, db, lister, user, writer)
{
    public override string ReadPermission => Permissions.OrdersRead;

    public override string WritePermission => Permissions.OrdersWrite;

    public override string DeletePermission => Permissions.OrdersDelete;

    protected override IQueryable<Order> Whole(IQueryable<Order> records, QueryValue<List<Guid>> ids) => records.Include(o => o.Lines.Where(l => ids.Value.Contains(l.OrderId)));

    protected override object InputOf(Order record) => OrderInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await mediator.Send(new DeleteOrder(write.RequireId(), write.ExpectedVersion), cancellationToken);
        else await mediator.Send(new RestoreOrder(write.RequireId()), cancellationToken);
        return write.RequireId();
    }
}
