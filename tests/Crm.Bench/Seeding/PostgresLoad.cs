using System.Globalization;
using Npgsql;

namespace Crm.Bench.Seeding;

/// <summary>Binary COPY; indexes that hold no constraint are taken away first and made again from their own definition afterwards.</summary>
internal sealed class PostgresLoad : IBulkLoad
{
    private readonly NpgsqlConnection _connection;
    private readonly List<string> _later = [];

    private PostgresLoad(NpgsqlConnection connection) => _connection = connection;

    public static async Task<PostgresLoad> BeginAsync(NpgsqlConnection connection, IReadOnlyList<string> tables)
    {
        var load = new PostgresLoad(connection);
        // The rows are right by their making; checking each reference would take most of the time. Only a superuser may leave it out.
        if (await load.ScalarAsync("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is true) await load.ExecuteAsync("SET session_replication_role = replica");
        await load.ExecuteAsync("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
        foreach (var (table, name, definition) in await load.IndexesAsync())
        {
            if (tables.Count > 0 && !tables.Contains(table)) continue;
            load._later.Add(definition);
            await load.ExecuteAsync($"DROP INDEX {name}");
        }

        return load;
    }

    public async Task WriteAsync(RowShape shape, IReadOnlyList<object?[]> rows)
    {
        var columns = string.Join(", ", shape.Columns.Select(c => $"\"{c}\""));
        await using var copy = await _connection.BeginBinaryImportAsync($"COPY \"{shape.Table}\" ({columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } value) await copy.WriteAsync(value, shape.StoreTypes[i]);
                else await copy.WriteNullAsync();
            }
        }

        await copy.CompleteAsync();
    }

    public async Task FollowAsync(int customers)
    {
        await ExecuteAsync("""SELECT setval(pg_get_serial_sequence('"SearchEntries"', 'RowNo'), (SELECT max("RowNo") FROM "SearchEntries"))""");
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT setval('\"CustomerNumbers\"', {customers})"));
    }

    public async Task CompleteAsync()
    {
        foreach (var definition in _later) await ExecuteAsync(definition);
        await ExecuteAsync("VACUUM ANALYZE");
        await ExecuteAsync("CHECKPOINT");
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<List<(string Table, string Name, string Definition)>> IndexesAsync()
    {
        const string sql = """
            SELECT c.relname, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            WHERE c.relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
            """;
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync();
        var indexes = new List<(string, string, string)>();
        while (await reader.ReadAsync()) indexes.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return indexes;
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}
