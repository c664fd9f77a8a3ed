using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Activities;
using MediatR;

namespace Crm.Application.Activities;

/// <summary>
/// What happens with follow-ups at night: what stands in an absence is moved, late ones are told to whoever stands in and then to whoever leads the team,
/// and every customer without a next step gets the one that his service plan asks for. Answers how many were moved, told and planned. A second run finds
/// nothing to do.
/// </summary>
[SystemRequest]
public sealed record PlanFollowUps : IRequest<int>;

/// <summary>Plans the missing next steps of the customers in one's sight now, and not only at night.</summary>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record PlanMissingSteps : IRequest<PlannedSteps>;

/// <summary>What came of planning.</summary>
/// <param name="Planned">How many next steps were planned.</param>
public sealed record PlannedSteps(int Planned);

internal sealed class PlanFollowUpsHandlers(FollowUpEngine engine, RearrangeSteps absences, LateSteps late, WeeklyDeviations deviations, ICurrentUser user) :
    IRequestHandler<PlanFollowUps, int>,
    IRequestHandler<PlanMissingSteps, PlannedSteps>
{
    public async Task<int> Handle(PlanFollowUps request, CancellationToken cancellationToken) =>
        await absences.RearrangeAllAsync(cancellationToken) + await late.TellAsync(cancellationToken) + await engine.PlanAllAsync(owners: null, cancellationToken) + await deviations.TellAsync(cancellationToken);

    public async Task<PlannedSteps> Handle(PlanMissingSteps request, CancellationToken cancellationToken) => new(await engine.PlanAllAsync(user.OwnersInSight, cancellationToken));
}

/// <summary>As soon as a follow-up is closed and nothing else is planned, the next one is: counted from the day on which it really took place.</summary>
internal sealed class PlanNextStep(FollowUpEngine engine) : INotificationHandler<DomainEventNotification<FollowUpClosed>>
{
    public Task Handle(DomainEventNotification<FollowUpClosed> notification, CancellationToken cancellationToken) => engine.PlanForAsync(notification.Event.CustomerId, cancellationToken);
}
