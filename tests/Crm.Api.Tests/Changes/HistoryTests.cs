using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Changes;

/// <summary>Whoever sees a record sees what became of it, and takes back what he could have changed himself.</summary>
public sealed class HistoryTests(CrmApp app) : IClassFixture<CrmApp>
{
    private static readonly (string, string) ThePage = ("Crm-Client", "page");

    [Fact]
    public async Task A_record_tells_who_changed_what_from_what_to_what()
    {
        var user = await app.SignInAsync(Role.Sales);
        var id = (await user.PostAsync("/customers", new { name = "海信", tags = new[] { "重点" } }, ThePage)).Expect(HttpStatusCode.Created).Json.Text("id");
        var changed = (await user.PatchAsync("/customers/" + id, new { rating = 4, tags = new[] { "重点", "出口" }, annualRevenue = new { amount = "12.5", currency = "CNY" } })).Expect(HttpStatusCode.OK);

        var page = await user.ReadAsync($"/customers/{id}/history");
        var (change, birth) = (page.Items("data")[0], page.Items("data")[1]);
        Assert.Equal(("created", 1, "form", user.Id), (birth.Text("verb"), birth.Version, birth.Text("source"), birth.Text("userId")));
        Assert.Equal("海信", Field(birth, "name").Text("after"));
        Assert.Equal(("changed", 2, "api", "李销售"), (change.Text("verb"), change.Version, change.Text("source"), change.Text("userName")));
        Assert.Equal(changed.Header("Request-Id"), change.Text("requestId"));
        Assert.Equal(["rating", "annualRevenue", "tags"], change.Items("fields").Select(f => f.Text("field")));
        Assert.Equal("""{"amount":"12.50","currency":"CNY"}""", Field(change, "annualRevenue")["after"]!.ToJsonString());
        Assert.Equal(2, Field(change, "tags").Items("after").Count);
        Assert.True(change.Says("can.undo"));
        Assert.Equal(change.Text("id"), (await user.ReadAsync("/changes/" + change.Text("id"))).Text("id"));
    }

    [Fact]
    public async Task A_field_has_a_history_of_its_own_page_by_page()
    {
        var user = await app.SignInAsync(Role.Sales);
        var id = (await user.CreateCustomerAsync()).Id;
        for (var rating = 1; rating <= 3; rating++)
        {
            await ChangeAsync(user, id, new { rating });
            await ChangeAsync(user, id, new { description = "第 " + rating });
        }

        var first = await user.ReadAsync($"/customers/{id}/history?field=rating&limit=2");
        var rest = await user.ReadAsync($"/customers/{id}/history?field=rating&limit=2&cursor={first.Text("page.next")}");

        Assert.Equal([3, 2, 1], first.Items("data").Concat(rest.Items("data")).Select(c => Assert.Single(c.Items("fields")).Number("after")));
        Assert.False(rest.Says("page.hasMore"));
        Assert.Equal(["field unknown_field"], (await user.GetAsync($"/customers/{id}/history?field=updatedAt")).Problem.Places);
        Assert.Equal("invalid_cursor", (await user.GetAsync($"/customers/{id}/history?cursor={first.Text("page.next")}")).Problem.Code);
    }

    [Fact]
    public async Task Every_kind_of_record_has_a_history()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var (contact, talk, step) = (await user.CreateContactAsync(customerId: customer.Id), await user.LogAsync(customer.Id), await user.PlanAsync(customer.Id, "2026-12-01"));
        (await user.PostAsync($"/follow-ups/{step.Id}/completion", new { result = "好" })).Expect(HttpStatusCode.OK);

        Assert.Equal(["created", "created"], await VerbsAsync(user, "/contacts/" + contact.Id)); // his place at the customer is told with him
        Assert.Equal(["created"], await VerbsAsync(user, "/interactions/" + talk.Id));
        Assert.Equal(["changed", "created"], await VerbsAsync(user, "/follow-ups/" + step.Id));
        var done = (await user.ListAsync($"/follow-ups/{step.Id}/history"))[0];
        Assert.Equal(["status", "result", "completedAt"], done.Items("fields").Select(f => f.Text("field")));
    }

    /// <summary>Whoever changed a bank account is found where people look: in the file of the customer.</summary>
    [Fact]
    public async Task Addresses_tax_profiles_and_people_are_told_in_the_file_they_stand_in_and_can_be_taken_back()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var file = $"/customers/{customer.Id}";
        var address = (await user.PostAsync(file + "/addresses", new { label = "shipping", line1 = "青岛路 18 号" })).Expect(HttpStatusCode.Created).Json.Text("id");
        var profile = (await user.PostAsync(file + "/tax-profiles", new { title = "海信视像", bankAccount = "6222 0001" })).Expect(HttpStatusCode.Created).Json.Text("id");
        var contact = await user.CreateContactAsync(customerId: customer.Id);
        (await user.PatchAsync($"{file}/tax-profiles/{profile}", new { bankAccount = "6222 9999" })).Expect(HttpStatusCode.OK);
        (await user.DeleteAsync($"{file}/addresses/{address}")).Expect(HttpStatusCode.NoContent);

        var told = await user.ListAsync(file + "/history");
        Assert.Equal(
            [("addresses", "deleted"), ("tax-profiles", "changed"), ("places", "created"), ("tax-profiles", "created"), ("addresses", "created"), ("customers", "created")],
            told.Select(c => (c.Text("entity"), c.Text("verb"))));
        Assert.Equal(["青岛路 18 号", "海信视像", contact.Text("name"), "海信视像", "青岛路 18 号", null], told.Select(c => (string?)c["name"]));
        Assert.Equal(("6222 0001", "6222 9999"), (Field(told[1], "bankAccount").Text("before"), Field(told[1], "bankAccount").Text("after")));
        Assert.Equal(2, (await user.ListAsync($"/contacts/{contact.Id}/history")).Count);

        await UndoAsync(user, told[1].Text("id"));
        await UndoAsync(user, told[0].Text("id"));
        await UndoAsync(user, told[2].Text("id"));
        Assert.Equal("6222 0001", Assert.Single(await user.ListAsync(file + "/tax-profiles")).Text("bankAccount"));
        Assert.Equal(address, Assert.Single(await user.ListAsync(file + "/addresses")).Text("id"));
        Assert.Empty(await user.ListAsync(file + "/contacts"));

        var pages = await user.ReadAsync(file + "/history?limit=4");
        Assert.Equal(9, pages.Items("data").Count + (await user.ReadAsync($"{file}/history?limit=50&cursor={pages.Text("page.next")}")).Items("data").Count);
        var stranger = await app.SignInAsync(Template.OtherManagerEmail);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/changes/" + told[1].Text("id"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/changes/{told[1].Text("id")}/undo", new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/addresses/{address}/history")).Status);
    }

    [Fact]
    public async Task Undo_takes_a_save_back_as_a_new_change_that_can_be_undone()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        await ChangeAsync(user, customer.Id, new { rating = 4, shortName = "短", phones = new[] { new { number = "13800138000" } } });
        var change = await NewestAsync(user, customer.Id);

        var undone = await UndoAsync(user, change);
        Assert.Equal(("changed", 3), (undone.Text("verb"), undone.Version));
        Assert.Equal(["shortName", "rating", "phones"], undone.Items("undone").Select(f => f.Text("field")));
        Assert.Empty(undone.Items("kept"));
        var now = (await user.CustomerAsync(customer.Id));
        Assert.Equal((null, null, 0), (now["rating"], now["shortName"], now.Items("phones").Count));

        var undo = await NewestAsync(user, customer.Id);
        var set = await user.ReadAsync("/changes/" + undo);
        Assert.Equal(("undo", change), (set.Text("source"), set.Text("reference")));
        await UndoAsync(user, undo);
        Assert.Equal("短", (await user.CustomerAsync(customer.Id)).Text("shortName"));
        Assert.Null((await UndoAsync(user, undo))["verb"]); // it is undone already
    }

    [Fact]
    public async Task Undo_leaves_what_was_changed_since_and_says_by_whom()
    {
        var (user, manager) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.SalesManager));
        var customer = await user.CreateCustomerAsync();
        await ChangeAsync(user, customer.Id, new { rating = 2, shortName = "甲" });
        var change = await NewestAsync(user, customer.Id);
        await ChangeAsync(manager, customer.Id, new { rating = 5 });
        var since = await NewestAsync(user, customer.Id);

        var undone = await UndoAsync(user, change);
        Assert.Equal(["shortName"], undone.Items("undone").Select(f => f.Text("field")));
        var kept = Assert.Single(undone.Items("kept"));
        Assert.Equal(("rating", "changed_since", since, manager.Id, "孙经理"), (kept.Text("field"), kept.Text("reason"), kept.Text("changeId"), kept.Text("userId"), kept.Text("userName")));
        Assert.Equal((null, 5), (kept["before"], (int)kept["now"]!));
        Assert.Equal(5, (int)(await user.CustomerAsync(customer.Id))["rating"]!);

        Assert.Equal(["rating"], (await UndoAsync(user, change, force: true)).Items("undone").Select(f => f.Text("field")));
        Assert.Null((await user.CustomerAsync(customer.Id))["rating"]);
    }

    [Fact]
    public async Task A_new_record_goes_into_the_bin_and_a_deleted_one_comes_back()
    {
        var manager = await app.SignInAsync(Role.SalesManager);
        var customer = await manager.CreateCustomerAsync();
        var birth = await NewestAsync(manager, customer.Id);
        await ChangeAsync(manager, customer.Id, new { rating = 1 });

        var left = await UndoAsync(manager, birth);
        Assert.Equal((null, "rating"), (left["verb"], Assert.Single(left.Items("kept")).Text("field")));
        Assert.Equal("deleted", (await UndoAsync(manager, birth, force: true)).Text("verb"));
        Assert.NotNull((await manager.CustomerAsync(customer.Id))["deletedAt"]);

        var changeOfBinned = (await manager.ListAsync($"/customers/{customer.Id}/history"))[1].Text("id");
        Assert.Equal((HttpStatusCode.Conflict, "in_bin"), await RefusalAsync(manager, changeOfBinned));
        Assert.Equal("restored", (await UndoAsync(manager, await NewestAsync(manager, customer.Id))).Text("verb"));
        Assert.Equal(["restored", "deleted", "changed", "created"], await VerbsAsync(manager, "/customers/" + customer.Id));
    }

    [Fact]
    public async Task What_nobody_can_write_stays()
    {
        var user = await app.SignInAsync(Role.Sales);
        var step = await user.PlanAsync((await user.CreateCustomerAsync()).Id, "2026-12-01");
        (await user.PostAsync($"/follow-ups/{step.Id}/completion", new { result = "好" })).Expect(HttpStatusCode.OK);
        var change = (await user.ListAsync($"/follow-ups/{step.Id}/history"))[0].Text("id");

        var undone = await UndoAsync(user, change);
        Assert.Null(undone["verb"]);
        Assert.All(undone.Items("kept"), kept => Assert.Equal("read_only", kept.Text("reason")));
    }

    [Fact]
    public async Task What_is_out_of_sight_has_no_history()
    {
        var (user, stranger) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail));
        var customer = await user.CreateCustomerAsync();
        var change = await NewestAsync(user, customer.Id);

        Answer[] answers = [await stranger.GetAsync($"/customers/{customer.Id}/history"), await stranger.GetAsync("/changes/" + change), await stranger.PostAsync($"/changes/{change}/undo", new { })];
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.Status, answer.Problem.Code)));
        Assert.Equal(HttpStatusCode.NotFound, (await user.GetAsync($"/nothing/{customer.Id}/history")).Status);
        Assert.Equal(1, (await user.CustomerAsync(customer.Id)).Version);
    }

    [Fact]
    public async Task Undo_demands_what_the_change_itself_would()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var birth = await NewestAsync(user, customer.Id);

        Assert.Equal((HttpStatusCode.Forbidden, "permission_missing"), await RefusalAsync(user, birth));
        Assert.False((await user.ReadAsync("/changes/" + birth)).Says("can.undo"));
    }

    /// <summary>What goes back passes the rules of today: the owner of then may be gone.</summary>
    [Fact]
    public async Task Undo_passes_the_rules_of_a_form()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var (first, second) = (await app.AddUserAsync(Role.Sales), await app.SignInAsync(Role.Sales));
        var customer = await admin.CreateCustomerAsync();
        await ChangeAsync(admin, customer.Id, new { ownerId = first.Id });
        await ChangeAsync(admin, customer.Id, new { ownerId = second.Id });
        (await admin.PostAsync($"/users/{first.Id}/disablement")).Expect(HttpStatusCode.OK);

        var answer = await admin.PostAsync($"/changes/{await NewestAsync(admin, customer.Id)}/undo", new { });
        Assert.Equal(["/ownerId unknown_user"], answer.Problem.Places);
    }

    private static async Task ChangeAsync(ApiUser user, string id, object patch) => (await user.PatchAsync("/customers/" + id, patch)).Expect(HttpStatusCode.OK);

    private static async Task<string> NewestAsync(ApiUser user, string customer) => (await user.ListAsync($"/customers/{customer}/history?limit=1"))[0].Text("id");

    private static async Task<IEnumerable<string>> VerbsAsync(ApiUser user, string record) =>
        (await user.ListAsync(record + "/history")).Select(c => c.Text("verb"));

    private static async Task<JsonNode> UndoAsync(ApiUser user, string change, bool force = false) =>
        (await user.PostAsync($"/changes/{change}/undo", new { force })).Expect(HttpStatusCode.OK).Json;

    private static async Task<(HttpStatusCode, string)> RefusalAsync(ApiUser user, string change)
    {
        var answer = await user.PostAsync($"/changes/{change}/undo", new { });
        return (answer.Status, answer.Problem.Code);
    }

    private static JsonNode Field(JsonNode change, string key) => change.Items("fields").Single(f => f.Text("field") == key);
}
