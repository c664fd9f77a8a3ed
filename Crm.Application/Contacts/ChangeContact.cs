using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Contacts;
using MediatR;

namespace Crm.Application.Contacts;

/// <summary>Changes what is known about a contact.</summary>
/// <param name="Id">The contact.</param>
/// <param name="Patch">What changes; the rest stays.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when he does not care.</param>
[RequirePermission(Permissions.ContactsWrite)]
public sealed record ChangeContact(Guid Id, MergePatch<ContactInput> Patch, int? ExpectedVersion) : IRequest<ContactDetail>;

internal sealed class ChangeContactHandler(ContactWriter writer, ContactReader reader) : IRequestHandler<ChangeContact, ContactDetail>
{
    public async Task<ContactDetail> Handle(ChangeContact request, CancellationToken cancellationToken)
    {
        var contact = await writer.WriteAsync(RecordDraft<Contact, ContactInput>.Change(request.Id, request.Patch, request.ExpectedVersion), cancellationToken);
        return await reader.GetAsync(contact.Id, cancellationToken);
    }
}
