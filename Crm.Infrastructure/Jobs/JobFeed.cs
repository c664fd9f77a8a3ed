using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Crm.Application.Jobs;
using Crm.Domain.Jobs;
using Crm.Domain.Security;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Jobs;

/// <summary>
/// Looks twice a second at the jobs that have changed, once for all who listen on this node and not at all while nobody does, and every two
/// seconds whether those who listen may still.
/// </summary>
internal sealed class JobFeed(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobFeed> log) : IJobFeed
{
    private const int MostWaiting = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SessionPause = TimeSpan.FromSeconds(2);

    /// <summary>What was stamped by another node's clock, or committed later than it was stamped, is still seen.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Listener, bool> _listeners = new();
    private readonly Lock _starting = new();
    private Task _looking = Task.CompletedTask;

    public async IAsyncEnumerable<JobEvent> FollowAsync(Guid userId, Guid sessionId, Guid? jobId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = new Listener(userId, sessionId, jobId, Channel.CreateBounded<JobEvent>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest }));
        _listeners[listener] = true;
        lock (_starting) if (_looking.IsCompleted) _looking = Task.Run(LookAsync, CancellationToken.None);
        try
        {
            await foreach (var happened in listener.Events.Reader.ReadAllAsync(cancellationToken)) yield return happened;
        }
        finally
        {
            _listeners.TryRemove(listener, out _);
        }
    }

    private async Task LookAsync()
    {
        var (known, since, sessions) = (new Dictionary<Guid, int>(), clock.GetUtcNow().UtcDateTime - Overlap, Stopwatch.StartNew());
        try
        {
            while (true)
            {
                lock (_starting)
                {
                    if (_listeners.IsEmpty)
                    {
                        _looking = Task.CompletedTask; // who comes now starts anew
                        return;
                    }
                }

                await using (var scope = scopes.CreateAsyncScope())
                {
                    scope.ServiceProvider.GetRequiredService<ActingScope>().Enter(SystemUser.Instance);
                    var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
                    since = await TellAsync(db, known, since);
                    if (sessions.Elapsed >= SessionPause)
                    {
                        await DismissAsync(db);
                        sessions.Restart();
                    }
                }

                await Task.Delay(Pause);
            }
        }
        catch (Exception e)
        {
            log.LogError(e, "Nobody can be told how jobs stand; who listens comes back");
            foreach (var listener in _listeners.Keys) listener.Events.Writer.TryComplete();
        }
    }

    private async Task<DateTime> TellAsync(CrmDbContext db, Dictionary<Guid, int> known, DateTime since)
    {
        var changed = await db.Set<Job>().AsNoTracking().Where(j => j.UpdatedAt >= since).OrderBy(j => j.UpdatedAt).ThenBy(j => j.Id)
            .Select(j => new { j.Id, j.OwnerId, j.Kind, j.Status, j.Done, j.Total, j.Failed, j.EndedAt, j.Version, j.UpdatedAt }).ToListAsync();
        foreach (var job in changed.Where(j => known.GetValueOrDefault(j.Id) != j.Version))
        {
            known[job.Id] = job.Version;
            var told = new JobEvent(job.Id, job.Kind, job.Status, new JobProgress(job.Done, job.Total, job.Failed), job.EndedAt is not null, job.Version);
            foreach (var listener in _listeners.Keys.Where(l => l.JobId is { } one ? one == job.Id : l.UserId == job.OwnerId)) listener.Events.Writer.TryWrite(told);
        }

        foreach (var gone in known.Keys.Except(changed.Select(j => j.Id)).ToList()) known.Remove(gone);
        return changed.Count > 0 ? changed[^1].UpdatedAt - Overlap : since;
    }

    private async Task DismissAsync(CrmDbContext db)
    {
        var asked = _listeners.Keys.ToList();
        var sessions = asked.ConvertAll(l => l.SessionId);
        var live = (await db.Set<UserSession>().Where(s => sessions.Contains(s.Id) && s.EndedAt == null && db.Set<User>().Any(u => u.Id == s.UserId && u.Active)).Select(s => s.Id).ToListAsync()).ToHashSet();
        foreach (var listener in asked.Where(l => !live.Contains(l.SessionId))) listener.Events.Writer.TryComplete();
    }

    private sealed class Listener(Guid userId, Guid sessionId, Guid? jobId, Channel<JobEvent> events)
    {
        public Guid UserId { get; } = userId;

        public Guid SessionId { get; } = sessionId;

        public Guid? JobId { get; } = jobId;

        public Channel<JobEvent> Events { get; } = events;
    }
}
