using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Contacts;

/// <summary>Everything about one contact, also when it lies in the bin.</summary>
/// <param name="Id">The contact.</param>
[RequirePermission(Permissions.ContactsRead)]
public sealed record GetContact(Guid Id) : IRequest<ContactDetail>;

internal sealed class GetContactHandler(ContactReader reader) : IRequestHandler<GetContact, ContactDetail>
{
    public Task<ContactDetail> Handle(GetContact request, CancellationToken cancellationToken) => reader.GetAsync(request.Id, cancellationToken);
}
