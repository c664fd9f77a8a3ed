using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Customers;

/// <summary>The public pool: who sees it, who gets a customer out of it, and how one comes back into it.</summary>
public sealed class PoolTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    public PoolTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task Everybody_sees_the_pool_and_nobody_the_number_to_call()
    {
        var customer = await PooledAsync(new { phones = new[] { new { number = "138 0532 6688" } } });
        var seller = await _app.SignInAsync(Template.OtherSalesEmail);

        var row = Assert.Single(await seller.ListAsync($"/pool?filter[number]={customer.Text("number")}"));

        Assert.Equal(("138 •••• ••88", "no_demand", "明年再联系"), (row.Text("maskedPhone"), row.Text("poolReason"), row.Text("poolNote")));
        Assert.DoesNotContain("0532", row.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await seller.GetAsync("/customers/" + customer.Id)).Status);
        Assert.DoesNotContain(await seller.ListAsync("/customers?limit=200"), c => c.Id == customer.Id);
    }

    [Fact]
    public async Task The_pool_is_searched_filtered_and_counted_like_any_list_and_holds_nothing_else()
    {
        var word = Unique.Word();
        var pooled = await PooledAsync(new { name = "公海" + word, industry = "machinery" });
        var seller = await _app.SignInAsync(Role.Sales);
        var owned = await seller.CreateCustomerAsync("有主" + word);
        var admin = await _app.SignInAsync(Role.Administrator);

        Assert.Equal([pooled.Id], (await admin.ListAsync($"/pool?q={word}")).Select(r => r.Id));
        Assert.Equal([pooled.Id], (await admin.ListAsync($"/pool?filter[name][contains]={word}&filter[industry]=machinery&filter[poolReason]=no_demand")).Select(r => r.Id));
        Assert.Equal(1, (await seller.ReadAsync($"/pool?count=exact&filter[name][contains]={word}")).Number("total.value"));
        Assert.Equal([pooled.Id], (await seller.PostAsync("/pool/search", new { where = new { field = "name", op = "contains", value = word } })).Expect(HttpStatusCode.OK).Rows.Select(r => r.Id));
        Assert.DoesNotContain(await admin.ListAsync("/pool?limit=200"), r => r.Id == owned.Id);
    }

    [Fact]
    public async Task Whoever_claims_a_customer_owns_him_and_it_stands_in_the_history()
    {
        var customer = await PooledAsync();
        var seller = await _app.SignInAsync(Template.OtherSalesEmail);

        var mine = (await seller.PostAsync($"/pool/{customer.Id}/claim")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal((seller.Id, null, null), (mine.Text("ownerId"), mine.TextOrNull("poolReason"), mine.TextOrNull("pooledAt")));
        Assert.Contains(await seller.ListAsync($"/customers/{customer.Id}/history"), change => change.Items("fields").Any(f => f.Text("field") == "ownerId" && f.TextOrNull("after") == seller.Id));
    }

    [Fact]
    public async Task Of_fifty_who_claim_one_customer_at_once_one_gets_him()
    {
        var customer = await PooledAsync();
        var sellers = new List<ApiUser>();
        for (var i = 0; i < 5; i++) sellers.Add(await _app.AddUserAsync(Role.Sales));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => sellers[i % 5].PostAsync($"/pool/{customer.Id}/claim"))));

        var won = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != won), a => Assert.Equal((HttpStatusCode.Conflict, "already_claimed"), (a.Status, a.Problem.Code)));
        Assert.Equal(won.Json.Text("ownerId"), (await (await _app.SignInAsync(Role.Administrator)).CustomerAsync(customer.Id)).Text("ownerId"));
    }

    [Fact]
    public async Task The_limit_holds_when_one_user_claims_many_at_once()
    {
        var customers = new List<string>();
        for (var i = 0; i < 6; i++) customers.Add((await PooledAsync()).Id);
        var seller = await _app.AddUserAsync(Role.Sales);
        await SetAsync(new { claimLimit = 3 });

        var answers = await Task.WhenAll(customers.Select(id => Task.Run(() => seller.PostAsync($"/pool/{id}/claim"))));
        var rest = (await seller.PostAsync("/pool/claims", new { ids = customers })).Expect(HttpStatusCode.OK).Json;
        await SetAsync(new { });

        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal((HttpStatusCode.Conflict, "claim_limit_reached"), (a.Status, a.Problem.Code)));
        Assert.Equal(0, rest.Number("claimed"));
        Assert.Equal(3, rest.Items("data").Count(r => r.Text("code") == "claim_limit_reached"));
        Assert.Equal(3, (await seller.ListAsync("/customers?filter[ownerId]=me")).Count);
    }

    [Fact]
    public async Task Many_are_claimed_in_one_request_and_each_is_told_of()
    {
        var (one, other) = ((await PooledAsync()).Id, (await PooledAsync()).Id);
        var seller = await _app.AddUserAsync(Role.Sales);
        const string nobody = "01930000-0000-7000-8000-000000000000";

        var result = (await seller.PostAsync("/pool/claims", new { ids = new[] { one, nobody, other } })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(2, result.Number("claimed"));
        Assert.Equal([(one, true, null), (nobody, false, "not_found"), (other, true, null)], result.Items("data").Select(r => (r.Id, r.Says("claimed"), r.TextOrNull("code"))));
    }

    [Fact]
    public async Task Whoever_gave_a_customer_back_waits_until_the_cooldown_is_over()
    {
        var seller = await _app.AddUserAsync(Role.Sales);
        var customer = await seller.CreateCustomerAsync();
        await SetAsync(new { cooldownDays = 7 });
        await ReturnAsync(seller, customer.Id);

        var early = await seller.PostAsync($"/pool/{customer.Id}/claim");
        var row = Assert.Single(await seller.ListAsync($"/pool?filter[number]={customer.Text("number")}"));
        _app.Clock.StopAt("2026-12-08T10:00:01+08:00");
        seller = await _app.SignInAsync(seller.Me.Text("email"), CrmApp.Password);
        var late = await seller.PostAsync($"/pool/{customer.Id}/claim");
        await SetAsync(new { });

        Assert.Equal((HttpStatusCode.Conflict, "pool_cooldown"), (early.Status, early.Problem.Code));
        Assert.Equal("2026-12-08T02:00:00.000Z", row.Text("claimableAt"));
        Assert.Equal(HttpStatusCode.OK, late.Status);
    }

    [Fact]
    public async Task What_was_planned_with_a_customer_ends_when_he_goes_back()
    {
        var seller = await _app.SignInAsync(Role.Sales);
        var customer = await seller.CreateCustomerAsync();
        var followUp = await seller.PlanAsync(customer.Id, "2026-12-05");

        await ReturnAsync(seller, customer.Id);

        Assert.Equal("cancelled", (await seller.ReadAsync("/follow-ups/" + followUp.Id)).Text("status"));
    }

    [Theory]
    [InlineData("""{}""", "/reason required")]
    [InlineData("""{"reason":"because"}""", "/reason unknown_code")]
    public async Task A_customer_is_not_given_back_without_a_reason(string body, string place)
    {
        var seller = await _app.SignInAsync(Role.Sales);
        var customer = await seller.CreateCustomerAsync();

        var answer = await seller.PostAsync($"/customers/{customer.Id}/pool-return", JsonNode.Parse(body));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, place), (answer.Status, Assert.Single(answer.Problem.Places)));
    }

    [Fact]
    public async Task A_customer_of_a_colleague_can_be_neither_returned_nor_claimed()
    {
        var customer = await (await _app.SignInAsync(Role.Sales)).CreateCustomerAsync();
        var stranger = await _app.SignInAsync(Template.OtherSalesEmail);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/customers/{customer.Id}/pool-return", new { reason = "no_demand" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/pool/{customer.Id}/claim")).Status);
    }

    [Fact]
    public async Task An_idle_customer_goes_back_after_a_warning_unless_somebody_speaks_with_him_or_he_is_protected()
    {
        var seller = await _app.AddUserAsync(Role.Sales);
        var admin = await _app.SignInAsync(Role.Administrator);
        var (idle, spoken, kept) = (await seller.CreateCustomerAsync(), await seller.CreateCustomerAsync(), await seller.CreateCustomerAsync());
        (await admin.PostAsync($"/customers/{kept.Id}/protection", new Dictionary<string, bool> { ["protected"] = true })).Expect(HttpStatusCode.OK);
        await SetAsync(new { recoverAfterDays = 60, warningDays = 7 });

        seller = await OnAsync("2027-01-24T10:00:01+08:00", seller); // 54 days later
        await _app.RunJobAsync("pool");
        var warned = (await seller.ReadAsync("/notifications")).Items("data")[0];
        await seller.LogAsync(spoken.Id);
        seller = await OnAsync("2027-01-31T10:00:02+08:00", seller);
        await _app.RunJobAsync("pool");
        var told = (await seller.ReadAsync("/notifications")).Items("data")[0];
        await _app.RunJobAsync("pool");
        await SetAsync(new { });
        admin = await _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);

        Assert.Equal(("pool_warning", 2), (warned.Text("kind"), warned.Number("count")));
        Assert.Equal(("pool_recovered", 1), (told.Text("kind"), told.Number("count")));
        Assert.Equal((null, "no_follow_up"), ((await admin.CustomerAsync(idle.Id)).TextOrNull("ownerId"), (await admin.CustomerAsync(idle.Id)).Text("poolReason")));
        Assert.Equal([spoken.Id, kept.Id], (await seller.ListAsync("/customers?filter[ownerId]=me&sort=number")).Select(c => c.Id));
    }

    [Fact]
    public async Task The_list_tells_since_when_a_customer_is_idle()
    {
        var seller = await _app.AddUserAsync(Role.Sales);
        var (first, second) = (await seller.CreateCustomerAsync(), await seller.CreateCustomerAsync());
        seller = await OnAsync("2026-12-11T10:00:00+08:00", seller);
        await seller.LogAsync(first.Id);

        Assert.Equal([second.Id, first.Id], (await seller.ListAsync("/customers?filter[ownerId]=me&sort=idleSince")).Select(c => c.Id));
        Assert.Equal([second.Id], (await seller.ListAsync("/customers?filter[ownerId]=me&filter[idleSince][lt]=2026-12-02T00:00:00Z&filter[protected]=false")).Select(c => c.Id));
        Assert.Equal("2026-12-11T02:00:00.000Z", (await seller.CustomerAsync(first.Id)).Text("idleSince"));
    }

    [Fact]
    public async Task Only_administrators_change_the_rules_and_a_stale_change_is_refused()
    {
        var admin = await AdminAsync();
        var before = await SetAsync(new { claimLimit = 100, cooldownDays = 3, recoverAfterDays = 30, warningDays = 5 });

        Assert.Equal((100, 3, 30, 5), (before.Number("claimLimit"), before.Number("cooldownDays"), before.Number("recoverAfterDays"), before.Number("warningDays")));
        Assert.Equal("warning_too_early", (await admin.PutAsync("/pool/settings", new { recoverAfterDays = 5, warningDays = 5 })).Problem.Code);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await admin.PutAsync("/pool/settings", new { }, ("If-Match", "\"v1000\""))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _app.SignInAsync(Role.SalesManager)).PutAsync("/pool/settings", new { })).Status);
        await SetAsync(new { });
    }

    private async Task<ApiUser> OnAsync(string moment, ApiUser user)
    {
        _app.Clock.StopAt(moment);
        return await _app.SignInAsync(user.Me.Text("email"), CrmApp.Password); // a token lasts ten minutes
    }

    private Task<ApiUser> AdminAsync() => _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);

    private async Task<JsonNode> SetAsync(object rules) => (await (await AdminAsync()).PutAsync("/pool/settings", rules)).Expect(HttpStatusCode.OK).Json;

    private async Task<JsonNode> PooledAsync(object? fields = null)
    {
        var seller = await _app.SignInAsync(Template.SalesEmail, CrmApp.Password);
        var customer = await seller.CreateCustomerAsync(fields?.GetType().GetProperty("name")?.GetValue(fields) as string, fields);
        await ReturnAsync(seller, customer.Id);
        return customer;
    }

    private static async Task ReturnAsync(ApiUser seller, string id) =>
        (await seller.PostAsync($"/customers/{id}/pool-return", new { reason = "no_demand", note = "明年再联系" })).Expect(HttpStatusCode.NoContent);
}
