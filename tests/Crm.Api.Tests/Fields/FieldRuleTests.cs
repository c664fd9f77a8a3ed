using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Fields;

/// <summary>Rules hold for everybody who writes in this application; each test takes its own away again.</summary>
public sealed class FieldRuleTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_field_is_required_under_a_condition_and_the_rule_says_so_in_its_own_words()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        await using var rule = await AddAsync(admin, new { field = "industry", kind = "required", when = new { and = new object[] { new { field = "status", op = "eq", value = "negotiating" }, new { not = new { field = "rating", op = "lt", value = 3 } } } } });

        var refused = await admin.PostAsync("/customers", new { name = "", status = "negotiating", rating = 4 }, ("Accept-Language", "en"));

        Assert.Equal(["/name required", "/industry required"], refused.Problem.Places);
        Assert.Equal("Say it.", refused.Problem.Errors.Single(e => e.Pointer == "/industry").Detail);
        (await admin.PostAsync("/customers", new { name = "低", status = "negotiating", rating = 2 })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/customers", new { name = "有", status = "negotiating", rating = 4, industry = "machinery" })).Expect(HttpStatusCode.Created);
        Assert.Contains((await admin.ReadAsync("/meta/customers")).Items("rules"), r => r.Text("field") == "industry" && r.Text("kind") == "required");
    }

    [Fact]
    public async Task What_was_broken_before_the_rule_can_be_changed_elsewhere_and_not_broken_anew()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var (old, other) = (await admin.CreateCustomerAsync(fields: new { status = "negotiating" }), await admin.CreateCustomerAsync());
        await using var rule = await AddAsync(admin, new { field = "industry", kind = "required", when = new { field = "status", op = "eq", value = "negotiating" } });

        (await admin.PatchAsync("/customers/" + old.Id, new { shortName = "短" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["/industry required"], (await admin.PatchAsync("/customers/" + other.Id, new { status = "negotiating" })).Problem.Places);
    }

    [Fact]
    public async Task A_field_stays_as_it_is_while_the_record_was_so()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        await using var rule = await AddAsync(admin, new { field = "annualRevenue", kind = "read_only", when = new { field = "tags", op = "eq", value = "已核" } });
        var customer = await admin.CreateCustomerAsync(fields: new { tags = new[] { "已核" }, annualRevenue = new { amount = "10.00", currency = "CNY" } });

        Assert.Equal(["/annualRevenue read_only"], (await admin.PatchAsync("/customers/" + customer.Id, new { annualRevenue = new { amount = "11.00", currency = "CNY" } })).Problem.Places);
        (await admin.PatchAsync("/customers/" + customer.Id, new { tags = Array.Empty<string>() })).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync("/customers/" + customer.Id, new { annualRevenue = new { amount = "11.00", currency = "CNY" } })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Fields_are_compared_with_each_other_with_values_and_with_today()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var (from, until) = ("f" + Unique.Word(), "f" + Unique.Word());
        foreach (var key in new[] { from, until }) await admin.MakeAsync("/meta/customers/fields", new { key, type = "date", labelZh = key, labelEn = key });
        await using var span = await AddAsync(admin, new { field = "custom." + until, kind = "compare", @operator = "gte", otherField = "custom." + from });
        await using var past = await AddAsync(admin, new { field = "custom." + from, kind = "compare", @operator = "lte", value = "today" });

        var answer = await admin.PostAsync("/customers", With((from, "2199-01-02"), (until, "2199-01-01")));

        Assert.Equal(new[] { $"/custom/{from} rule_broken", $"/custom/{until} rule_broken" }.Order(StringComparer.Ordinal), answer.Problem.Places.Order(StringComparer.Ordinal));
        (await admin.PostAsync("/customers", With((from, "2026-01-01"), (until, "2026-01-01")))).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/customers", With((until, "2026-01-01")))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Patterns_and_allowed_words_hold_for_other_kinds_too()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        await using var pattern = await AddAsync(admin, new { field = "wechat", kind = "pattern", pattern = "[a-z][a-z0-9_]{5,19}" }, "contacts");
        await using var words = await AddAsync(admin, new { field = "channel", kind = "options", options = new[] { "call", "visit" }, when = new { field = "subject", op = "contains", value = "报价" } }, "follow-ups");
        var contact = await admin.MakeAsync("/contacts", new { name = "王海燕", wechat = "haiyan_wang" });

        Assert.Equal(["/wechat pattern_mismatch"], (await admin.PostAsync("/contacts", new { name = "李", wechat = "海" })).Problem.Places);
        Assert.Equal(["/channel unknown_value"], (await admin.PostAsync("/follow-ups", new { subject = "确认报价", channel = "email", dueOn = "2026-12-01", contactId = contact.Id })).Problem.Places);
        (await admin.PostAsync("/follow-ups", new { subject = "确认报价", channel = "call", dueOn = "2026-12-01", contactId = contact.Id })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_rule_that_nobody_could_look_at_is_refused()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        async Task<IEnumerable<string>> Places(object rule) => (await admin.PostAsync("/meta/customers/rules", Complete(rule))).Problem.Places;

        Assert.Equal(["/field unknown_field"], await Places(new { field = "nothing", kind = "required" }));
        Assert.Equal(["/when/field unknown_field"], await Places(new { field = "industry", kind = "required", when = new { field = "nothing", op = "eq", value = "x" } }));
        Assert.Equal(["/when/value invalid_value"], await Places(new { field = "industry", kind = "required", when = new { field = "rating", op = "eq", value = "x" } }));
        Assert.Equal(["/pattern not_a_pattern"], await Places(new { field = "website", kind = "pattern", pattern = "(" }));
        Assert.Equal(["/otherField unknown_field"], await Places(new { field = "foundedOn", kind = "compare", @operator = "lt", otherField = "rating" }));
        Assert.Equal(["/value field_or_value"], await Places(new { field = "foundedOn", kind = "compare", @operator = "lt" }));
    }

    [Fact]
    public async Task A_rule_is_replaced_and_only_by_an_administrator()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        await using var rule = await AddAsync(admin, new { field = "website", kind = "required" });
        var path = "/meta/customers/rules/" + rule.Id;

        Assert.Equal((HttpStatusCode.Forbidden, "permission_missing"), ((await user.PutAsync(path, Complete(new { field = "website", kind = "required", active = false }))).Status, (await user.GetAsync(path)).Problem.Code));
        Assert.False((await admin.PutAsync(path, Complete(new { field = "website", kind = "required", active = false }))).Expect(HttpStatusCode.OK).Json.Says("active"));
        (await admin.PostAsync("/customers", new { name = "没有网站" })).Expect(HttpStatusCode.Created);
    }

    private static JsonObject Complete(object rule)
    {
        var body = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(rule)!;
        (body["messageZh"], body["messageEn"]) = ("请填写。", "Say it.");
        return body;
    }

    private static JsonObject With(params (string Key, string Value)[] values) => new()
    {
        ["name"] = "客户" + Unique.Word(),
        ["custom"] = new JsonObject(values.Select(v => KeyValuePair.Create<string, JsonNode?>(v.Key, v.Value))),
    };

    private static async Task<Added> AddAsync(ApiUser admin, object rule, string entity = "customers")
    {
        var made = await admin.MakeAsync($"/meta/{entity}/rules", Complete(rule));
        return new Added(admin, entity, made.Id);
    }

    private sealed record Added(ApiUser Admin, string Entity, string Id) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => (await Admin.DeleteAsync($"/meta/{Entity}/rules/{Id}")).Expect(HttpStatusCode.NoContent);
    }
}
