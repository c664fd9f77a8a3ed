using Crm.Application.Common;
using Crm.Application.Notifications;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>
/// What happens with follow-ups at night: late ones are told to whoever leads the team, and every customer without a next step gets the one that his
/// service plan asks for. Answers how many were escalated and planned. A second run finds nothing to do.
/// </summary>
[SystemRequest]
public sealed record PlanFollowUps : IRequest<int>;

/// <summary>Plans the missing next steps of the customers in one's sight now, and not only at night.</summary>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record PlanMissingSteps : IRequest<PlannedSteps>;

/// <summary>What came of planning.</summary>
/// <param name="Planned">How many next steps were planned.</param>
public sealed record PlannedSteps(int Planned);

internal sealed class PlanFollowUpsHandlers(ICrmDb db, FollowUpEngine engine, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<PlanFollowUps, int>,
    IRequestHandler<PlanMissingSteps, PlannedSteps>
{
    private const int AtOnce = 200;

    /// <summary>Days that a follow-up is late before it is told to somebody else than its owner.</summary>
    private const int LateDays = 2;

    public async Task<int> Handle(PlanFollowUps request, CancellationToken cancellationToken)
    {
        var escalated = 0;
        while (await db.AttemptAsync(() => EscalateAsync(cancellationToken), _ => true, cancellationToken) is > 0 and var some) escalated += some;
        return escalated + await engine.PlanAllAsync(owners: null, cancellationToken);
    }

    public async Task<PlannedSteps> Handle(PlanMissingSteps request, CancellationToken cancellationToken) => new(await engine.PlanAllAsync(user.OwnersInSight, cancellationToken));

    private async Task<int> EscalateAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var late = now.AddDays(-LateDays);
        var found = await db.FollowUps
            .Where(f => f.Status == FollowUpStatus.Planned && f.Due < late && f.EscalatedAt == null)
            .OrderBy(f => f.Id).Take(AtOnce).Select(f => new { f.Id, f.OwnerId, f.Owner!.TeamId }).ToListAsync(cancellationToken);
        if (found.Count == 0) return 0;
        var ids = found.ConvertAll(f => f.Id);
        await db.FollowUps.Where(f => ids.Contains(f.Id)).ExecuteUpdateAsync(set => set.SetProperty(f => f.EscalatedAt, now), cancellationToken); // nobody edited it: the version stays

        var leaders = await db.Users.AsNoTracking().Where(u => u.Active && u.Role != Role.Sales).Select(u => new { u.Id, u.TeamId, u.Role }).ToListAsync(cancellationToken);
        foreach (var (leader, count) in found.SelectMany(f => LeadersOf(f.OwnerId, f.TeamId)).CountBy(id => id))
            db.Notifications.Add(Notification.Of(Guid.CreateVersion7(clock.GetUtcNow()), leader, Notification.FollowUpsLate, count, now));
        await db.SaveChangesAsync(cancellationToken);
        return found.Count;

        // Of a team without a leader, and of a leader himself, the administrators are told.
        IEnumerable<Guid> LeadersOf(Guid ownerId, Guid? teamId)
        {
            var own = leaders.Where(l => l.Role == Role.SalesManager && teamId is not null && l.TeamId == teamId && l.Id != ownerId).Select(l => l.Id).ToList();
            return own.Count > 0 ? own : leaders.Where(l => l.Role == Role.Administrator && l.Id != ownerId).Select(l => l.Id);
        }
    }
}

/// <summary>As soon as a follow-up is closed and nothing else is planned, the next one is: counted from the day on which it really took place.</summary>
internal sealed class PlanNextStep(FollowUpEngine engine) : INotificationHandler<DomainEventNotification<FollowUpClosed>>
{
    public Task Handle(DomainEventNotification<FollowUpClosed> notification, CancellationToken cancellationToken) => engine.PlanForAsync(notification.Event.CustomerId, cancellationToken);
}
