using System.Data.Common;
using Crm.Bench.Seeding;
using Crm.Bench.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Bench.Imports;

/// <summary>Where a command has its databases: files of its folder, or on the server of <c>--provider postgres --connection …</c>. They go when it is disposed.</summary>
internal sealed class Target : IAsyncDisposable
{
    public const string Usage = "[--provider postgres --connection TEXT]";

    private readonly IStore _store;
    private readonly string _prefix;
    private readonly HashSet<string> _names = [];

    private Target(IStore store, string prefix) => (_store, _prefix) = (store, prefix);

    public bool IsSqlite => _store.Provider == "Sqlite";

    /// <summary>Null when the arguments make no sense.</summary>
    public static Target? Of(string[] arguments, string folder) => (ImportCommand.Option(arguments, "--provider") ?? "sqlite", ImportCommand.Option(arguments, "--connection")) switch
    {
        ("sqlite", _) => new Target(new SqliteStore(folder), ""),
        ("postgres", { } server) => new Target(new PostgresStore(server), $"bench_{Path.GetFileName(folder).ToLowerInvariant().Replace('-', '_')}_"),
        _ => null,
    };

    public string ConnectionString(string name)
    {
        _names.Add(name);
        return _store.ConnectionString(_prefix + name);
    }

    public Task CopyAsync(string from, string to)
    {
        _names.Add(to);
        return _store.CopyAsync(_prefix + from, _prefix + to);
    }

    /// <summary>Starts the product on one of the databases, which it makes when it is not there.</summary>
    public Task<Server> StartAsync(string program, string folder, string name) => ImportCommand.StartAsync(program, folder, _store.Provider, ConnectionString(name));

    /// <summary>With the switches of the product: on SQLite a journal ahead of the file, and a commit that reaches the disk when the product's does.</summary>
    public async Task<DbConnection> OpenAsync(string name)
    {
        DbConnection connection = IsSqlite ? new SqliteConnection(ConnectionString(name) + ";Foreign Keys=False") : new NpgsqlConnection(ConnectionString(name) + ";Command Timeout=600");
        await connection.OpenAsync();
        await ExecuteAsync(connection, IsSqlite
            ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
            : "SET session_replication_role = replica"); // rows are written table by table, whatever they point to
        return connection;
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The columns of a table that can be written.</summary>
    public async Task<List<string>> ColumnsAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = IsSqlite
            ? $"SELECT name FROM pragma_table_info('{table}')"
            : $"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position"; // one of the product's own names
        var columns = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) columns.Add(reader.GetString(0));
        return columns;
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        foreach (var name in _names) await _store.DropAsync(_prefix + name);
    }
}
