using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Customers, as batch, bulk work, import and undo write them.</summary>
internal sealed class CustomerRecords(CustomerDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, IMediator mediator)
    : RecordKind<Customer>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.CustomersRead;

    public override string WritePermission => Permissions.CustomersWrite;

    public override string DeletePermission => Permissions.CustomersDelete;

    protected override IQueryable<Customer> Whole(IQueryable<Customer> records) => records.Include(c => c.Tags).ThenInclude(t => t.Tag);

    protected override object InputOf(Customer record) => CustomerInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        switch (write.Verb)
        {
            case RecordVerb.Create:
                return (await mediator.Send(new CreateCustomer(write.ReadAs<CustomerInput>(), write.Id), cancellationToken)).Id;
            case RecordVerb.Change:
                return (await mediator.Send(new ChangeCustomer(write.RequireId(), write.PatchOf<CustomerInput>(), write.ExpectedVersion), cancellationToken)).Id;
            case RecordVerb.Delete:
                await mediator.Send(new DeleteCustomer(write.RequireId(), write.ExpectedVersion), cancellationToken);
                return write.RequireId();
            default:
                return (await mediator.Send(new RestoreCustomer(write.RequireId()), cancellationToken)).Id;
        }
    }
}
