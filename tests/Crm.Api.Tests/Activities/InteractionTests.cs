using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

public sealed class InteractionTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_conversation_comes_back_as_it_was_logged()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);
        var outcome = (await user.ReadAsync("/code-lists/interaction_outcome")).Text("items.0.code");

        var made = await user.LogAsync(customer.Id, "谈价格", new
        {
            channel = "visit", direction = "outbound", body = "一\n二", startedAt = "2026-11-01T08:30:00.000Z", durationMinutes = 45, outcome,
            contactIds = new[] { contact.Id }, participants = new[] { new { name = "老王", userId = (string?)null }, new { name = user.Me.Text("name"), userId = (string?)user.Id } },
        });

        var read = await user.ReadAsync("/interactions/" + made.Id);
        Assert.Equal(
            ("visit", "outbound", "一\n二", "2026-11-01T08:30:00.000Z", 45, outcome),
            (read.Text("channel"), read.Text("direction"), read.Text("body"), read.Text("startedAt"), read.Number("durationMinutes"), read.Text("outcome")));
        Assert.Equal((contact.Id, contact.Text("name")), (read.Text("contacts.0.id"), read.Text("contacts.0.name")));
        Assert.Equal((customer.Text("name"), user.Me.Text("name")), (read.Text("customerName"), read.Text("ownerName")));
        Assert.Equal(["老王", user.Me.Text("name")], read.Items("participants").Select(p => p.Text("name")));
    }

    [Fact]
    public async Task Nothing_has_been_said_in_the_future_or_about_nobody()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var future = await user.PostAsync("/interactions", new { customerId = customer.Id, channel = "call", subject = "明天", startedAt = app.Clock.In(TimeSpan.FromHours(1)) });
        var nobody = await user.PostAsync("/interactions", new { channel = "call", subject = "独白" });

        Assert.Equal(["/startedAt in_future"], future.Problem.Places);
        Assert.Equal(["/customerId about_nobody"], nobody.Problem.Places);
    }

    [Fact]
    public async Task The_last_contact_follows_what_is_logged_corrected_deleted_and_restored()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);
        async Task<(string?, string?)> LastAsync() =>
            ((await user.CustomerAsync(customer.Id)).TextOrNull("lastContactAt"), (await user.ReadAsync("/contacts/" + contact.Id)).TextOrNull("lastContactAt"));

        const string early = "2026-10-01T08:00:00.000Z", late = "2026-11-01T08:00:00.000Z", later = "2026-11-02T08:00:00.000Z";
        await user.LogAsync(customer.Id, fields: new { startedAt = early });
        Assert.Equal((early, null), await LastAsync());

        var second = await user.LogAsync(customer.Id, fields: new { startedAt = late, contactIds = new[] { contact.Id } });
        Assert.Equal((late, late), await LastAsync());

        await user.LogAsync(customer.Id, fields: new { startedAt = "2026-11-03T08:00:00.000Z", channel = "note" });
        Assert.Equal((late, late), await LastAsync());

        (await user.PatchAsync("/interactions/" + second.Id, new { startedAt = later })).Expect(HttpStatusCode.OK);
        Assert.Equal((later, later), await LastAsync());

        for (var i = 0; i < 2; i++) (await user.DeleteAsync("/interactions/" + second.Id)).Expect(HttpStatusCode.NoContent);
        Assert.Equal((early, null), await LastAsync());

        (await user.PostAsync($"/interactions/{second.Id}/restoration")).Expect(HttpStatusCode.OK);
        Assert.Equal((later, later), await LastAsync());

        var other = await user.CreateCustomerAsync();
        (await user.PatchAsync("/interactions/" + second.Id, new { customerId = other.Id, contactIds = Array.Empty<string>() })).Expect(HttpStatusCode.OK);
        Assert.Equal((early, null), await LastAsync());
        Assert.Equal(later, (await user.CustomerAsync(other.Id)).Text("lastContactAt"));
    }

    [Fact]
    public async Task Logging_leaves_the_version_of_the_customer_alone()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        await user.LogAsync(customer.Id);

        (await user.PatchAsync("/customers/" + customer.Id, new { rating = 2 }, 1)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_who_logged_a_conversation_or_leads_him_may_correct_it()
    {
        var (sales, manager) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.SalesManager));
        var customer = await sales.CreateCustomerAsync();
        var (mine, his) = (await sales.LogAsync(customer.Id), await manager.LogAsync(customer.Id));

        var refused = await sales.PatchAsync("/interactions/" + his.Id, new { subject = "改写" });

        Assert.Equal((HttpStatusCode.Forbidden, "logged_by_somebody_else"), (refused.Status, refused.Problem.Code));
        Assert.False((await sales.ReadAsync("/interactions/" + his.Id)).Says("can.update"));
        Assert.Equal(HttpStatusCode.Forbidden, (await sales.DeleteAsync("/interactions/" + his.Id)).Status);
        (await manager.PatchAsync("/interactions/" + mine.Id, new { subject = "更正" })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_timeline_holds_what_happened_newest_first_page_by_page()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        for (var day = 1; day <= 5; day++) await user.LogAsync(customer.Id, "第" + day, new { startedAt = $"2026-10-0{day}T08:00:00.000Z", channel = day % 2 == 0 ? "visit" : "call" });
        var followUp = await user.PlanAsync(customer.Id, "2026-12-01");
        (await user.PostAsync($"/follow-ups/{followUp.Id}/completion", new { result = "成" })).Expect(HttpStatusCode.OK);
        await user.PlanAsync(customer.Id, "2026-12-02", "还没做");

        var subjects = new List<string>();
        for (var path = $"/customers/{customer.Id}/timeline?limit=2"; ;)
        {
            var page = await user.ReadAsync(path);
            subjects.AddRange(page.Items("data").Select(i => i.Text("subject")));
            if (page.TextOrNull("page.next") is not { } next) break;
            path = $"/customers/{customer.Id}/timeline?limit=2&cursor={next}";
        }

        Assert.Equal(["上门拜访", "第5", "第4", "第3", "第2", "第1"], subjects);
        Assert.Equal("follow_up", Assert.Single(await user.ListAsync($"/customers/{customer.Id}/timeline?filter[kind]=follow_up")).Text("kind"));
        Assert.Equal(3, (await user.ListAsync($"/customers/{customer.Id}/timeline?filter[type]=visit")).Count);
        Assert.Equal(HttpStatusCode.BadRequest, (await user.GetAsync($"/customers/{customer.Id}/timeline?filter[type]=dance")).Status);
        Assert.Equal("invalid_cursor", (await user.GetAsync($"/customers/{customer.Id}/timeline?cursor=abc")).Problem.Code);
    }
}
