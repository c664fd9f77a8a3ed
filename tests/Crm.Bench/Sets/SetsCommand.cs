using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Bench.Report;
using Crm.Bench.Seeding;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Crm.Bench.Sets;

/// <summary><c>sets [--rows 10000] [--rounds 3]</c>: customers made in sets through the product, beside a bare insert of the same rows into the same tables of SQLite.</summary>
internal static class SetsCommand
{
    private const int SetSize = 500;

    /// <summary>Where a new customer leaves rows; the search table follows by its triggers.</summary>
    private static readonly string[] Tables = ["Customers", "SearchEntries", "ChangeSets"];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (rows, rounds) = (Number(arguments, "--rows", 10_000), Number(arguments, "--rounds", 3));
        var folder = Directory.CreateTempSubdirectory("crm-sets-").FullName;
        try
        {
            var (owner, empty) = await PrepareAsync(folder);
            var inputs = Inputs(rows, owner);
            var table = new Table(string.Create(CultureInfo.InvariantCulture, $"{rows:n0} customers in sets of {SetSize}, SQLite"), "Round", "product, rows/s", "bare, rows/s", "ratio", "product, processor µs a row", "bare, processor µs a row", "ratio", "allocated a row");
            for (var round = 1; round <= rounds; round++)
            {
                var (written, bare) = (Path.Combine(folder, $"product{round}.db"), Path.Combine(folder, $"bare{round}.db"));
                File.Copy(empty, written);
                File.Copy(empty, bare);
                var (mine, allocated) = await WriteAsync(written, folder, inputs);
                var theirs = Insert(written, bare);
                table.Add(
                    Text(round), Text(rows / mine.Wall), Text(rows / theirs.Wall), Ratio(theirs.Wall / mine.Wall), Text(mine.Processor * 1e6 / rows), Text(theirs.Processor * 1e6 / rows),
                    Ratio(theirs.Processor / mine.Processor), Text(allocated / rows / 1024.0) + " kB");
            }

            Console.Write(table.ToText());
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A migrated database with one user.</summary>
    private static async Task<(Guid Owner, string Database)> PrepareAsync(string folder)
    {
        var database = Path.Combine(folder, "empty.db");
        Guid owner;
        await using (var schema = new ProductSchema("Sqlite", $"Data Source={database}", folder))
        {
            await schema.MigrateAsync();
            owner = await schema.WithDatabaseAsync((db, _) => db.Set<User>().Select(u => u.Id).FirstAsync());
        }

        return (owner, database);
    }

    private static List<JsonObject> Inputs(int rows, Guid owner)
    {
        var company = new Company(rows, [owner], [owner]);
        return [.. Enumerable.Range(0, rows).Select(n => Input((Customer)company.Make(n)[0]))];
    }

    private static JsonObject Input(Customer c) => (JsonObject)JsonSerializer.SerializeToNode(
        new
        {
            c.Kind, c.Name, c.ShortName, c.EnglishName, c.Industry, c.Source, c.Size, c.Status, c.Rating, c.Place.ProvinceCode, c.Place.CityCode, AddressLine1 = c.Place.Line1, c.Website,
            Phones = c.Phones.Select(p => new { p.Number, p.Label }), Emails = c.Emails.Select(e => new { e.Address, e.Label }), c.AnnualRevenue, c.CreditCode, c.Description, c.OwnerId,
        },
        CrmJson.Options)!;

    private static async Task<(Spent Time, long Allocated)> WriteAsync(string database, string folder, List<JsonObject> inputs)
    {
        await using var schema = new ProductSchema("Sqlite", $"Data Source={database}", folder);
        await schema.MigrateAsync();
        var (clock, before) = (Clock.Start(), GC.GetTotalAllocatedBytes());
        foreach (var set in inputs.Chunk(SetSize))
        {
            var writes = set.Select(input => new RecordWrite(RecordVerb.Create, null, input)).ToList();
            var results = await schema.WithDatabaseAsync((_, services) => services.GetRequiredService<RecordKinds>().Find("customers")!.WriteAsync(writes, allOrNone: false, default));
            if (results.FirstOrDefault(r => r.Refusal is not null) is { } refused) throw new InvalidOperationException("A customer was refused.", refused.Refusal);
        }

        return (clock.Stop(), GC.GetTotalAllocatedBytes() - before);
    }

    /// <summary>Reads the rows that the product left and inserts them with prepared statements, a transaction for each set, into an equal database.</summary>
    private static Spent Insert(string from, string into)
    {
        var parts = Tables.ToDictionary(table => table, table => Read(from, table));
        using var connection = new SqliteConnection($"Data Source={into}");
        connection.Open();
        foreach (var line in (string[])["synchronous=FULL", "temp_store=MEMORY"]) Execute(connection, "PRAGMA " + line); // as the product's connections
        foreach (var table in Tables) Execute(connection, $"DELETE FROM \"{table}\""); // what the first start left, it will get again
        var sets = parts.Values.Max(part => part.Rows.Count) / SetSize;
        var clock = Clock.Start();
        for (var set = 0; set <= sets; set++)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var (table, (columns, rows)) in parts)
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => "$" + i))})"; // names of the product's own model
                foreach (var i in Enumerable.Range(0, columns.Count)) command.Parameters.Add(new SqliteParameter("$" + i, null));
                foreach (var row in rows.Skip(set * SetSize).Take(SetSize))
                {
                    for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i];
                    command.ExecuteNonQuery();
                }
            }

            transaction.Commit();
        }

        return clock.Stop();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static (List<string> Columns, List<object[]> Rows) Read(string database, string table)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY rowid"; // one of the names above
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return ([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }

    private static string Ratio(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("n0", CultureInfo.InvariantCulture);

    private static int Number(string[] arguments, string name, int otherwise) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Seconds by the clock, and of the processor: what else the machine does hits the first and not the second.</summary>
    private sealed record Spent(double Wall, double Processor);

    private sealed record Clock(long At, TimeSpan Used)
    {
        public static Clock Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        public Spent Stop() => new(Stopwatch.GetElapsedTime(At).TotalSeconds, (Environment.CpuUsage.TotalTime - Used).TotalSeconds);
    }
}
