using Microsoft.Data.Sqlite;

namespace Crm.Bench.Seeding;

/// <summary>Files in a folder.</summary>
internal sealed class SqliteStore(string folder) : IStore
{
    public string Provider => "Sqlite";

    public string ConnectionString(string database) => $"Data Source={File(database)}";

    public Task<bool> ExistsAsync(string database) => Task.FromResult(System.IO.File.Exists(File(database)));

    public async Task<IBulkLoad> LoadAsync(string database, params IReadOnlyList<string> tables)
    {
        SqliteConnection.ClearAllPools(); // the product's own connections would keep the journal from changing
        var connection = new SqliteConnection(ConnectionString(database) + ";Pooling=False;Foreign Keys=False");
        await connection.OpenAsync();
        return await SqliteLoad.BeginAsync(connection, tables);
    }

    public Task RenameAsync(string from, string to)
    {
        System.IO.File.Move(File(from), File(to));
        return Task.CompletedTask;
    }

    public Task CopyAsync(string from, string to)
    {
        System.IO.File.Copy(File(from), File(to));
        return Task.CompletedTask;
    }

    public Task DropAsync(string database)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" }) System.IO.File.Delete(File(database) + suffix);
        return Task.CompletedTask;
    }

    public Task<long> SizeAsync(string database) => Task.FromResult(new FileInfo(File(database)).Length);

    private string File(string database) => Path.Combine(folder, database + ".db");
}
