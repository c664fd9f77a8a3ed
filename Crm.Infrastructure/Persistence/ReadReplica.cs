using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Persistence;

/// <summary>Knows whether the replica can be read now, and who has just written and must not read there yet.</summary>
public sealed class ReadReplica(IEngine engine, IConfiguration configuration, TimeProvider clock, ILogger<ReadReplica> log)
{
    private const int ManyWriters = 10_000;
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BelieveFor = CheckEvery * 3;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _writers = new();
    private long _checkedAt;
    private int _checking;
    private volatile bool _following;

    /// <summary>Whether there is one.</summary>
    public bool Exists => engine.Replica is not null;

    /// <summary>How long who has written reads from the primary, and how far the replica may be behind.</summary>
    public TimeSpan Window { get; } = TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("Database:ReadAfterWriteSeconds", 5.0), 1, 3600));

    /// <summary>Whether it follows. Nobody waits for the answer: it is that of the last look, and a new look is begun when that was a while ago.</summary>
    public bool IsFollowing()
    {
        var age = Stopwatch.GetElapsedTime(Interlocked.Read(ref _checkedAt));
        if (age > CheckEvery && Interlocked.Exchange(ref _checking, 1) == 0) _ = Task.Run(CheckAsync);
        return _following && age < BelieveFor;
    }

    /// <summary>It failed somebody; it is not asked again before it has proved itself.</summary>
    public void Distrust() => _following = false;

    /// <summary>Remembers that a user has just written.</summary>
    public void NoteWrite(Guid userId)
    {
        var now = clock.GetUtcNow();
        _writers[userId] = now;
        if (_writers.Count <= ManyWriters) return;
        foreach (var (writer, at) in _writers) if (now - at > Window) _writers.TryRemove(writer, out _);
    }

    /// <summary>Whether a user has written on this node within the window.</summary>
    public bool HasJustWritten(Guid userId) => _writers.TryGetValue(userId, out var at) && clock.GetUtcNow() - at <= Window;

    private async Task CheckAsync()
    {
        try
        {
            var following = await engine.Replica!.IsFollowingAsync(Window, CancellationToken.None);
            if (following != _following) log.LogInformation("The read replica {State}", following ? "follows: lists are read there" : "is behind: the primary answers");
            _following = following;
        }
        catch (DbException e)
        {
            if (_following) log.LogWarning("The read replica cannot be asked, the primary answers: {Reason}", e.GetType().Name);
            _following = false;
        }
        finally
        {
            Interlocked.Exchange(ref _checkedAt, Stopwatch.GetTimestamp());
            Interlocked.Exchange(ref _checking, 0);
        }
    }
}

/// <summary>Where a request reads; decided before its database context is made.</summary>
public sealed class ReadRoute(IEngine engine, ReadReplica replica)
{
    /// <summary>Whether it reads from the replica.</summary>
    public bool OnReplica { get; private set; }

    /// <summary>Reads from the replica from now on.</summary>
    public void TakeReplica() => OnReplica = true;

    /// <summary>The replica failed: the primary does all the rest.</summary>
    internal void Leave(CrmDbContext db)
    {
        if (!OnReplica) return;
        OnReplica = false;
        replica.Distrust();
        engine.Replica!.Leave(db);
    }
}
