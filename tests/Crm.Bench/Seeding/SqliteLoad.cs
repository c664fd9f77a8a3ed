using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.Seeding;

/// <summary>Prepared inserts in large transactions; indexes and triggers are taken away first and made again from their own text afterwards.</summary>
internal sealed class SqliteLoad : IBulkLoad
{
    private const int RowsPerTransaction = 200_000;
    private readonly SqliteConnection _connection;
    private readonly List<string> _later = [];
    private readonly Dictionary<RowShape, SqliteCommand> _inserts = [];
    private int _rows;

    private SqliteLoad(SqliteConnection connection) => _connection = connection;

    public static async Task<SqliteLoad> BeginAsync(SqliteConnection connection, IReadOnlyList<string> tables)
    {
        var load = new SqliteLoad(connection);
        await load.ExecuteAsync("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000; PRAGMA temp_store=MEMORY; PRAGMA locking_mode=EXCLUSIVE;");
        foreach (var (type, table, name, sql) in await load.RowsAsync("SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"))
        {
            if (tables.Count > 0 && !tables.Contains(table)) continue;
            load._later.Add(sql);
            await load.ExecuteAsync($"DROP {type} \"{name}\"");
        }

        await load.ExecuteAsync("BEGIN");
        return load;
    }

    public async Task WriteAsync(RowShape shape, IReadOnlyList<object?[]> rows)
    {
        var insert = Insert(shape);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }

        _rows += rows.Count;
        if (_rows < RowsPerTransaction) return;
        _rows = 0;
        await ExecuteAsync("COMMIT; BEGIN");
    }

    public async Task FollowAsync(int customers)
    {
        await ExecuteAsync("""
            COMMIT;
            INSERT INTO "SearchFts"("SearchFts", rank) VALUES ('hashsize', 268435456); -- with the usual megabyte the pieces of a million customers are merged again and again
            INSERT INTO "SearchFts"("SearchFts") VALUES ('rebuild');
            INSERT INTO "SearchFts"("SearchFts", rank) VALUES ('hashsize', 1048576); -- and not optimized into one piece: that reads the whole index for each thousand pages
            """);
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE \"CustomerNumbers\" SET \"Last\" = {customers}"));
        await ExecuteAsync("BEGIN");
    }

    public async Task CompleteAsync()
    {
        await ExecuteAsync("COMMIT");
        foreach (var sql in _later) await ExecuteAsync(sql);
        await ExecuteAsync("ANALYZE; PRAGMA journal_mode=WAL; PRAGMA wal_checkpoint(TRUNCATE);");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in _inserts.Values) await insert.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private SqliteCommand Insert(RowShape shape)
    {
        if (_inserts.TryGetValue(shape, out var insert)) return insert;

        insert = _connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{shape.Table}\" ({string.Join(", ", shape.Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", shape.Columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < shape.Columns.Count; i++) insert.Parameters.Add(new SqliteParameter($"@p{i}", null));
        return _inserts[shape] = insert;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<(string Type, string Table, string Name, string Sql)>> RowsAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string, string, string)>();
        while (await reader.ReadAsync()) rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        return rows;
    }
}
