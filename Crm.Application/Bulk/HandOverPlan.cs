using System.Text.Json.Nodes;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Notifications;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Crm.Domain.Notifications;
using Crm.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Bulk;

/// <summary>A hand-over as its job keeps it: the customers are noted in the order of those who get them.</summary>
/// <param name="From">Whose they were.</param>
/// <param name="Parts">How many who gets, in this order.</param>
/// <param name="Title">What the note in each file is called.</param>
/// <param name="Note">What it says besides.</param>
internal sealed record HandOverPlan(Guid From, IReadOnlyList<HandOverPart> Parts, string Title, string? Note)
{
    /// <summary>What is to be done with the customers noted from this place on.</summary>
    public IReadOnlyList<RecordWrite> WritesFrom(long at, IReadOnlyList<Guid> ids) =>
        [.. ids.Select((id, i) => new RecordWrite(RecordVerb.Change, id, new JsonObject { ["ownerId"] = ReceiverAt(at + i).ToString() }))];

    /// <summary>Who gets the customer at this place.</summary>
    public Guid ReceiverAt(long place)
    {
        foreach (var part in Parts)
            if ((place -= part.Customers) < 0) return part.UserId;
        throw new ArgumentOutOfRangeException(nameof(place));
    }

    /// <summary>Adds to what they have got.</summary>
    public static IReadOnlyDictionary<Guid, int> Count(IReadOnlyDictionary<Guid, int>? before, IEnumerable<Guid> receivers) =>
        (before ?? new Dictionary<Guid, int>()).Select(of => of.Key).Concat(receivers).Distinct().ToDictionary(id => id, id => (before?.GetValueOrDefault(id) ?? 0) + receivers.Count(r => r == id));
}

/// <summary>How many customers a receiver gets.</summary>
/// <param name="UserId">The receiver.</param>
/// <param name="Customers">How many.</param>
internal sealed record HandOverPart(Guid UserId, int Customers);

/// <summary>What goes along with a customer who is handed over: his series of appointments, his open follow-ups and orders, and a note in his file. All of it stands in the change log under the job, and goes back with it.</summary>
internal sealed class OpenItems(ICrmDb db, RecordKinds kinds, TimeProvider clock)
{
    /// <summary>An order that is not at its end.</summary>
    public static readonly System.Linq.Expressions.Expression<Func<Order, bool>> IsOpen = o => o.Status == OrderStatus.Draft || o.Status == OrderStatus.Confirmed || o.Status == OrderStatus.Shipped;

    /// <summary>Passes on what is open with those customers who really changed hands. Answers who got each of them.</summary>
    public async Task<IReadOnlyList<Guid>> PassOnAsync(HandOverPlan plan, long at, IReadOnlyList<WriteResult> results, CancellationToken cancellationToken)
    {
        var receivers = results.Select((result, i) => (result, Receiver: plan.ReceiverAt(at + i))).Where(of => of.result is { Changed: true, Id: not null }).ToDictionary(of => of.result.Id!.Value, of => of.Receiver);
        if (receivers.Count == 0) return [];
        var (from, ids) = (plan.From, receivers.Keys.Cast<Guid?>().ToList());
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var series = await db.FollowUpSeries.AsNoTracking().Where(s => ids.Contains(s.CustomerId) && s.OwnerId == from).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        await GiveAsync("follow-up-series", series.Where(s => SeriesPlanner.Days(s, today, DateOnly.MaxValue).Any()).Select(s => (s.Id, receivers[s.CustomerId!.Value])), cancellationToken); // what is planned of them follows

        var steps = await db.FollowUps.Where(f => ids.Contains(f.CustomerId) && f.Status == FollowUpStatus.Planned && (f.OwnerId == from || f.StandsInForId == from)).OrderBy(f => f.Id).Select(f => new { f.Id, f.CustomerId }).ToListAsync(cancellationToken);
        var orders = await db.Orders.Where(IsOpen).Where(o => ids.Contains(o.CustomerId) && o.OwnerId == from).OrderBy(o => o.Id).Select(o => new { o.Id, o.CustomerId }).ToListAsync(cancellationToken);

        await GiveAsync("follow-ups", steps.Select(s => (s.Id, receivers[s.CustomerId!.Value])), cancellationToken);
        await GiveAsync("orders", orders.Select(o => (o.Id, receivers[o.CustomerId!.Value])), cancellationToken);
        await kinds.Find("interactions")!.WriteAsync(
            [.. receivers.Keys.Order().Select(id => new RecordWrite(RecordVerb.Create, null, new JsonObject { ["customerId"] = id.ToString(), ["channel"] = "note", ["subject"] = plan.Title, ["body"] = plan.Note }))],
            allOrNone: false,
            cancellationToken);
        return [.. receivers.Values];
    }

    /// <summary>Tells each receiver once; the next save keeps it.</summary>
    public void Tell(IReadOnlyDictionary<Guid, int> received)
    {
        var now = clock.GetUtcNow();
        foreach (var (userId, count) in received) db.Notifications.Add(Notification.Of(Guid.CreateVersion7(now), userId, Notification.CustomersReceived, count, now.UtcDateTime));
    }

    private async Task GiveAsync(string entity, IEnumerable<(Guid Id, Guid OwnerId)> records, CancellationToken cancellationToken) =>
        await kinds.Find(entity)!.WriteAsync([.. records.Select(r => new RecordWrite(RecordVerb.Change, r.Id, new JsonObject { ["ownerId"] = r.OwnerId.ToString() }))], allOrNone: false, cancellationToken);
}
