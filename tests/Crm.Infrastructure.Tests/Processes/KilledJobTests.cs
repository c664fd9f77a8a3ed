using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.TestKit;

namespace Crm.Infrastructure.Tests.Processes;

/// <summary>A change of many records whose process is killed in the middle: it goes on, and no record is changed twice.</summary>
public sealed class KilledJobTests : IDisposable
{
    private const int Customers = 2000;
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-process-").FullName;
    private readonly TestStore _store;

    public KilledJobTests() => _store = TestStore.Empty(_folder);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_job_goes_on_where_a_power_cut_stopped_it()
    {
        string job;
        await using (var crm = await CrmProcess.StartAsync(_folder, settings: _store.Settings))
        {
            using var client = await crm.SignInAsync();
            await JobClient.FillAsync(client, Customers);
            job = await JobClient.BeginAsync(client, Customers);
            await JobClient.UntilAsync(client, job, state => (long)state["progress"]!["done"]! > 0);
            await crm.KillAsync();
        }

        var before = await _store.ScalarAsync<long>("""SELECT count(*) FROM "Customers" WHERE "Rating" = 4""");
        await using var again = await CrmProcess.StartAsync(_folder, settings: _store.Settings);
        using var client2 = await again.SignInAsync();
        var ended = await JobClient.UntilAsync(client2, job, state => state["endedAt"] is not null);

        Assert.InRange(before, 1, Customers - 1);
        Assert.Equal(("succeeded", Customers), ((string)ended["status"]!, (int)ended["result"]!["changed"]!));
        Assert.Equal(Customers, await _store.ScalarAsync<long>("""SELECT count(*) FROM "Customers" WHERE "Rating" = 4 AND "Version" = 2"""));
    }
}

/// <summary>The same with two nodes, where another one goes on.</summary>
public sealed class JobsOfNodesTests
{
    private const int Customers = 2000;

    [Fact]
    public async Task One_node_does_a_job_and_when_it_dies_the_other_goes_on()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var a = await nodes.A.SignInAsync();
        using var b = await nodes.B.SignInAsync();
        await JobClient.FillAsync(a, Customers);
        var job = await JobClient.BeginAsync(a, Customers);
        await JobClient.UntilAsync(b, job, state => (long)state["progress"]!["done"]! > 0);
        var holder = await nodes.AskAsync<string>($"""SELECT coalesce(max("Holder"), '') FROM "Jobs" WHERE "Id" = '{job}'""");

        var (dies, lives) = holder.Contains($":{nodes.A.ProcessId}/", StringComparison.Ordinal) ? (nodes.A, b) : (nodes.B, a);
        await dies.KillAsync();
        var ended = await JobClient.UntilAsync(lives, job, state => state["endedAt"] is not null);

        Assert.Equal(("succeeded", Customers), ((string)ended["status"]!, (int)ended["result"]!["changed"]!));
        Assert.Equal(Customers, await nodes.AskAsync<int>("""SELECT count(*) FROM "Customers" WHERE "Rating" = 4 AND "Version" = 2"""));
    }
}

/// <summary>What these tests ask of the API.</summary>
internal static class JobClient
{
    public static async Task FillAsync(HttpClient client, int customers)
    {
        for (var made = 0; made < customers; made += 200)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers/batch")
            {
                Content = JsonContent.Create(new { mode = "create", items = Enumerable.Range(made, 200).Select(i => new { name = $"客户{i:0000}" }) }),
            };
            request.Headers.Add("Idempotency-Key", $"fill-{made}");
            using var answer = await client.SendAsync(request);
            Assert.Equal(207, (int)answer.StatusCode);
        }
    }

    public static async Task<string> BeginAsync(HttpClient client, int expected)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/customers/bulk", new { action = "change", values = new { rating = 4 }, expectedCount = expected });
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    public static async Task<JsonObject> UntilAsync(HttpClient client, string job, Predicate<JsonObject> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            var state = (await client.GetFromJsonAsync<JsonObject>("/api/v1/jobs/" + job, patience.Token))!;
            if (wanted(state)) return state;
            await Task.Delay(20, patience.Token);
        }
    }
}
