using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Bench.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Bench.Imports;

/// <summary>
/// <c>imports --program Crm.Api.dll [--rows 100000] [--kill]</c>: imports customers from a CSV file over HTTP into an empty database, and beside it
/// inserts the same rows with prepared statements, 500 to a transaction, into the same tables of another database with the same indexes: once the
/// customers alone, once with their search entries and change log. With <c>--kill</c> the product is killed half way and started again.
/// </summary>
internal static class ImportCommand
{
    private const string Email = "admin@crm.example";
    private const string Password = "correct horse battery";
    private const int RowsOfTransaction = 500;

    /// <summary>
    /// Where an imported customer leaves rows. The full-text table follows the last by its triggers, and writes what it has in memory at each statement that
    /// fires them: these rows are copied by one statement a transaction, or nothing would be quick beside the product.
    /// </summary>
    private static readonly string[] Tables = ["Customers", "ChangeSets", "SearchEntries"];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("crm-imports-").FullName;
        if (Option(arguments, "--program") is not { } program || Target.Of(arguments, folder) is not { } databases)
        {
            await Console.Error.WriteLineAsync("Usage: imports --program Crm.Api.dll [--rows 100000] [--kill] " + Target.Usage);
            return 64;
        }

        var rows = int.Parse(Option(arguments, "--rows") ?? "100000", CultureInfo.InvariantCulture);
        try
        {
            await using var target = databases;
            var product = await ImportAsync(target, Path.GetFullPath(program), folder, rows, arguments.Contains("--kill"));
            await (await target.StartAsync(Path.GetFullPath(program), folder, "empty")).DisposeAsync();
            var bare = await BareAsync(target, rows, Tables[..1]);
            var all = await BareAsync(target, rows, Tables);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                rows                {rows}
                import              {rows / product.Elapsed.TotalSeconds:0} rows/s ({product.Elapsed.TotalSeconds:0.0} s, {product.Processor.TotalSeconds:0.0} s of processor; reading the file before: {product.Upload.TotalSeconds:0.0} s)
                bare, all tables    {rows / all.Elapsed.TotalSeconds:0} rows/s ({all.Elapsed.TotalSeconds:0.0} s, {all.Processor.TotalSeconds:0.0} s of processor)
                ratio               {all.Elapsed / product.Elapsed:0.000} by the clock, {all.Processor / product.Processor:0.000} by processor time
                bare, customers     {rows / bare.Elapsed.TotalSeconds:0} rows/s ({bare.Elapsed.TotalSeconds:0.0} s, {bare.Processor.TotalSeconds:0.0} s of processor)
                ratio               {bare.Elapsed / product.Elapsed:0.000} by the clock, {bare.Processor / product.Processor:0.000} by processor time
                memory before       {product.Before}
                at most             {product.Peak}
                result              {product.Result}
                """));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static async Task<(TimeSpan Elapsed, TimeSpan Processor, TimeSpan Upload, Memory Before, Memory Peak, string Result)> ImportAsync(Target target, string program, string folder, int rows, bool kill)
    {
        var server = await target.StartAsync(program, folder, "imported");
        var client = await SignInAsync(server);
        var before = server.Resident();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(File(rows)), "file", "客户.csv" }, { new StringContent("customers"), "entity" } };
        var watch = Stopwatch.StartNew();
        var answer = await client.PostAsync("/api/v1/imports", form);
        var upload = watch.Elapsed;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());

        var (peak, processor, spent) = (before, server.Processor(), TimeSpan.Zero);
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250));
            peak = peak.OrMore(server.Resident());
            var job = (await client.GetFromJsonAsync<JsonObject>(answer.Headers.Location))!;
            if (kill && (int)job["progress"]!["done"]! > rows / 2)
            {
                (kill, spent) = (false, server.Processor() - processor);
                server.Kill();
                await server.DisposeAsync();
                client.Dispose();
                server = await target.StartAsync(program, folder, "imported");
                client = await SignInAsync(server);
                processor = TimeSpan.Zero;
                continue;
            }

            if (job["endedAt"] is not { } ended) continue;
            var took = DateTimeOffset.Parse((string)ended!, CultureInfo.InvariantCulture) - DateTimeOffset.Parse((string)job["startedAt"]!, CultureInfo.InvariantCulture);
            spent += server.Processor() - processor;
            client.Dispose();
            await server.DisposeAsync();
            return (took, spent, upload, before, peak, $"{job["status"]} {job["result"]!.ToJsonString()}");
        }
    }

    /// <summary>The same rows, taken from the first database, into a copy of an empty one that the product made.</summary>
    private static async Task<(TimeSpan Elapsed, TimeSpan Processor)> BareAsync(Target target, int rows, string[] tables)
    {
        var name = $"bare{tables.Length}";
        await target.CopyAsync("empty", name);
        await using var connection = await target.OpenAsync(name);
        await Target.ExecuteAsync(connection, "DELETE FROM \"SearchEntries\""); // those of the first records stand among the imported ones too
        await using var copy = connection.CreateCommand();
        var (behind, upTo) = (copy.CreateParameter(), copy.CreateParameter());
        var searched = target.IsSqlite && tables.Contains("SearchEntries");
        if (searched)
        {
            await Target.ExecuteAsync(connection, $"ATTACH '{new SqliteConnectionStringBuilder(target.ConnectionString("imported")).DataSource}' AS source");
            copy.CommandText = "INSERT INTO \"SearchEntries\" SELECT * FROM source.\"SearchEntries\" WHERE \"RowNo\" > $from AND \"RowNo\" <= $to";
            (behind.ParameterName, upTo.ParameterName) = ("$from", "$to");
            copy.Parameters.AddRange(new[] { behind, upTo });
        }

        var inserts = new List<(DbCommand Insert, List<object[]> Rows)>();
        foreach (var table in tables.Where(t => !searched || t != "SearchEntries"))
        {
            var (columns, types, values) = await RowsAsync(target, table);
            if (table == "Customers" && values.Count != rows) throw new InvalidOperationException($"{values.Count} rows were imported instead of {rows}.");
            if (table == "Customers" && values.Select(v => v[columns.IndexOf("Name")]).Distinct().Count() != rows) throw new InvalidOperationException("A row was imported twice.");
            inserts.Add((Insert(connection, table, columns, types), values));
        }

        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        for (var from = 0; from < rows; from += RowsOfTransaction)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var (insert, values) in inserts)
            {
                insert.Transaction = transaction;
                for (var n = from; n < Math.Min(from + RowsOfTransaction, values.Count); n++)
                {
                    var row = values[n];
                    for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i];
                    insert.ExecuteNonQuery();
                }
            }

            if (searched)
            {
                (copy.Transaction, behind.Value, upTo.Value) = (transaction, from, from + RowsOfTransaction);
                await copy.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        var spent = (watch.Elapsed, Environment.CpuUsage.TotalTime - processor);
        foreach (var (insert, _) in inserts) await insert.DisposeAsync();
        return spent;
    }

    /// <summary>A prepared statement; rows that the empty database has already are left out.</summary>
    private static DbCommand Insert(DbConnection connection, string table, List<string> columns, List<string> types)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) {(insert is NpgsqlCommand ? "OVERRIDING SYSTEM VALUE " : "")}VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))}) ON CONFLICT DO NOTHING"; // names of the product's own model
        for (var i = 0; i < columns.Count; i++)
            insert.Parameters.Add(insert is NpgsqlCommand ? new NpgsqlParameter { ParameterName = "@p" + i, DataTypeName = types[i] } : new SqliteParameter("@p" + i, null));
        insert.Prepare();
        return insert;
    }

    private static async Task<(List<string> Columns, List<string> Types, List<object[]> Rows)> RowsAsync(Target target, string table)
    {
        await using var connection = await target.OpenAsync("imported");
        var columns = await target.ColumnsAsync(connection, table);
        await using var select = connection.CreateCommand();
        select.CommandText = $"SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM \"{table}\"{(target.IsSqlite ? " ORDER BY rowid" : "")}"; // one of the names above
        await using var reader = await select.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return (columns, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)], rows);
    }

    internal static Task<Server> StartAsync(string program, string folder, string provider, string connectionString) => Server.StartAsync(
        program,
        folder,
        [],
        new Dictionary<string, string>
        {
            ["Database__Provider"] = provider,
            ["Database__ConnectionString"] = connectionString,
            ["Files__Root"] = Path.Combine(folder, "files"),
            ["Seed__AdminEmail"] = Email,
            ["Seed__AdminPassword"] = Password,
            ["Seed__Demo"] = "false",
        },
        "/health/ready");

    internal static async Task<HttpClient> SignInAsync(Server server, string email = Email, string password = Password)
    {
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(10) };
        var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password });
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!);
        return client;
    }

    private static byte[] File(int rows)
    {
        string[] places = ["青岛", "济南", "上海", "深圳", "苏州", "成都"];
        string[] trades = ["智能装备", "精密机械", "电子科技", "食品", "纺织", "新材料", "物流"];
        string[] industries = ["机械设备制造", "软件", "食品饮料", "化工与材料", "物流"];
        var text = new StringBuilder("客户名称,简称,手机,邮箱,行业,规模,地址,网站,年营业额,成立日期,备注\n");
        for (var i = 0; i < rows; i++)
        {
            var place = places[i % places.Length];
            text.Append(CultureInfo.InvariantCulture, $"{place}第{i}{trades[i % trades.Length]}有限公司,{place}{i},138{i:00000000},sales{i}@example{i % 997}.cn,{industries[i % industries.Length]},{1 + (i % 900)},")
                .Append(CultureInfo.InvariantCulture, $"工业园路 {i % 500} 号,www.example{i}.cn,{1 + (i % 900)}万,{1980 + (i % 45)}-0{1 + (i % 9)}-1{i % 10},第 {i} 行\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static string? Option(string[] arguments, string name) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
