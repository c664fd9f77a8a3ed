using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>
/// Looks again for a circle of parents in the transaction of the change: two customers placed under each other at the same moment would
/// each have passed the check before it.
/// </summary>
internal sealed class KeepFamiliesFree(ICrmDb db) : INotificationHandler<DomainEventNotification<CustomerPlaced>>
{
    public Task Handle(DomainEventNotification<CustomerPlaced> notification, CancellationToken cancellationToken) =>
        db.AloneAsync(["families"], () => ClimbAsync(notification.Event.CustomerId, cancellationToken), cancellationToken);

    /// <summary>Climbs to the top and tells how far that was.</summary>
    private async Task<int> ClimbAsync(Guid start, CancellationToken cancellationToken)
    {
        var above = start;
        for (var step = 0; step <= Customer.MaxDepth; step++)
        {
            var parent = await db.Customers
                .IgnoreQueryFilters() // a circle through a customer out of sight or in the bin is a circle all the same
                .Where(c => c.Id == above).Select(c => c.ParentId).FirstOrDefaultAsync(cancellationToken);
            if (parent is not { } id) return step;
            if (id == start) throw new DomainException("parent_cycle", "parentId");
            above = id;
        }

        return Customer.MaxDepth;
    }
}
