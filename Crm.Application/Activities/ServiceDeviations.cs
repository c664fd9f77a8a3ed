using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Notifications;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>What a service plan promises and did not keep.</summary>
public enum DeviationKind
{
    /// <summary>Nobody spoke with the customer within the rhythm and its grace.</summary>
    Rhythm,

    /// <summary>A question of his was not answered within the hours of work that the plan names.</summary>
    Response,
}

/// <summary>A customer who in a week got less than his service plan promises: nobody spoke with him in time, or a question of his was not answered in time.</summary>
/// <param name="Id">What it is about: the customer, or the conversation in which he asked.</param>
/// <param name="Kind">What was not kept.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">His name.</param>
/// <param name="OwnerId">Who looks after him.</param>
/// <param name="OwnerName">His name.</param>
/// <param name="PlanId">The service plan.</param>
/// <param name="PlanName">What it is called.</param>
/// <param name="PlanNameEn">What it is called in English, where it has a name of its own there.</param>
/// <param name="Tier">His tier, code of the list <c>customer_tier</c>.</param>
/// <param name="LastOn">The day of the last conversation before; null when there was none: then it counts from the day on which his owner took him over. For a question, the day on which he asked.</param>
/// <param name="PromisedOn">The last day of the rhythm and its grace, or the day by which he should have been answered.</param>
/// <param name="DeliveredOn">The day in this week on which somebody spoke with him at last, or the day on which he was answered; null when nobody did.</param>
/// <param name="DaysLate">Days by which it is, or was, late; 0 for an answer on the day by which it was due.</param>
/// <param name="Question">For a question, what he asked and when.</param>
public sealed record ServiceDeviation(
    Guid Id, DeviationKind Kind, Guid CustomerId, string Name, Guid OwnerId, string? OwnerName, Guid PlanId, string PlanName, string? PlanNameEn, string? Tier, DateOnly? LastOn, DateOnly PromisedOn, DateOnly? DeliveredOn, int DaysLate,
    LateAnswer? Question = null) : IRow;

/// <summary>A question that was answered late, or is not answered yet.</summary>
/// <param name="Subject">What it was about.</param>
/// <param name="Channel">How he asked.</param>
/// <param name="AskedAt">When (UTC).</param>
/// <param name="DueAt">When the hours of work were over that the plan names (UTC).</param>
/// <param name="AnsweredAt">When he was answered (UTC); null when nobody has.</param>
/// <param name="HoursLate">Hours of work by which it is, or was, late.</param>
public sealed record LateAnswer(string Subject, InteractionChannel Channel, DateTime AskedAt, DateTime DueAt, DateTime? AnsweredAt, decimal HoursLate);

/// <summary>What was promised in a week and not delivered, of the customers in sight.</summary>
/// <param name="Week">Any day of the week; the last whole week when nothing is said.</param>
/// <param name="Q">Narrows the customers by a search text.</param>
/// <param name="Limit">Rows of a page.</param>
/// <param name="Cursor">Where to go on.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListServiceDeviations(DateOnly? Week, string? Q, int Limit, string? Cursor) : IRequest<ListPage<ServiceDeviation>>;

internal sealed class ListServiceDeviationsHandler(DeviationBook book, RecordLister lister, CustomerDescriptor customers, ICursorSeal seal, ICurrentUser user, TimeProvider clock) : IRequestHandler<ListServiceDeviations, ListPage<ServiceDeviation>>
{
    public async Task<ListPage<ServiceDeviation>> Handle(ListServiceDeviations request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > ListRequest.MaxLimit) throw new InvalidException(FieldError.InQuery("limit", "out_of_range", new Dictionary<string, object?> { ["min"] = 1, ["max"] = ListRequest.MaxLimit }), unreadable: true);
        (Guid CustomerId, Guid Id)? behind = request.Cursor is null ? null : seal.Open(request.Cursor) is { Length: 32 } place ? (new Guid(place.AsSpan(0, 16)), new Guid(place.AsSpan(16))) : throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);
        var monday = DeviationBook.MondayOf(request.Week ?? LocalDay.Of(clock.GetUtcNow().UtcDateTime, user.TimeZone).AddDays(-7));
        var among = await lister.MatchingAsync(customers, new ListRequest { Q = request.Q }, cancellationToken);
        var found = new List<ServiceDeviation>();
        var reached = behind is null;
        await foreach (var deviation in book.OfWeekAsync(among, monday, user.TimeZone, behind?.CustomerId, cancellationToken))
        {
            if (!reached && deviation.CustomerId == behind!.Value.CustomerId) // those of him that the page before has shown
            {
                reached = deviation.Id == behind.Value.Id;
                continue;
            }

            reached = true;
            found.Add(deviation);
            if (found.Count > request.Limit) break;
        }

        var hasMore = found.Count > request.Limit;
        if (hasMore) found.RemoveAt(request.Limit);
        var next = hasMore ? seal.Seal([.. found[^1].CustomerId.ToByteArray(), .. found[^1].Id.ToByteArray()]) : null;
        return new ListPage<ServiceDeviation>(found, new PageInfo(next, next is not null, request.Limit));
    }
}

/// <summary>Compares what service plans promise with what took place, customer by customer in the order of their ids.</summary>
internal sealed class DeviationBook(ICrmDb db, ServicePlanBook plans, TimeProvider clock)
{
    private const int AtOnce = 500;
    private const int DaysOfWeek = 7;

    /// <summary>How far before a week a question may lie whose answer was due in it: the longest promise, over the longest holidays.</summary>
    private const int LongestPromise = 180;

    /// <summary>The Monday of the week of a day.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek));

    /// <summary>The deviations of a week among these customers, from one of them on.</summary>
    public async IAsyncEnumerable<ServiceDeviation> OfWeekAsync(IQueryable<Customer> among, DateOnly monday, TimeZoneInfo zone, Guid? first, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var promised = await plans.PlansAsync(cancellationToken);
        if (promised.IsEmpty) yield break;
        List<ServiceDeviation> found;
        Guid? behind = null;
        do
        {
            (behind, found) = await SomeAsync(first is { } from ? among.Where(c => c.Id >= from) : among, promised, monday, zone, behind, cancellationToken);
            foreach (var deviation in found) yield return deviation;
        }
        while (behind is not null);
    }

    private async Task<(Guid? Behind, List<ServiceDeviation> Found)> SomeAsync(IQueryable<Customer> among, ServicePlans promised, DateOnly monday, TimeZoneInfo zone, Guid? behind, CancellationToken cancellationToken)
    {
        var some = among.Where(c => c.OwnerId != null);
        if (behind is { } id) some = some.Where(c => c.Id > id);
        var customers = await some.OrderBy(c => c.Id).Take(AtOnce).Select(c => new { c.Id, c.Name, c.OwnerId, OwnerName = c.Owner!.Name, c.Tier, Since = c.OwnedSince ?? c.CreatedAt }).ToListAsync(cancellationToken);
        if (customers.Count == 0) return (null, []);

        var ids = customers.ConvertAll(c => c.Id);
        var chosen = await promised.OfAsync(db.Customers.Where(c => ids.Contains(c.Id)), cancellationToken);
        var (start, end) = (LocalDay.Start(monday, zone), LocalDay.Start(monday.AddDays(DaysOfWeek), zone));
        var before = await FirstOrLastAsync(ids, i => i.StartedAt < start, f => f.CompletedAt < start, last: true, cancellationToken);
        var within = await FirstOrLastAsync(ids, i => i.StartedAt >= start && i.StartedAt < end, f => f.CompletedAt >= start && f.CompletedAt < end, last: false, cancellationToken);

        var today = LocalDay.Of(clock.GetUtcNow().UtcDateTime, zone);
        var sunday = monday.AddDays(DaysOfWeek - 1);
        var late = await LateAnswersAsync(chosen, start, end, zone, cancellationToken);
        var found = new List<ServiceDeviation>();
        foreach (var customer in customers)
        {
            if (chosen.GetValueOrDefault(customer.Id) is not { } plan) continue;
            DateOnly? last = before.TryGetValue(customer.Id, out var earlier) ? LocalDay.Of(earlier, zone) : null;
            DateOnly? delivered = within.TryGetValue(customer.Id, out var at) ? LocalDay.Of(at, zone) : null;
            var due = plan.ToCadence().After(last ?? LocalDay.Of(customer.Since, zone)).To;
            var days = (delivered ?? (sunday < today ? sunday : today)).DayNumber - due.DayNumber;
            if (days > 0) found.Add(new ServiceDeviation(customer.Id, DeviationKind.Rhythm, customer.Id, customer.Name, customer.OwnerId!.Value, customer.OwnerName, plan.Id, plan.Name, plan.NameEn, customer.Tier, last, due, delivered, days));
            foreach (var (interactionId, question) in late[customer.Id])
            {
                var (promisedOn, answeredOn) = (LocalDay.Of(question.DueAt, zone), question.AnsweredAt is { } answered ? LocalDay.Of(answered, zone) : (DateOnly?)null);
                found.Add(new ServiceDeviation(
                    interactionId, DeviationKind.Response, customer.Id, customer.Name, customer.OwnerId!.Value, customer.OwnerName, plan.Id, plan.Name, plan.NameEn, customer.Tier,
                    LocalDay.Of(question.AskedAt, zone), promisedOn, answeredOn, (answeredOn ?? today).DayNumber - promisedOn.DayNumber, question));
            }
        }

        return (customers.Count == AtOnce ? ids[^1] : null, found);
    }

    /// <summary>
    /// What these customers asked in writing (by e-mail, chat or text message) whose answer was due in these days and came later, or has not come. An answer is the next conversation that we
    /// began, the next call, visit or meeting whoever began it, or the next follow-up that was done. What he writes while he waits belongs to the same question.
    /// </summary>
    private async Task<ILookup<Guid, (Guid Id, LateAnswer Question)>> LateAnswersAsync(IReadOnlyDictionary<Guid, ServicePlan> chosen, DateTime start, DateTime end, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var ids = chosen.Where(of => of.Value.ResponseHours is not null).Select(of => of.Key).ToList();
        var since = start.AddDays(-LongestPromise);
        var asked = ids.Count == 0 ? [] : await db.Interactions.IgnoreQueryFilters([QueryFilters.Sight]) // whoever wrote it down
            .Where(i => i.CustomerId != null && ids.Contains(i.CustomerId.Value) && i.StartedAt >= since && i.StartedAt < end && i.Direction == Direction.Inbound)
            .Where(i => i.Channel == InteractionChannel.Email || i.Channel == InteractionChannel.Chat || i.Channel == InteractionChannel.Sms)
            .Select(i => new { i.Id, CustomerId = i.CustomerId!.Value, i.Subject, i.Channel, i.StartedAt }).ToListAsync(cancellationToken);
        if (asked.Count == 0) return Enumerable.Empty<(Guid, LateAnswer)>().ToLookup(_ => Guid.Empty);

        ids = [.. asked.Select(i => i.CustomerId).Distinct()];
        since = asked.Min(i => i.StartedAt);
        var said = await db.Interactions.IgnoreQueryFilters([QueryFilters.Sight]) // as above
            .Where(i => i.CustomerId != null && ids.Contains(i.CustomerId.Value) && i.StartedAt > since && i.Channel != InteractionChannel.Note)
            .Where(i => i.Direction == Direction.Outbound || i.Channel == InteractionChannel.Call || i.Channel == InteractionChannel.Visit || i.Channel == InteractionChannel.Meeting)
            .Select(i => new { CustomerId = i.CustomerId!.Value, At = i.StartedAt }).ToListAsync(cancellationToken);
        var kept = await db.FollowUps.IgnoreQueryFilters([QueryFilters.Sight]) // as above
            .Where(f => f.CustomerId != null && ids.Contains(f.CustomerId.Value) && f.Status == FollowUpStatus.Done && f.CompletedAt > since)
            .Select(f => new { CustomerId = f.CustomerId!.Value, At = f.CompletedAt!.Value }).ToListAsync(cancellationToken);
        var answers = said.Concat(kept).GroupBy(a => a.CustomerId).ToDictionary(g => g.Key, g => g.Select(a => a.At).Order().ToList());

        var hours = new WorkHours(WorkCalendar.China, zone);
        var now = clock.GetUtcNow().UtcDateTime;
        var late = new List<(Guid CustomerId, Guid Id, LateAnswer Question)>();
        foreach (var ofCustomer in asked.GroupBy(i => i.CustomerId))
        {
            DateTime? waitsUntil = DateTime.MinValue;
            foreach (var question in ofCustomer.OrderBy(i => i.StartedAt).ThenBy(i => i.Id))
            {
                if (waitsUntil is null || question.StartedAt <= waitsUntil) continue; // the one before is not answered yet
                DateTime? answeredAt = answers.GetValueOrDefault(ofCustomer.Key)?.Where(at => at > question.StartedAt).Cast<DateTime?>().FirstOrDefault();
                waitsUntil = answeredAt;
                var due = hours.After(question.StartedAt, chosen[ofCustomer.Key].ResponseHours!.Value);
                if (due < start || due >= end || (answeredAt ?? now) <= due) continue;
                late.Add((ofCustomer.Key, question.Id, new LateAnswer(question.Subject, question.Channel, question.StartedAt, due, answeredAt, Math.Round((decimal)hours.Between(due, answeredAt ?? now), 1))));
            }
        }

        return late.ToLookup(of => of.CustomerId, of => (of.Id, of.Question));
    }

    /// <summary>When each of them was spoken with, first or last: a conversation that was written down, or a follow-up that was done.</summary>
    private async Task<Dictionary<Guid, DateTime>> FirstOrLastAsync(List<Guid> ids, Expression<Func<Interaction, bool>> spoken, Expression<Func<FollowUp, bool>> done, bool last, CancellationToken cancellationToken)
    {
        var interactions = db.Interactions.IgnoreQueryFilters([QueryFilters.Sight]).Where(i => i.CustomerId != null && ids.Contains(i.CustomerId.Value) && i.Channel != InteractionChannel.Note).Where(spoken); // whoever spoke with a customer in sight
        var followUps = db.FollowUps.IgnoreQueryFilters([QueryFilters.Sight]).Where(f => f.CustomerId != null && ids.Contains(f.CustomerId.Value) && f.Status == FollowUpStatus.Done).Where(done); // as above
        var said = await interactions.GroupBy(i => i.CustomerId!.Value).Select(g => new { g.Key, First = g.Min(i => i.StartedAt), Last = g.Max(i => i.StartedAt) }).ToListAsync(cancellationToken);
        var kept = await followUps.GroupBy(f => f.CustomerId!.Value).Select(g => new { g.Key, First = g.Min(f => f.CompletedAt), Last = g.Max(f => f.CompletedAt) }).ToListAsync(cancellationToken);
        var all = said.Select(g => (g.Key, At: last ? g.Last : g.First)).Concat(kept.Select(g => (g.Key, At: (last ? g.Last : g.First)!.Value)));
        return all.GroupBy(g => g.Key).ToDictionary(g => g.Key, g => last ? g.Max(of => of.At) : g.Min(of => of.At));
    }
}

/// <summary>Tells leaders on Mondays how many customers of their team got less in the last week than their plans promise; once a week.</summary>
internal sealed class WeeklyDeviations(ICrmDb db, DeviationBook book, TimeProvider clock)
{
    /// <summary>Tells them, if it is time. Answers how many were told.</summary>
    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var zone = User.HouseZone;
        var now = clock.GetUtcNow();
        var today = LocalDay.Of(now.UtcDateTime, zone);
        var monday = DeviationBook.MondayOf(today);
        var since = LocalDay.Start(monday, zone);
        if (await db.Notifications.AnyAsync(n => n.Kind == Notification.ServiceDeviations && n.CreatedAt >= since, cancellationToken)) return 0;

        var byOwner = new Dictionary<Guid, int>();
        Guid? counted = null; // who is late twice is one customer
        await foreach (var deviation in book.OfWeekAsync(db.Customers, monday.AddDays(-7), zone, first: null, cancellationToken))
        {
            if (deviation.CustomerId == counted) continue;
            counted = deviation.CustomerId;
            byOwner[deviation.OwnerId] = byOwner.GetValueOrDefault(deviation.OwnerId) + 1;
        }

        if (byOwner.Count == 0) return 0;

        var users = await db.Users.AsNoTracking().Select(u => new { u.Id, u.TeamId, u.Role, u.Active }).ToListAsync(cancellationToken);
        foreach (var leader in users.Where(u => u.Active && u.Role != Role.Sales))
        {
            var count = users.Where(u => leader.Role == Role.Administrator || u.Id == leader.Id || (leader.TeamId is not null && u.TeamId == leader.TeamId)).Sum(u => byOwner.GetValueOrDefault(u.Id));
            if (count > 0) db.Notifications.Add(Notification.Of(Guid.CreateVersion7(now), leader.Id, Notification.ServiceDeviations, count, now.UtcDateTime));
        }

        return await db.SaveChangesAsync(cancellationToken);
    }
}
