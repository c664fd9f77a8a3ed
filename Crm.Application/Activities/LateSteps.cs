using Crm.Application.Common;
using Crm.Application.Notifications;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>
/// Tells of follow-ups that nobody did, in two steps, each once: after two days whoever stands in for the owner, be he away or not, and two days later
/// whoever leads the team. Where nobody stands in, the leader is told first.
/// </summary>
internal sealed class LateSteps(ICrmDb db, IUserDirectory directory, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>Days that a follow-up is late before it is told to somebody else than its owner.</summary>
    private const int LateDays = 2;

    /// <summary>What one node finds it marks before another one looks.</summary>
    private static readonly string[] Turn = ["late steps"];

    /// <summary>Tells whom it has to be told. Answers of how many follow-ups somebody was told.</summary>
    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var told = 0;
        while (await db.AloneAsync(Turn, () => db.AttemptAsync(() => TellDeputiesAsync(cancellationToken), _ => true, cancellationToken), cancellationToken) is > 0 and var some) told += some;
        while (await db.AloneAsync(Turn, () => db.AttemptAsync(() => TellLeadersAsync(cancellationToken), _ => true, cancellationToken), cancellationToken) is > 0 and var some) told += some;
        return told;
    }

    /// <summary>Late ones of owners whom somebody stands in for today, or has been named to.</summary>
    private async Task<int> TellDeputiesAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var late = now.AddDays(-LateDays);
        var (yesterday, tomorrow) = (DateOnly.FromDateTime(now).AddDays(-1), DateOnly.FromDateTime(now).AddDays(1));
        var away = db.Absences.Where(a => a.From <= tomorrow && a.To >= yesterday && a.DeputyId != null);
        var found = await db.FollowUps
            .Where(f => f.Status == FollowUpStatus.Planned && f.Due < late && f.DeputyToldAt == null && f.EscalatedAt == null && f.StandsInForId == null
                && (f.Owner!.DeputyId != null || away.Any(a => a.UserId == f.OwnerId)))
            .OrderBy(f => f.Id).Take(AtOnce).Select(f => new { f.Id, f.OwnerId, f.Owner!.DeputyId, f.Owner.TimeZone }).ToListAsync(cancellationToken);
        if (found.Count == 0) return 0;

        var standIns = await StandInsAsync(found.Select(f => f.OwnerId).Distinct(), cancellationToken);
        await MarkAsync(found.ConvertAll(f => f.Id), set => set.SetProperty(f => f.DeputyToldAt, now), cancellationToken);
        await TellAsync(found.Select(f => standIns[f.OwnerId]).OfType<Guid>(), Notification.StandInLate, cancellationToken);
        return found.Count;
    }

    /// <summary>Whoever stands in today for somebody who is away, else his standing deputy.</summary>
    private async Task<Dictionary<Guid, Guid?>> StandInsAsync(IEnumerable<Guid> owners, CancellationToken cancellationToken)
    {
        var standIns = new Dictionary<Guid, Guid?>();
        foreach (var id in owners) standIns[id] = await directory.StandInOfAsync(id, cancellationToken) ?? (await directory.FindAsync(id, cancellationToken))?.DeputyId;
        return standIns;
    }

    private async Task<int> TellLeadersAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (late, later) = (now.AddDays(-LateDays), now.AddDays(-2 * LateDays));
        var found = await db.FollowUps
            .Where(f => f.Status == FollowUpStatus.Planned && f.EscalatedAt == null && (f.Due < later || (f.Due < late && f.DeputyToldAt == null)))
            .OrderBy(f => f.Id).Take(AtOnce).Select(f => new { f.Id, f.OwnerId, f.Owner!.TeamId }).ToListAsync(cancellationToken);
        if (found.Count == 0) return 0;
        await MarkAsync(found.ConvertAll(f => f.Id), set => set.SetProperty(f => f.EscalatedAt, now), cancellationToken);

        var leaders = await db.Users.AsNoTracking().Where(u => u.Active && u.Role != Role.Sales).Select(u => new { u.Id, u.TeamId, u.Role }).ToListAsync(cancellationToken);
        await TellAsync(found.SelectMany(f => LeadersOf(f.OwnerId, f.TeamId)), Notification.FollowUpsLate, cancellationToken);
        return found.Count;

        // Of a team without a leader, and of a leader himself, the administrators are told.
        IEnumerable<Guid> LeadersOf(Guid ownerId, Guid? teamId)
        {
            var own = leaders.Where(l => l.Role == Role.SalesManager && teamId is not null && l.TeamId == teamId && l.Id != ownerId).Select(l => l.Id).ToList();
            return own.Count > 0 ? own : leaders.Where(l => l.Role == Role.Administrator && l.Id != ownerId).Select(l => l.Id);
        }
    }

    /// <summary>Nobody edited them: the version stays.</summary>
    private Task<int> MarkAsync(List<Guid> ids, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<FollowUp>> told, CancellationToken cancellationToken) =>
        db.FollowUps.Where(f => ids.Contains(f.Id)).ExecuteUpdateAsync(told, cancellationToken);

    private async Task TellAsync(IEnumerable<Guid> users, string kind, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (userId, count) in users.CountBy(id => id)) db.Notifications.Add(Notification.Of(Guid.CreateVersion7(now), userId, kind, count, now.UtcDateTime));
        await db.SaveChangesAsync(cancellationToken);
    }
}
