using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Contacts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Contacts, as batch, bulk work, import and undo write them. A change may also say <c>customers</c>: places that are added or changed; the others stay.</summary>
internal sealed class ContactRecords(ContactDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, ContactWriter writer, IMediator mediator)
    : WrittenKind<Contact, ContactInput>(descriptor, db, lister, user, writer)
{
    public override string ReadPermission => Permissions.ContactsRead;

    public override string WritePermission => Permissions.ContactsWrite;

    public override string DeletePermission => Permissions.ContactsDelete;

    protected override IQueryable<Contact> Whole(IQueryable<Contact> records, QueryValue<List<Guid>> ids) =>
        records.Include(c => c.Tags.Where(t => ids.Value.Contains(t.ContactId))).ThenInclude(t => t.Tag).Include(c => c.Customers.Where(l => ids.Value.Contains(l.ContactId)));

    protected override object InputOf(Contact record) => new NewContactInput(ContactInput.From(record)) { Customers = PlaceAtCustomerInput.From(record.Customers) };

    protected override RecordDraft<Contact, ContactInput> DraftOf(RecordWrite write) => write.Verb == RecordVerb.Create
        ? RecordDraft<Contact, ContactInput>.New(write.Id, write.ReadAs<NewContactInput>)
        : RecordDraft<Contact, ContactInput>.Change(write.Id, write.PatchOf<NewContactInput>(), write.ExpectedVersion);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await mediator.Send(new DeleteContact(write.RequireId(), write.ExpectedVersion), cancellationToken);
        else await mediator.Send(new RestoreContact(write.RequireId()), cancellationToken);
        return write.RequireId();
    }
}
