using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Infrastructure.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Crm.Infrastructure.Tests.Processes;

/// <summary>The commands backup and restore as an administrator uses them: beside a server, and interrupted.</summary>
[Trait("Engine", "Sqlite")]
public sealed class BackupTests : IDisposable
{
    private const int Writers = 8;
    private const int BallastMegabytes = 150; // enough that a backup takes longer than it takes to interrupt it
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TestDatabase _database = TestDatabase.New();

    private string Copy => Path.Combine(_database.Folder, "copies", "crm-backup.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_comes_back_from_it()
    {
        var (before, backedUp, after) = await BackUpWhileWritingAsync();

        var (code, output, errors) = await CrmProcess.RunAsync(_database.Folder, "restore", Copy);

        Assert.True(code == ExitCodes.Ok, errors);
        Assert.Contains("before-restore", output);
        await using var crm = await CrmProcess.StartAsync(_database.Folder);
        using var client = await crm.SignInAsync();
        Assert.Equal(backedUp, await CountAsync(client));
        Assert.True(before.Count <= backedUp && backedUp <= after, $"{before.Count} before, {backedUp} in the backup, {after} after");
        foreach (var id in before) Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/customers/{id}")).StatusCode);
    }

    [Fact]
    public async Task Uploaded_files_are_part_of_a_backup()
    {
        string link;
        await using (var crm = await CrmProcess.StartAsync(_database.Folder))
        {
            using var client = await crm.SignInAsync();
            link = await UploadAsync(client, await CreateAsync(client, "海尔智家"), "合同一份");
            Assert.Equal(ExitCodes.Ok, (await CrmProcess.RunAsync(_database.Folder, "backup", Copy)).Code);
            await crm.StopAsync();
        }

        Directory.Delete(Path.Combine(_database.Folder, "files"), recursive: true);
        Assert.Equal(ExitCodes.Ok, (await CrmProcess.RunAsync(_database.Folder, "restore", Copy)).Code);

        await using var again = await CrmProcess.StartAsync(_database.Folder);
        using var reader = await again.SignInAsync();
        Assert.Equal("合同一份", await reader.GetStringAsync(link));
    }

    [Fact]
    public async Task Nothing_is_restored_while_a_server_runs_even_when_it_rests()
    {
        Assert.Equal(ExitCodes.Ok, (await CrmProcess.RunAsync(_database.Folder, "backup", Copy)).Code);
        await using var crm = await CrmProcess.StartAsync(_database.Folder);

        var (code, _, errors) = await CrmProcess.RunAsync(_database.Folder, "restore", Copy);

        Assert.Equal(ExitCodes.DatabaseInUse, code);
        Assert.Contains(_database.File, errors);
        Assert.Empty(Directory.GetFiles(_database.Folder, "*before-restore*"));
        using var client = await crm.SignInAsync();
        await CreateAsync(client, "还能写");
    }

    [Fact]
    public async Task A_backup_that_is_killed_leaves_no_file_of_that_name_and_the_next_one_works()
    {
        await AddBallastAsync();

        using var backup = await BeginBackupAsync();
        backup.Kill();
        await backup.WaitForExitAsync().WaitAsync(Patience);

        Assert.False(File.Exists(Copy));
        Assert.Equal(ExitCodes.Ok, (await CrmProcess.RunAsync(_database.Folder, "backup", Copy)).Code);
        Assert.Equal([Copy], Directory.GetFileSystemEntries(Path.GetDirectoryName(Copy)!));
    }

    [Fact]
    public async Task A_backup_that_is_broken_off_leaves_nothing_at_all()
    {
        await AddBallastAsync();

        var code = ExitCodes.Ok;
        for (var attempt = 0; attempt < 5 && code == ExitCodes.Ok; attempt++) // a fast machine may be done before it is told
        {
            if (Directory.Exists(Path.GetDirectoryName(Copy))) Directory.Delete(Path.GetDirectoryName(Copy)!, recursive: true);
            using var backup = await BeginBackupAsync();
            CrmProcess.Signal(backup, "TERM"); // as Ctrl-C, which whoever starts tests in the background may have switched off
            await backup.WaitForExitAsync().WaitAsync(Patience);
            code = backup.ExitCode;
        }

        Assert.Equal(ExitCodes.Interrupted, code);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Copy)!));
    }

    private async Task<(IReadOnlyCollection<string> Before, long BackedUp, int After)> BackUpWhileWritingAsync()
    {
        await using var crm = await CrmProcess.StartAsync(_database.Folder);
        using var client = await crm.SignInAsync();
        using var enough = new CancellationTokenSource();
        var acknowledged = new ConcurrentBag<string>();
        var many = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                acknowledged.Add(await CreateAsync(client, $"客户{writer}x{i:0000}"));
                if (acknowledged.Count >= 100) many.TrySetResult();
            }
        })).ToList();
        await (await Task.WhenAny(many.Task, Task.WhenAny(writers).Unwrap())).WaitAsync(Patience);

        var before = acknowledged.ToArray();
        var (code, _, errors) = await CrmProcess.RunAsync(_database.Folder, "backup", Copy);
        Assert.True(code == ExitCodes.Ok, errors);

        await enough.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(Patience);
        await crm.StopAsync();
        return (before, await CountInBackupAsync(), acknowledged.Count);
    }

    private async Task<long> CountInBackupAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Copy};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT count(*) FROM "Customers" """;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> CountAsync(HttpClient client) =>
        (long)(await client.GetFromJsonAsync<JsonObject>("/api/v1/customers?limit=1&count=exact"))!["total"]!["value"]!;

    private static async Task<string> CreateAsync(HttpClient client, string name)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/customers", new { name });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    private static async Task<string> UploadAsync(HttpClient client, string customer, string text)
    {
        using var content = new StringContent(text);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var form = new MultipartFormDataContent { { content, "file", "合同.txt" } };
        var answer = await client.PostAsync($"/api/v1/customers/{customer}/files", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return $"/api/v1/files/{(string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!}/content";
    }

    private Task<List<string>> AddBallastAsync() => _database.RowsAsync($"""
        CREATE TABLE "Ballast" ("Bytes" BLOB);
        INSERT INTO "Ballast" WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {BallastMegabytes}) SELECT randomblob(1000000) FROM n;
        """);

    /// <summary>A backup whose unfinished file has just appeared.</summary>
    private async Task<Process> BeginBackupAsync()
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(Copy)!).FullName;
        using var watcher = new FileSystemWatcher(folder);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => begun.TrySetResult();
        watcher.EnableRaisingEvents = true;
        var backup = CrmProcess.Begin(_database.Folder, "backup", Copy);
        await begun.Task.WaitAsync(Patience);
        return backup;
    }
}
