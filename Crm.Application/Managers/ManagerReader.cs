using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Activities;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Managers;

/// <summary>Reads account managers with their figures: each is what the list shows that lies behind it.</summary>
internal sealed class ManagerReader(ICrmDb db, IMapper mapper, IUserDirectory directory, ICurrentUser user, TimeProvider clock)
{
    private const int Weeks = 5;
    private const int DaysOfWeek = 7;

    /// <summary>One of them, whom the user leads or is himself.</summary>
    public async Task<ManagerRow> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await EnsureLedAsync(id, cancellationToken);
        var row = await db.Users.AsNoTracking().Where(u => u.Id == id).ProjectTo<ManagerRow>(mapper.ConfigurationProvider).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(User));
        return (await CompleteAsync([row], cancellationToken))[0];
    }

    /// <summary>404 for whom the user neither leads nor is.</summary>
    public async Task EnsureLedAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await user.LeadsAsync(directory, id, cancellationToken)) throw new NotFoundException(nameof(User));
    }

    /// <summary>Adds what is counted, a question for each figure and not for each manager.</summary>
    public async Task<IReadOnlyList<ManagerRow>> CompleteAsync(IReadOnlyList<ManagerRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return rows;
        var now = clock.GetUtcNow().UtcDateTime;
        var today = LocalDay.Of(now, user.TimeZone);
        var monday = today.AddDays(-(((int)today.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek));
        var ids = rows.Select(r => r.Id).ToList();
        var owners = ids.ConvertAll(id => (Guid?)id);

        var tiers = (await db.Customers.Where(c => owners.Contains(c.OwnerId)).GroupBy(c => new { c.OwnerId, c.Tier }).Select(g => new { g.Key.OwnerId, g.Key.Tier, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToLookup(g => g.OwnerId!.Value, g => new TierTally(g.Tier, g.Count));
        var ranks = await db.CodesInOrderAsync(CodeLists.CustomerTier, cancellationToken);
        var idle = await db.Customers.Where(c => owners.Contains(c.OwnerId) && c.NextFollowUpAt == null).GroupBy(c => c.OwnerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!.Value, g => g.Count, cancellationToken);
        var late = await db.FollowUps.Where(f => ids.Contains(f.OwnerId) && f.Status == FollowUpStatus.Planned && f.Due < now).GroupBy(f => f.OwnerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var (from, to) = (now, LocalDay.Start(monday.AddDays(Weeks * DaysOfWeek), user.TimeZone));
        var planned = (await db.FollowUps.Where(f => ids.Contains(f.OwnerId) && f.Status == FollowUpStatus.Planned && f.Due >= from && f.Due < to).Select(f => new { f.OwnerId, f.Due }).ToListAsync(cancellationToken))
            .ToLookup(f => (f.OwnerId, (LocalDay.Of(f.Due, user.TimeZone).DayNumber - monday.DayNumber) / DaysOfWeek));
        var absences = (await db.Absences.AsNoTracking().Where(a => ids.Contains(a.UserId) && a.To >= today).OrderBy(a => a.From).ThenBy(a => a.Id).ToListAsync(cancellationToken)).ToLookup(a => a.UserId);

        var complete = new List<ManagerRow>();
        foreach (var row in rows)
        {
            var away = absences[row.Id].Where(a => a.Covers(today)).MaxBy(a => a.To);
            var next = absences[row.Id].FirstOrDefault(a => a.From > today && a != away);
            var may = await user.LeadsAsync(directory, row.Id, cancellationToken);
            complete.Add(row with
            {
                DeputyName = await directory.NameOfAsync(row.DeputyId, cancellationToken),
                Customers = tiers[row.Id].Sum(t => t.Customers),
                Tiers = TierTally.InOrder(tiers[row.Id], ranks),
                Weeks = [.. Enumerable.Range(0, Weeks).Select(week => new WeekLoad(
                    monday.AddDays(week * DaysOfWeek), monday.AddDays((week * DaysOfWeek) + DaysOfWeek - 1), planned[(row.Id, week)].Count(), CapacityOf(row, monday.AddDays(week * DaysOfWeek), today, absences[row.Id])))],
                Overdue = late.GetValueOrDefault(row.Id),
                WithoutNextStep = idle.GetValueOrDefault(row.Id),
                Away = await SpanOfAsync(away, row, cancellationToken),
                NextAbsence = await SpanOfAsync(next, row, cancellationToken),
                Can = new ManagerCan(may && user.May(Permissions.CustomersAssign), may),
            });
        }

        return complete;
    }

    private static int CapacityOf(ManagerRow row, DateOnly monday, DateOnly today, IEnumerable<Absence> absences) => row.DailyCapacity * Enumerable.Range(0, DaysOfWeek).Select(monday.AddDays)
        .Count(day => day >= today && WorkCalendar.China.IsWorkday(day) && !absences.Any(a => a.Covers(day)));

    private async ValueTask<AbsenceSpan?> SpanOfAsync(Absence? absence, ManagerRow row, CancellationToken cancellationToken)
    {
        if (absence is null) return null;
        var deputyId = absence.DeputyId ?? row.DeputyId;
        return new AbsenceSpan(absence.Id, absence.From, absence.To, absence.Kind, deputyId, await directory.NameOfAsync(deputyId, cancellationToken));
    }
}
