using System.Globalization;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Activities;

namespace Crm.Application.Activities;

/// <summary>Merges conversations and closed follow-ups into one stream, newest first, page by page.</summary>
internal sealed class TimelineReader(ICrmDb db, ActivityReader reader, ICursorSeal seal)
{
    public Task<ListPage<TimelineItem>> OfCustomerAsync(Guid customerId, TimelineRequest request, CancellationToken cancellationToken) =>
        ReadAsync(
            db.Interactions.Where(i => i.CustomerId == customerId),
            db.FollowUps.Where(f => f.CustomerId == customerId),
            Of(customerId),
            request,
            cancellationToken);

    public Task<ListPage<TimelineItem>> OfContactAsync(Guid contactId, TimelineRequest request, CancellationToken cancellationToken) =>
        ReadAsync(
            db.Interactions.Where(i => i.Contacts.Any(c => c.ContactId == contactId)),
            db.FollowUps.Where(f => f.ContactId == contactId),
            "contact" + contactId,
            request,
            cancellationToken);

    /// <summary>The newest page of a customer together with what is planned, due first first: all his follow-ups come by one command.</summary>
    public async Task<(ListPage<TimelineItem> Timeline, List<FollowUpRow> Planned)> WithPlannedAsync(Guid customerId, int limit, int maxPlanned, bool withFiles, CancellationToken cancellationToken)
    {
        var ofCustomer = db.FollowUps.Where(f => f.CustomerId == customerId);
        var planned = ofCustomer.Where(f => f.Status == FollowUpStatus.Planned).OrderBy(f => f.Due).ThenBy(f => f.Id).Take(maxPlanned);
        var followUps = (await reader.FollowUpsAsync(planned.Concat(Newest(Closed(ofCustomer), limit)), cancellationToken)).ToLookup(f => f.Status == FollowUpStatus.Planned);
        var interactions = await reader.InteractionsAsync(Newest(db.Interactions.Where(i => i.CustomerId == customerId), limit), withFiles, cancellationToken);

        var timeline = Page([.. interactions.Select(TimelineItem.From), .. followUps[false].Select(TimelineItem.From)], Of(customerId), limit);
        return (timeline, [.. followUps[true].OrderBy(f => f.Due).ThenBy(f => f.Id)]);
    }

    private async Task<ListPage<TimelineItem>> ReadAsync(
        IQueryable<Interaction> interactions,
        IQueryable<FollowUp> followUps,
        string of,
        TimelineRequest request,
        CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > ListRequest.MaxLimit) throw new InvalidException(FieldError.OutOfRange("limit", 1, ListRequest.MaxLimit), unreadable: true);
        followUps = Closed(followUps);
        if (request.Channels.Count > 0)
        {
            interactions = interactions.Where(i => request.Channels.Contains(i.Channel));
            followUps = followUps.Where(f => request.Channels.Contains(f.Channel));
        }

        if (request.Cursor is { } cursor)
        {
            var (at, id) = Open(cursor, of);
            interactions = interactions.Where(i => i.StartedAt < at || (i.StartedAt == at && i.Id < id));
            followUps = followUps.Where(f => f.CompletedAt < at || (f.CompletedAt == at && f.Id < id));
        }

        var items = new List<TimelineItem>();
        if (request.Kind is not TimelineKind.FollowUp)
            items.AddRange((await reader.InteractionsAsync(Newest(interactions, request.Limit), withFiles: true, cancellationToken)).Select(TimelineItem.From));
        if (request.Kind is not TimelineKind.Interaction)
            items.AddRange((await reader.FollowUpsAsync(Newest(followUps, request.Limit), cancellationToken)).Select(TimelineItem.From));
        return Page(items, of, request.Limit);
    }

    /// <summary>One more than the page holds, so that it shows whether there are others.</summary>
    private static IQueryable<Interaction> Newest(IQueryable<Interaction> interactions, int limit) =>
        interactions.OrderByDescending(i => i.StartedAt).ThenByDescending(i => i.Id).Take(limit + 1);

    private static IQueryable<FollowUp> Newest(IQueryable<FollowUp> followUps, int limit) =>
        followUps.OrderByDescending(f => f.CompletedAt).ThenByDescending(f => f.Id).Take(limit + 1);

    private static IQueryable<FollowUp> Closed(IQueryable<FollowUp> followUps) => followUps.Where(f => f.Status != FollowUpStatus.Planned && f.CompletedAt != null);

    private ListPage<TimelineItem> Page(List<TimelineItem> items, string of, int limit)
    {
        var ordered = items.OrderByDescending(i => i.At).ThenByDescending(i => i.Id).ToList();
        var page = ordered.Take(limit).ToList();
        var next = ordered.Count > limit ? Seal(page[^1], of) : null;
        return new ListPage<TimelineItem>(page, new PageInfo(next, next is not null, limit));
    }

    private static string Of(Guid customerId) => "customer" + customerId;

    private string Seal(TimelineItem last, string of) =>
        seal.Seal(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{of} {last.At.Ticks} {last.Id}")));

    private (DateTime At, Guid Id) Open(string cursor, string of)
    {
        var parts = seal.Open(cursor) is { } bytes ? Encoding.UTF8.GetString(bytes).Split(' ') : [];
        if (parts is not [var timeline, var ticks, var id] || timeline != of) throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);
        return (new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc), Guid.Parse(id));
    }
}
