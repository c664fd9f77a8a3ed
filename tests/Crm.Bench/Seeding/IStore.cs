namespace Crm.Bench.Seeding;

/// <summary>Where databases are made, copied and thrown away: a folder of files or a server.</summary>
internal interface IStore
{
    /// <summary>The engine in the product's settings.</summary>
    string Provider { get; }

    string ConnectionString(string database);

    Task<bool> ExistsAsync(string database);

    /// <summary>Opens a database for many rows.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="tables">The only tables that will be written; none for any of them.</param>
    Task<IBulkLoad> LoadAsync(string database, params IReadOnlyList<string> tables);

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

    /// <summary>Makes search follow the customers that were written, and sets the counter behind their last number.</summary>
    Task FollowAsync(int customers);

    /// <summary>Makes the indexes follow the rows.</summary>
    Task CompleteAsync();
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
