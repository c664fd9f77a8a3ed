using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>
/// Gives every customer the next step that his service plan asks for: on a working day of his owner, near the day of the rhythm, where the week is least
/// filled. It plans only where nothing is planned, and one owner at a time, so that running it twice, or twice at once, plans nothing twice.
/// </summary>
internal sealed class FollowUpEngine(ICrmDb db, ServicePlanBook book, TimeProvider clock)
{
    private const int AtOnce = 100;

    /// <summary>The plans of the company.</summary>
    public Task<ServicePlans> PlansAsync(CancellationToken cancellationToken) => book.PlansAsync(cancellationToken);

    /// <summary>Plans for the customers of these owners, or of all, who have no next step. Answers how many steps were planned.</summary>
    public async Task<int> PlanAllAsync(IReadOnlyList<Guid>? owners, CancellationToken cancellationToken)
    {
        var plans = await PlansAsync(cancellationToken);
        if (plans.IsEmpty) return 0;
        var waiting = WithoutNextStep();
        if (owners is not null) waiting = waiting.Where(c => owners.Contains(c.OwnerId!.Value));
        var planned = 0;
        foreach (var ownerId in await waiting.Select(c => c.OwnerId!.Value).Distinct().OrderBy(id => id).ToListAsync(cancellationToken))
        {
            Guid? behind = null;
            do
            {
                (behind, var some) = await AloneAsync(ownerId, () => PlanSomeAsync(ownerId, behind, plans, cancellationToken), cancellationToken);
                planned += some;
            }
            while (behind is not null);
        }

        return planned;
    }

    /// <summary>Plans for one customer if he has no next step.</summary>
    public async Task PlanForAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var plans = await PlansAsync(cancellationToken);
        if (plans.IsEmpty) return;
        var ownerId = await db.Customers.IgnoreQueryFilters([QueryFilters.Sight]).Where(c => c.Id == customerId).Select(c => c.OwnerId).FirstOrDefaultAsync(cancellationToken); // whoever closed the step need not see the file
        if (ownerId is not { } id) return;
        await db.AloneAsync([NameOf(id)], () => PlanAsync(id, WithoutNextStep().Where(c => c.Id == customerId), plans, cancellationToken), cancellationToken);
    }

    private Task<T> AloneAsync<T>(Guid ownerId, Func<Task<T>> work, CancellationToken cancellationToken) =>
        db.AloneAsync([NameOf(ownerId)], () => db.AttemptAsync(work, _ => true, cancellationToken), cancellationToken);

    private async Task<(Guid? Behind, int Planned)> PlanSomeAsync(Guid ownerId, Guid? behind, ServicePlans plans, CancellationToken cancellationToken)
    {
        var ids = await WithoutNextStep().Where(c => c.OwnerId == ownerId && (behind == null || c.Id > behind)).OrderBy(c => c.Id).Take(AtOnce).Select(c => c.Id).ToListAsync(cancellationToken);
        var planned = ids.Count == 0 ? 0 : await PlanAsync(ownerId, WithoutNextStep().Where(c => ids.Contains(c.Id)), plans, cancellationToken);
        return (ids.Count == AtOnce ? ids[^1] : null, planned);
    }

    private async Task<int> PlanAsync(Guid ownerId, IQueryable<Customer> customers, ServicePlans plans, CancellationToken cancellationToken)
    {
        var waiting = await customers
            .Select(c => new Waiting(c.Id, c.Place.DistrictCode ?? c.Place.CityCode, c.DoNotContact, c.LastContactAt, c.LastFollowUpAt))
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (waiting.Count == 0 || await Diaries.ReadAsync(db, ownerId, now.UtcDateTime, cancellationToken) is not { } diaries) return 0;

        var chosen = await plans.OfAsync(customers, cancellationToken);
        var zone = diaries.ZoneOf(ownerId);
        var tomorrow = LocalDay.Of(now.UtcDateTime, zone).AddDays(1);
        var steps = waiting
            .Select(c => (Customer: c, Plan: chosen.GetValueOrDefault(c.Id)))
            .Where(of => of.Plan is not null)
            .Select(of => (of.Customer, Plan: of.Plan!, Window: WindowOf(of.Customer.LastContactAt, of.Customer.LastFollowUpAt, of.Plan!.ToCadence(), tomorrow, zone)))
            .OrderBy(of => of.Window.To).ThenBy(of => of.Customer.Id) // whose window closes first chooses first
            .Select(of => StepOf(of.Customer, of.Plan, of.Window, diaries, now))
            .ToList();
        db.FollowUps.AddRange(steps);
        await db.SaveChangesAsync(cancellationToken);
        return steps.Count;
    }

    private static FollowUp StepOf(Waiting customer, ServicePlan plan, Window window, Diaries diaries, DateTimeOffset now)
    {
        var channel = plan.ChannelFor(customer.DoNotContact);
        var place = diaries.Place(window, channel == InteractionChannel.Visit ? customer.District : null);
        return FollowUp.ByServicePlan(
            Guid.CreateVersion7(now),
            new FollowUpPlan
            {
                Subject = diaries.LanguageOf(place.OwnerId) == User.English ? $"Keep in touch: {plan.NameIn(User.English)}" : $"定期回访：{plan.Name}",
                Channel = channel,
                Due = DueMoment.OnDay(place.On, diaries.ZoneOf(place.OwnerId)),
                OwnerId = place.OwnerId,
                CustomerId = customer.Id,
                QuestionnaireId = plan.QuestionnaireId,
            },
            standsInFor: place.OwnerId == diaries.ManagerId ? null : diaries.ManagerId);
    }

    /// <summary>After the last time somebody spoke with him; whom nobody has spoken with yet is spoken with soon.</summary>
    public static Window WindowOf(DateTime? lastContactAt, DateTime? lastFollowUpAt, Cadence cadence, DateOnly first, TimeZoneInfo zone)
    {
        var last = lastContactAt > lastFollowUpAt ? lastContactAt : lastFollowUpAt ?? lastContactAt;
        return last is { } at ? cadence.After(LocalDay.Of(at, zone)).NotBefore(first) : new Window(first, first, first.AddDays(cadence.EveryDays));
    }

    /// <summary>Whoever runs it: a step that is missing is missing for all.</summary>
    private IQueryable<Customer> WithoutNextStep()
    {
        var planned = db.FollowUps.IgnoreQueryFilters().Where(f => f.Status == FollowUpStatus.Planned && f.Kind == FollowUpKind.Step && f.DeletedAt == null); // what counts is what is there, not what is seen
        return db.Customers.IgnoreQueryFilters([QueryFilters.Sight]) // as said above
            .Where(c => c.OwnerId != null && c.NextFollowUpAt == null && !planned.Any(f => f.CustomerId == c.Id));
    }

    /// <summary>The lock under which is planned for the customers of an owner.</summary>
    public static string NameOf(Guid ownerId) => $"plans {ownerId}";

    private sealed record Waiting(Guid Id, string? District, IReadOnlyList<ContactChannel> DoNotContact, DateTime? LastContactAt, DateTime? LastFollowUpAt);
}
