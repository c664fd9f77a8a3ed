using Microsoft.Data.Sqlite;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>Switches that SQLite keeps per connection, set once when it opens. The reason of each, with figures: docs/decisions/0023-sqlite-switches.md.</summary>
internal static class SqliteSwitches
{
    private static readonly string[] Switches =
    [
        "synchronous=FULL", // what was acknowledged survives a power cut
        "busy_timeout=5000", // another program that writes is waited for by SQLite itself, in steps of milliseconds
        "mmap_size=0", // a write of one connection would make each other one give its map back and fault every page in again
        "temp_store=MEMORY", // no names of customers in temporary files
        "journal_size_limit=67108864", // after an import the log gives its space back
    ];

    public static void Set(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        foreach (var line in Switches)
        {
            command.CommandText = "PRAGMA " + line; // one at a time: in a batch the error of a later one would be swallowed
            command.ExecuteNonQuery();
        }
    }
}
