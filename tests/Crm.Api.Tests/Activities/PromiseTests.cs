using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

public sealed class PromiseTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public PromiseTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task What_is_promised_in_a_conversation_becomes_a_task_of_its_own()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);

        var said = await user.LogAsync(customer.Id, "谈样品", new { channel = "visit", contactIds = new[] { contact.Id }, promises = new[] { new { text = "寄样品", dueOn = "2026-12-01" }, new { text = "报价", dueOn = "2026-12-04" } } });

        var promises = await user.ListAsync($"/follow-ups?filter[promisedInId]={said.Id}&sort=due");
        Assert.Equal(["寄样品", "报价"], promises.Select(p => p.Text("subject")));
        Assert.Equal(promises.Select(p => p.Id), (await user.ReadAsync("/interactions/" + said.Id)).Items("promises").Select(p => p.Id));
        Assert.All(promises, p => Assert.Equal(("promise", "planned", user.Id, customer.Id, contact.Id), (p.Text("kind"), p.Text("status"), p.Text("ownerId"), p.Text("customerId"), p.Text("contactId"))));
        var today = await user.ReadAsync("/today");
        Assert.Equal(["寄样品"], today.Items("today").Select(f => f.Text("subject")));
        Assert.Equal(["报价"], today.Items("upcoming").Select(f => f.Text("subject")));
        Assert.Equal(2, (await user.ReadAsync($"/customers/{customer.Id}/overview")).Items("openFollowUps").Count);
    }

    [Fact]
    public async Task A_promise_is_no_next_step()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        await user.LogAsync(customer.Id, fields: new { promises = new[] { new { text = "寄样品", dueOn = "2026-12-02" } } });

        var before = await user.CustomerAsync(customer.Id);
        var promise = Assert.Single(await user.ListAsync($"/follow-ups?filter[kind]=promise&filter[customerId]={customer.Id}"));
        var kept = (await user.PostAsync($"/follow-ups/{promise.Id}/completion", new { result = "已寄出" })).Expect(HttpStatusCode.OK).Json;
        var after = await user.CustomerAsync(customer.Id);

        Assert.Null(before.TextOrNull("nextFollowUpAt"));
        Assert.Equal(before.TextOrNull("idleSince"), after.TextOrNull("idleSince"));
        Assert.Equal(("done", "2026-12-01T02:00:00.000Z"), (kept.Text("followUp.status"), kept.Text("followUp.completedAt")));
        Assert.Contains(await user.ListAsync("/customers?filter[ownerId]=me&filter[nextFollowUpAt][isEmpty]=true"), c => c.Id == customer.Id);
    }

    [Fact]
    public async Task Completing_a_follow_up_notes_what_was_promised_in_the_same_step_or_nothing_at_all()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var visit = await user.PlanAsync(customer.Id, "2026-12-02");

        var wrong = await user.PostAsync($"/follow-ups/{visit.Id}/completion", new { interaction = new { subject = "谈" }, promises = new[] { new { text = "", dueOn = (string?)null } } });
        Assert.Equal(["/promises/0/text required", "/promises/0/dueOn required"], wrong.Problem.Places);
        Assert.Equal("planned", (await user.ReadAsync("/follow-ups/" + visit.Id)).Text("status"));

        var done = (await user.PostAsync($"/follow-ups/{visit.Id}/completion", new { interaction = new { subject = "谈" }, promises = new[] { new { text = "三天内报价", dueOn = "2026-12-04" } } })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("三天内报价", done.Text("interaction.id")), (done.Text("promises.0.subject"), done.Text("promises.0.promisedInId")));
    }

    [Fact]
    public async Task Whoever_is_out_of_sight_keeps_no_promise()
    {
        var (user, other) = (await _app.AddUserAsync(Role.Sales), await _app.SignInAsync(Template.OtherSalesEmail));
        var customer = await user.CreateCustomerAsync();

        var refused = await user.PostAsync("/interactions", new { customerId = customer.Id, channel = "call", subject = "x", promises = new[] { new { text = "x", dueOn = "2026-12-02", ownerId = other.Id } } });

        Assert.Equal(["/promises/0/ownerId unknown_user"], refused.Problem.Places);
    }

    [Fact]
    public async Task A_broken_and_a_withdrawn_promise_can_be_taken_back_and_a_late_one_is_overdue()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var promise = await user.MakeAsync("/follow-ups", new { kind = "promise", subject = "回电", channel = "call", dueOn = "2026-11-30", customerId = customer.Id });

        Assert.True(promise.Says("overdue"));
        Assert.Equal("missed", (await user.PostAsync($"/follow-ups/{promise.Id}/missed", new { reason = "忘了" })).Expect(HttpStatusCode.OK).Json.Text("status"));
        Assert.Equal("planned", (await user.PostAsync($"/follow-ups/{promise.Id}/reopening")).Expect(HttpStatusCode.OK).Json.Text("status"));
        Assert.Equal("cancelled", (await user.PostAsync($"/follow-ups/{promise.Id}/cancellation", new { reason = "客户不要了" })).Expect(HttpStatusCode.OK).Json.Text("status"));
    }
}
