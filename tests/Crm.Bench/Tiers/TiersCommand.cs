using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Bench.Imports;
using Crm.Bench.Report;
using Crm.Bench.Seeding;
using Crm.Bench.Servers;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.Tiers;

/// <summary>
/// <c>tiers --program Crm.Api.dll [--customers 1000000] [--rebuild] [--keep FOLDER]</c>: about ten orders for each customer on SQLite; gives everybody a tier, does so again with nothing
/// new and after 10,000 more orders, each as the job that a user starts. With <c>--rebuild</c> the product first makes the figures of trade, too. Beside it the bare aggregate: last order, number and revenue of each customer, alone and with
/// fifths of each written into a table.
/// </summary>
internal static class TiersCommand
{
    private const int NewOrders = 10_000;
    private const int OrdersOfBatch = 200;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (ImportCommand.Option(arguments, "--program") is not { } program)
        {
            await Console.Error.WriteLineAsync("Usage: tiers --program Crm.Api.dll [--customers 1000000] [--rebuild] [--keep FOLDER]");
            return 64;
        }

        var options = new Options { Customers = int.Parse(ImportCommand.Option(arguments, "--customers") ?? "1000000", CultureInfo.InvariantCulture) };
        if (ImportCommand.Option(arguments, "--keep") is { } keep) options = options with { Keep = keep };
        var rebuild = arguments.Contains("--rebuild");
        var seeded = await new Seeder(options).EnsureAsync();
        var traded = seeded.Name + "_traded";
        await seeded.Store.DropAsync(traded);
        await seeded.Store.CopyAsync(seeded.Name, traded);
        try
        {
            var trade = await Trade.LoadAsync(seeded.Store, traded, options.Keep, withFigures: !rebuild);
            var (read, write) = await BareAsync(seeded.Store.ConnectionString(traded));
            await MeasureAsync(Path.GetFullPath(program), options, seeded.Store, traded, rebuild, trade, read, write);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            await seeded.Store.DropAsync(traded);
        }
    }

    /// <summary>What a program without rules, reasons and history would ask of the same rows.</summary>
    private static async Task<(TimeSpan Read, TimeSpan Write)> BareAsync(string connectionString)
    {
        const string figures = """
            SELECT "CustomerId", max("OrderedOn") AS "Last", count(*) AS "Orders", sum("Revenue") AS "Revenue"
            FROM "Orders" WHERE "DeletedAt" IS NULL AND "Status" <> 0 GROUP BY "CustomerId"
            """;
        await using var connection = new SqliteConnection(connectionString + ";Pooling=False");
        await connection.OpenAsync();
        var read = await TimeAsync(connection, $"SELECT count(*), sum(\"Orders\") FROM ({figures})");
        var write = await TimeAsync(connection, $"""
            CREATE TABLE "Bands" AS SELECT "CustomerId", ntile(5) OVER (ORDER BY "Last") AS "R", ntile(5) OVER (ORDER BY "Orders") AS "F", ntile(5) OVER (ORDER BY "Revenue") AS "M" FROM ({figures});
            DROP TABLE "Bands";
            """);
        return (read, write);
    }

    private static async Task<TimeSpan> TimeAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0); // the names above
        var watch = Stopwatch.StartNew();
        await command.ExecuteNonQueryAsync();
        return watch.Elapsed;
    }

    private static async Task MeasureAsync(string program, Options options, IStore store, string database, bool rebuild, Trade trade, TimeSpan read, TimeSpan write)
    {
        await using var server = await ImportCommand.StartAsync(program, options.Keep, store.Provider, store.ConnectionString(database));
        var table = new Table(
            string.Create(CultureInfo.InvariantCulture, $"sqlite, {trade.Customers.Count:n0} customers, {trade.Orders:n0} orders; aggregate {read.TotalSeconds:0.0} s, with bands written {write.TotalSeconds:0.0} s"),
            "step", "s", "s of processor", "peak MB", "of the aggregate", "of aggregate and bands", "result");
        if (rebuild) await AddAsync("figures of trade from nothing", "/api/v1/customers/trade/rebuild");
        await AddAsync("tiers, everybody for the first time", "/api/v1/tiers/assignment");
        await AddAsync("tiers, nothing new", "/api/v1/tiers/assignment");
        var watch = Stopwatch.StartNew();
        await OrderAsync(server, trade);
        table.Add(string.Create(CultureInfo.InvariantCulture, $"{NewOrders:n0} more orders, figures kept"), Seconds(watch.Elapsed), "", "", "", "", "");
        await AddAsync("tiers after them", "/api/v1/tiers/assignment");
        Console.Write(table.ToText());

        async Task AddAsync(string name, string path)
        {
            var (took, processor, peak, result) = await JobAsync(server, path);
            table.Add(name, Seconds(took), Seconds(processor), peak.ToString("0", CultureInfo.InvariantCulture), Ratio(read, took), Ratio(write, took), result);
        }
    }

    /// <summary>Orders as another system would send them.</summary>
    private static async Task OrderAsync(Server server, Trade trade)
    {
        using var client = await ImportCommand.SignInAsync(server, ProductSchema.AdminEmail, ProductSchema.Password);
        var chance = new Chance(5);
        for (var from = 0; from < NewOrders; from += OrdersOfBatch)
        {
            var items = Enumerable.Range(0, OrdersOfBatch).Select(_ => new
            {
                customerId = chance.Pick(trade.Customers),
                orderedOn = Trade.Last,
                status = "confirmed",
                lines = new[] { new { productId = chance.PickSkewed(trade.Products), quantity = chance.Number(1, 20), unitPrice = chance.Number(100, 20_000) } },
            });
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders/batch") { Content = JsonContent.Create(new { mode = "create", allOrNone = true, items }) };
            request.Headers.Add("Idempotency-Key", $"orders-{from}");
            var answer = await client.SendAsync(request);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<(TimeSpan Took, TimeSpan Processor, double Peak, string Result)> JobAsync(Server server, string path)
    {
        var client = await ImportCommand.SignInAsync(server, ProductSchema.AdminEmail, ProductSchema.Password);
        var (processor, peak, watch) = (server.Processor(), server.Memory(), Stopwatch.StartNew());
        var answer = await client.PostAsync(path, null);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            peak = Math.Max(peak, server.Memory());
            if (watch.Elapsed > TimeSpan.FromMinutes(5))
            {
                watch.Restart(); // a token lives ten minutes
                client.Dispose();
                client = await ImportCommand.SignInAsync(server, ProductSchema.AdminEmail, ProductSchema.Password);
            }

            var job = (await client.GetFromJsonAsync<JsonObject>(answer.Headers.Location))!;
            if (job["endedAt"] is not { } ended) continue;
            client.Dispose();
            var took = DateTimeOffset.Parse((string)ended!, CultureInfo.InvariantCulture) - DateTimeOffset.Parse((string)job["startedAt"]!, CultureInfo.InvariantCulture);
            return (took, server.Processor() - processor, peak, $"{job["status"]} {job["result"]?.ToJsonString()}");
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(TimeSpan bare, TimeSpan took) => (bare / took).ToString("0.000", CultureInfo.InvariantCulture);
}
