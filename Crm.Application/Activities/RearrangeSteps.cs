using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Notifications;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>
/// Keeps what is planned on days on which whoever does it is there. A step in an absence moves to a day within its window; when the window closes before
/// he is back, whoever stands in does it; when he is back earlier than was thought, it comes back to him. What fits stays where it is, so that a second
/// run moves nothing.
/// </summary>
internal sealed class RearrangeSteps(ICrmDb db, FollowUpEngine engine, TimeProvider clock) : INotificationHandler<DomainEventNotification<StandInsChanged>>
{
    /// <summary>At once when an absence is entered, changed or taken back, in the same transaction.</summary>
    public async Task Handle(DomainEventNotification<StandInsChanged> notification, CancellationToken cancellationToken)
    {
        foreach (var managerId in await ManagersAsync(notification.Event.UserId, cancellationToken))
            await db.AloneAsync([FollowUpEngine.NameOf(managerId)], () => RearrangeAsync(managerId, cancellationToken), cancellationToken);
    }

    /// <summary>At night, for all. Answers how many steps were moved.</summary>
    public async Task<int> RearrangeAllAsync(CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var managerId in await ManagersAsync(userId: null, cancellationToken))
            moved += await db.AloneAsync([FollowUpEngine.NameOf(managerId)], () => db.AttemptAsync(() => RearrangeAsync(managerId, cancellationToken), _ => true, cancellationToken), cancellationToken);
        return moved;
    }

    /// <summary>Whose steps are touched: those who are away, those for whom somebody stands in who is away, and those for whom anybody stands in.</summary>
    private async Task<List<Guid>> ManagersAsync(Guid? userId, CancellationToken cancellationToken)
    {
        var yesterday = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        var away = db.Absences.IgnoreQueryFilters([QueryFilters.Sight]).Where(a => a.To >= yesterday); // whoever enters it, all steps that it touches move
        var planned = Planned();
        var standing = await planned.Where(f => f.StandsInForId != null && (userId == null || f.StandsInForId == userId || f.OwnerId == userId)).Select(f => f.StandsInForId!.Value).Distinct().ToListAsync(cancellationToken);
        var owning = await planned.Where(f => f.StandsInForId == null && (userId == null || f.OwnerId == userId) && away.Any(a => a.UserId == f.OwnerId)).Select(f => f.OwnerId).Distinct().ToListAsync(cancellationToken);
        return [.. standing.Union(owning).Order()];
    }

    private async Task<int> RearrangeAsync(Guid managerId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await Diaries.ReadAsync(db, managerId, now.UtcDateTime, cancellationToken) is not { } diaries) return 0;
        var plans = await engine.PlansAsync(cancellationToken);
        var steps = await Planned().Where(f => f.StandsInForId == managerId || (f.OwnerId == managerId && f.StandsInForId == null))
            .Select(f => new Step(f.Id, f.OwnerId, f.DueOn, f.DueAt, f.Due, f.Origin, f.Kind, f.Channel, f.CustomerId, f.Customer!.Place.DistrictCode ?? f.Customer.Place.CityCode, f.Customer.LastContactAt, f.Customer.LastFollowUpAt))
            .ToListAsync(cancellationToken);

        var today = LocalDay.Of(now.UtcDateTime, diaries.ZoneOf(managerId));
        var customerIds = steps.Select(s => s.CustomerId).OfType<Guid>().Distinct().ToList();
        var chosen = await plans.OfAsync(db.Customers.IgnoreQueryFilters([QueryFilters.Sight]).Where(c => customerIds.Contains(c.Id)), cancellationToken); // as those above
        var misfits = steps.Select(s => (Step: s, Window: WindowOf(s, s.CustomerId is { } id ? chosen.GetValueOrDefault(id) : null, today, diaries))).Where(of => !Fits(of.Step, of.Window, today, diaries))
            .OrderBy(of => of.Window.To).ThenBy(of => of.Step.Id).ToList();
        if (misfits.Count == 0) return 0;
        var ids = misfits.ConvertAll(of => of.Step.Id);
        var records = await db.FollowUps.IgnoreQueryFilters([QueryFilters.Sight]).Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancellationToken); // as those above
        foreach (var (step, _) in misfits) diaries.Remove(step.OwnerId, DayOf(step, diaries), DistrictOf(step));

        var told = new List<(Guid UserId, string Kind)>();
        foreach (var (step, window) in misfits)
        {
            var (ownerId, due) = Place(step, window, diaries);
            if (ownerId == step.OwnerId && due == DueOf(step)) continue;
            records[step.Id].Rearrange(ownerId, ownerId == managerId ? null : managerId, due);
            told.Add((managerId, Notification.FollowUpsMoved));
            if (step.OwnerId != managerId && step.OwnerId != ownerId) told.Add((step.OwnerId, Notification.FollowUpsMoved));
            if (ownerId != managerId && ownerId != step.OwnerId) told.Add((ownerId, Notification.FollowUpsTakenOver));
        }

        foreach (var ((userId, kind), count) in told.CountBy(t => t)) db.Notifications.Add(Notification.Of(Guid.CreateVersion7(now), userId, kind, count, now.UtcDateTime));
        await db.SaveChangesAsync(cancellationToken);
        return told.Count(t => t.UserId == managerId);
    }

    /// <summary>The days in which the rhythm wants it. What people planned themselves is not done earlier than they said, and what was promised not later.</summary>
    private static Window WindowOf(Step step, ServicePlan? plan, DateOnly today, Diaries diaries)
    {
        var day = DayOf(step, diaries);
        var wanted = day < today ? today : day;
        if (plan is null || step.Kind == FollowUpKind.Promise) return new Window(wanted, wanted, wanted);
        var window = FollowUpEngine.WindowOf(step.LastContactAt, step.LastFollowUpAt, plan.ToCadence(), today, diaries.ZoneOf(diaries.ManagerId));
        return step.Origin == FollowUpOrigin.ServicePlan ? window : new Window(wanted, wanted, window.To < wanted ? wanted : window.To);
    }

    /// <summary>Whether it may stay: whoever does it is there, and nobody stands in for somebody who is there or leaves it until too late.</summary>
    private static bool Fits(Step step, Window window, DateOnly today, Diaries diaries)
    {
        var day = DayOf(step, diaries) is var due && due < today ? today : due;
        var standsIn = step.OwnerId != diaries.ManagerId;
        if (diaries.IsAway(step.OwnerId, day)) return step.DueAt is not null && diaries.StandInFor(new Window(day, day, day)) is null; // nobody could come in his place
        if (standsIn) return diaries.IsAway(diaries.ManagerId, day);
        return day <= window.To || step.Origin != FollowUpOrigin.ServicePlan || diaries.StandInFor(window) is null;
    }

    private static (Guid OwnerId, DueMoment Due) Place(Step step, Window window, Diaries diaries)
    {
        var day = DayOf(step, diaries);
        if (step.DueAt is not null || (step.OwnerId != diaries.ManagerId && !diaries.IsAway(diaries.ManagerId, day) && day >= window.From)) // an agreed moment stays, and so does the day of what comes back
        {
            var ownerId = diaries.IsAway(diaries.ManagerId, day) ? diaries.StandInFor(new Window(day, day, day)) ?? diaries.ManagerId : diaries.ManagerId;
            diaries.Add(ownerId, day, DistrictOf(step));
            return (ownerId, DueOf(step) is { On: { } on } ? DueMoment.OnDay(on, diaries.ZoneOf(ownerId)) : DueOf(step));
        }

        var place = diaries.Place(window, DistrictOf(step));
        return (place.OwnerId, DueMoment.OnDay(place.On, diaries.ZoneOf(place.OwnerId)));
    }

    private static DateOnly DayOf(Step step, Diaries diaries) => step.DueOn ?? LocalDay.Of(step.Due, diaries.ZoneOf(diaries.ManagerId));

    private static DueMoment DueOf(Step step) => step.DueAt is { } at ? DueMoment.AtTime(at) : DueMoment.Kept(step.DueOn!.Value, step.Due);

    private static string? DistrictOf(Step step) => step.Channel == InteractionChannel.Visit ? step.District : null;

    private IQueryable<FollowUp> Planned() => db.FollowUps
        .IgnoreQueryFilters([QueryFilters.Sight]) // whoever enters an absence, all steps that it touches move
        .Where(f => f.Status == FollowUpStatus.Planned);

    private sealed record Step(
        Guid Id, Guid OwnerId, DateOnly? DueOn, DateTime? DueAt, DateTime Due, FollowUpOrigin Origin, FollowUpKind Kind, InteractionChannel Channel, Guid? CustomerId, string? District, DateTime? LastContactAt, DateTime? LastFollowUpAt);
}
