using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>
/// The diaries of a manager and of those who may stand in for him, read once and filled while planning: what is planned, how much fits into a day,
/// who is away when.
/// </summary>
internal sealed class Diaries
{
    private readonly Dictionary<Guid, Diary> _diaries = [];
    private readonly Dictionary<Guid, User> _users;
    private readonly ILookup<Guid, Absence> _absences;
    private readonly IReadOnlyList<Guid> _leaders;

    private Diaries(Guid managerId, Dictionary<Guid, User> users, ILookup<Guid, Absence> absences, IReadOnlyList<Guid> leaders) =>
        (ManagerId, _users, _absences, _leaders) = (managerId, users, absences, leaders);

    /// <summary>Whose customers are planned for.</summary>
    public Guid ManagerId { get; }

    /// <summary>The manager.</summary>
    public User Manager => _users[ManagerId];

    /// <summary>Reads them; null when there is no such manager any more, or he has been shut out.</summary>
    public static async Task<Diaries?> ReadAsync(ICrmDb db, Guid managerId, DateTime now, CancellationToken cancellationToken)
    {
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == managerId && u.Active, cancellationToken) is not { } manager) return null;
        var yesterday = DateOnly.FromDateTime(now).AddDays(-1);
        var absences = await db.Absences.AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Sight]) // nobody's day may be filled because somebody else cannot see that he is away
            .Where(a => a.To >= yesterday)
            .OrderBy(a => a.From).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var leaders = manager.TeamId is { } teamId
            ? await db.Users.AsNoTracking().Where(u => u.Active && u.TeamId == teamId && u.Role == Role.SalesManager && u.Id != managerId).OrderBy(u => u.Id).Select(u => u.Id).ToListAsync(cancellationToken)
            : [];

        List<Guid> ids = [managerId, .. absences.Where(a => a.UserId == managerId).Select(a => a.DeputyId).Append(manager.DeputyId).OfType<Guid>(), .. leaders];
        var users = await db.Users.AsNoTracking().Where(u => u.Active && ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, cancellationToken);
        var diaries = new Diaries(managerId, users, absences.ToLookup(a => a.UserId), leaders);
        foreach (var user in users.Values)
        {
            var diary = new Diary(WorkCalendar.China, user.DailyCapacity);
            foreach (var absence in diaries._absences[user.Id]) diary.IsAway(absence.From, absence.To);
            diaries._diaries.Add(user.Id, diary);
        }

        await diaries.FillAsync(db, now, cancellationToken);
        return diaries;
    }

    /// <summary>The time zone of somebody's days.</summary>
    public TimeZoneInfo ZoneOf(Guid userId) => User.ZoneOf(_users[userId].TimeZone);

    /// <summary>The language in which somebody reads.</summary>
    public string LanguageOf(Guid userId) => _users[userId].Language;

    /// <summary>Whether somebody is one of those who may do it.</summary>
    public bool Knows(Guid userId) => _users.ContainsKey(userId);

    /// <summary>Whether somebody is away on this day.</summary>
    public bool IsAway(Guid userId, DateOnly day) => _absences[userId].Any(a => a.Covers(day));

    /// <summary>Frees the place of what is to be planned anew.</summary>
    public void Remove(Guid userId, DateOnly day, string? district)
    {
        if (_diaries.TryGetValue(userId, out var diary)) diary.Remove(day, district);
    }

    /// <summary>Fills a place with what stays where it is.</summary>
    public void Add(Guid userId, DateOnly day, string? district) => _diaries[userId].Add(day, district);

    /// <summary>
    /// Whoever stands in for the manager in these days: who was named for the absence, his standing deputy, or who leads him; the first of them who works
    /// on one of these days. Null while the manager works on one of them himself.
    /// </summary>
    public Guid? StandInFor(Window window)
    {
        if (_diaries[ManagerId].FindAnyway(window, null) is not null) return null;
        var named = _absences[ManagerId].Where(a => a.From <= window.To && a.To >= window.From).Select(a => a.DeputyId);
        return named.Append(Manager.DeputyId).OfType<Guid>().Concat(_leaders).Cast<Guid?>()
            .FirstOrDefault(id => id != ManagerId && _diaries.TryGetValue(id!.Value, out var diary) && diary.FindAnyway(window, null) is not null);
    }

    /// <summary>Finds a day for it, and fills the place.</summary>
    public Appointment Place(Window window, string? district) =>
        FollowUpPlanner.Place(ManagerId, StandInFor(window) is { } standIn ? [standIn] : [], window, district, _diaries);

    private async Task FillAsync(ICrmDb db, DateTime now, CancellationToken cancellationToken)
    {
        var ids = _users.Keys.ToList();
        var planned = await db.FollowUps
            .IgnoreQueryFilters([QueryFilters.Sight]) // a day is as full with customers of others as with one's own
            .Where(f => ids.Contains(f.OwnerId) && f.Status == FollowUpStatus.Planned && f.Due >= now)
            .Select(f => new { f.OwnerId, f.DueOn, f.Due, District = f.Channel == InteractionChannel.Visit ? f.Customer!.Place.DistrictCode ?? f.Customer.Place.CityCode : null })
            .ToListAsync(cancellationToken);
        foreach (var step in planned) _diaries[step.OwnerId].Add(step.DueOn ?? LocalDay.Of(step.Due, ZoneOf(step.OwnerId)), step.District);
    }
}
