using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Checks everything in an input that points elsewhere, and says all that is wrong at once.</summary>
internal sealed class CustomerReferences(ICrmDb db, ICurrentUser user, CodeCheck codes, TagBook tags)
{
    /// <summary>Puts owner, parent and tags of the input onto the customer.</summary>
    /// <param name="customer">The customer, with its tags loaded.</param>
    /// <param name="input">What was sent, its shape already checked.</param>
    /// <param name="before">What the file said before; null for a new one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ApplyAsync(Customer customer, CustomerInput input, CustomerInput? before, CancellationToken cancellationToken)
    {
        customer.AssignTo(input.OwnerId);
        if (input.ParentId != before?.ParentId) customer.PlaceUnder(input.ParentId, await AncestorsAsync(input.ParentId, cancellationToken));
        customer.TagWith(await tags.IdsOfAsync(input.Tags ?? [], cancellationToken));
    }

    /// <summary>Refuses codes, owners and parents that do not exist or may not be used.</summary>
    public async Task EnsureAsync(CustomerInput input, CustomerInput? before, CancellationToken cancellationToken)
    {
        var errors = await codes.FindErrorsAsync(
        [
            new("industry", CodeLists.Industry, input.Industry, before?.Industry),
            new("source", CodeLists.CustomerSource, input.Source, before?.Source),
            new("size", CodeLists.CustomerSize, input.Size, before?.Size),
            new("status", CodeLists.CustomerStatus, input.Status, before?.Status),
        ], cancellationToken);

        if (input.OwnerId is { } ownerId && ownerId != before?.OwnerId && !await db.Users.AnyAsync(u => u.Id == ownerId && u.Active, cancellationToken))
            errors.Add(FieldError.At("ownerId", "unknown_user"));
        if (input.ParentId is { } parentId && parentId != before?.ParentId && !await db.Customers.AnyAsync(c => c.Id == parentId, cancellationToken))
            errors.Add(FieldError.At("parentId", "unknown_customer"));
        if (errors.Count > 0) throw new InvalidException(errors);

        EnsureMayAssign(input.OwnerId, before);
    }

    /// <summary>Says early and kindly what the unique index would say in the end.</summary>
    public async Task EnsureNewCreditCodeAsync(Customer customer, CancellationToken cancellationToken)
    {
        if (customer.CreditCode is not { } code) return;
        var taken = await db.Customers
            .IgnoreQueryFilters([QueryFilters.Sight]) // the code is taken also where one may not look
            .AnyAsync(c => c.CreditCode == code && c.Id != customer.Id, cancellationToken);
        if (taken) throw new ConflictException("duplicate_credit_code", "creditCode");
    }

    /// <summary>Whoever may not hand customers over can open them only for himself, and not give them away.</summary>
    private void EnsureMayAssign(Guid? ownerId, CustomerInput? before)
    {
        if (ownerId == before?.OwnerId && before is not null) return;
        if (before is null && ownerId == user.UserId) return;
        if (!user.May(Permissions.CustomersAssign)) throw new ForbiddenException("permission_missing", Permissions.CustomersAssign);
        if (!user.MayHandOver(before?.OwnerId, ownerId)) throw new InvalidException(FieldError.At("ownerId", "unknown_user"));
    }

    private async Task<IReadOnlyList<Guid>> AncestorsAsync(Guid? parentId, CancellationToken cancellationToken)
    {
        var chain = new List<Guid>();
        for (var id = parentId; id is { } current && chain.Count <= Customer.MaxDepth && !chain.Contains(current);)
        {
            chain.Add(current);
            id = await db.Customers
                .IgnoreQueryFilters() // a cycle through a customer out of sight or in the bin is a cycle all the same
                .Where(c => c.Id == current).Select(c => c.ParentId).FirstOrDefaultAsync(cancellationToken);
        }

        return chain;
    }
}
