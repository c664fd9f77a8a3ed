using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Contacts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Puts a contact into the bin. Doing it twice changes nothing.</summary>
/// <param name="Id">The contact.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when he does not care.</param>
[RequirePermission(Permissions.ContactsDelete)]
public sealed record DeleteContact(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a contact out of the bin. Doing it twice changes nothing.</summary>
/// <param name="Id">The contact.</param>
[RequirePermission(Permissions.ContactsDelete)]
public sealed record RestoreContact(Guid Id) : IRequest<ContactDetail>;

internal sealed class ContactBinHandlers(ICrmDb db, ContactReader reader, TimeProvider clock) : IRequestHandler<DeleteContact>, IRequestHandler<RestoreContact, ContactDetail>
{
    public async Task<Unit> Handle(DeleteContact request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<Contact>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }

    public async Task<ContactDetail> Handle(RestoreContact request, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts
            .IgnoreQueryFilters([QueryFilters.Bin]) // it lies in the bin
            .GetAsync(request.Id, cancellationToken);
        contact.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(contact.Id, cancellationToken);
    }
}
