using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Lists;

public sealed class SearchTests(FourCustomers app) : IClassFixture<FourCustomers>
{
    [Theory]
    [InlineData("""{"or":[{"field":"rating","op":"eq","value":1},{"field":"kind","value":"person"}]}""", "C D")]
    [InlineData("""{"not":{"field":"rating","op":"gt","value":1}}""", "C D")]
    [InlineData("""{"not":{"or":[{"field":"rating","op":"lte","value":3},{"field":"shortName","op":"isEmpty","value":true}]}}""", "A")]
    [InlineData("""{"and":[{"field":"rating","op":"between","value":[1,5]},{"not":{"field":"tags","op":"in","value":["红"]}}]}""", "B C")]
    [InlineData("""{"field":"tags","op":"hasAll","value":["红","蓝"]}""", "")]
    [InlineData("""{"field":"name","op":"endsWith","value":"ta"}""", "B D")]
    [InlineData("""{"field":"name","op":"endsWith","value":"TA"}""", "")]
    [InlineData("""{"field":"name","op":"endsWith","value":"%"}""", "A")]
    [InlineData("""{"field":"regionCode","op":"inside","value":["370000"]}""", "A B")]
    [InlineData("""{"not":{"field":"regionCode","op":"notInside","value":["370200","310000"]}}""", "A")]
    [InlineData("""{"field":"shortName","op":"notContains","value":"A"}""", "B C D")]
    [InlineData("""{"field":"createdAt","op":"within","value":"today"}""", "A B C D")]
    [InlineData("""{"field":"createdAt","op":"within","value":"olderThan:1d"}""", "")]
    [InlineData("""{"field":"lastContactAt","op":"notWithin","value":"last:30d"}""", "A B C D")]
    [InlineData("""{"field":"owner.team","value":"myTeam"}""", "A B C D")]
    [InlineData("""{"field":"owner.teamName","op":"ne","value":"北方"}""", "")]
    [InlineData("""{"field":"owner.name","op":"contains","value":"李"}""", "A B C D")]
    [InlineData("""{"field":"ownerId","op":"in","value":["myTeam"]}""", "A B C D")]
    [InlineData("""{"field":"parent.name","op":"isEmpty","value":true}""", "A B C D")]
    [InlineData("""{"field":"parent.createdAt","op":"ne","value":"2026-01-01T00:00:00Z"}""", "A B C D")]
    [InlineData("""{"field":"contacts.title","op":"isEmpty","value":false}""", "")]
    [InlineData("""{"and":[]}""", "A B C D")]
    [InlineData("null", "A B C D")]
    public async Task A_search_finds_what_its_filter_describes(string where, string expected)
    {
        var (user, tag) = await app.MadeAsync();

        var rows = await FindAsync(user, "customers", $$"""{"where":{"and":[{"field":"tags","value":"{{tag}}"},{{(where == "null" ? """{"and":[]}""" : where)}}]},"sort":"createdAt"}""");

        Assert.Equal(expected, string.Join(' ', rows.Select(r => r.Text("name")[..1])));
    }

    [Theory]
    [InlineData("""{"where":{"and":[{"field":"secret","value":1}]}}""", "/where/and/0/field unknown_field")]
    [InlineData("""{"where":{"field":"description","op":"contains","value":"x"}}""", "/where/field unknown_field")]
    [InlineData("""{"where":{"field":"owner.passwordHash","value":"x"}}""", "/where/field unknown_field")]
    [InlineData("""{"where":{"field":"parent.parent.name","value":"x"}}""", "/where/field unknown_field")]
    [InlineData("""{"where":{"or":[{"field":"name","value":"x"},{"field":"rating","op":"contains","value":"x"}]}}""", "/where/or/1/op unknown_operator")]
    [InlineData("""{"where":{"not":{"field":"rating","value":"many"}}}""", "/where/not/value invalid_value")]
    [InlineData("""{"where":{"field":"regionCode","op":"inside","value":["370000","37"]}}""", "/where/value unknown_region")]
    [InlineData("""{"where":{"field":"name","op":"inside","value":["370000"]}}""", "/where/op unknown_operator")]
    [InlineData("""{"where":{"field":"createdAt","op":"within","value":"soon"}}""", "/where/value unknown_period")]
    [InlineData("""{"where":{"field":"tags","op":"hasAll","value":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20","21","22","23","24","25","26","27","28","29","30","31"]}}""", "/where/value too_many")]
    [InlineData("""{"where":[]}""", "/where wrong_type")]
    [InlineData("""{"sort":"phones"}""", "/sort unknown_field")]
    [InlineData("""{"limit":0}""", "/limit out_of_range")]
    [InlineData("""{"limit":"5"}""", "/limit wrong_type")]
    [InlineData("""{"cursor":"abc"}""", "/cursor invalid_cursor")]
    [InlineData("""{"count":"all"}""", "/count unknown_value")]
    [InlineData("""{"deleted":"true"}""", "/deleted unknown_value")]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "/timeZone unknown_time_zone")]
    [InlineData("""{"fields":["name","secret"]}""", "/fields/1 unknown_field")]
    [InlineData("""{"fields":["contacts.title"]}""", "/fields/0 unknown_field")]
    [InlineData("""{"fields":["owner.passwordHash"]}""", "/fields/0 unknown_field")]
    [InlineData("""{"fields":[null]}""", "/fields/0 null_item")]
    [InlineData("""{"filter":{}}""", "/filter unknown_field")]
    public async Task A_question_that_is_not_understood_is_refused_where_it_stands(string body, string place)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.PostAsync("/customers/search", body);

        Assert.Equal((HttpStatusCode.BadRequest, place), (answer.Status, Assert.Single(answer.Problem.Places)));
    }

    [Fact]
    public async Task Only_kinds_that_there_are_can_be_searched()
    {
        var user = await app.SignInAsync(Role.Sales);

        foreach (var entity in new[] { "customers", "contacts", "interactions", "follow-ups", "competitors", "users" }) (await user.PostAsync($"/{entity}/search", new { limit = 1 })).Expect(HttpStatusCode.OK);
        (await user.PostAsync("/robots/search", new { })).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rows_have_the_members_that_were_asked_for()
    {
        var (user, tag) = await app.MadeAsync();
        var child = await user.CreateCustomerAsync("Echo", new { parentId = await AlphaAsync(user, tag), tags = new[] { tag + "2" }, website = "https://echo.example", phones = new[] { new { number = "0532-8889 6600" } } });

        var row = Assert.Single(await FindAsync(
            user, "customers", $$"""{"where":{"field":"tags","value":"{{tag}}2"},"fields":["name","ownerName","website","owner.name","parent.rating","parent.name","parent.annualRevenue","phones","createdAt"]}"""));

        Assert.Equal(["createdAt", "id", "name", "owner", "ownerName", "parent", "phones", "version", "website"], row.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal((child.Id, "Echo", "https://echo.example"), (row.Id, row.Text("name"), row.Text("website")));
        Assert.Equal(("0532-8889 6600", "100.50"), (Assert.Single(row.Items("phones")).Text("number"), row.Text("parent.annualRevenue.amount")));
        Assert.Equal((row.Text("ownerName"), "Alpha 50%", 5), (row.Text("owner.name"), row.Text("parent.name"), row.Number("parent.rating")));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_a_cursor_is_good_for_one_filter_in_either_form()
    {
        var (user, tag) = await app.MadeAsync();
        var body = new JsonObject { ["where"] = new JsonObject { ["and"] = new JsonArray(new JsonObject { ["field"] = "tags", ["op"] = "eq", ["value"] = tag }) }, ["sort"] = "-rating,name", ["limit"] = 3, ["count"] = "exact" };
        var first = (await user.PostAsync("/customers/search", body.ToJsonString())).Expect(HttpStatusCode.OK).Json;
        var cursor = first.Text("page.next");

        body["cursor"] = cursor;
        var second = (await user.PostAsync("/customers/search", body.ToJsonString())).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["A", "B", "C", "D"], first.Items("data").Concat(second.Items("data")).Select(r => r.Text("name")[..1]));
        Assert.Equal((4, false), (first.Number("total.value"), second.Says("page.hasMore")));
        Assert.Single(await user.ListAsync($"/customers?filter[tags]={tag}&sort=-rating,name&limit=3&cursor={cursor}"));

        body["where"] = new JsonObject { ["not"] = body["where"]!.DeepClone() };
        Assert.Equal(["/cursor cursor_mismatch"], (await user.PostAsync("/customers/search", body.ToJsonString())).Problem.Places);
    }

    [Fact]
    public async Task People_and_their_places_are_found_from_either_side()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (word, customer) = (Unique.Word(), await user.CreateCustomerAsync(fields: new { industry = (string?)null, shortName = Unique.Word() }));
        var contact = await user.CreateContactAsync("王" + word, fields: new { customers = new[] { new { customerId = customer.Id, title = "总经理" + word, department = "采购" } } });
        await user.LogAsync(customer.Id, fields: new { contactIds = new[] { contact.Id } });
        await user.PlanAsync(customer.Id, "2026-12-01", fields: new { contactId = contact.Id });

        Assert.Equal([customer.Id], await IdsAsync(user, "customers", "contacts.title", "contains", word));
        Assert.Equal([customer.Id], await IdsAsync(user, "customers", "contacts.name", "eq", "王" + word));
        Assert.Equal([contact.Id], await IdsAsync(user, "contacts", "customer.shortName", "eq", customer.Text("shortName")));
        Assert.Single(await IdsAsync(user, "interactions", "customer.shortName", "eq", customer.Text("shortName")));
        Assert.Single(await IdsAsync(user, "interactions", "contacts.name", "endsWith", word));
        Assert.Single(await IdsAsync(user, "follow-ups", "customer.shortName", "eq", customer.Text("shortName")));
        Assert.Single(await IdsAsync(user, "follow-ups", "contact.name", "startsWith", "王" + word));

        (await user.PatchAsync($"/customers/{customer.Id}/contacts/{contact.Id}", new { leftOn = "2026-01-01" })).Expect(HttpStatusCode.OK);
        Assert.Empty(await IdsAsync(user, "customers", "contacts.title", "contains", word));
    }

    [Fact]
    public async Task Nothing_out_of_sight_can_be_guessed_through_a_relation()
    {
        var (sales, stranger) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail));
        var word = Unique.Word();
        var hidden = await sales.CreateCustomerAsync("Hidden" + word);
        var admin = await app.SignInAsync(Role.Administrator);
        var child = await admin.CreateCustomerAsync("Child" + word, new { parentId = hidden.Id, ownerId = stranger.Id });
        var contact = await stranger.CreateContactAsync("Person" + word);
        (await admin.PostAsync($"/customers/{hidden.Id}/contacts", new { contactId = contact.Id, title = "Boss" + word })).Expect(HttpStatusCode.Created);

        Assert.Equal([child.Id], await IdsAsync(admin, "customers", "parent.name", "eq", "Hidden" + word));
        Assert.Empty(await IdsAsync(stranger, "customers", "parent.name", "startsWith", "Hidden"));
        Assert.Contains(child.Id, await IdsAsync(stranger, "customers", "parent.name", "isEmpty", "true"));
        Assert.Contains(child.Id, await IdsAsync(stranger, "customers", "parent.name", "ne", "Hidden" + word));
        Assert.Contains(contact.Id, await IdsAsync(admin, "contacts", "customer.name", "eq", "Hidden" + word));
        Assert.Empty(await IdsAsync(stranger, "contacts", "customer.name", "eq", "Hidden" + word));
        var row = Assert.Single(await FindAsync(stranger, "customers", $$"""{"where":{"field":"name","value":"Child{{word}}"},"fields":["parent.name"]}"""));
        Assert.Null(row.At("parent.name"));
    }

    [Fact]
    public async Task A_search_changes_nothing_and_is_not_kept()
    {
        var (user, tag) = await app.MadeAsync();
        var key = ("Idempotency-Key", Unique.Word());
        var body = new { where = new { field = "tags", value = tag }, count = "exact" };
        var before = (await user.PostAsync("/customers/search", body, key)).Expect(HttpStatusCode.OK);
        var other = (await user.PostAsync("/customers/search", new { limit = 1 }, key)).Expect(HttpStatusCode.OK);

        Assert.Null(before.Header("Idempotency-Replayed"));
        Assert.Null(other.Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_question_can_be_too_large()
    {
        var user = await app.SignInAsync(Role.Sales);

        (await user.PostAsync("/customers/search", new { q = new string('a', 200_000) })).Expect(HttpStatusCode.RequestEntityTooLarge);
    }

    /// <summary>The seed is fixed, so a failure comes again.</summary>
    [Fact]
    public async Task No_filter_makes_the_server_fail()
    {
        var user = await app.SignInAsync(Role.Administrator);
        var dice = new Random(20261129);
        var failures = new List<string>();
        var understood = 0;
        for (var i = 0; i < 300; i++)
        {
            var (entity, body) = (Pick(dice, ["customers", "contacts", "interactions", "follow-ups", "competitors", "users"]), $$"""{"where":{{OddFilter(dice, 0)}},"limit":2,"count":"exact"}""");
            var answer = await user.PostAsync($"/{entity}/{Pick(dice, ["search", "search", "filters/description", "groups"])}", body);
            if (answer.Status == HttpStatusCode.OK) understood++;
            if ((int)answer.Status >= 500 || (answer.Status != HttpStatusCode.OK && answer.Problem.Errors.Any(e => e.Detail.Length == 0))) failures.Add($"{entity} {body}: {(int)answer.Status} {answer.Body}");
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.InRange(understood, 30, 270);
    }

    private static string OddFilter(Random dice, int depth) => dice.Next(depth > 5 ? 4 : 9) switch
    {
        0 when dice.Next(4) == 0 => OddValue(dice),
        4 or 5 => $$"""{"and":[{{string.Join(',', Enumerable.Range(0, dice.Next(4)).Select(_ => OddFilter(dice, depth + 1)))}}]}""",
        6 or 7 => $$"""{"or":[{{string.Join(',', Enumerable.Range(0, dice.Next(4)).Select(_ => OddFilter(dice, depth + 1)))}}]}""",
        1 or 2 => Pick(dice, ["""{"field":"createdAt","op":"within","value":"last:9999m"}""", """{"field":"createdAt","op":"gt","value":"0001-01-01T00:00:00Z"}""", """{"field":"createdAt","op":"notWithin","value":"next:9999w"}"""]),
        8 => """{"not":""" + OddFilter(dice, depth + 1) + "}",
        _ => $$"""{"field":{{Quoted(Pick(dice, ["name", "createdAt", "ownerId", "owner.team", "rating", "tags", "customer.name", "custom.x", "contacts.title", "parent.createdAt", "", ".", "owner.", "x.y.z"]))}},"op":{{Quoted(Pick(dice, ["eq", "ne", "in", "nin", "contains", "endsWith", "between", "within", "notWithin", "isEmpty", "hasAll", "gt", "EQ", ""]))}},"value":{{OddValue(dice)}}}""",
    };

    private static string OddValue(Random dice) => Pick(
        dice,
        ["1", "-1", "1e400", "0.00001", "true", "null", "[]", "{}", "[[1]]", "[null]", "[\"a\",1,true]", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u0001\"", "\"%_[\"", "\"' OR 1=1 --\"", "\"me\"", "\"myTeam\"", "\"last:30d\"",
         "\"last:9999m\"", "\"next:9999w\"", "\"thisWeek\"", "\"2026-02-30\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"01930000-0000-7000-8000-000000000000\"", "[\"2026-01-01T00:00:00Z\",\"2027-01-01T00:00:00Z\"]"]);

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();

    private static T Pick<T>(Random dice, T[] from) => from[dice.Next(from.Length)];

    private static async Task<string> AlphaAsync(ApiUser user, string tag) => (await user.ListAsync($"/customers?filter[tags]={tag}&filter[name][startsWith]=Alpha"))[0].Id;

    private static async Task<IReadOnlyList<JsonNode>> FindAsync(ApiUser user, string entity, string body) => (await user.PostAsync($"/{entity}/search", body)).Expect(HttpStatusCode.OK).Rows;

    private static async Task<IReadOnlyList<string>> IdsAsync(ApiUser user, string entity, string field, string op, string value) =>
        [.. (await user.PostAsync($"/{entity}/search", new { where = new { field, op, value }, limit = 200 })).Expect(HttpStatusCode.OK).Rows.Select(row => row.Id)];
}
