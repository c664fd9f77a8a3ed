namespace Crm.Bench.Seeding;

/// <summary>Where databases are made, copied and thrown away: a folder of files or a server.</summary>
internal interface IStore
{
    /// <summary>The engine in the product's settings.</summary>
    string Provider { get; }

    string ConnectionString(string database);

    Task<bool> ExistsAsync(string database);

    Task<IBulkLoad> LoadAsync(string database);

    Task RenameAsync(string from, string to);

    Task CopyAsync(string from, string to);

    Task DropAsync(string database);

    /// <summary>Bytes on disk.</summary>
    Task<long> SizeAsync(string database);
}

/// <summary>Writes rows past the product as fast as the engine takes them.</summary>
internal interface IBulkLoad : IAsyncDisposable
{
    Task WriteAsync(RowShape shape, IReadOnlyList<object?[]> rows);

    /// <summary>Makes indexes and search follow the rows, and sets the counter behind the last number.</summary>
    Task CompleteAsync(int customers);
}

internal static class Stores
{
    public static IStore Of(Options options) => options.Provider switch
    {
        "sqlite" => new SqliteStore(options.Keep),
        "postgres" => new PostgresStore(options.Connection!),
        _ => throw new NotSupportedException($"There is no bulk loading for {options.Provider} yet."),
    };
}
