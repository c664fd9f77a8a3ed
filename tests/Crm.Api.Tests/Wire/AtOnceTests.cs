using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Wire;

/// <summary>What stays true when several act at the same moment, on engines that let them.</summary>
public sealed class AtOnceTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Theory]
    [InlineData("addresses", "isPrimary", """{"line1":"香港东路1号","isPrimary":true}""")]
    [InlineData("tax-profiles", "isDefault", """{"title":"海尔智家","isDefault":true}""")]
    public async Task One_of_many_leads(string part, string lead, string body)
    {
        var user = await app.SignInAsync(Role.Sales);
        var path = $"/customers/{(await user.CreateCustomerAsync()).Id}/{part}";

        await EachAsync(12, _ => user.MakeAsync(path, body));

        Assert.Single(await user.ListAsync(path), row => row.Says(lead));
    }

    [Fact]
    public async Task One_of_many_contacts_leads()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        await EachAsync(12, i => user.MakeAsync("/contacts", new { name = "联系人" + i, customers = new[] { new { customerId = customer.Id, isPrimary = true } } }));

        Assert.Single(await user.ListAsync($"/customers/{customer.Id}/contacts"), row => row.Says("isPrimary"));
    }

    [Fact]
    public async Task The_last_contact_is_the_last_one_and_the_next_step_the_next_one()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);

        await EachAsync(24, i => i % 2 == 0
            ? user.LogAsync(customer.Id, fields: new { startedAt = $"2026-03-{i + 1:00}T08:00:00Z", contactIds = new[] { contact.Id } })
            : user.PlanAsync(customer.Id, $"2027-03-{i:00}T08:00:00Z"));

        var file = await user.CustomerAsync(customer.Id);
        Assert.Equal("2026-03-23T08:00:00.000Z", file.Text("lastContactAt"));
        Assert.Equal("2026-03-23T08:00:00.000Z", (await user.ReadAsync("/contacts/" + contact.Id)).Text("lastContactAt"));
        Assert.Equal("2027-03-01T08:00:00.000Z", file.Text("nextFollowUpAt"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_who_bring_the_same_new_tag_share_it(bool withKeys)
    {
        var user = await app.SignInAsync(Role.Sales);
        var tag = "标签" + Unique.Word();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ =>
            user.PostAsync("/customers", new { name = Unique.Word(), tags = new[] { tag } }, withKeys ? [("Idempotency-Key", Unique.Word())] : [])));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(await user.ListAsync("/tags"), row => row.Text("name") == tag);
    }

    [Fact]
    public async Task Two_administrators_who_shut_each_other_out_leave_one()
    {
        var (one, other) = (await app.AddUserAsync(Role.Administrator), await app.AddUserAsync(Role.Administrator));

        var answers = await Task.WhenAll(one.PostAsync($"/users/{other.Id}/disablement"), other.PostAsync($"/users/{one.Id}/disablement"));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        var admin = await app.SignInAsync(Role.Administrator);
        Assert.Single(new[] { await admin.ReadAsync("/users/" + one.Id), await admin.ReadAsync("/users/" + other.Id) }, user => user.Says("active"));
    }

    [Fact]
    public async Task Two_customers_never_become_each_others_parent()
    {
        var user = await app.SignInAsync(Role.Sales);
        for (var i = 0; i < 5; i++)
        {
            var (one, other) = (await user.CreateCustomerAsync(), await user.CreateCustomerAsync());

            var answers = await Task.WhenAll(
                user.PatchAsync("/customers/" + one.Id, new { parentId = other.Id }),
                user.PatchAsync("/customers/" + other.Id, new { parentId = one.Id }));

            Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            Assert.Single(answers, a => a.Status == HttpStatusCode.UnprocessableEntity && a.Problem.Places.Contains("/parentId parent_cycle"));
        }
    }

    [Fact]
    public async Task Tabs_that_note_the_same_look_do_not_disturb_each_other()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => user.PutAsync("/recent-views/customer/" + customer.Id)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NoContent, a.Status));
        Assert.Single((await user.ReadAsync("/today")).Items("recentlyViewed"), view => view.Id == customer.Id);
    }

    [Fact]
    public async Task A_password_is_not_guessed_faster_by_asking_many_times_at_once()
    {
        var user = await app.AddUserAsync(Role.Sales);
        app.Clock.Stop();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            user.PostAsync("/auth/password", new { currentPassword = "wrong guess number " + i, newPassword = "another quiet river 2026" })));

        Assert.Equal(SignInThrottle.FreeFailures + 1, answers.Count(a => a.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(20 - SignInThrottle.FreeFailures - 1, answers.Count(a => a.Status == HttpStatusCode.TooManyRequests));
    }

    private static Task EachAsync(int count, Func<int, Task> act) => Task.WhenAll(Enumerable.Range(0, count).Select(act));
}
