using Crm.Application.Common;
using Crm.Application.Notifications;
using Crm.Application.Security;
using Crm.Domain.Customers;
using Crm.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>
/// Warns the owners of customers with whom nothing was done for long, and takes back into the public pool those about whom they were warned in time.
/// Answers how many it warned about and took back. A second run finds nothing to do.
/// </summary>
[SystemRequest]
public sealed record RecoverIdleCustomers : IRequest<int>;

internal sealed class RecoverIdleCustomersHandler(ICrmDb db, TimeProvider clock) : IRequestHandler<RecoverIdleCustomers, int>
{
    private const int AtOnce = 200;

    public async Task<int> Handle(RecoverIdleCustomers request, CancellationToken cancellationToken)
    {
        var rules = await db.RulesAsync(cancellationToken);
        if (rules.RecoverAfterDays is not { } days) return 0;
        var now = clock.GetUtcNow().UtcDateTime;
        var warned = await InChunksAsync(() => WarnAsync(now.AddDays(rules.WarningDays - days), now, cancellationToken));
        return warned + await InChunksAsync(() => RecoverAsync(now.AddDays(-days), now.AddDays(-rules.WarningDays), now, cancellationToken));
    }

    private async Task<int> InChunksAsync(Func<Task<int>> step)
    {
        var done = 0;
        while (await db.AttemptAsync(step, _ => true, CancellationToken.None) is > 0 and var some) done += some;
        return done;
    }

    private async Task<int> WarnAsync(DateTime idleUntil, DateTime now, CancellationToken cancellationToken)
    {
        var found = await Idle(idleUntil)
            .Where(c => c.PoolWarnedAt == null || c.PoolWarnedAt < c.LastContactAt || c.PoolWarnedAt < c.LastFollowUpAt)
            .OrderBy(c => c.Id).Take(AtOnce).Select(c => new { c.Id, OwnerId = c.OwnerId!.Value }).ToListAsync(cancellationToken);
        var ids = found.ConvertAll(c => c.Id);
        await db.Customers.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.PoolWarnedAt, now), cancellationToken);
        Tell(Notification.PoolWarning, found.Select(c => c.OwnerId), now);
        await db.SaveChangesAsync(cancellationToken);
        return found.Count;
    }

    private async Task<int> RecoverAsync(DateTime idleUntil, DateTime warnedUntil, DateTime now, CancellationToken cancellationToken)
    {
        var customers = await Idle(idleUntil)
            .Where(c => c.PoolWarnedAt <= warnedUntil && !(c.PoolWarnedAt < c.LastContactAt) && !(c.PoolWarnedAt < c.LastFollowUpAt))
            .OrderBy(c => c.Id).Take(AtOnce).ToListAsync(cancellationToken);
        Tell(Notification.PoolRecovered, customers.Select(c => c.OwnerId!.Value), now);
        foreach (var customer in customers) customer.ReturnToPool(PublicPool.NoFollowUp, null, now);
        await db.SaveChangesAsync(cancellationToken);
        return customers.Count;
    }

    private IQueryable<Customer> Idle(DateTime until)
    {
        var day = DateOnly.FromDateTime(until);
        return db.Customers.Where(c =>
            c.OwnerId != null && !c.Protected && (c.OwnedSince ?? c.CreatedAt) <= until
            && (c.LastContactAt == null || c.LastContactAt <= until) && (c.LastFollowUpAt == null || c.LastFollowUpAt <= until)
            && (c.Trade == null || c.Trade.LastOrderOn == null || c.Trade.LastOrderOn <= day));
    }

    private void Tell(string kind, IEnumerable<Guid> owners, DateTime now)
    {
        foreach (var (owner, count) in owners.CountBy(id => id)) db.Notifications.Add(Notification.Of(Guid.CreateVersion7(now), owner, kind, count, now));
    }
}
