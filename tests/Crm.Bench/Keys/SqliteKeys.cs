using Microsoft.Data.Sqlite;

namespace Crm.Bench.Keys;

/// <summary>Keys on SQLite: a table like the product's, with a reference and a name that are indexed too.</summary>
internal static class SqliteKeys
{
    private const int BatchRows = 1_000;
    private static readonly string Note = new('x', 100);

    public static async Task RunAsync(int rows, int rounds, TextWriter output)
    {
        var timed = KeySet.Timed(rows, KeySet.Step);
        var chance = KeySet.Chance(rows);
        var folder = Directory.CreateTempSubdirectory("crm-keys-").FullName;
        try
        {
            await KeyFigures.PrintAsync([.. Ways(withoutRowId: false), .. Ways(withoutRowId: true), Way(() => MeasureNumbered(folder, timed))], rounds, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        IEnumerable<Func<Task<KeyFigures>>> Ways(bool withoutRowId)
        {
            var table = withoutRowId ? ", WITHOUT ROWID" : "";
            yield return Way(() => Measure(folder, "v7, 16 bytes big-endian" + table, withoutRowId, "BLOB", timed, id => id.ToByteArray(bigEndian: true)));
            yield return Way(() => Measure(folder, "v7, 16 bytes in .NET's order" + table, withoutRowId, "BLOB", timed, id => id.ToByteArray()));
            yield return Way(() => Measure(folder, "v7, text of 36" + table, withoutRowId, "TEXT", timed, id => id.ToString()));
            yield return Way(() => Measure(folder, "v4, 16 bytes" + table, withoutRowId, "BLOB", chance, id => id.ToByteArray(bigEndian: true)));
        }
    }

    private static Func<Task<KeyFigures>> Way(Func<KeyFigures> measure) => () => Task.FromResult(measure());

    private static KeyFigures Measure(string folder, string name, bool withoutRowId, string type, KeySet set, Func<Guid, object> store)
    {
        using var connection = Open(folder);
        Execute(connection, $"""
            CREATE TABLE "Rows" ("Id" {type} NOT NULL{(withoutRowId ? " PRIMARY KEY" : "")}, "ParentId" {type} NOT NULL, "Name" TEXT NOT NULL, "Note" TEXT NOT NULL){(withoutRowId ? " WITHOUT ROWID" : "")};
            {(withoutRowId ? "" : """CREATE UNIQUE INDEX "Rows_Id" ON "Rows" ("Id");""")}
            CREATE INDEX "Rows_ParentId" ON "Rows" ("ParentId");
            CREATE INDEX "Rows_Name" ON "Rows" ("Name");
            """);
        var keys = set.Keys.Select(store).ToArray();
        return Figures(
            connection,
            name,
            set,
            """INSERT INTO "Rows" VALUES ($1, $2, $3, $4)""",
            (command, i) => (command[0].Value, command[1].Value, command[2].Value, command[3].Value) = (keys[i], keys[set.Parents[i]], NameOf(i), Note),
            (row, _) => keys[row],
            """SELECT "Name", "Note" FROM "Rows" WHERE "Id" = $1""",
            withoutRowId ? null : "Rows_Id");
    }

    /// <summary>References by number; the id that the outside knows in a second index.</summary>
    private static KeyFigures MeasureNumbered(string folder, KeySet set)
    {
        using var connection = Open(folder);
        Execute(connection, """
            CREATE TABLE "Rows" ("No" INTEGER PRIMARY KEY, "Id" BLOB NOT NULL, "ParentId" INTEGER NOT NULL, "Name" TEXT NOT NULL, "Note" TEXT NOT NULL);
            CREATE UNIQUE INDEX "Rows_Id" ON "Rows" ("Id");
            CREATE INDEX "Rows_ParentId" ON "Rows" ("ParentId");
            CREATE INDEX "Rows_Name" ON "Rows" ("Name");
            """);
        var keys = set.Keys.Select(id => (object)id.ToByteArray(bigEndian: true)).ToArray();
        return Figures(
            connection,
            "number, and v7 big-endian beside it",
            set,
            """INSERT INTO "Rows" ("Id", "ParentId", "Name", "Note") VALUES ($1, $2, $3, $4)""",
            (command, i) => (command[0].Value, command[1].Value, command[2].Value, command[3].Value) = (keys[i], set.Parents[i] + 1L, NameOf(i), Note),
            (row, forChildren) => forChildren ? row + 1L : keys[row],
            """SELECT "Name", "Note" FROM "Rows" WHERE "Id" = $1""",
            "Rows_Id");
    }

    private static KeyFigures Figures(
        SqliteConnection connection,
        string name,
        KeySet set,
        string insert,
        Action<SqliteParameterCollection, int> fill,
        Func<int, bool, object> key,
        string lookup,
        string? keyIndex)
    {
        var before = Usage.BytesWritten;
        var (inserts, last) = Insert(connection, insert, set.Keys.Length, fill);
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        var written = Usage.BytesWritten - before;
        return new KeyFigures(
            name,
            inserts,
            last,
            (double)written / set.Keys.Length,
            Ask(connection, lookup, set.Lookups, row => key(row, false)),
            Ask(connection, """SELECT count(*) FROM "Rows" WHERE "ParentId" = $1""", set.Lookups, row => key(row, true)),
            Number(connection, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
            keyIndex is null ? 0 : SizeOf(connection, keyIndex),
            SizeOf(connection, "Rows_ParentId"));
    }

    /// <summary>What would become free if the index went.</summary>
    private static long SizeOf(SqliteConnection connection, string index)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, $"""DROP INDEX "{index}" """);
        return Number(connection, "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size");
    }

    private static (double PerSecond, double LastTenth) Insert(SqliteConnection connection, string insert, int rows, Action<SqliteParameterCollection, int> fill)
    {
        using var command = connection.CreateCommand();
        command.CommandText = insert;
        for (var i = 1; i <= 4; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        var start = Usage.Processor;
        var beforeLastTenth = start;
        for (var done = 0; done < rows; done += BatchRows)
        {
            if (done == rows / 10 * 9) beforeLastTenth = Usage.Processor;
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            for (var i = done; i < Math.Min(done + BatchRows, rows); i++)
            {
                fill(command.Parameters, i);
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        var end = Usage.Processor;
        return (rows / (end - start).TotalSeconds, rows / 10 / (end - beforeLastTenth).TotalSeconds);
    }

    private static double Ask(SqliteConnection connection, string sql, int[] rows, Func<int, object> key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.Parameters.Add(new SqliteParameter { ParameterName = "$1" });
        var start = Usage.Processor;
        foreach (var row in rows)
        {
            parameter.Value = key(row);
            using var reader = command.ExecuteReader();
            if (!reader.Read()) throw new InvalidOperationException("A row is missing.");
        }

        return rows.Length / (Usage.Processor - start).TotalSeconds;
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "keys.db")};Pooling=False");
        foreach (var left in Directory.GetFiles(folder)) File.Delete(left);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        return connection;
    }

    private static string NameOf(int row) => $"客户{row * 7919L % 1_000_003:0000000}";

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
