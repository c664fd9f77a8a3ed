using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Fields;

public sealed class CustomFieldTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_new_field_is_there_at_once_for_records_lists_order_search_and_metadata()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var key = await AddAsync(admin, new { type = "text", searchable = true, indexed = true, sectionZh = "渠道", helpEn = "As on the contract" });
        var word = "渠道" + Unique.Word();

        var (b, a, none) = (await CreateAsync(user, key, word + "乙"), await CreateAsync(user, key, word + "甲"), await user.CreateCustomerAsync());

        Assert.Equal(word + "乙", (await user.CustomerAsync(b.Id)).Text("custom." + key));
        Assert.Equal([b.Id], await IdsAsync(user, $"/customers?filter[custom.{key}]={word}乙"));
        Assert.Equal([b.Id, a.Id], await IdsAsync(user, $"/customers?filter[custom.{key}][startsWith]={word}&sort=custom.{key}"));
        Assert.Equal([a.Id, b.Id], await IdsAsync(user, $"/customers?filter[custom.{key}][startsWith]={word}&sort=-custom.{key}"));
        Assert.Equal([a.Id], await IdsAsync(user, $"/customers?q={word}甲"));
        Assert.Contains(none.Id, await IdsAsync(user, $"/customers?filter[custom.{key}][isEmpty]=true&limit=200"));

        var meta = Assert.Single((await user.ReadAsync("/meta/customers")).Items("fields"), f => f.Text("key") == "custom." + key);
        Assert.Equal(("text", true, "渠道", "As on the contract", 400), (meta.Text("type"), meta.Says("custom"), meta.Text("sectionZh"), meta.Text("helpEn"), meta.Number("maxLength")));
    }

    [Fact]
    public async Task An_archived_field_is_gone_and_comes_back_with_its_values()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var key = await AddAsync(admin, new { type = "number" });
        var customer = await CreateAsync(user, key, 12.5m);
        Assert.Equal(1, (await admin.ReadAsync($"/meta/customers/fields/{key}/usage")).Number("records"));

        (await admin.DeleteAsync($"/meta/customers/fields/{key}", 1)).Expect(HttpStatusCode.NoContent);

        Assert.Null((await user.CustomerAsync(customer.Id))["custom"]![key]);
        Assert.Equal("unknown_field", (await user.GetAsync($"/customers?filter[custom.{key}]=12.5")).Problem.Code);
        Assert.DoesNotContain((await user.ReadAsync("/meta/customers")).Items("fields"), f => f.Text("key") == "custom." + key);
        Assert.Equal([$"/custom/{key} unknown_field"], (await user.PostAsync("/customers", Body(key, 1))).Problem.Places);
        (await user.PatchAsync("/customers/" + customer.Id, new { shortName = "短" })).Expect(HttpStatusCode.OK);
        Assert.Equal("duplicate_key", (await admin.PostAsync("/meta/customers/fields", new { key, type = "text", labelZh = "再", labelEn = "Again" })).Problem.Code);

        (await admin.PostAsync($"/meta/customers/fields/{key}/restoration")).Expect(HttpStatusCode.OK);

        Assert.Equal(12.5m, (await user.CustomerAsync(customer.Id))["custom"]![key]!.GetValue<decimal>());
        Assert.Equal([customer.Id], await IdsAsync(user, $"/customers?filter[custom.{key}]=12.5"));
    }

    [Fact]
    public async Task Everything_wrong_is_said_at_once_with_the_shape()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var number = await AddAsync(admin, new { type = "number", min = 0, max = 10 });
        var choice = await AddAsync(admin, new { type = "choice", options = new[] { new { value = "a", labelZh = "甲", labelEn = "A" } } });
        var mail = await AddAsync(admin, new { type = "email" });
        var other = await AddAsync(admin, new { type = "relation", relatesTo = "contacts" });

        var answer = await user.PostAsync("/customers", new JsonObject
        {
            ["name"] = "",
            ["custom"] = new JsonObject { [number] = 11, [choice] = "z", [mail] = "no", [other] = "01930000-0000-7000-8000-000000000000", ["neverWas"] = 1 },
        });

        answer.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(
            new[] { "/custom/neverWas unknown_field", $"/custom/{choice} unknown_value", $"/custom/{mail} not_an_email", $"/custom/{number} too_large", $"/custom/{other} unknown_record", "/name required" }.Order(StringComparer.Ordinal),
            answer.Problem.Places.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_twenty_that_want_the_same_unique_value_at_once_one_gets_it()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var key = await AddAsync(admin, new { type = "text", unique = true });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => user.PostAsync("/customers", Body(key, "only"))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal((HttpStatusCode.Conflict, "duplicate_value"), (a.Status, a.Problem.Code)));
    }

    [Fact]
    public async Task A_unique_value_is_free_again_when_its_record_is_deleted()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var key = await AddAsync(admin, new { type = "phone", unique = true });
        var first = await CreateAsync(admin, key, "138 0532 6688");

        Assert.Equal($"/custom/{key} duplicate_value", Assert.Single((await admin.PostAsync("/customers", Body(key, "+86 13805326688"))).Problem.Places));
        (await admin.DeleteAsync("/customers/" + first.Id)).Expect(HttpStatusCode.NoContent);
        await CreateAsync(admin, key, "13805326688");
        Assert.Equal("duplicate_value", (await admin.PostAsync($"/customers/{first.Id}/restoration")).Problem.Code);
    }

    [Fact]
    public async Task A_patch_merges_inside_and_what_it_does_not_name_stays()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var (one, two) = (await AddAsync(admin, new { type = "money" }), await AddAsync(admin, new { type = "choices", options = Options("甲", "乙", "丙"), defaultValue = new[] { "乙" } }));
        var customer = await CreateAsync(admin, one, new { amount = "128000.50", currency = "CNY" });
        Assert.Equal("乙", customer.Text($"custom.{two}.0"));

        var changed = (await admin.PatchAsync("/customers/" + customer.Id, new { custom = new Dictionary<string, object?> { [two] = new[] { "丙", "甲" } } }, customer.Version)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("128000.50", "甲", "丙"), (changed.Text($"custom.{one}.amount"), changed.Text($"custom.{two}.0"), changed.Text($"custom.{two}.1")));
        Assert.Equal([customer.Id], await IdsAsync(admin, $"/customers?filter[custom.{two}][hasAll]=甲,丙"));
        Assert.DoesNotContain(customer.Id, await IdsAsync(admin, $"/customers?filter[custom.{two}][nin]=丙&limit=200"));

        var cleared = (await admin.PatchAsync("/customers/" + customer.Id, new { custom = new Dictionary<string, object?> { [one] = null } })).Expect(HttpStatusCode.OK).Json;
        Assert.Null(cleared["custom"]![one]);
        Assert.Equal("甲", cleared.Text($"custom.{two}.0"));
    }

    [Fact]
    public async Task A_required_field_holds_up_new_records_and_not_the_change_of_old_ones()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var contact = await admin.MakeAsync("/contacts", new { name = "王海燕" });
        var key = await AddAsync(admin, new { type = "date", required = true }, "contacts");

        Assert.Equal([$"/custom/{key} required"], (await admin.PostAsync("/contacts", new { name = "李明" })).Problem.Places);
        (await admin.PatchAsync("/contacts/" + contact.Id, new { wechat = "haiyan" })).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync("/contacts/" + contact.Id, new { custom = new Dictionary<string, object?> { [key] = "2026-02-28" } })).Expect(HttpStatusCode.OK);
        Assert.Equal([$"/custom/{key} required"], (await admin.PatchAsync("/contacts/" + contact.Id, new { custom = new Dictionary<string, object?> { [key] = null } })).Problem.Places);
        (await admin.DeleteAsync($"/meta/contacts/fields/{key}")).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_type_never_changes_and_an_option_in_use_is_retired_and_not_removed()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var key = await AddAsync(admin, new { type = "choice", options = Options("a", "b") });
        var customer = await CreateAsync(admin, key, "a");

        Assert.Equal(["/type read_only"], (await admin.PatchAsync($"/meta/customers/fields/{key}", new { type = "text" })).Problem.Places);
        Assert.Equal((HttpStatusCode.Conflict, "option_in_use"), await CodeAsync(admin.PatchAsync($"/meta/customers/fields/{key}", new { options = Options("b", "c") })));
        (await admin.PatchAsync($"/meta/customers/fields/{key}", new { options = new[] { new { value = "a", labelZh = "甲", labelEn = "A", retired = true }, new { value = "c", labelZh = "丙", labelEn = "C", retired = false } } })).Expect(HttpStatusCode.OK);

        Assert.Equal([$"/custom/{key} unknown_value"], (await admin.PostAsync("/customers", Body(key, "a"))).Problem.Places);
        (await admin.PatchAsync("/customers/" + customer.Id, new { shortName = "短" })).Expect(HttpStatusCode.OK);
        Assert.Equal("a", (await admin.CustomerAsync(customer.Id)).Text("custom." + key));
    }

    [Fact]
    public async Task Options_have_a_colour_of_the_palette_or_none()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var key = await AddAsync(admin, new { type = "choices", options = new object[] { new { value = "gold", labelZh = "金牌", labelEn = "Gold", color = "yellow" }, new { value = "plain", labelZh = "普通", labelEn = "Plain" } } });

        var options = (await admin.ReadAsync("/meta/customers")).Items("fields").Single(f => f.Text("key") == "custom." + key).Items("options");
        Assert.Equal(["yellow", null], options.Select(o => o.TextOrNull("color")));

        var pink = new[] { new { value = "gold", labelZh = "金牌", labelEn = "Gold", color = "pink" } };
        Assert.Equal(["/options/0/color unknown_value"], (await admin.PatchAsync($"/meta/customers/fields/{key}", new { options = pink })).Problem.Places);
    }

    [Fact]
    public async Task Values_that_are_not_unique_cannot_become_so()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var key = await AddAsync(admin, new { type = "text" });
        await CreateAsync(admin, key, "same");
        var second = await CreateAsync(admin, key, "same");

        Assert.Equal((HttpStatusCode.Conflict, "values_not_unique"), await CodeAsync(admin.PatchAsync($"/meta/customers/fields/{key}", new { unique = true })));
        (await admin.PatchAsync("/customers/" + second.Id, new { custom = new Dictionary<string, object?> { [key] = "other" } })).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync($"/meta/customers/fields/{key}", new { unique = true })).Expect(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_value"), await CodeAsync(admin.PostAsync("/customers", Body(key, "same"))));
    }

    [Fact]
    public async Task Only_an_administrator_adds_fields_and_the_others_are_told_why_not()
    {
        foreach (var role in new[] { Role.Sales, Role.SalesManager })
        {
            var user = await app.SignInAsync(role);

            var answer = await user.PostAsync("/meta/customers/fields", new { key = "mine", type = "text", labelZh = "我的", labelEn = "Mine" });

            Assert.Equal((HttpStatusCode.Forbidden, "permission_missing"), (answer.Status, answer.Problem.Code));
            Assert.Contains("settings.manage", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fields_are_put_in_order()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var (one, two) = (await AddAsync(admin, new { type = "text" }, "follow-ups"), await AddAsync(admin, new { type = "text" }, "follow-ups"));

        (await admin.PostAsync("/meta/follow-ups/fields/order", new { keys = new[] { two, one } })).Expect(HttpStatusCode.OK);

        Assert.Equal(["custom." + two, "custom." + one], (await admin.ReadAsync("/meta/follow-ups")).Items("fields").Where(f => f.Says("custom")).Select(f => f.Text("key")));
        Assert.Equal(["/keys/0 unknown_field"], (await admin.PostAsync("/meta/follow-ups/fields/order", new { keys = new[] { "nothing" } })).Problem.Places);
    }

    private static async Task<string> AddAsync(ApiUser admin, object field, string entity = "customers")
    {
        var key = "f" + Unique.Word();
        var body = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(field)!;
        (body["key"], body["labelZh"], body["labelEn"]) = (key, "字段" + key, "Field " + key);
        await admin.MakeAsync($"/meta/{entity}/fields", body);
        return key;
    }

    private static object[] Options(params string[] values) => [.. values.Select(value => new { value, labelZh = value, labelEn = value })];

    private static JsonObject Body(string key, object value) => new()
    {
        ["name"] = "客户" + Unique.Word(),
        ["custom"] = new JsonObject { [key] = System.Text.Json.JsonSerializer.SerializeToNode(value) },
    };

    private static Task<JsonNode> CreateAsync(ApiUser user, string key, object value) => user.MakeAsync("/customers", Body(key, value));

    private static async Task<List<string>> IdsAsync(ApiUser user, string path) => [.. (await user.ListAsync(path)).Select(row => row.Id)];

    private static async Task<(HttpStatusCode Status, string Code)> CodeAsync(Task<Answer> asked)
    {
        var answer = await asked;
        return (answer.Status, answer.Problem.Code);
    }
}
