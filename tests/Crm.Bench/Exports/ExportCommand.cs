using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Bench.Imports;

namespace Crm.Bench.Exports;

/// <summary>
/// <c>exports --program Crm.Api.dll [--rows 200000]</c>: exports customers as CSV over HTTP, and beside it reads the same columns in the same order
/// with one statement and writes them as text. The rows are a thousand imported customers, copied as often as it takes.
/// </summary>
internal static class ExportCommand
{
    private const int Models = 1000;
    private static readonly string[] Columns = ["Number", "Name", "ShortName", "Industry", "Size", "Website", "FoundedOn", "Description", "CreatedAt", "UpdatedAt"];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("crm-exports-").FullName;
        if (ImportCommand.Option(arguments, "--program") is not { } program || Target.Of(arguments, folder) is not { } databases)
        {
            await Console.Error.WriteLineAsync("Usage: exports --program Crm.Api.dll [--rows 200000] " + Target.Usage);
            return 64;
        }

        var rows = int.Parse(ImportCommand.Option(arguments, "--rows") ?? "200000", CultureInfo.InvariantCulture);
        try
        {
            await using var target = databases;
            await ImportCommand.ImportAsync(target, Path.GetFullPath(program), folder, Models, kill: false);
            await MultiplyAsync(target, rows);
            var product = await ExportAsync(target, Path.GetFullPath(program), folder);
            var bare = await BareAsync(target, folder);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                rows                {rows}
                export              {rows / product.Elapsed.TotalSeconds:0} rows/s ({product.Elapsed.TotalSeconds:0.0} s, {product.Processor.TotalSeconds:0.0} s of processor)
                bare reader         {rows / bare.Elapsed.TotalSeconds:0} rows/s ({bare.Elapsed.TotalSeconds:0.0} s, {bare.Processor.TotalSeconds:0.0} s of processor)
                ratio               {bare.Elapsed / product.Elapsed:0.000} by the clock, {bare.Processor / product.Processor:0.000} by processor time
                memory              {product.Before:0} MB before, {product.AtTenth:0} MB at a tenth of the rows, {product.Peak:0} MB at most
                """));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MultiplyAsync(Target target, int rows)
    {
        await using var connection = await target.OpenAsync("imported");
        var columns = await target.ColumnsAsync(connection, "Customers");
        var id = target.IsSqlite ? "randomblob(16)" : "gen_random_uuid()";
        var values = columns.Select(c => c switch { "Id" => id, "Number" => "'X' || n || '-' || \"Number\"", "Name" => "\"Name\" || n", _ => $"\"{c}\"" });
        await Target.ExecuteAsync(connection, $"""
            WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {(rows / Models) - 1})
            INSERT INTO "Customers" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM counted, (SELECT * FROM "Customers" LIMIT {Models}) AS models
            """); // names of the product's own model
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Processor, double Before, double AtTenth, double Peak)> ExportAsync(Target target, string program, string folder)
    {
        await using var server = await target.StartAsync(program, folder, "imported");
        using var client = await ImportCommand.SignInAsync(server);
        var (before, processor) = (server.Memory(), server.Processor());
        var fields = Columns.Select(c => char.ToLowerInvariant(c[0]) + c[1..]);
        var answer = await client.PostAsJsonAsync("/api/v1/exports", new { entity = "customers", columns = fields, sort = "name", format = "csv" });
        answer.EnsureSuccessStatusCode();
        var (peak, atTenth) = (before, 0d);
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            peak = Math.Max(peak, server.Memory());
            var job = (await client.GetFromJsonAsync<JsonObject>(answer.Headers.Location))!;
            if (atTenth == 0 && (double)job["progress"]!["done"]! * 10 >= (double)(job["progress"]!["total"] ?? 1)!) atTenth = server.Memory();
            if (job["endedAt"] is not { } ended) continue;
            if ((string)job["status"]! != "succeeded") throw new InvalidOperationException(job.ToJsonString());
            return (DateTimeOffset.Parse((string)ended!, CultureInfo.InvariantCulture) - DateTimeOffset.Parse((string)job["startedAt"]!, CultureInfo.InvariantCulture), server.Processor() - processor, before, atTenth, peak);
        }
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Processor)> BareAsync(Target target, string folder)
    {
        await using var connection = await target.OpenAsync("imported");
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", Columns.Select(c => $"\"{c}\""))} FROM \"Customers\" WHERE \"DeletedAt\" IS NULL ORDER BY \"NameSortKey\", \"Id\"";
        await using var reader = await command.ExecuteReaderAsync();
        await using var text = new StreamWriter(Path.Combine(folder, "bare.csv"));
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < Columns.Length; i++)
            {
                if (i > 0) text.Write(',');
                if (!reader.IsDBNull(i)) text.Write(target.IsSqlite ? reader.GetString(i) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture));
            }

            text.Write("\r\n");
        }

        await text.FlushAsync();
        return (watch.Elapsed, Environment.CpuUsage.TotalTime - processor);
    }
}
