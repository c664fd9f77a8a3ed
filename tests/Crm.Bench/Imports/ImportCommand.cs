using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Bench.Servers;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.Imports;

/// <summary>
/// <c>imports --program Crm.Api.dll [--rows 100000]</c>: imports customers from a CSV file over HTTP on an empty SQLite database, and beside it
/// inserts the same rows with prepared statements, 500 to a transaction, into the same table of another database with the same indexes.
/// </summary>
internal static class ImportCommand
{
    private const string Email = "admin@crm.example";
    private const string Password = "correct horse battery";
    private const int RowsOfTransaction = 500;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (Option(arguments, "--program") is not { } program)
        {
            await Console.Error.WriteLineAsync("Usage: imports --program Crm.Api.dll [--rows 100000]");
            return 64;
        }

        var rows = int.Parse(Option(arguments, "--rows") ?? "100000", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("crm-imports-").FullName;
        try
        {
            var product = await ImportAsync(Path.GetFullPath(program), folder, rows);
            var bare = await BareAsync(Path.GetFullPath(program), folder, rows);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                rows                {rows}
                import              {rows / product.Elapsed.TotalSeconds:0} rows/s ({product.Elapsed.TotalSeconds:0.0} s, {product.Processor.TotalSeconds:0.0} s of processor; reading the file before: {product.Upload.TotalSeconds:0.0} s)
                bare insert         {rows / bare.Elapsed.TotalSeconds:0} rows/s ({bare.Elapsed.TotalSeconds:0.0} s, {bare.Processor.TotalSeconds:0.0} s of processor)
                ratio               {bare.Elapsed / product.Elapsed:0.000} by the clock, {bare.Processor / product.Processor:0.000} by processor time
                memory before       {product.Before:0} MB
                peak memory         {product.Peak:0} MB
                result              {product.Result}
                """));
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Processor, TimeSpan Upload, double Before, double Peak, string Result)> ImportAsync(string program, string folder, int rows)
    {
        await using var server = await StartAsync(program, folder, "imported");
        using var client = await SignInAsync(server);
        var before = server.Memory();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(File(rows)), "file", "客户.csv" }, { new StringContent("customers"), "entity" } };
        var watch = Stopwatch.StartNew();
        var answer = await client.PostAsync("/api/v1/imports", form);
        var upload = watch.Elapsed;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());

        var (peak, processor) = (before, server.Processor());
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250));
            peak = Math.Max(peak, server.Memory());
            var job = (await client.GetFromJsonAsync<JsonObject>(answer.Headers.Location))!;
            if (job["endedAt"] is not { } ended) continue;
            var took = DateTimeOffset.Parse((string)ended!, CultureInfo.InvariantCulture) - DateTimeOffset.Parse((string)job["startedAt"]!, CultureInfo.InvariantCulture);
            return (took, server.Processor() - processor, upload, before, peak, $"{job["status"]} {job["result"]!.ToJsonString()}");
        }
    }

    /// <summary>The same rows, taken from the first database, into an empty one that the product made.</summary>
    private static async Task<(TimeSpan Elapsed, TimeSpan Processor)> BareAsync(string program, string folder, int rows)
    {
        await (await StartAsync(program, folder, "bare")).DisposeAsync();
        var (columns, values) = await RowsAsync(Path.Combine(folder, "imported.db"));
        if (values.Count != rows) throw new InvalidOperationException($"{values.Count} rows were imported instead of {rows}.");

        await using var connection = await OpenAsync(Path.Combine(folder, "bare.db"));
        await using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"Customers\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => "@" + i))})";
        for (var i = 0; i < columns.Count; i++) insert.Parameters.Add(new SqliteParameter("@" + i, null));

        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        foreach (var part in values.Chunk(RowsOfTransaction))
        {
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
            insert.Transaction = transaction;
            foreach (var row in part)
            {
                for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i];
                insert.ExecuteNonQuery();
            }

            await transaction.CommitAsync();
        }

        return (watch.Elapsed, Environment.CpuUsage.TotalTime - processor);
    }

    private static async Task<(IReadOnlyList<string> Columns, List<object[]> Rows)> RowsAsync(string file)
    {
        await using var connection = await OpenAsync(file);
        await using var select = connection.CreateCommand();
        select.CommandText = "SELECT * FROM \"Customers\" ORDER BY \"Id\"";
        await using var reader = await select.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return ([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }

    /// <summary>Opened with the switches of the product: a journal ahead of the file, and a commit that reaches the disk when the product's does.</summary>
    private static async Task<SqliteConnection> OpenAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Foreign Keys=False");
        await connection.OpenAsync();
        await using var switches = connection.CreateCommand();
        switches.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;";
        await switches.ExecuteNonQueryAsync();
        return connection;
    }

    private static Task<Server> StartAsync(string program, string folder, string name) => Server.StartAsync(
        program,
        folder,
        [],
        new Dictionary<string, string>
        {
            ["Database__Provider"] = "Sqlite",
            ["Database__ConnectionString"] = $"Data Source={Path.Combine(folder, name + ".db")}",
            ["Files__Root"] = Path.Combine(folder, "files"),
            ["Seed__AdminEmail"] = Email,
            ["Seed__AdminPassword"] = Password,
            ["Seed__Demo"] = "false",
        },
        "/health/ready");

    private static async Task<HttpClient> SignInAsync(Server server)
    {
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(10) };
        var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = Email, password = Password });
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

    private static string? Option(string[] arguments, string name) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
