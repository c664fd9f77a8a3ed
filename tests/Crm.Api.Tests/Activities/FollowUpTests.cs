using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

public sealed class FollowUpTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public FollowUpTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task What_is_due_on_a_day_is_overdue_when_the_day_has_ended_where_the_user_is()
    {
        var user = await SignInAsync();
        var customer = await user.CreateCustomerAsync();
        var (today, yesterday) = (await user.PlanAsync(customer.Id, "2026-12-01"), await user.PlanAsync(customer.Id, "2026-11-30"));
        var (soon, past) = (await user.PlanAsync(customer.Id, "2026-12-01T02:00:01.000Z"), await user.PlanAsync(customer.Id, "2026-12-01T01:59:59.000Z"));

        Assert.Equal([false, true, false, true], new[] { today, yesterday, soon, past }.Select(f => f.Says("overdue")));
        Assert.Equal(("2026-12-01", null), (today.Text("dueOn"), today.TextOrNull("dueAt")));
        Assert.Equal("2026-12-01T15:59:59.999Z", today.Text("due"));
        Assert.Equal(
            new[] { yesterday.Id, past.Id },
            (await user.ListAsync($"/follow-ups?filter[customerId]={customer.Id}&filter[due][lt]=2026-12-01T02:00:00Z")).Select(f => f.Id));
    }

    [Theory]
    [InlineData("""{"subject":"x","channel":"call"}""", "/dueOn required")]
    [InlineData("""{"subject":"x","channel":"call","dueOn":"2026-12-01","dueAt":"2026-12-01T00:00:00Z"}""", "/dueOn due_twice")]
    [InlineData("""{"subject":"x","channel":"note","dueOn":"2026-12-01"}""", "/channel channel_not_plannable")]
    [InlineData("""{"subject":"x","channel":"call","dueOn":"1999-12-31"}""", "/dueOn out_of_range")]
    [InlineData("""{"subject":" ","channel":"call","dueOn":"2026-12-01"}""", "/subject required")]
    [InlineData("""{"subject":"x","dueOn":"2026-12-01"}""", "/channel required")]
    public async Task A_plan_needs_to_say_what_how_and_when(string body, string place)
    {
        var user = await SignInAsync();
        var customer = await user.CreateCustomerAsync();

        var answer = await user.PostAsync("/follow-ups", body.Replace("{", $$"""{"customerId":"{{customer.Id}}",""", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, place), (answer.Status, Assert.Single(answer.Problem.Places)));
    }

    [Fact]
    public async Task Done_said_and_planned_next_in_one_step()
    {
        var user = await SignInAsync();
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);
        var followUp = await user.PlanAsync(customer.Id, "2026-12-01", "拜访", new { contactId = contact.Id });

        var done = (await user.PostAsync($"/follow-ups/{followUp.Id}/completion", new
        {
            result = "谈妥",
            interaction = new { body = "看了样机" },
            next = new { subject = "寄合同", dueOn = "2026-12-05" },
        })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(("done", "谈妥", "2026-12-01T02:00:00.000Z"), (done.Text("followUp.status"), done.Text("followUp.result"), done.Text("followUp.completedAt")));
        Assert.Equal(done.Text("followUp.interactionId"), done.Text("interaction.id"));
        Assert.Equal(("拜访", "visit", customer.Id, contact.Id), (done.Text("interaction.subject"), done.Text("interaction.channel"), done.Text("interaction.customerId"), done.Text("interaction.contacts.0.id")));
        Assert.Equal(("planned", "visit", customer.Id, contact.Id), (done.Text("next.status"), done.Text("next.channel"), done.Text("next.customerId"), done.Text("next.contactId")));
        var now = await user.CustomerAsync(customer.Id);
        Assert.Equal(("2026-12-01T02:00:00.000Z", "2026-12-05T15:59:59.999Z"), (now.Text("lastContactAt"), now.Text("nextFollowUpAt")));
    }

    [Theory]
    [InlineData("""{"result":"x","interaction":{"body":"说"},"next":{"subject":"没有日期"}}""", "/next/dueOn required")]
    [InlineData("""{"result":"x","interaction":{"body":"说"},"next":{"subject":"x","dueOn":"2026-12-05","ownerId":"01930000-0000-7000-8000-000000000000"}}""", "/next/ownerId unknown_user")]
    [InlineData("""{"result":"x","interaction":{"startedAt":"2026-12-09T00:00:00Z"},"next":{"subject":"x","dueOn":"2026-12-05"}}""", null)]
    [InlineData("""{"result":"x","interaction":{"outcome":"no_such_code"},"next":{"subject":"x","dueOn":"2026-12-05"}}""", "/interaction/outcome unknown_code")]
    public async Task When_one_part_of_a_completion_is_wrong_nothing_happens(string body, string? place)
    {
        var user = await SignInAsync();
        var customer = await user.CreateCustomerAsync();
        var followUp = await user.PlanAsync(customer.Id, "2026-12-01");

        var answer = await user.PostAsync($"/follow-ups/{followUp.Id}/completion", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        if (place is not null) Assert.Equal(place, Assert.Single(answer.Problem.Places));
        Assert.Equal(followUp.ToJsonString(), (await user.ReadAsync("/follow-ups/" + followUp.Id)).ToJsonString());
        Assert.Empty(await user.ListAsync($"/interactions?filter[customerId]={customer.Id}"));
        Assert.Single(await user.ListAsync($"/follow-ups?filter[customerId]={customer.Id}"));
    }

    [Fact]
    public async Task A_plan_can_be_cancelled_missed_and_reopened()
    {
        var user = await SignInAsync();
        var customer = await user.CreateCustomerAsync();
        var followUp = await user.PlanAsync(customer.Id, "2026-12-03");
        var path = "/follow-ups/" + followUp.Id;
        async Task<string?> NextAsync() => (await user.CustomerAsync(customer.Id)).TextOrNull("nextFollowUpAt");

        Assert.NotNull(await NextAsync());
        Assert.Equal("cancelled", (await user.PostAsync(path + "/cancellation", new { reason = "不去了" })).Json.Text("status"));
        Assert.Null(await NextAsync());

        var again = await user.PostAsync(path + "/cancellation", new { reason = "再次" });
        Assert.Equal((HttpStatusCode.Conflict, "not_planned"), (again.Status, again.Problem.Code));
        Assert.Equal("not_planned", (await user.PatchAsync(path, new { subject = "改" })).Problem.Code);

        var open = (await user.PostAsync(path + "/reopening")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("planned", null), (open.Text("status"), open.TextOrNull("result")));
        Assert.NotNull(await NextAsync());

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await user.PostAsync(path + "/missed", new { reason = "忘了" }, ("If-Match", "\"v1\""))).Status);
        Assert.Equal("missed", (await user.PostAsync(path + "/missed", new { reason = "忘了" }, ("If-Match", $"\"v{open.Version}\""))).Json.Text("status"));
    }

    [Fact]
    public async Task The_next_step_of_a_customer_is_the_earliest_that_is_planned()
    {
        var user = await SignInAsync();
        var (customer, other) = (await user.CreateCustomerAsync(), await user.CreateCustomerAsync());
        async Task<string?> NextAsync(string id) => (await user.CustomerAsync(id)).TextOrNull("nextFollowUpAt");
        var late = await user.PlanAsync(customer.Id, "2026-12-09T01:00:00.000Z");
        var early = await user.PlanAsync(customer.Id, "2026-12-05T01:00:00.000Z");
        Assert.Equal("2026-12-05T01:00:00.000Z", await NextAsync(customer.Id));

        (await user.PatchAsync("/follow-ups/" + early.Id, new { dueAt = "2026-12-20T01:00:00.000Z" })).Expect(HttpStatusCode.OK);
        Assert.Equal("2026-12-09T01:00:00.000Z", await NextAsync(customer.Id));

        (await user.PatchAsync("/follow-ups/" + late.Id, new { customerId = other.Id })).Expect(HttpStatusCode.OK);
        Assert.Equal(("2026-12-20T01:00:00.000Z", "2026-12-09T01:00:00.000Z"), (await NextAsync(customer.Id), await NextAsync(other.Id)));

        (await user.DeleteAsync("/follow-ups/" + early.Id)).Expect(HttpStatusCode.NoContent);
        Assert.Null(await NextAsync(customer.Id));
        (await user.PostAsync($"/follow-ups/{early.Id}/restoration")).Expect(HttpStatusCode.OK);
        Assert.Equal("2026-12-20T01:00:00.000Z", await NextAsync(customer.Id));
    }

    private Task<ApiUser> SignInAsync() => _app.SignInAsync(Role.Sales);
}
