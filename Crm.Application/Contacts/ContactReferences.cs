using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Checks what an input about a contact points to.</summary>
internal sealed class ContactReferences(ICrmDb db, CodeCheck codes)
{
    public async Task<List<FieldError>> FindErrorsAsync(ContactInput input, ContactInput? before, CancellationToken cancellationToken)
    {
        var errors = await codes.FindErrorsAsync([new("salutation", CodeLists.Salutation, input.Salutation, before?.Salutation)], cancellationToken);
        if (input.OwnerId is { } ownerId && ownerId != before?.OwnerId && !await db.Users.AnyAsync(u => u.Id == ownerId && u.Active, cancellationToken))
            errors.Add(FieldError.At("ownerId", "unknown_user"));
        return errors;
    }
}
