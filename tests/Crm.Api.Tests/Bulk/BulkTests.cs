using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Bulk;

public sealed class BulkTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task All_that_match_are_changed_and_the_job_tells_what_came_of_each()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var (wanted, other) = (new[] { await user.CreateCustomerAsync(fields: new { rating = 1 }), await user.CreateCustomerAsync(fields: new { rating = 1 }) }, await user.CreateCustomerAsync(fields: new { rating = 5 }));

        var begun = await user.PostAsync("/customers/bulk", new { action = "change", values = new { shortName = (string?)null, rating = 4, status = "negotiating" }, where = new { field = "rating", op = "lte", value = 1 }, expectedCount = 2 });

        Assert.Equal(["/values/shortName not_bulk_editable"], begun.Problem.Places);
        begun = (await user.PostAsync("/customers/bulk", new { action = "change", values = new { rating = 4, status = "negotiating" }, where = new { field = "rating", op = "lte", value = 1 }, expectedCount = 2 })).Expect(HttpStatusCode.Accepted);
        Assert.Equal("/api/v1/jobs/" + begun.Json.Id, begun.Header("Location"));
        Assert.Equal(("queued", "bulk", "customers"), (begun.Json.Text("status"), begun.Json.Text("kind"), begun.Json.Text("entity")));
        await app.RunJobsAsync();

        var job = await user.ReadAsync("/jobs/" + begun.Json.Id);
        Assert.Equal(("succeeded", 2, 2, 0), (job.Text("status"), job.Number("result.changed"), job.Number("progress.done"), job.Number("progress.failed")));
        foreach (var customer in wanted) Assert.Equal((4, "negotiating"), ((await user.CustomerAsync(customer.Id)).Number("rating"), (await user.CustomerAsync(customer.Id)).Text("status")));
        Assert.Equal(other.Version, (await user.CustomerAsync(other.Id)).Version);
        var rows = (await user.GetAsync($"/jobs/{begun.Json.Id}/rows?outcome=done")).Rows;
        Assert.Equal(wanted.Select(c => c.Id).Order(), rows.Select(r => r.Text("recordId")).Order());
    }

    [Fact]
    public async Task What_may_not_be_done_is_skipped_with_the_reason()
    {
        var (user, colleague) = (await app.AddUserAsync(Role.Sales), await app.SignInAsync(Role.SalesManager));
        var customer = await user.CreateCustomerAsync("海尔集团");
        var body = new { action = "assign", ownerId = colleague.Id, ids = new[] { customer.Id, "01930000-0000-7000-8000-000000000000" } };

        var preview = (await user.PostAsync("/customers/bulk/preview", body)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((2, 2, 0), (preview.Number("matching"), preview.Number("checked"), preview.Number("changed")));
        Assert.Equal(["not_found 1", "permission_missing 1"], preview.Items("skipped").Select(s => $"{s.Text("code")} {s.Number("count")}").Order());

        var job = (await user.PostAsync("/customers/bulk", body)).Expect(HttpStatusCode.Accepted).Json;
        await app.RunJobsAsync();

        Assert.Equal("partially_succeeded", (await user.ReadAsync("/jobs/" + job.Id)).Text("status"));
        var rows = (await user.GetAsync($"/jobs/{job.Id}/rows?outcome=skipped&limit=1", ("Accept-Language", "en"))).Expect(HttpStatusCode.OK);
        Assert.Equal("permission_missing", rows.Rows[0].Text("reasons.0.code"));
        Assert.NotEmpty(rows.Rows[0].Text("reasons.0.detail"));
        Assert.True(rows.Json.Says("page.hasMore"));
        var second = (await user.GetAsync($"/jobs/{job.Id}/rows?outcome=skipped&limit=1&cursor={rows.Json.Text("page.next")}")).Rows;
        Assert.Equal("not_found", second[0].Text("reasons.0.code"));
        var table = await user.GetAsync($"/jobs/{job.Id}/errors");
        Assert.StartsWith("attachment", table.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Contains($"1,{customer.Id},海尔集团,permission_missing,", table.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_come_and_go_and_the_others_stay()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var (kept, come) = (Unique.Word(), Unique.Word());
        var customer = await user.CreateCustomerAsync(fields: new { tags = new[] { kept } });

        await RunAsync(user, new { action = "add_tags", tags = new[] { come, kept }, ids = new[] { customer.Id } });
        Assert.Equal(new[] { kept, come }.Order(StringComparer.Ordinal), Tags(await user.CustomerAsync(customer.Id)));

        await RunAsync(user, new { action = "remove_tags", tags = new[] { kept }, ids = new[] { customer.Id } });
        Assert.Equal([come], Tags(await user.CustomerAsync(customer.Id)));
    }

    [Fact]
    public async Task Many_are_deleted_and_restored()
    {
        var (user, word) = (await app.SignInAsync(Role.SalesManager), Unique.Word());
        var customer = await user.CreateCustomerAsync("客户" + word);

        await RunAsync(user, new { action = "delete", q = word });
        Assert.NotNull((await user.CustomerAsync(customer.Id)).TextOrNull("deletedAt"));
        await RunAsync(user, new { action = "restore", q = word, deleted = true });
        Assert.Null((await user.CustomerAsync(customer.Id)).TextOrNull("deletedAt"));
    }

    [Fact]
    public async Task Nothing_begins_when_there_are_not_as_many_as_were_seen()
    {
        var user = await app.AddUserAsync(Role.Sales);
        await user.CreateCustomerAsync();

        var answer = await user.PostAsync("/customers/bulk", new { action = "change", values = new { rating = 1 }, expectedCount = 7 });

        Assert.Equal(["/expectedCount count_differs"], answer.Problem.Places);
        Assert.Empty((await user.ReadAsync("/jobs")).Items("data"));
    }

    [Fact]
    public async Task Sales_may_not_even_begin_to_delete_many()
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.PostAsync("/customers/bulk", new { action = "delete" });

        Assert.Equal((HttpStatusCode.Forbidden, "permission_missing"), (answer.Status, answer.Problem.Code));
    }

    private async Task RunAsync(ApiUser user, object body)
    {
        var job = (await user.PostAsync("/customers/bulk", body)).Expect(HttpStatusCode.Accepted).Json;
        await app.RunJobsAsync();
        Assert.Equal("succeeded", (await user.ReadAsync("/jobs/" + job.Id)).Text("status"));
    }

    private static IEnumerable<string> Tags(JsonNode customer) => customer.Items("tags").Select(t => t.GetValue<string>()).Order(StringComparer.Ordinal);
}
