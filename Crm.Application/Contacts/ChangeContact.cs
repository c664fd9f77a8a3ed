using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Changes what is known about a contact.</summary>
/// <param name="Id">The contact.</param>
/// <param name="Patch">What changes; the rest stays.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when he does not care.</param>
[RequirePermission(Permissions.ContactsWrite)]
public sealed record ChangeContact(Guid Id, MergePatch<ContactInput> Patch, int? ExpectedVersion) : IRequest<ContactDetail>;

internal sealed class ChangeContactHandler(
    ICrmDb db,
    IValidator<ContactInput> validator,
    ContactReferences references,
    TagBook tags,
    ContactReader reader,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<ChangeContact, ContactDetail>
{
    public async Task<ContactDetail> Handle(ChangeContact request, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.Include(c => c.Tags).ThenInclude(t => t.Tag).GetAsync(request.Id, cancellationToken);
        var before = ContactInput.From(contact);
        contact.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));

        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        var errors = await references.FindErrorsAsync(input, before, cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);

        contact.Describe(input.ToProfile(LocalDay.Of(clock.GetUtcNow().UtcDateTime, user.TimeZone)));
        contact.AssignTo(input.OwnerId);
        contact.TagWith(await tags.IdsOfAsync(input.Tags ?? [], cancellationToken));

        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(contact.Id, cancellationToken);
    }
}
