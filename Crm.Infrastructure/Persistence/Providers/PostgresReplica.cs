using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// A streaming replica of PostgreSQL. How far it is behind is measured in the log itself: it has replayed all that the primary had written
/// when the primary was asked. That finds a replica that was cut off, and does not take a quiet primary for a lag.
/// </summary>
internal sealed class PostgresReplica(string primary, string replica) : IReplica
{
    private readonly Queue<(long At, NpgsqlLogSequenceNumber Position)> _written = new();

    public void Use(DbContextOptionsBuilder options) => options.UseNpgsql(replica);

    public void Leave(CrmDbContext db) => db.Database.SetConnectionString(primary);

    public async Task<bool> IsFollowingAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        if (await AskAsync(primary, "SELECT pg_current_wal_lsn()", cancellationToken) is { } written) _written.Enqueue((Stopwatch.GetTimestamp(), written));
        var replayed = await AskAsync(replica, "SELECT pg_last_wal_replay_lsn()", cancellationToken);
        while (_written.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest.At) > window) _written.Dequeue();
        return replayed is { } position && _written.Any(w => w.Position <= position);
    }

    private static async Task<NpgsqlLogSequenceNumber?> AskAsync(string server, string question, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as NpgsqlLogSequenceNumber?;
    }
}
