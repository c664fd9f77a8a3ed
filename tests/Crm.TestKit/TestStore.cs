using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.TestKit;

/// <summary>A database of its own for one test or one class of tests, on the engine of this run; disposing takes it away.</summary>
public abstract class TestStore : IDisposable
{
    /// <summary>The engine of this run, as Database:Provider names it: SQLite, or what CRM_TEST_PROVIDER says.</summary>
    public static string Provider { get; } = Environment.GetEnvironmentVariable("CRM_TEST_PROVIDER")?.ToUpperInvariant() switch
    {
        null or "" or "SQLITE" => "Sqlite",
        "POSTGRES" => "Postgres",
        var other => throw new InvalidOperationException($"CRM_TEST_PROVIDER is {other}; it must be sqlite or postgres."),
    };

    /// <summary>What the product connects with.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>The settings that lead the product here.</summary>
    public Dictionary<string, string?> Settings => new() { ["Database:Provider"] = Provider, ["Database:ConnectionString"] = ConnectionString };

    /// <summary>A place for a database that is yet to be made.</summary>
    /// <param name="folder">The folder of the test, where SQLite keeps its file.</param>
    public static TestStore Empty(string folder) => Provider == "Postgres" ? new PostgresStore() : new SqliteStore(folder);

    /// <summary>Another database with the same in it. Nobody may write to this one meanwhile.</summary>
    public abstract TestStore Copy(string folder);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = await AskAsync(sql);
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), CultureInfo.InvariantCulture);
    }

    /// <summary>Rows as their values between bars.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var command = await AskAsync(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }

    public abstract void Dispose();

    protected abstract DbConnection Connect();

    /// <summary>A command that closes its connection when it is done.</summary>
    private async Task<DbCommand> AskAsync(string sql)
    {
        var connection = Connect();
        await connection.OpenAsync();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Disposed += (_, _) => connection.Dispose();
        return command;
    }
}

/// <summary>A file; it goes with its folder.</summary>
public sealed class SqliteStore(string folder) : TestStore
{
    public string File { get; } = Path.Combine(folder, "crm.db");

    public override string ConnectionString => $"Data Source={File}";

    public override TestStore Copy(string folder)
    {
        ScalarAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)").GetAwaiter().GetResult();
        var copy = new SqliteStore(folder);
        System.IO.File.Copy(File, copy.File);
        return copy;
    }

    public override void Dispose() => SqliteConnection.ClearAllPools();

    protected override DbConnection Connect() => new SqliteConnection(ConnectionString + ";Pooling=False");
}

/// <summary>A database on the server that CRM_TEST_POSTGRES leads to.</summary>
public sealed class PostgresStore : TestStore
{
    private static int _last;
    private readonly string _name = $"crm_{Environment.ProcessId}_{Interlocked.Increment(ref _last)}";

    /// <summary>A connection string without a database.</summary>
    public static string Server => Environment.GetEnvironmentVariable("CRM_TEST_POSTGRES")
        ?? throw new InvalidOperationException("CRM_TEST_POSTGRES must lead to a PostgreSQL server. Start one with: eval \"$(tests/postgres.sh start)\"");

    public override string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 40, ConnectionIdleLifetime = 10, Timeout = 120, CommandTimeout = 120 }.ToString();

    public override TestStore Copy(string folder)
    {
        OnServer($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'"); // nobody else may be connected
        var copy = new PostgresStore();
        OnServer($"CREATE DATABASE {copy._name} TEMPLATE {_name}");
        return copy;
    }

    public override void Dispose() => OnServer($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    protected override DbConnection Connect() => new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());

    private static void OnServer(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres" }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
