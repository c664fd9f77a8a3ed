using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>The visits of a day in one district, so that they can be made in one round.</summary>
/// <param name="Id">The day and the district, as one word.</param>
/// <param name="On">The day.</param>
/// <param name="RegionCode">The district (GB/T 2260), or the city where no district is known; null where neither is.</param>
/// <param name="Visits">The visits: those at a time of day first, in their order, then by the name of the customer.</param>
public sealed record VisitRound(string Id, DateOnly On, string? RegionCode, IReadOnlyList<PlannedVisit> Visits);

/// <summary>A visit that is planned.</summary>
/// <param name="Id">The follow-up.</param>
/// <param name="Subject">What is to be done.</param>
/// <param name="DueAt">The moment that was agreed; null for some time on that day.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="CustomerName">His name.</param>
/// <param name="Address">Where he is: the first line of his address.</param>
/// <param name="OwnerId">Who goes there.</param>
/// <param name="OwnerName">His name.</param>
public sealed record PlannedVisit(Guid Id, string Subject, DateTime? DueAt, Guid? CustomerId, string? CustomerName, string? Address, Guid OwnerId, string? OwnerName);

/// <summary>Visits on site that are planned, day by day and district by district.</summary>
/// <param name="From">The first day; today when nothing is said.</param>
/// <param name="To">The last day; a week from the first when nothing is said, at most 31.</param>
/// <param name="OwnerId">Who goes: the id of a user, or <c>me</c>; everybody in sight when nothing is said.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record ListVisitRounds(DateOnly? From, DateOnly? To, string? OwnerId) : IRequest<ListPage<VisitRound>>;

internal sealed class ListVisitRoundsHandler(ICrmDb db, ICurrentUser user, TimeProvider clock) : IRequestHandler<ListVisitRounds, ListPage<VisitRound>>
{
    private const int UsualDays = 6;
    private const int MostDays = 31;

    public async Task<ListPage<VisitRound>> Handle(ListVisitRounds request, CancellationToken cancellationToken)
    {
        var zone = user.TimeZone;
        var from = request.From ?? LocalDay.Of(clock.GetUtcNow().UtcDateTime, zone);
        var to = request.To ?? from.AddDays(UsualDays);
        if (to < from) throw new InvalidException(FieldError.InQuery("to", "ends_before_start"), unreadable: true);
        if (to.DayNumber - from.DayNumber >= MostDays) throw new InvalidException(FieldError.InQuery("to", "span_too_long", new Dictionary<string, object?> { ["max"] = MostDays }), unreadable: true);

        var visits = db.FollowUps.Where(f => f.Status == FollowUpStatus.Planned && f.Channel == InteractionChannel.Visit);
        if (request.OwnerId is { Length: > 0 } owner)
        {
            var ownerId = owner == "me" ? user.RequireId() : Guid.TryParse(owner, out var parsed) ? parsed : throw new InvalidException(FieldError.InQuery("ownerId", "wrong_type"), unreadable: true);
            visits = visits.Where(f => f.OwnerId == ownerId);
        }

        var (start, end) = (LocalDay.Start(from, zone), LocalDay.Start(to.AddDays(1), zone));
        var found = await visits.AsNoTracking()
            .Where(f => f.DueOn != null ? f.DueOn >= from && f.DueOn <= to : f.Due >= start && f.Due < end)
            .Select(f => new
            {
                f.DueOn, f.Due, Region = f.Customer!.Place.DistrictCode ?? f.Customer.Place.CityCode,
                Visit = new PlannedVisit(f.Id, f.Subject, f.DueAt, f.CustomerId, f.Customer.Name, f.Customer.Place.Line1, f.OwnerId, f.Owner!.Name),
            })
            .ToListAsync(cancellationToken);

        return Pages.Whole([.. found
            .GroupBy(of => (On: of.DueOn ?? LocalDay.Of(of.Due, zone), of.Region))
            .OrderBy(round => round.Key.On).ThenBy(round => round.Key.Region is null).ThenBy(round => round.Key.Region, StringComparer.Ordinal)
            .Select(round => new VisitRound(
                $"{round.Key.On:yyyy-MM-dd} {round.Key.Region}".TrimEnd(),
                round.Key.On,
                round.Key.Region,
                [.. round.Select(of => of.Visit).OrderBy(v => v.DueAt is null).ThenBy(v => v.DueAt).ThenBy(v => v.CustomerName, StringComparer.Ordinal).ThenBy(v => v.Id)]))]);
    }
}
