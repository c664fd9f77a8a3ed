using System.Net;
using System.Net.Http.Headers;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Jobs;

public sealed class JobApiTests(JobApiTests.WorkingApp app) : IClassFixture<JobApiTests.WorkingApp>
{
    [Fact]
    public async Task A_job_that_was_started_is_begun_at_once_and_can_be_followed()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        using var http = new HttpClient { BaseAddress = app.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user.AccessToken);
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        using var stream = await http.GetAsync("/api/v1/jobs/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(("text/event-stream", 0), (stream.Content.Headers.ContentType!.MediaType, stream.Content.Headers.ContentEncoding.Count));

        var job = (await user.PostAsync("/customers/bulk", new { action = "change", values = new { rating = 3 }, ids = new[] { customer.Id } })).Expect(HttpStatusCode.Accepted).Json;

        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Contains(await UntilAsync(reader, "\"hasEnded\":true"), line => line.Contains(job.Id, StringComparison.Ordinal) && !line.Contains(user.Me.Text("name"), StringComparison.Ordinal));
        Assert.Equal("succeeded", (await user.ReadAsync("/jobs/" + job.Id)).Text("status"));
    }

    [Fact]
    public async Task Who_is_shut_out_hears_no_more_within_five_seconds()
    {
        var (user, admin) = (await app.AddUserAsync(Role.Sales), await app.SignInAsync(Role.Administrator));
        using var http = new HttpClient { BaseAddress = app.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user.AccessToken);
        using var stream = await http.GetAsync("/api/v1/jobs/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());

        (await admin.PostAsync($"/users/{user.Id}/disablement")).Expect(HttpStatusCode.OK);

        await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task The_jobs_of_others_are_not_there_but_an_administrator_sees_all()
    {
        var (owner, admin) = (await app.AddUserAsync(Role.SalesManager), await app.SignInAsync(Role.Administrator));
        var customer = await owner.CreateCustomerAsync();
        var job = (await owner.PostAsync("/customers/bulk", new { action = "change", values = new { rating = 3 }, ids = new[] { customer.Id } })).Json;
        var other = await app.SignInAsync(Role.SalesManager);

        foreach (var path in new[] { "", "/events", "/rows", "/file", "/errors" }) (await other.GetAsync($"/jobs/{job.Id}{path}")).Expect(HttpStatusCode.NotFound);
        foreach (var path in new[] { "pause", "resumption", "cancellation", "undo" }) (await other.PostAsync($"/jobs/{job.Id}/{path}")).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain((await other.ReadAsync("/jobs?limit=200")).Items("data"), row => row.Id == job.Id);
        Assert.Contains((await admin.ReadAsync($"/jobs?filter[createdBy]={owner.Id}&filter[kind]=bulk")).Items("data"), row => row.Id == job.Id);
    }

    private static async Task<List<string>> UntilAsync(StreamReader reader, string wanted)
    {
        var lines = new List<string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains(wanted, StringComparison.Ordinal)) return lines;
        }

        throw new InvalidOperationException("The stream ended: " + string.Join('\n', lines));
    }

    /// <summary>With hands of its own.</summary>
    public sealed class WorkingApp : CrmApp
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Jobs:Workers"] = "2" };
    }
}

/// <summary>Pause and cancel, where tests say when work is done.</summary>
public sealed class SteeredJobTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_paused_job_waits_until_it_is_resumed()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var job = await BeginAsync(user);

        Assert.Equal("paused", (await user.PostAsync($"/jobs/{job}/pause")).Expect(HttpStatusCode.OK).Json.Text("status"));
        await app.RunJobsAsync();
        Assert.Equal("paused", (await user.ReadAsync("/jobs/" + job)).Text("status"));

        (await user.PostAsync($"/jobs/{job}/resumption")).Expect(HttpStatusCode.OK);
        await app.RunJobsAsync();
        Assert.Equal("succeeded", (await user.ReadAsync("/jobs/" + job)).Text("status"));
        Assert.Equal((HttpStatusCode.Conflict, "job_has_ended"), ((await user.PostAsync($"/jobs/{job}/pause")).Status, (await user.PostAsync($"/jobs/{job}/pause")).Problem.Code));
    }

    [Fact]
    public async Task A_cancelled_job_is_not_done()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var job = await BeginAsync(user);

        (await user.PostAsync($"/jobs/{job}/cancellation")).Expect(HttpStatusCode.OK);
        await app.RunJobsAsync();

        Assert.Equal(("cancelled", 0), ((await user.ReadAsync("/jobs/" + job)).Text("status"), (await user.ReadAsync("/jobs/" + job)).Number("progress.done")));
        Assert.Equal("1", (await user.GetAsync("/jobs/" + await BeginAsync(user))).Header("Retry-After"));
    }

    private static async Task<string> BeginAsync(ApiUser user)
    {
        var customer = await user.CreateCustomerAsync();
        return (await user.PostAsync("/customers/bulk", new { action = "change", values = new { rating = 3 }, ids = new[] { customer.Id } })).Expect(HttpStatusCode.Accepted).Json.Id;
    }
}
