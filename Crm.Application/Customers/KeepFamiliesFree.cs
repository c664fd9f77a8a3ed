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
internal sealed class KeepFamiliesFree(ICrmDb db) : INotificationHandler<DomainEventNotification<FamilyChanged>>
{
    public Task Handle(DomainEventNotification<FamilyChanged> notification, CancellationToken cancellationToken) =>
        db.AloneAsync(["families"], () => ClimbAsync([.. db.Customers.Local.Where(c => c.ParentId is not null).Select(c => c.Id)], cancellationToken), cancellationToken);

    /// <summary>Climbs from all customers at hand to the top, a step with each question, and tells how far that was.</summary>
    private async Task<int> ClimbAsync(List<Guid> starts, CancellationToken cancellationToken)
    {
        var above = starts.ToDictionary(id => id, id => id);
        for (var step = 0; step <= Customer.MaxDepth; step++)
        {
            var level = above.Values.Distinct().ToList();
            var parents = await db.Customers
                .IgnoreQueryFilters() // a circle through a customer out of sight or in the bin is a circle all the same
                .Where(c => level.Contains(c.Id) && c.ParentId != null).Select(c => new { c.Id, c.ParentId })
                .ToDictionaryAsync(c => c.Id, c => c.ParentId!.Value, cancellationToken);
            above = above.Where(a => parents.ContainsKey(a.Value)).ToDictionary(a => a.Key, a => parents[a.Value]);
            if (above.Count == 0) return step;
            if (above.Any(a => a.Key == a.Value)) throw new DomainException("parent_cycle", "parentId");
        }

        return Customer.MaxDepth;
    }
}
