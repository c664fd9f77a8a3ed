using System.Collections.Concurrent;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Security;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Security;

/// <summary>All users, read again after five seconds: so long a user who was shut out on another node may go on at most.</summary>
internal sealed class UserDirectory(IServiceScopeFactory scopes, TimeProvider clock) : IUserDirectory, IDisposable
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Snapshot? _snapshot;

    public async ValueTask<UserEntry?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).Users.GetValueOrDefault(userId);

    public async ValueTask<IReadOnlyList<Guid>> TeamAsync(Guid teamId, CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).Teams.GetValueOrDefault(teamId, []);

    public async ValueTask<IReadOnlyList<Guid>> StandsInForAsync(Guid userId, CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).StandsInFor(userId, clock.GetUtcNow().UtcDateTime);

    public async ValueTask<Guid?> StandInOfAsync(Guid userId, CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).StandInOf(userId, clock.GetUtcNow().UtcDateTime);

    public void Forget() => _snapshot = null;

    public void Dispose() => _loading.Dispose();

    private async ValueTask<Snapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_snapshot is { } fresh && fresh.IsFresh(clock.GetUtcNow())) return fresh;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is { } loaded && loaded.IsFresh(clock.GetUtcNow())) return loaded;
            return _snapshot = await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var users = await db.Set<User>().AsNoTracking()
            .Select(u => new UserEntry(u.Id, u.Name, u.Role, u.TeamId, u.Active, u.MustChangePassword, u.TimeZone, u.DeputyId))
            .ToDictionaryAsync(u => u.Id, cancellationToken);
        var teams = users.Values.Where(u => u.TeamId is not null).GroupBy(u => u.TeamId!.Value).ToDictionary(team => team.Key, IReadOnlyList<Guid> (team) => [.. team.Select(u => u.Id)]);
        var (yesterday, tomorrow) = (DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1), DateOnly.FromDateTime(now.UtcDateTime).AddDays(1)); // whatever day it is anywhere
        var absences = await db.Set<Absence>().AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Sight]) // who sees what follows from it
            .Where(a => a.From <= tomorrow && a.To >= yesterday)
            .OrderBy(a => a.From).ThenBy(a => a.Id)
            .Select(a => new AwayEntry(a.UserId, a.From, a.To, a.DeputyId))
            .ToListAsync(cancellationToken);
        return new Snapshot(users, teams, absences.ToLookup(a => a.UserId), now);
    }

    private sealed record AwayEntry(Guid UserId, DateOnly From, DateOnly To, Guid? DeputyId);

    private sealed record Snapshot(Dictionary<Guid, UserEntry> Users, Dictionary<Guid, IReadOnlyList<Guid>> Teams, ILookup<Guid, AwayEntry> Absences, DateTimeOffset LoadedAt)
    {
        public IReadOnlyList<Guid> StandsInFor(Guid userId, DateTime now) =>
            Absences.Count == 0 ? [] : [.. Absences.Select(away => away.Key).Where(away => StandInOf(away, now) == userId)];

        /// <summary>Of those who could stand in for somebody who is away the first who is there himself does.</summary>
        public Guid? StandInOf(Guid away, DateTime now) =>
            AwayOf(away, now) is { Count: > 0 } absences ? Deputies(away, absences).Cast<Guid?>().FirstOrDefault(d => AwayOf(d!.Value, now).Count == 0) : null;

        private IEnumerable<Guid> Deputies(Guid away, List<AwayEntry> absences) => absences.Select(a => a.DeputyId).Append(Users.GetValueOrDefault(away)?.DeputyId).OfType<Guid>();

        private List<AwayEntry> AwayOf(Guid userId, DateTime now)
        {
            var zone = Users.GetValueOrDefault(userId) is { } user ? User.ZoneOf(user.TimeZone) : User.HouseZone;
            var today = LocalDay.Of(now, zone);
            return [.. Absences[userId].Where(a => a.From <= today && today <= a.To)];
        }

        public bool IsFresh(DateTimeOffset now) => now >= LoadedAt && now - LoadedAt < MaxAge;
    }
}

/// <summary>Which sessions are live, asked again after five seconds.</summary>
internal sealed class SessionWatch(IServiceScopeFactory scopes, TimeProvider clock) : ISessionWatch
{
    private const int MaxKnown = 10_000;
    private readonly ConcurrentDictionary<Guid, (bool Live, DateTimeOffset AskedAt)> _known = new();

    public async ValueTask<bool> IsLiveAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(sessionId, out var known) && now >= known.AskedAt && now - known.AskedAt < UserDirectory.MaxAge) return known.Live;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var live = await db.Set<UserSession>().AnyAsync(s => s.Id == sessionId && s.EndedAt == null, cancellationToken);
        if (_known.Count >= MaxKnown) _known.Clear();
        _known[sessionId] = (live, now);
        return live;
    }

    public void Forget() => _known.Clear();
}
