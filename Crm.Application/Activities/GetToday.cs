using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>What a user starts his day with.</summary>
public sealed record TodayView
{
    /// <summary>The moment the answer was made (UTC).</summary>
    public DateTime Now { get; init; }

    /// <summary>My planned follow-ups whose time has passed; at most 50, the oldest first.</summary>
    public IReadOnlyList<FollowUpRow> Overdue { get; init; } = [];

    /// <summary>My planned follow-ups that are still due today; at most 50.</summary>
    public IReadOnlyList<FollowUpRow> Today { get; init; } = [];

    /// <summary>My planned follow-ups of the seven days after today; at most 50.</summary>
    public IReadOnlyList<FollowUpRow> Upcoming { get; init; } = [];

    /// <summary>My customers for whom nothing is planned; at most 20, the longest silent first.</summary>
    public IReadOnlyList<CustomerRow> WithoutNextStep { get; init; } = [];

    /// <summary>How many there are of each.</summary>
    public TodayCounts Counts { get; init; } = new(0, 0, 0, 0);

    /// <summary>What I looked at last; at most 10.</summary>
    public IReadOnlyList<RecentRow> RecentlyViewed { get; init; } = [];
}

/// <summary>How many there are of each.</summary>
/// <param name="Overdue">Overdue follow-ups.</param>
/// <param name="Today">Follow-ups still due today.</param>
/// <param name="Upcoming">Follow-ups of the seven days after today.</param>
/// <param name="WithoutNextStep">Customers for whom nothing is planned.</param>
public sealed record TodayCounts(int Overdue, int Today, int Upcoming, int WithoutNextStep);

/// <summary>A record that was looked at.</summary>
/// <param name="Type">customer or contact.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="Subtitle">Number of a customer, or where a person works.</param>
/// <param name="ViewedAt">When (UTC).</param>
public sealed record RecentRow(string Type, Guid Id, string Title, string? Subtitle, DateTime ViewedAt);

/// <summary>My day, in my time zone.</summary>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetToday : IRequest<TodayView>;

internal sealed class GetTodayHandler(ICrmDb db, ActivityReader activities, IMapper mapper, IFieldCatalogue catalogue, CustomerDescriptor descriptor, ICurrentUser user, TimeProvider clock) : IRequestHandler<GetToday, TodayView>
{
    private const int MaxFollowUps = 50;
    private const int MaxCustomers = 20;
    private const int MaxRecent = 10;
    private const int DaysAhead = 7;

    public async Task<TodayView> Handle(GetToday request, CancellationToken cancellationToken)
    {
        var (me, now) = (user.RequireId(), clock.GetUtcNow().UtcDateTime);
        var today = LocalDay.Of(now, user.TimeZone);
        var tomorrow = LocalDay.Start(today.AddDays(1), user.TimeZone);
        var end = LocalDay.Start(today.AddDays(1 + DaysAhead), user.TimeZone);

        var mine = db.FollowUps.Where(f => f.OwnerId == me && f.Status == FollowUpStatus.Planned);
        var overdue = mine.Where(f => f.Due < now);
        var dueToday = mine.Where(f => f.Due >= now && f.Due < tomorrow);
        var upcoming = mine.Where(f => f.Due >= tomorrow && f.Due < end);
        var idle = db.Customers.Where(c => c.OwnerId == me && c.NextFollowUpAt == null);

        return new TodayView
        {
            Now = now,
            Overdue = await FirstAsync(overdue, cancellationToken),
            Today = await FirstAsync(dueToday, cancellationToken),
            Upcoming = await FirstAsync(upcoming, cancellationToken),
            WithoutNextStep = await LongestSilentAsync(idle, cancellationToken),
            Counts = new TodayCounts(
                await overdue.CountAsync(cancellationToken),
                await dueToday.CountAsync(cancellationToken),
                await upcoming.CountAsync(cancellationToken),
                await idle.CountAsync(cancellationToken)),
            RecentlyViewed = await RecentAsync(me, cancellationToken),
        };
    }

    private async Task<List<CustomerRow>> LongestSilentAsync(IQueryable<Customer> idle, CancellationToken cancellationToken)
    {
        var custom = (await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys;
        var ids = await idle.OrderBy(c => c.LastContactAt).ThenBy(c => c.Id).Take(MaxCustomers).Select(c => c.Id).ToListAsync(cancellationToken);
        var rows = await idle.AsNoTracking().Where(c => ids.Contains(c.Id)).ProjectTo<CustomerRow>(mapper.ConfigurationProvider, new { ids = QueryValue.Of(ids), custom = QueryValue.Of<IReadOnlySet<string>?>(custom) }).ToDictionaryAsync(r => r.Id, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private Task<List<FollowUpRow>> FirstAsync(IQueryable<FollowUp> followUps, CancellationToken cancellationToken) =>
        activities.FollowUpsAsync(followUps.OrderBy(f => f.Due).ThenBy(f => f.Id).Take(MaxFollowUps), cancellationToken);

    /// <summary>Joined with the records as the user may see them now: what was taken from him is gone from here too.</summary>
    private async Task<IReadOnlyList<RecentRow>> RecentAsync(Guid me, CancellationToken cancellationToken)
    {
        var views = db.RecentViews.Where(v => v.UserId == me);
        var customers = await views.Where(v => v.Type == RecentTypes.Customer)
            .Join(db.Customers, v => v.RecordId, c => c.Id, (v, c) => new { v.ViewedAt, c.Id, c.Name, c.Number })
            .OrderByDescending(x => x.ViewedAt).Take(MaxRecent).ToListAsync(cancellationToken);
        var contacts = await views.Where(v => v.Type == RecentTypes.Contact)
            .Join(db.Contacts, v => v.RecordId, c => c.Id, (v, c) => new { v.ViewedAt, c.Id, c.Name, At = c.Customers.Where(l => l.LeftOn == null).Select(l => l.Customer!.Name).FirstOrDefault() })
            .OrderByDescending(x => x.ViewedAt).Take(MaxRecent).ToListAsync(cancellationToken);

        return
        [
            .. customers.Select(x => new RecentRow(RecentTypes.Customer, x.Id, x.Name, x.Number, x.ViewedAt))
                .Concat(contacts.Select(x => new RecentRow(RecentTypes.Contact, x.Id, x.Name, x.At, x.ViewedAt)))
                .OrderByDescending(r => r.ViewedAt)
                .Take(MaxRecent),
        ];
    }
}
