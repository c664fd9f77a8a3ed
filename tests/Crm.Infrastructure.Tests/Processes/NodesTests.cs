using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Domain.Integration;
using Crm.TestKit;

namespace Crm.Infrastructure.Tests.Processes;

public sealed class NodesTests
{
    private const int Clients = 8;

    [Fact]
    public async Task Who_signs_in_on_one_node_works_on_the_other_and_is_out_on_both()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var onA = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = nodes.A.Address };
        using var onB = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = nodes.B.Address };
        var signedIn = await SendAsync(onA, "/api/v1/auth/login", new { email = "admin@crm.example", password = CrmProcess.Password });

        Assert.Equal(HttpStatusCode.OK, (await GetMeAsync(onB, signedIn.Token)).StatusCode);
        var renewed = await SendAsync(onB, "/api/v1/auth/refresh", null, signedIn.Cookie);
        Assert.Equal(HttpStatusCode.OK, (await GetMeAsync(onA, renewed.Token)).StatusCode);
        var stolen = await onA.SendAsync(With(signedIn.Cookie, new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/refresh")));

        Assert.Equal(HttpStatusCode.Unauthorized, stolen.StatusCode); // used before, on the other node: the session is over
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetMeAsync(onA, renewed.Token)).StatusCode);
        await EventuallyAsync(async () => (await GetMeAsync(onB, renewed.Token)).StatusCode == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Nodes_that_meet_an_empty_database_at_the_same_moment_fill_it_once()
    {
        await using var nodes = await TwoNodes.StartAsync(together: true);

        Assert.Equal((false, false), (nodes.A.HasExited, nodes.B.HasExited));
        Assert.Equal((1, 1), (await nodes.AskAsync<int>("""SELECT count(*) FROM "Users" """), await nodes.AskAsync<int>("""SELECT count(*) FROM "SigningKeys" """)));
        Assert.Equal(0, await nodes.AskAsync<int>("""SELECT count(*) - count(DISTINCT ("List", "Code")) FROM "CodeListItems" """));
        foreach (var node in new[] { nodes.A, nodes.B }) (await node.SignInAsync()).Dispose();
    }

    [Fact]
    public async Task A_job_runs_once_each_time_it_is_due_and_goes_on_when_a_node_dies()
    {
        const string runs = """SELECT count(*) FROM "JobRuns" WHERE "Job" = 'housekeeping' AND "Outcome" = 'Done'""";
        await using var nodes = await TwoNodes.StartAsync(new Dictionary<string, string?> { ["Jobs:housekeeping:Cron"] = "* * * * * ?" });

        await EventuallyAsync(async () => await nodes.AskAsync<int>(runs) >= 8, TimeSpan.FromSeconds(60));
        Assert.Equal(0, await nodes.AskAsync<int>("""SELECT count(*) - count(DISTINCT "FireAt") FROM "JobRuns" WHERE "Job" = 'housekeeping'"""));
        Assert.Equal(0, await nodes.AskAsync<int>("""SELECT count(*) FROM "JobRuns" WHERE "Outcome" = 'Failed'"""));
        await EventuallyAsync(async () => await nodes.AskAsync<int>("SELECT count(*) FROM qrtz_scheduler_state") == 2, TimeSpan.FromSeconds(60));

        await nodes.A.KillAsync();
        var before = await nodes.AskAsync<int>(runs);
        await EventuallyAsync(async () => await nodes.AskAsync<int>(runs) >= before + 3, TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task A_node_that_dies_under_load_loses_no_answer_it_gave_and_no_mail()
    {
        using var server = new SmtpDouble { Slowness = TimeSpan.FromMilliseconds(100) };
        await using var nodes = await TwoNodes.StartAsync(server.Settings.Append(new("Jobs:outbox:Cron", "* * * * * ?")).ToDictionary());
        var token = await TokenAsync(nodes);
        using var clients = new NodeClients(nodes.Addresses, token);
        clients.Start(Clients);
        var colleagues = await AddColleaguesAsync(nodes.A.Address, token, 15);
        await clients.MakeAsync(100);

        await nodes.A.KillAsync();
        await clients.MakeAsync(100);
        await clients.StopAsync();

        Assert.Empty(clients.Surprises);
        await AssertAllThereOnceAsync(nodes, clients);
        await EventuallyAsync(async () => await nodes.AskAsync<int>("""SELECT count(*) FROM "OutboxMessages" """) == 0, OutboxMessage.Lease + TimeSpan.FromSeconds(60));
        Assert.Equal(colleagues.Order(StringComparer.Ordinal), server.Mails.Select(m => m.To).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(server.Mails.Count, colleagues.Count, colleagues.Count + 1); // the one that was on its way may come twice, under one name
    }

    [Fact]
    public async Task Nodes_are_restarted_one_after_the_other_without_a_request_being_dropped()
    {
        await using var nodes = await TwoNodes.StartAsync(new Dictionary<string, string?> { ["Shutdown:DelaySeconds"] = "2" });
        using var clients = new NodeClients(nodes.Addresses, await TokenAsync(nodes));
        clients.Start(Clients);
        await clients.MakeAsync(50);

        foreach (var node in new[] { 0, 1 })
        {
            var process = node == 0 ? nodes.A : nodes.B;
            process.Terminate();
            await EventuallyAsync(() => IsUnavailableAsync(process.Address), TimeSpan.FromSeconds(10)); // and still it answers
            Assert.Equal(ExitCodes.Ok, (await process.ExitAsync()).Code);
            await clients.MakeAsync(20);
            await nodes.StartAsync(node);
            await clients.MakeAsync(20);
        }

        await clients.StopAsync();
        Assert.Empty(clients.Surprises);
        await AssertAllThereOnceAsync(nodes, clients);
    }

    private static async Task AssertAllThereOnceAsync(TwoNodes nodes, NodeClients clients)
    {
        var names = string.Join(',', clients.Acknowledged.Select(c => $"('{c.Key}','{c.Value}'::uuid)"));
        Assert.Equal(clients.Acknowledged.Count, await nodes.AskAsync<int>($"""SELECT count(*) FROM "Customers" c JOIN (VALUES {names}) AS told(name, id) ON c."Name" = told.name AND c."Id" = told.id"""));
        Assert.Equal(0, await nodes.AskAsync<int>("""SELECT count(*) - count(DISTINCT "Name") FROM "Customers" """));
        Assert.Equal(clients.Acknowledged.Count, await nodes.AskAsync<int>("""SELECT count(*) FROM "Customers" """));
    }

    private static async Task<List<string>> AddColleaguesAsync(Uri node, string token, int count)
    {
        using var client = new HttpClient { BaseAddress = node, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        var made = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var email = $"colleague{i:00}@company.example";
            (await client.PostAsJsonAsync("/api/v1/users", new { name = "同事", email, role = "sales" })).EnsureSuccessStatusCode();
            made.Add(email);
        }

        return made;
    }

    private static async Task<string> TokenAsync(TwoNodes nodes)
    {
        using var client = await nodes.A.SignInAsync();
        return client.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    private static async Task<bool> IsUnavailableAsync(Uri node)
    {
        using var client = new HttpClient();
        return (await client.GetAsync(new Uri(node, "/health/ready"))).StatusCode == HttpStatusCode.ServiceUnavailable;
    }

    private static async Task<(string Token, string Cookie)> SendAsync(HttpClient client, string path, object? body, string? cookie = null)
    {
        using var answer = await client.SendAsync(With(cookie, new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) }));
        answer.EnsureSuccessStatusCode();
        return ((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private static HttpRequestMessage With(string? cookie, HttpRequestMessage request)
    {
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return request;
    }

    private static Task<HttpResponseMessage> GetMeAsync(HttpClient client, string token) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } });

    private static async Task EventuallyAsync(Func<Task<bool>> happened, TimeSpan patience)
    {
        using var ending = new CancellationTokenSource(patience);
        while (!await happened()) await Task.Delay(100, ending.Token);
    }
}
