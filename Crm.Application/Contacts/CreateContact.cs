using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Contacts;
using MediatR;

namespace Crm.Application.Contacts;

/// <summary>Writes a new person down, together with the customers he works for.</summary>
/// <param name="Input">What is known.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.ContactsWrite)]
public sealed record CreateContact(NewContactInput Input, Guid? Id = null) : IRequest<ContactDetail>;

internal sealed class CreateContactHandler(ContactWriter writer, ContactReader reader) : IRequestHandler<CreateContact, ContactDetail>
{
    public async Task<ContactDetail> Handle(CreateContact request, CancellationToken cancellationToken)
    {
        var contact = await writer.WriteAsync(RecordDraft<Contact, ContactInput>.New(request.Id, () => request.Input), cancellationToken);
        return await reader.GetAsync(contact.Id, cancellationToken);
    }
}
