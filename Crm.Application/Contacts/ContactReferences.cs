using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Contacts;
using Crm.Domain.Settings;

namespace Crm.Application.Contacts;

/// <summary>Checks what inputs about contacts point to, for all of them at once.</summary>
internal sealed class ContactReferences(ICrmDb db, CodeCheck codes, PlacesAtCustomers places, ICurrentUser user)
{
    /// <summary>Refuses salutations, owners, customers and roles that do not exist or may not be used, with all that is wrong with each draft.</summary>
    public async Task CheckAsync(IReadOnlyList<RecordDraft<Contact, ContactInput>> drafts, CancellationToken cancellationToken)
    {
        var errors = await codes.FindAllErrorsAsync(
            [.. drafts.Select(d => (IReadOnlyList<CodeUse>)[new("salutation", CodeLists.Salutation, d.Input.Salutation, d.Before?.Salutation), .. PlacesAtCustomers.CodesOf(d.Input.Places, "customers/")])],
            cancellationToken);
        var owners = await db.Users.Where(u => u.Active).KnownAsync(drafts.Select(d => d.Input.OwnerId).Where(id => id != user.UserId), cancellationToken);
        var customers = await places.KnownCustomersAsync(drafts.SelectMany(d => d.Input.Places), cancellationToken);
        foreach (var (draft, wrong) in drafts.Zip(errors))
        {
            var (before, ownerId) = (draft.Before?.OwnerId, draft.Input.OwnerId);
            if (ownerId != before && !(user.MayHandOver(before, ownerId) && (ownerId is null || ownerId == user.UserId || owners.Contains(ownerId.Value))))
                wrong.Add(FieldError.At("ownerId", "unknown_user"));
            wrong.AddRange(PlacesAtCustomers.FindErrors(draft.Input.Places, customers, "customers/"));
            draft.Refuse(wrong);
        }
    }
}
