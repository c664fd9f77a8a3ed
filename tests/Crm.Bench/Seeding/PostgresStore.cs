using Npgsql;

namespace Crm.Bench.Seeding;

/// <summary>Databases on a server.</summary>
internal sealed class PostgresStore(string server) : IStore
{
    private const int FileCopySince = 150_000;

    public string Provider => "Postgres";

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(server) { Database = database }.ToString();

    public async Task<bool> ExistsAsync(string database) => await ScalarAsync($"SELECT count(*) FROM pg_database WHERE datname = '{database}'") is 1L;

    public async Task<IBulkLoad> LoadAsync(string database, params IReadOnlyList<string> tables)
    {
        var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=False;Command Timeout=0");
        await connection.OpenAsync();
        return await PostgresLoad.BeginAsync(connection, tables);
    }

    public async Task RenameAsync(string from, string to)
    {
        NpgsqlConnection.ClearAllPools();
        await ScalarAsync($"ALTER DATABASE \"{from}\" RENAME TO \"{to}\"");
    }

    public async Task CopyAsync(string from, string to)
    {
        NpgsqlConnection.ClearAllPools();
        var byFile = await ScalarAsync("SELECT current_setting('server_version_num')::int") is >= FileCopySince;
        await ScalarAsync($"CREATE DATABASE \"{to}\" TEMPLATE \"{from}\"{(byFile ? " STRATEGY FILE_COPY" : "")}");
    }

    public Task DropAsync(string database) => ScalarAsync($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");

    public async Task<long> SizeAsync(string database) => (long)(await ScalarAsync($"SELECT pg_database_size('{database}')"))!;

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=False;Command Timeout=0");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
