using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Infrastructure.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Crm.Infrastructure.Tests.Processes;

/// <summary>An import outlives the process that does it.</summary>
[Trait("Engine", "Sqlite")]
public sealed class ImportKillTests : IDisposable
{
    private const int Rows = 6_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_where_it_stopped_and_no_row_comes_twice()
    {
        string job;
        await using (var crm = await CrmProcess.StartAsync(_database.Folder))
        {
            using var client = await crm.SignInAsync();
            job = await StartAsync(client);
            await WaitAsync(client, job, state => Done(state) > 1_000);
            await crm.KillAsync();
        }

        await using var again = await CrmProcess.StartAsync(_database.Folder);
        using var other = await again.SignInAsync();
        var killed = await StateAsync(other, job);
        Assert.True(Done(killed) < Rows, killed.ToJsonString());
        var ended = await WaitAsync(other, job, state => state["endedAt"] is not null);

        Assert.Equal(("partially_succeeded", Rows - 1, 1), ((string)ended["status"]!, (int)ended["result"]!["created"]!, (int)ended["result"]!["failed"]!));
        await again.StopAsync();
        Assert.Equal(Rows - 1, await _database.ScalarAsync<long>("SELECT count(*) FROM \"Customers\" WHERE \"Name\" LIKE '被杀客户%'"));
        Assert.Equal(Rows - 1, await _database.ScalarAsync<long>("SELECT count(DISTINCT \"Name\") FROM \"Customers\" WHERE \"Name\" LIKE '被杀客户%'"));
    }

    private static async Task<string> StartAsync(HttpClient client)
    {
        var text = new StringBuilder("客户名称,手机,行业\n");
        for (var i = 0; i < Rows; i++) text.Append(i == 10 ? $",13800138000,软件\n" : $"被杀客户{i},1380013{i:0000},软件\n");
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString())), "file", "客户.csv" },
            { new StringContent("customers"), "entity" },
        };
        var answer = await client.PostAsync("/api/v1/imports", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    private static async Task<JsonObject> StateAsync(HttpClient client, string job) => (await client.GetFromJsonAsync<JsonObject>(job))!;

    private static async Task<JsonObject> WaitAsync(HttpClient client, string job, Func<JsonObject, bool> until)
    {
        var deadline = DateTimeOffset.FromUnixTimeMilliseconds(Environment.TickCount64) + Patience;
        while (true)
        {
            var state = await StateAsync(client, job);
            if (until(state)) return state;
            Assert.True(DateTimeOffset.FromUnixTimeMilliseconds(Environment.TickCount64) < deadline, state.ToJsonString());
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private static int Done(JsonObject state) => (int)state["progress"]!["done"]!;
}
