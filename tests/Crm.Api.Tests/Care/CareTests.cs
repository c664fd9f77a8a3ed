using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Care;

/// <summary>Greetings and gifts: proposed once, approved within the budget, and sent to whoever wants them.</summary>
public sealed class CareTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    /// <summary>It is Tuesday morning in Shanghai; no festival is near.</summary>
    public CareTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-11-03T10:00:00+08:00");
    }

    [Fact]
    public async Task An_occasion_ahead_is_proposed_once_whoever_asks_and_how_often()
    {
        var (user, better, tier) = (await _app.AddUserAsync(Role.Sales), await TierAsync(), await TierAsync(giftBudget: 500));
        await GiftAsync(120, tier);
        var gift = await GiftAsync(200, tier);
        await GiftAsync(800, tier);
        await GiftAsync(300, better);
        var customer = await CustomerAsync(user, tier);
        var contact = await user.CreateContactAsync("王海燕", customer, new { birthday = "1988-11-10", salutation = "ms", emails = new[] { new { address = "wang@haiyue.example" } } });
        await user.CreateContactAsync("John Smith", customer, new { birthday = "1980-11-12", emails = new[] { new { address = "john@haiyue.example" } } });
        await user.CreateContactAsync(customerId: customer, fields: new { birthday = "1980-12-31" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => user.PostAsync("/care-proposals/proposing"))));
        await _app.RunJobAsync("occasions");
        var proposals = await user.ListAsync($"/care-proposals?filter[customerId]={customer}");

        Assert.Equal(2, answers.Sum(a => a.Expect(HttpStatusCode.OK).Json.Number("proposed")));
        Assert.Equal(["2026-11-10", "2026-11-12"], proposals.Select(p => p.Text("occasionOn")));
        Assert.Equal(("birthday", "gift", "proposed", gift, "200", contact.Id), (proposals[0].Text("occasionKind"), proposals[0].Text("kind"), proposals[0].Text("status"), proposals[0].Text("giftId"), proposals[0].Text("cost"), proposals[0].Text("contactId")));
        Assert.StartsWith("王海燕女士，您好！", proposals[0].Text("text"));
        Assert.StartsWith("Dear John Smith,", proposals[1].Text("text"));
        Assert.EndsWith(user.Me.Text("name"), proposals[0].Text("text"));
    }

    [Fact]
    public async Task Nobody_gets_what_he_does_not_want_and_without_a_plan_nobody_gets_anything()
    {
        var (user, tier) = (await _app.AddUserAsync(Role.Sales), await TierAsync());
        var (customer, unplanned) = (await CustomerAsync(user, tier), (await user.CreateCustomerAsync(fields: new { foundedOn = "2001-11-05", phones = new[] { new { number = "13800138000" } } })).Id);
        await user.CreateContactAsync("全拒", customer, Born(new { doNotContact = new[] { "call", "email", "sms", "chat", "visit" } }));
        await user.CreateContactAsync("不收邮件", customer, Born(new { doNotContact = new[] { "email" } }));
        await user.CreateContactAsync("都可以", customer, Born(new { }));

        await user.PostAsync("/care-proposals/proposing");
        var proposals = await user.ListAsync("/care-proposals?filter[ownerId]=me");

        Assert.Equal([("不收邮件", "sms"), ("都可以", "email")], proposals.Select(p => (p.Text("contactName"), p.Text("channel"))).Order());
        Assert.DoesNotContain(proposals, p => p.Text("customerId") == unplanned);
        Assert.Equal(["/channel channel_unwanted"], (await user.PatchAsync("/care-proposals/" + proposals.First(p => p.Text("contactName") == "不收邮件").Id, new { channel = "email" })).Problem.Places);

        static JsonObject Born(object more)
        {
            var contact = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(more)!;
            contact["birthday"] = "1985-11-06";
            contact["phones"] = new JsonArray(new JsonObject { ["number"] = "13800138000" });
            contact["emails"] = new JsonArray(new JsonObject { ["address"] = "a@b.example" });
            return contact;
        }
    }

    [Fact]
    public async Task Approvals_at_once_do_not_overspend_and_only_the_plans_approver_goes_beyond()
    {
        var (user, approver) = (await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Administrator));
        var tier = await TierAsync(giftBudget: 300, approver: approver.Id);
        var gift = await GiftAsync(100, tier, stock: 10);
        var customer = await CustomerAsync(user, tier);
        for (var i = 0; i < 6; i++) await user.MakeAsync($"/customers/{customer}/occasions", new { name = "日子" + i, since = "2020-11-08" });
        await user.PostAsync("/care-proposals/proposing");
        var ids = (await user.ListAsync($"/care-proposals?filter[customerId]={customer}")).Select(p => p.Id).ToList();
        foreach (var id in ids) (await user.PatchAsync("/care-proposals/" + id, new { giftId = gift })).Expect(HttpStatusCode.OK);

        var answers = await Task.WhenAll(ids.Select(id => Task.Run(() => user.PostAsync($"/care-proposals/{id}/approval", new { }))));

        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal((HttpStatusCode.Conflict, "gift_budget_exceeded"), (a.Status, a.Problem.Code)));
        var left = ids.Where((_, i) => answers[i].Status != HttpStatusCode.OK).ToList();
        Assert.Equal("gift_budget_exceeded", (await (await AdminAsync()).PostAsync($"/care-proposals/{left[0]}/approval", new { })).Problem.Code);
        var allowed = (await approver.PostAsync($"/care-proposals/{left[0]}/approval", new { })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("approved", true, approver.Id), (allowed.Text("status"), allowed.Says("exception"), allowed.Text("approvedById")));

        var card = await user.ReadAsync($"/customers/{customer}/care");
        Assert.Equal(("300", "400", 6), (card.Text("budget"), card.Text("spent"), card.Items("proposals").Count));
        Assert.Equal(6, (await user.ReadAsync("/gifts/" + gift)).Number("stock"));

        var bulk = (await user.PostAsync("/care-proposals/approvals", new { ids = left[1..] })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((0, "gift_budget_exceeded"), (bulk.Number("approved"), bulk.Text("data.0.code")));
        (await user.PostAsync($"/care-proposals/{left[0]}/cancellation", new { reason = "客户搬家" })).Expect(HttpStatusCode.OK);
        Assert.Equal(7, (await user.ReadAsync("/gifts/" + gift)).Number("stock"));
    }

    [Fact]
    public async Task The_house_and_one_person_have_limits_of_their_own()
    {
        var (admin, user, tier) = (await AdminAsync(), await _app.AddUserAsync(Role.Sales), await TierAsync(giftBudget: 100_000));
        var gift = await GiftAsync(700, tier, stock: 1);
        var customer = await CustomerAsync(user, tier);
        await user.CreateContactAsync("钱多", customer, new { birthday = "1980-11-09", wechat = "qd" });
        await user.PostAsync("/care-proposals/proposing");
        var id = (await user.ListAsync($"/care-proposals?filter[customerId]={customer}"))[0].Id;
        var spent = decimal.Parse((await admin.ReadAsync("/care/budget?year=2026")).Text("house.spent"), System.Globalization.CultureInfo.InvariantCulture);

        (await admin.PutAsync("/care/settings", new { contactLimit = "500", houseBudget = "0" })).Expect(HttpStatusCode.OK);
        Assert.Equal("contact_gift_limit", (await user.PostAsync($"/care-proposals/{id}/approval", new { })).Problem.Code);
        Assert.Equal("house_gift_budget_exceeded", (await user.PostAsync($"/care-proposals/{id}/approval", new { acceptLimit = true })).Problem.Code);
        (await admin.PutAsync("/care/settings", new { contactLimit = "500" })).Expect(HttpStatusCode.OK);
        Assert.Equal("approved", (await user.PostAsync($"/care-proposals/{id}/approval", new { acceptLimit = true })).Expect(HttpStatusCode.OK).Json.Text("status"));

        Assert.Equal(["钱多"], (await user.ReadAsync($"/customers/{customer}/care")).Items("overLimit").Select(c => c.Text("name")));
        Assert.Equal(spent + 700, decimal.Parse((await admin.ReadAsync("/care/budget?year=2026")).Text("house.spent"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null((await user.ReadAsync("/care/budget?year=2026")).TextOrNull("house.spent"));
        Assert.Equal(0, (await user.ReadAsync("/gifts/" + gift)).Number("stock"));
        (await admin.PutAsync("/care/settings", new { })).Expect(HttpStatusCode.OK);
        Assert.Equal("permission_missing", (await user.PutAsync("/care/settings", new { })).Problem.Code);
    }

    [Fact]
    public async Task It_goes_its_way_and_no_other()
    {
        var (user, tier) = (await _app.AddUserAsync(Role.Sales), await TierAsync());
        var customer = await CustomerAsync(user, tier);
        foreach (var name in new[] { "甲", "乙" }) await user.CreateContactAsync(name, customer, new { birthday = "1980-11-09", wechat = name });
        await user.PostAsync("/care-proposals/proposing");
        var (a, b) = await user.ListAsync($"/care-proposals?filter[customerId]={customer}&sort=createdAt") is [var first, var second] ? (first.Id, second.Id) : default;

        Assert.Equal("care_not_approved", (await user.PostAsync($"/care-proposals/{a}/sending")).Problem.Code);
        Assert.Equal(["/reason required"], (await user.PostAsync($"/care-proposals/{b}/skipping", new { })).Problem.Places);
        Assert.Equal("skipped", (await user.PostAsync($"/care-proposals/{b}/skipping", new { reason = "刚见过面" })).Json.Text("status"));
        Assert.Equal("care_not_open", (await user.PostAsync($"/care-proposals/{b}/approval", new { })).Problem.Code);
        Assert.Equal("version_conflict", (await user.SendAsync(HttpMethod.Post, $"/care-proposals/{a}/approval", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), ("If-Match", "\"v9\""))).Problem.Code);
        (await user.PostAsync($"/care-proposals/{a}/approval", new { })).Expect(HttpStatusCode.OK);
        Assert.Equal("sent", (await user.PostAsync($"/care-proposals/{a}/sending")).Json.Text("status"));
        var done = (await user.PostAsync($"/care-proposals/{a}/delivery", new { on = "2026-11-03" })).Json;
        Assert.Equal(("delivered", "2026-11-03", false), (done.Text("status"), done.Text("deliveredOn"), done.Says("can.cancel")));
        Assert.Equal(0, (await user.PostAsync("/care-proposals/proposing")).Json.Number("proposed"));
    }

    [Fact]
    public async Task What_nobody_approved_in_time_is_left_out_by_the_night()
    {
        var (user, tier) = (await _app.AddUserAsync(Role.Sales), await TierAsync());
        var customer = await CustomerAsync(user, tier);
        await user.CreateContactAsync("迟", customer, new { birthday = "1980-11-05", wechat = "c" });
        await user.PostAsync("/care-proposals/proposing");

        _app.Clock.StopAt("2026-11-06T06:00:00+08:00");
        await _app.RunJobAsync("occasions");
        user = await _app.SignInAsync(user.Me.Text("email"), CrmApp.Password);
        var proposal = Assert.Single(await user.ListAsync($"/care-proposals?filter[customerId]={customer}"));

        Assert.Equal(("skipped", "expired"), (proposal.Text("status"), proposal.Text("reason")));
    }

    [Fact]
    public async Task A_festival_is_everybodys_and_each_customer_gets_one_greeting()
    {
        var (user, tier) = (await _app.AddUserAsync(Role.Sales), await TierAsync());
        var customer = await CustomerAsync(user, tier);
        await user.CreateContactAsync("主联系人", customer, new { wechat = "z", customers = Array.Empty<object>() });
        _app.Clock.StopAt("2026-12-28T10:00:00+08:00");
        user = await _app.SignInAsync(user.Me.Text("email"), CrmApp.Password);

        await user.PostAsync("/care-proposals/proposing");
        await user.PostAsync("/care-proposals/proposing");

        var proposal = Assert.Single(await user.ListAsync($"/care-proposals?filter[customerId]={customer}"));
        Assert.Equal(("festival", "元旦", "2027-01-01", "greeting"), (proposal.Text("occasionKind"), proposal.Text("occasion"), proposal.Text("occasionOn"), proposal.Text("kind")));
    }

    private Task<ApiUser> AdminAsync() => _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);

    /// <summary>A tier of its own with a service plan.</summary>
    private async Task<string> TierAsync(decimal? giftBudget = null, string? approver = null)
    {
        var (admin, tier) = (await AdminAsync(), Unique.Word());
        await admin.MakeAsync("/code-lists/customer_tier/items", new { code = tier, labelZh = tier, labelEn = tier });
        await admin.MakeAsync("/service-plans", new { name = tier, tier, cadenceDays = 30, channel = "call", giftBudget, approverId = approver });
        return tier;
    }

    private async Task<string> GiftAsync(decimal price, string tier, int? stock = null) => (await (await AdminAsync()).MakeAsync("/gifts", new { name = Unique.Word(), price, fromTier = tier, stock })).Id;

    private async Task<string> CustomerAsync(ApiUser user, string tier)
    {
        var customer = (await user.CreateCustomerAsync(fields: new { phones = new[] { new { number = "13900139000" } } })).Id;
        (await (await AdminAsync()).PutAsync($"/customers/{customer}/tier", new { tier, reason = "测试" })).Expect(HttpStatusCode.OK);
        return customer;
    }
}
