using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Checks what an input about a contact points to.</summary>
internal sealed class ContactReferences(ICrmDb db, CodeCheck codes, ICurrentUser user)
{
    public async Task<List<FieldError>> FindErrorsAsync(ContactInput input, ContactInput? before, CancellationToken cancellationToken)
    {
        var errors = await codes.FindErrorsAsync([new("salutation", CodeLists.Salutation, input.Salutation, before?.Salutation)], cancellationToken);
        var ownerId = input.OwnerId ?? (before is null ? user.UserId : null);
        if (ownerId != before?.OwnerId && !(user.MayHandOver(before?.OwnerId, ownerId) && (ownerId is null || await db.Users.AnyAsync(u => u.Id == ownerId && u.Active, cancellationToken))))
            errors.Add(FieldError.At("ownerId", "unknown_user"));
        return errors;
    }
}
