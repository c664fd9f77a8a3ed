using Crm.Application.Common;
using Crm.Domain.Activities;
using Crm.Domain.Customers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>What was planned with a customer is cancelled when he comes into the public pool: whoever claims him plans anew.</summary>
internal sealed class CancelStepsInPool(ICrmDb db, TimeProvider clock) : INotificationHandler<DomainEventNotification<CustomerPooled>>
{
    public async Task Handle(DomainEventNotification<CustomerPooled> notification, CancellationToken cancellationToken)
    {
        var customerId = notification.Event.CustomerId;
        var planned = await db.FollowUps
            .IgnoreQueryFilters([QueryFilters.Sight]) // also what others had planned with him
            .Where(f => f.CustomerId == customerId && f.Status == FollowUpStatus.Planned).ToListAsync(cancellationToken);
        if (planned.Count == 0) return;
        foreach (var followUp in planned) followUp.Cancel(null, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
    }
}
