using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Crm.Infrastructure.Tests.Processes;

public sealed class ReplicaTests
{
    private const int Window = 20;

    [Fact]
    public async Task Lists_are_read_from_the_replica_but_everybody_sees_what_he_wrote()
    {
        await using var pair = await PostgresPair.StartAsync();
        await using var nodes = await TwoNodes.StartAsync(
            new Dictionary<string, string?> { ["Database:ReadConnectionString"] = pair.Replica, ["Database:ReadAfterWriteSeconds"] = $"{Window}", ["Jobs:Enabled"] = "false" },
            cluster: pair.Primary,
            database: "crm");
        var writer = await TokenAsync(nodes.A.Address);
        var reader = await ColleagueAsync(nodes.A.Address, writer);
        await Task.Delay(TimeSpan.FromSeconds(Window + 1)); // the reader has chosen a password: he has just written too
        for (var look = 0; look < 5; look++)
        {
            await ListAsync(nodes.A.Address, reader);
            await ListAsync(nodes.B.Address, reader);
            await Task.Delay(500);
        }

        await pair.PauseAsync(true);
        var paused = TimeProvider.System.GetTimestamp();
        var (id, cookie) = await CreateAsync(nodes.A.Address, writer, "刚刚写下");

        await EventuallyAsync(async () => !(await ListAsync(nodes.A.Address, reader)).Contains("刚刚写下", StringComparison.Ordinal), Window); // so it is the replica that answers
        Assert.Contains("刚刚写下", await ListAsync(nodes.A.Address, writer)); // this node remembers who wrote
        await EventuallyAsync(async () => !(await ListAsync(nodes.B.Address, writer)).Contains("刚刚写下", StringComparison.Ordinal), Window);
        Assert.Contains("刚刚写下", await ListAsync(nodes.B.Address, writer, cookie)); // the other one is told by the cookie
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(nodes.B.Address, $"/api/v1/customers/{id}", reader)).Status); // a record is never read there
        Assert.True(TimeProvider.System.GetElapsedTime(paused) < TimeSpan.FromSeconds(Window), "The machine was too slow for this test.");

        await EventuallyAsync(async () => (await ListAsync(nodes.A.Address, reader)).Contains("刚刚写下", StringComparison.Ordinal), Window + 15); // it lags too far: the primary answers

        await pair.PauseAsync(false);
        await EventuallyAsync(async () => (await ListAsync(nodes.A.Address, reader)).Contains("刚刚写下", StringComparison.Ordinal), 15);
        await pair.StopReplicaAsync();
        for (var look = 0; look < 5; look++) Assert.Contains("刚刚写下", await ListAsync(nodes.A.Address, reader)); // it is gone: nobody notices
        await CreateAsync(nodes.B.Address, writer, "仍然可写");
    }

    private static async Task<string> TokenAsync(Uri node, string email = "admin@crm.example", string password = CrmProcess.Password) =>
        (string)(await PostAsync(node, "/api/v1/auth/login", new { email, password })).Body["accessToken"]!;

    /// <summary>Somebody who sees every customer and has written nothing.</summary>
    private static async Task<string> ColleagueAsync(Uri node, string admin)
    {
        const string email = "reader@company.example";
        const string password = "a calm lake at seven";
        var made = await PostAsync(node, "/api/v1/users", new { name = "读者", email, role = "administrator" }, admin);
        var first = (string)made.Body["temporaryPassword"]!;
        return (string)(await PostAsync(node, "/api/v1/auth/password", new { currentPassword = first, newPassword = password }, await TokenAsync(node, email, first))).Body["accessToken"]!;
    }

    private static async Task<(string Id, string Cookie)> CreateAsync(Uri node, string token, string name)
    {
        var (body, headers) = await PostAsync(node, "/api/v1/customers", new { name }, token);
        return ((string)body["id"]!, headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private static async Task<string> ListAsync(Uri node, string token, string? cookie = null)
    {
        var (status, body) = await SendAsync(node, "/api/v1/customers?sort=-createdAt", token, cookie);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(body)!["data"]!.AsArray().Aggregate("", (names, row) => names + (string)row!["name"]! + " ");
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(Uri node, string path, string token, string? cookie = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(JsonNode Body, HttpResponseHeaders Headers)> PostAsync(Uri node, string path, object body, string? token = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await client.PostAsJsonAsync(new Uri(node, path), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return (JsonNode.Parse(text)!, answer.Headers);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> happened, int seconds)
    {
        using var ending = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await happened()) await Task.Delay(200, ending.Token);
    }
}
