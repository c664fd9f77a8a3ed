using System.Collections.Concurrent;
using Crm.Application.Security;
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
            .Select(u => new UserEntry(u.Id, u.Name, u.Role, u.TeamId, u.Active, u.MustChangePassword, u.TimeZone))
            .ToDictionaryAsync(u => u.Id, cancellationToken);
        var teams = users.Values.Where(u => u.TeamId is not null).GroupBy(u => u.TeamId!.Value).ToDictionary(team => team.Key, IReadOnlyList<Guid> (team) => [.. team.Select(u => u.Id)]);
        return new Snapshot(users, teams, now);
    }

    private sealed record Snapshot(Dictionary<Guid, UserEntry> Users, Dictionary<Guid, IReadOnlyList<Guid>> Teams, DateTimeOffset LoadedAt)
    {
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
