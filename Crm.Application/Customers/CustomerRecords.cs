using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Customers, as batch, bulk work, import and undo write them.</summary>
internal sealed class CustomerRecords(CustomerDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, CustomerWriter writer, IMediator mediator)
    : WrittenKind<Customer, CustomerInput>(descriptor, db, lister, user, writer)
{
    public override string ReadPermission => Permissions.CustomersRead;

    public override string WritePermission => Permissions.CustomersWrite;

    public override string DeletePermission => Permissions.CustomersDelete;

    protected override IQueryable<Customer> Whole(IQueryable<Customer> records, QueryValue<List<Guid>> ids) =>
        records.Include(c => c.Tags.Where(t => ids.Value.Contains(t.CustomerId))).ThenInclude(t => t.Tag);

    protected override object InputOf(Customer record) => CustomerInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await mediator.Send(new DeleteCustomer(write.RequireId(), write.ExpectedVersion), cancellationToken);
        else await mediator.Send(new RestoreCustomer(write.RequireId()), cancellationToken);
        return write.RequireId();
    }
}
