using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Checks everything in inputs that points elsewhere, for all of them at once, and says all that is wrong with each.</summary>
internal sealed class CustomerReferences(ICrmDb db, ICurrentUser user, CodeCheck codes)
{
    /// <summary>Refuses codes, owners and parents that do not exist or may not be used.</summary>
    public async Task CheckAsync(IReadOnlyList<RecordDraft<Customer, CustomerInput>> drafts, CancellationToken cancellationToken)
    {
        var errors = await codes.FindAllErrorsAsync([.. drafts.Select(d => CodesOf(d.Input, d.Before))], cancellationToken);
        var owners = await db.Users.Where(u => u.Active).KnownAsync(drafts.Select(NewOwner), cancellationToken);
        var parents = await db.Customers.KnownAsync(drafts.Select(NewParent), cancellationToken);
        foreach (var (draft, wrong) in drafts.Zip(errors))
        {
            if (NewOwner(draft) is { } ownerId && !owners.Contains(ownerId)) wrong.Add(FieldError.At("ownerId", "unknown_user"));
            if (NewParent(draft) is { } parentId && !parents.Contains(parentId)) wrong.Add(FieldError.At("parentId", "unknown_customer"));
            draft.Refuse(wrong);
            draft.Try(() => EnsureMayAssign(draft.Input.OwnerId, draft.Before));
        }
    }

    /// <summary>Places those customers under their parents that are to be placed elsewhere.</summary>
    public async Task PlaceAsync(IReadOnlyList<RecordDraft<Customer, CustomerInput>> drafts, CancellationToken cancellationToken)
    {
        var above = await ParentsAboveAsync([.. drafts.Where(d => d.IsOpen).Select(NewParent).OfType<Guid>()], cancellationToken);
        foreach (var draft in drafts.Where(d => d.IsOpen && d.Input.ParentId != d.Before?.ParentId))
            draft.Try(() => draft.Record.PlaceUnder(draft.Input.ParentId, Climb(draft.Input.ParentId, above)));
    }

    /// <summary>Says early and kindly what the unique index would say in the end.</summary>
    public async Task KeepCreditCodesUniqueAsync(IReadOnlyList<RecordDraft<Customer, CustomerInput>> drafts, CancellationToken cancellationToken)
    {
        var changed = drafts.Where(d => d.IsOpen && d.Record.CreditCode is not null && d.Record.CreditCode != d.Before?.CreditCode).ToList();
        if (changed.Count == 0) return;

        var wanted = changed.ConvertAll(d => d.Record.CreditCode);
        var holders = await db.Customers
            .IgnoreQueryFilters([QueryFilters.Sight]) // the code is taken also where one may not look
            .Where(c => wanted.Contains(c.CreditCode)).Select(c => new { c.Id, c.CreditCode })
            .ToListAsync(cancellationToken);
        var taken = holders.ToDictionary(h => h.CreditCode!, h => h.Id, StringComparer.Ordinal);
        foreach (var draft in changed)
            draft.Try(() =>
            {
                if (!taken.TryAdd(draft.Record.CreditCode!, draft.Record.Id) && taken[draft.Record.CreditCode!] != draft.Record.Id)
                    throw new ConflictException("duplicate_credit_code", "creditCode");
            });
    }

    /// <summary>The same for one that comes back from the bin.</summary>
    public async Task EnsureNewCreditCodeAsync(Customer customer, CancellationToken cancellationToken)
    {
        if (customer.CreditCode is not { } code) return;
        var taken = await db.Customers
            .IgnoreQueryFilters([QueryFilters.Sight]) // as above
            .AnyAsync(c => c.CreditCode == code && c.Id != customer.Id, cancellationToken);
        if (taken) throw new ConflictException("duplicate_credit_code", "creditCode");
    }

    private static IReadOnlyList<CodeUse> CodesOf(CustomerInput input, CustomerInput? before) =>
    [
        new("industry", CodeLists.Industry, input.Industry, before?.Industry),
        new("source", CodeLists.CustomerSource, input.Source, before?.Source),
        new("size", CodeLists.CustomerSize, input.Size, before?.Size),
        new("status", CodeLists.CustomerStatus, input.Status, before?.Status),
    ];

    /// <summary>An owner of whom it must be asked whether there is such a user; whoever writes is one.</summary>
    private Guid? NewOwner(RecordDraft<Customer, CustomerInput> draft) =>
        draft.Input.OwnerId != draft.Before?.OwnerId && draft.Input.OwnerId != user.UserId ? draft.Input.OwnerId : null;

    private static Guid? NewParent(RecordDraft<Customer, CustomerInput> draft) => draft.Input.ParentId != draft.Before?.ParentId ? draft.Input.ParentId : null;

    /// <summary>Whoever may not hand customers over can open them only for himself, and not give them away.</summary>
    private void EnsureMayAssign(Guid? ownerId, CustomerInput? before)
    {
        if (ownerId == before?.OwnerId && before is not null) return;
        if (before is null && ownerId == user.UserId) return;
        if (!user.May(Permissions.CustomersAssign)) throw new ForbiddenException("permission_missing", Permissions.CustomersAssign);
        if (!user.MayHandOver(before?.OwnerId, ownerId)) throw new InvalidException(FieldError.At("ownerId", "unknown_user"));
    }

    /// <summary>The parent of each of these, of their parents and so on, a step up with each question.</summary>
    private async Task<Dictionary<Guid, Guid?>> ParentsAboveAsync(HashSet<Guid> level, CancellationToken cancellationToken)
    {
        var above = new Dictionary<Guid, Guid?>();
        for (var step = 0; step <= Customer.MaxDepth && level.Count > 0; step++)
        {
            var ids = level.ToList();
            var rows = await db.Customers
                .IgnoreQueryFilters() // a cycle through a customer out of sight or in the bin is a cycle all the same
                .Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.ParentId })
                .ToListAsync(cancellationToken);
            foreach (var row in rows) above[row.Id] = row.ParentId;
            level = [.. rows.Select(r => r.ParentId).OfType<Guid>().Where(id => !above.ContainsKey(id))];
        }

        return above;
    }

    private static List<Guid> Climb(Guid? parentId, Dictionary<Guid, Guid?> above)
    {
        var chain = new List<Guid>();
        for (var id = parentId; id is { } current && chain.Count <= Customer.MaxDepth && !chain.Contains(current); id = above.GetValueOrDefault(current)) chain.Add(current);
        return chain;
    }
}
