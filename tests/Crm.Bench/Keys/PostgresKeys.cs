using Npgsql;
using NpgsqlTypes;

namespace Crm.Bench.Keys;

/// <summary>Keys on PostgreSQL, in a database of their own that is dropped afterwards.</summary>
internal static class PostgresKeys
{
    private const int BatchRows = 1_000;
    private const string LogPosition = "SELECT (pg_current_wal_lsn() - '0/0')::bigint";
    private static readonly string Note = new('x', 100);

    public static async Task RunAsync(int rows, int rounds, string server, TextWriter output)
    {
        var database = $"crm_keys_{Environment.ProcessId}";
        await using var maintenance = NpgsqlDataSource.Create(server);
        await ExecuteAsync(maintenance, $"CREATE DATABASE {database}");
        try
        {
            var timed = KeySet.Timed(rows, KeySet.Step);
            var chance = KeySet.Chance(rows);
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ToString());
            await KeyFigures.PrintAsync(
                [
                    () => MeasureAsync(source, "v7, uuid", NpgsqlDbType.Uuid, timed, id => id),
                    () => MeasureAsync(source, "v4, uuid", NpgsqlDbType.Uuid, chance, id => id),
                    () => MeasureAsync(source, "v7, bytea", NpgsqlDbType.Bytea, timed, id => id.ToByteArray(bigEndian: true)),
                    () => MeasureAsync(source, "v7, text of 36", NpgsqlDbType.Text, timed, id => id.ToString()),
                ],
                rounds,
                output);
        }
        finally
        {
            await ExecuteAsync(maintenance, $"DROP DATABASE {database}");
        }
    }

    private static async Task<KeyFigures> MeasureAsync(NpgsqlDataSource source, string name, NpgsqlDbType type, KeySet set, Func<Guid, object> store)
    {
        await ExecuteAsync(source, $"""
            DROP TABLE IF EXISTS "Rows";
            CREATE TABLE "Rows" ("Id" {type} NOT NULL PRIMARY KEY, "ParentId" {type} NOT NULL, "Name" text NOT NULL, "Note" text NOT NULL);
            CREATE INDEX "Rows_ParentId" ON "Rows" ("ParentId");
            CREATE INDEX "Rows_Name" ON "Rows" ("Name");
            """);
        var keys = set.Keys.Select(store).ToArray();
        await using var connection = await source.OpenConnectionAsync();
        var before = await NumberAsync(connection, LogPosition);
        var (inserts, last) = await InsertAsync(connection, type, keys, set.Parents);
        var written = await NumberAsync(connection, LogPosition) - before;
        await ExecuteAsync(source, """VACUUM ANALYZE "Rows" """);
        return new KeyFigures(
            name,
            inserts,
            last,
            (double)written / keys.Length,
            await AskAsync(connection, """SELECT "Name", "Note" FROM "Rows" WHERE "Id" = $1""", type, keys, set.Lookups),
            await AskAsync(connection, """SELECT count(*) FROM "Rows" WHERE "ParentId" = $1""", type, keys, set.Lookups),
            await NumberAsync(connection, "SELECT pg_total_relation_size('\"Rows\"')"),
            await NumberAsync(connection, "SELECT pg_relation_size('\"Rows_pkey\"')"),
            await NumberAsync(connection, "SELECT pg_relation_size('\"Rows_ParentId\"')"));
    }

    private static async Task<(double PerSecond, double LastTenth)> InsertAsync(NpgsqlConnection connection, NpgsqlDbType type, object[] keys, int[] parents)
    {
        var start = Usage.Of(connection.ProcessID);
        var beforeLastTenth = start;
        for (var done = 0; done < keys.Length; done += BatchRows)
        {
            if (done == keys.Length / 10 * 9) beforeLastTenth = Usage.Of(connection.ProcessID);
            await using var batch = new NpgsqlBatch(connection);
            for (var i = done; i < Math.Min(done + BatchRows, keys.Length); i++)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("""INSERT INTO "Rows" VALUES ($1, $2, $3, $4)""")
                {
                    Parameters =
                    {
                        new() { NpgsqlDbType = type, Value = keys[i] },
                        new() { NpgsqlDbType = type, Value = keys[parents[i]] },
                        new() { Value = $"客户{i * 7919L % 1_000_003:0000000}" },
                        new() { Value = Note },
                    },
                });
            }

            await batch.ExecuteNonQueryAsync();
        }

        var end = Usage.Of(connection.ProcessID);
        return (keys.Length / (end - start).TotalSeconds, keys.Length / 10 / (end - beforeLastTenth).TotalSeconds);
    }

    private static async Task<double> AskAsync(NpgsqlConnection connection, string sql, NpgsqlDbType type, object[] keys, int[] rows)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        var parameter = command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = keys[0] });
        await command.PrepareAsync();
        var start = Usage.Of(connection.ProcessID);
        foreach (var row in rows)
        {
            parameter.Value = keys[row];
            if (await command.ExecuteScalarAsync() is null) throw new InvalidOperationException("A row is missing.");
        }

        return rows.Length / (Usage.Of(connection.ProcessID) - start).TotalSeconds;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> NumberAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
