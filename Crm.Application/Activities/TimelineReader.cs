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
            "customer" + customerId,
            request,
            cancellationToken);

    public Task<ListPage<TimelineItem>> OfContactAsync(Guid contactId, TimelineRequest request, CancellationToken cancellationToken) =>
        ReadAsync(
            db.Interactions.Where(i => i.Contacts.Any(c => c.ContactId == contactId)),
            db.FollowUps.Where(f => f.ContactId == contactId),
            "contact" + contactId,
            request,
            cancellationToken);

    private async Task<ListPage<TimelineItem>> ReadAsync(
        IQueryable<Interaction> interactions,
        IQueryable<FollowUp> followUps,
        string of,
        TimelineRequest request,
        CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > ListRequest.MaxLimit) throw new InvalidException(FieldError.OutOfRange("limit", 1, ListRequest.MaxLimit), unreadable: true);
        followUps = followUps.Where(f => f.Status != FollowUpStatus.Planned && f.CompletedAt != null);
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
        {
            var newest = interactions.OrderByDescending(i => i.StartedAt).ThenByDescending(i => i.Id).Take(request.Limit + 1);
            items.AddRange((await reader.InteractionsAsync(newest, cancellationToken)).Select(TimelineItem.From));
        }

        if (request.Kind is not TimelineKind.Interaction)
        {
            var newest = followUps.OrderByDescending(f => f.CompletedAt).ThenByDescending(f => f.Id).Take(request.Limit + 1);
            items.AddRange((await reader.FollowUpsAsync(newest, cancellationToken)).Select(TimelineItem.From));
        }

        var ordered = items.OrderByDescending(i => i.At).ThenByDescending(i => i.Id).ToList();
        var page = ordered.Take(request.Limit).ToList();
        var next = ordered.Count > request.Limit ? Seal(page[^1], of) : null;
        return new ListPage<TimelineItem>(page, new PageInfo(next, next is not null, request.Limit));
    }

    private string Seal(TimelineItem last, string of) =>
        seal.Seal(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{of} {last.At.Ticks} {last.Id}")));

    private (DateTime At, Guid Id) Open(string cursor, string of)
    {
        var parts = seal.Open(cursor) is { } bytes ? Encoding.UTF8.GetString(bytes).Split(' ') : [];
        if (parts is not [var timeline, var ticks, var id] || timeline != of) throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);
        return (new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc), Guid.Parse(id));
    }
}
