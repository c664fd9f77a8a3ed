using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Security;
using Crm.Domain.Activities;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>Kinds of record that "recently viewed" knows.</summary>
public static class RecentTypes
{
    /// <summary>A customer.</summary>
    public const string Customer = "customer";

    /// <summary>A contact.</summary>
    public const string Contact = "contact";
}

/// <summary>Notes that I looked at a record.</summary>
/// <param name="Type">customer or contact.</param>
/// <param name="Id">The record.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record NoteRecentView(string Type, Guid Id) : IRequest;

internal sealed class NoteRecentViewHandler(ICrmDb db, ICurrentUser user, TimeProvider clock) : IRequestHandler<NoteRecentView>
{
    public async Task<Unit> Handle(NoteRecentView request, CancellationToken cancellationToken)
    {
        switch (request.Type)
        {
            case RecentTypes.Customer: await db.Customers.EnsureExistsAsync(request.Id, cancellationToken); break;
            case RecentTypes.Contact: await db.Contacts.EnsureExistsAsync(request.Id, cancellationToken); break;
            default: throw new NotFoundException(request.Type);
        }

        var (me, now) = (user.RequireId(), clock.GetUtcNow().UtcDateTime);
        var seen = await db.RecentViews.FirstOrDefaultAsync(v => v.UserId == me && v.Type == request.Type && v.RecordId == request.Id, cancellationToken);
        if (seen is null) db.RecentViews.Add(new RecentView(me, request.Type, request.Id, now));
        else seen.Again(now);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (ConflictException)
        {
            // Another tab of mine noted the same look at the same moment.
        }

        return Unit.Value;
    }
}
