using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Contacts;
using MediatR;

namespace Crm.Application.Contacts;

/// <summary>Contacts in sight: one's own, and those of customers in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.ContactsRead)]
public sealed record ListContacts(ListRequest List) : IRequest<ListPage<ContactRow>>;

internal sealed class ListContactsHandler(RecordLister lister, ContactDescriptor descriptor) : IRequestHandler<ListContacts, ListPage<ContactRow>>
{
    public Task<ListPage<ContactRow>> Handle(ListContacts request, CancellationToken cancellationToken) =>
        lister.ListAsync<Contact, ContactRow>(descriptor, request.List, cancellationToken);
}
