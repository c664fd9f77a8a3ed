using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Contacts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Contacts, as batch, bulk work, import and undo write them.</summary>
internal sealed class ContactRecords(ContactDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, IMediator mediator)
    : RecordKind<Contact>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.ContactsRead;

    public override string WritePermission => Permissions.ContactsWrite;

    public override string DeletePermission => Permissions.ContactsDelete;

    protected override IQueryable<Contact> Whole(IQueryable<Contact> records) => records.Include(c => c.Tags).ThenInclude(t => t.Tag);

    protected override object InputOf(Contact record) => ContactInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        switch (write.Verb)
        {
            case RecordVerb.Create:
                return (await mediator.Send(new CreateContact(write.ReadAs<NewContactInput>(), write.Id), cancellationToken)).Id;
            case RecordVerb.Change:
                return (await mediator.Send(new ChangeContact(write.RequireId(), write.PatchOf<ContactInput>(), write.ExpectedVersion), cancellationToken)).Id;
            case RecordVerb.Delete:
                await mediator.Send(new DeleteContact(write.RequireId(), write.ExpectedVersion), cancellationToken);
                return write.RequireId();
            default:
                return (await mediator.Send(new RestoreContact(write.RequireId()), cancellationToken)).Id;
        }
    }
}
