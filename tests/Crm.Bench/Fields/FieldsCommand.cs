using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Bench.Imports;
using Crm.Bench.Report;
using Crm.Bench.Seeding;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Bench.Fields;

/// <summary>
/// <c>custom-fields --program Crm.Api.dll [--customers 1000000] [--keep FOLDER]</c>: lists of customers, filtered and ordered by an added field, beside the same lists by
/// a column of the table: one with an index each, one without. The added fields hold what the columns hold.
/// </summary>
internal static class FieldsCommand
{
    private const int WarmUps = 20;
    private const int Rounds = 200;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (provider, connection) = (ImportCommand.Option(arguments, "--provider") ?? "sqlite", ImportCommand.Option(arguments, "--connection"));
        if (ImportCommand.Option(arguments, "--program") is not { } program || (provider != "sqlite" && connection is null))
        {
            await Console.Error.WriteLineAsync("Usage: custom-fields --program Crm.Api.dll [--customers 1000000] [--keep FOLDER] " + Target.Usage);
            return 64;
        }

        var options = new Options { Provider = provider, Connection = connection, Customers = int.Parse(ImportCommand.Option(arguments, "--customers") ?? "1000000", CultureInfo.InvariantCulture) };
        if (ImportCommand.Option(arguments, "--keep") is { } keep) options = options with { Keep = keep };
        var seeded = await new Seeder(options).EnsureAsync();
        var filled = seeded.Name + "_fields";
        await seeded.Store.DropAsync(filled);
        await seeded.Store.CopyAsync(seeded.Name, filled);
        try
        {
            await FillAsync(options, seeded.Store.ConnectionString(filled));
            await MeasureAsync(Path.GetFullPath(program), options, seeded.Store, filled);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            NpgsqlConnection.ClearAllPools();
            await seeded.Store.DropAsync(filled);
        }
    }

    /// <summary>Values as the product stores them: numbers are whole ten-thousandths.</summary>
    private static async Task FillAsync(Options options, string connectionString)
    {
        var sqlite = options.Provider == "sqlite";
        await using DbConnection connection = sqlite ? new SqliteConnection(connectionString + ";Pooling=False") : new NpgsqlConnection(connectionString + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        var day = sqlite ? "substr(\"LastContactAt\", 1, 10)" : "to_char(\"LastContactAt\", 'YYYY-MM-DD')";
        command.CommandText = $$"""
            UPDATE "Customers" SET "Custom" = '{"day":"' || coalesce({{day}}, '2020-01-01') || '","line":"' || coalesce("Industry", 'none') || '"}'
            """; // no value from outside
        await command.ExecuteNonQueryAsync();
    }

    private static async Task MeasureAsync(string program, Options options, IStore store, string database)
    {
        await using var server = await ImportCommand.StartAsync(program, options.Keep, store.Provider, store.ConnectionString(database));
        using var client = await ImportCommand.SignInAsync(server, ProductSchema.AdminEmail, ProductSchema.Password);
        var watch = Stopwatch.StartNew();
        await PostAsync(client, "/api/v1/meta/customers/fields", new { key = "day", type = "date", labelZh = "日", labelEn = "Day", indexed = true });
        var indexed = watch.Elapsed;
        await PostAsync(client, "/api/v1/meta/customers/fields", new { key = "line", type = "text", labelZh = "行业", labelEn = "Line" });

        var lines = (await client.GetFromJsonAsync<JsonObject>("/api/v1/customers?limit=200&sort=-updatedAt"))!["data"]!.AsArray()
            .Select(c => (string?)c!["industry"]).OfType<string>().Distinct().ToList();
        var table = new Table(
            string.Create(CultureInfo.InvariantCulture, $"{options.Provider}, {options.Customers:n0} customers, 50 of a list, one after another; the index over the added field was made in {indexed.TotalSeconds:0.0} s"),
            "list", "column p50 ms", "column p95 ms", "added field p50 ms", "added field p95 ms", "p95 ratio");
        await AddAsync("ordered, with an index", _ => "sort=-lastContactAt", _ => "sort=-custom.day");
        await AddAsync("a span of days, with an index", n => $"filter[lastContactAt][lt]={Day(n)}T00:00:00Z&sort=-lastContactAt", n => $"filter[custom.day][lt]={Day(n)}&sort=-custom.day");
        await AddAsync("equal, without an index", n => $"filter[industry]={lines[n % lines.Count]}&sort=name", n => $"filter[custom.line]={lines[n % lines.Count]}&sort=name");
        Console.Write(table.ToText());

        async Task AddAsync(string name, Func<int, string> column, Func<int, string> field)
        {
            using var asking = await ImportCommand.SignInAsync(server, ProductSchema.AdminEmail, ProductSchema.Password); // a token lives ten minutes
            var (columns, fields) = (new List<double>(), new List<double>());
            for (var n = 0; n < WarmUps + Rounds; n++) // in turn, so that whatever else the machine does hits both
            {
                var (one, two) = (await TimeAsync(asking, column(n)), await TimeAsync(asking, field(n)));
                if (n < WarmUps) continue;
                columns.Add(one);
                fields.Add(two);
            }

            columns.Sort();
            fields.Sort();
            table.Add(name, Text(At(columns, 0.5)), Text(At(columns, 0.95)), Text(At(fields, 0.5)), Text(At(fields, 0.95)), Text(At(fields, 0.95) / At(columns, 0.95)));
        }
    }

    private static string Day(int n) => new DateOnly(2026, 1, 1).AddDays(-(n * 37 % 700)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<double> TimeAsync(HttpClient client, string query)
    {
        var watch = Stopwatch.StartNew();
        var answer = await client.GetAsync("/api/v1/customers?limit=50&" + query);
        var body = await answer.Content.ReadAsStringAsync();
        var took = watch.Elapsed.TotalMilliseconds;
        return answer.IsSuccessStatusCode ? took : throw new InvalidOperationException(body);
    }

    private static async Task PostAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync(path, body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    private static string Text(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
