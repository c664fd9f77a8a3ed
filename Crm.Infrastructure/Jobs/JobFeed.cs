using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Crm.Application.Jobs;
using Crm.Domain.Jobs;
using Crm.Domain.Notifications;
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

    public IAsyncEnumerable<JobEvent> FollowAsync(Guid userId, Guid sessionId, Guid? jobId, CancellationToken cancellationToken) =>
        ListenAsync(new Listener<JobEvent>(userId, sessionId, jobId), cancellationToken);

    public IAsyncEnumerable<NotificationEvent> FollowNotificationsAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken) =>
        ListenAsync(new Listener<NotificationEvent>(userId, sessionId, null), cancellationToken);

    private async IAsyncEnumerable<T> ListenAsync<T>(Listener<T> listener, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
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
        var (told, sinceTold) = (new HashSet<Guid>(), clock.GetUtcNow().UtcDateTime);
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

                await using (var scope = scopes.BeginAs(SystemUser.Instance))
                {
                    var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
                    if (_listeners.Keys.Any(l => l is Listener<JobEvent>)) since = await TellAsync(db, known, since);
                    if (_listeners.Keys.Any(l => l is Listener<NotificationEvent>)) sinceTold = await TellNotificationsAsync(db, told, sinceTold);
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
            foreach (var listener in _listeners.Keys) listener.End();
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
            foreach (var listener in _listeners.Keys.OfType<Listener<JobEvent>>().Where(l => l.JobId is { } one ? one == job.Id : l.UserId == job.OwnerId)) listener.Events.Writer.TryWrite(told);
        }

        foreach (var gone in known.Keys.Except(changed.Select(j => j.Id)).ToList()) known.Remove(gone);
        return changed.Count > 0 ? changed[^1].UpdatedAt - Overlap : since;
    }

    /// <summary>What was written before somebody began to listen he finds in the list.</summary>
    private async Task<DateTime> TellNotificationsAsync(CrmDbContext db, HashSet<Guid> told, DateTime since)
    {
        var listeners = _listeners.Keys.OfType<Listener<NotificationEvent>>().ToLookup(l => l.UserId);
        var users = listeners.Select(l => l.Key).ToList();
        var written = await db.Set<Notification>().AsNoTracking().Where(n => n.CreatedAt >= since && users.Contains(n.UserId)).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id)
            .Select(n => new { n.UserId, Event = new NotificationEvent(n.Id, n.Kind, n.CreatedAt) }).ToListAsync();
        foreach (var one in written.Where(n => told.Add(n.Event.Id)))
            foreach (var listener in listeners[one.UserId]) listener.Events.Writer.TryWrite(one.Event);
        told.IntersectWith(written.Select(n => n.Event.Id));
        return written.Count > 0 ? written[^1].Event.CreatedAt - Overlap : since;
    }

    private async Task DismissAsync(CrmDbContext db)
    {
        var asked = _listeners.Keys.ToList();
        var sessions = asked.ConvertAll(l => l.SessionId);
        var live = (await db.Set<UserSession>().Where(s => sessions.Contains(s.Id) && s.EndedAt == null && db.Set<User>().Any(u => u.Id == s.UserId && u.Active)).Select(s => s.Id).ToListAsync()).ToHashSet();
        foreach (var listener in asked.Where(l => !live.Contains(l.SessionId))) listener.End();
    }

    private abstract class Listener(Guid userId, Guid sessionId, Guid? jobId)
    {
        public Guid UserId { get; } = userId;

        public Guid SessionId { get; } = sessionId;

        public Guid? JobId { get; } = jobId;

        /// <summary>He is told nothing more.</summary>
        public abstract void End();
    }

    private sealed class Listener<T>(Guid userId, Guid sessionId, Guid? jobId) : Listener(userId, sessionId, jobId)
    {
        public Channel<T> Events { get; } = Channel.CreateBounded<T>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

        public override void End() => Events.Writer.TryComplete();
    }
}
