using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Bulk;

public sealed class BatchTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Each_item_is_answered_in_its_place()
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await SendAsync(user, new { mode = "create", items = new object[] { new { clientRef = "a", name = "甲" }, new { clientRef = "b" }, new { clientRef = "c", name = "丙" } } });

        Assert.Equal((HttpStatusCode)207, answer.Status);
        var results = answer.Json.Items("results");
        Assert.Equal([("a", 201), ("b", 422), ("c", 201)], results.Select(r => (r.Text("clientRef"), r.Number("status"))));
        Assert.Equal("/name", results[1].Text("problem.errors.0.pointer"));
        Assert.Equal("丙", (await user.CustomerAsync(results[2].Id)).Text("name"));
    }

    [Fact]
    public async Task All_or_none_takes_back_all()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());

        var answer = await SendAsync(user, new { mode = "create", allOrNone = true, items = new object[] { new { name = "客户" + word }, new { shortName = "x" } } });

        Assert.Equal(["batch_refused", "validation_failed"], answer.Json.Items("results").Select(r => r.Text("problem.code")));
        Assert.Empty(await user.SearchAsync(word));
    }

    [Fact]
    public async Task A_repeated_batch_takes_effect_once()
    {
        var (user, word, key) = (await app.SignInAsync(Role.Sales), Unique.Word(), Unique.Word());
        var body = new { mode = "create", items = new[] { new { name = "客户" + word } } };

        var first = await user.PostAsync("/customers/batch", body, ("Idempotency-Key", key));
        var second = await user.PostAsync("/customers/batch", body, ("Idempotency-Key", key));

        Assert.Equal(first.Body, second.Body);
        Assert.Equal("true", second.Header("Idempotency-Replayed"));
        Assert.Single(await user.SearchAsync(word));
        Assert.Equal(["Idempotency-Key idempotency_key_required"], (await user.PostAsync("/customers/batch", body)).Problem.Places);
    }

    [Fact]
    public async Task An_upsert_finds_by_what_another_system_calls_the_record()
    {
        var (user, id) = (await app.SignInAsync(Role.Sales), Unique.Word());
        object Item(string name) => new { name, externalRefs = new[] { new { system = "sap", id } } };

        var made = (await SendAsync(user, new { mode = "upsert", matchOn = "externalRef", items = new[] { Item("甲") } })).Json.Items("results")[0];
        var changed = (await SendAsync(user, new { mode = "upsert", matchOn = "externalRef", items = new[] { Item("乙"), Item("丙") } })).Json.Items("results");

        Assert.Equal((201, true), (made.Number("status"), made.Says("created")));
        Assert.Equal([(200, made.Id), (200, made.Id)], changed.Select(r => (r.Number("status"), r.Id)));
        Assert.Equal("丙", (await user.CustomerAsync(made.Id)).Text("name"));
        Assert.Equal(id, (await user.ReadAsync($"/customers/{made.Id}/external-refs")).Text("externalRefs.0.id"));
    }

    [Theory]
    [InlineData("emails", " Sales@HAIYUE.example ")]
    [InlineData("name", " 海月智能 A ")]
    public async Task Values_are_matched_as_they_are_stored_whatever_their_case_and_spaces(string field, string value)
    {
        var (user, word) = (await app.AddUserAsync(Role.Sales), Unique.Word());
        var customer = await user.CreateCustomerAsync("海月智能 a" + word, new { emails = new[] { new { address = word + "sales@haiyue.example" } } });
        object item = field == "emails" ? new { emails = new[] { new { address = word + value.Trim() } }, shortName = "中" } : new { name = value.TrimEnd() + word + " ", shortName = "中" };

        var result = (await SendAsync(user, new { mode = "update", matchOn = field, items = new[] { item } })).Json.Items("results")[0];

        Assert.Equal((200, customer.Id), (result.Number("status"), result.Id));
    }

    [Fact]
    public async Task Where_several_match_all_in_sight_are_named_and_none_is_written()
    {
        var (user, name) = (await app.AddUserAsync(Role.Sales), "客户" + Unique.Word());
        var (one, two) = (await user.CreateCustomerAsync(name), await user.CreateCustomerAsync(name));
        await (await app.SignInAsync(Template.OtherSalesEmail)).CreateCustomerAsync(name);

        var result = (await SendAsync(user, new { mode = "upsert", matchOn = "name", items = new[] { new { name } } })).Json.Items("results")[0];

        Assert.Equal((409, "several_matches"), (result.Number("status"), result.Text("problem.code")));
        Assert.Equal(new[] { one.Id, two.Id }.Order(), result.Items("problem.matches").Select(id => id.GetValue<string>()).Order());
    }

    [Fact]
    public async Task One_record_is_written_by_what_another_system_calls_it()
    {
        var (user, id) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var path = $"/customers/ext/sap/{id}";

        Assert.Equal(["/name required"], (await user.PatchAsync(path, new { shortName = "x" })).Problem.Places);
        var made = (await user.PatchAsync(path, new { name = "海月" })).Expect(HttpStatusCode.Created);
        var changed = (await user.PatchAsync(path, new { shortName = "海" })).Expect(HttpStatusCode.OK);

        Assert.Equal("/api/v1/customers/" + made.Json.Id, made.Header("Location"));
        Assert.Equal((made.Json.Id, 2), (changed.Json.Id, changed.Json.Version));
        (await user.PatchAsync(path, new { shortName = "月" }, version: 1)).Expect(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_name_in_another_system_leads_to_one_record()
    {
        var (user, id) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var (one, two) = (await user.CreateCustomerAsync(), await user.CreateCustomerAsync());
        var refs = new { externalRefs = new[] { new { system = "sap", id } } };

        (await user.PutAsync($"/customers/{one.Id}/external-refs", refs)).Expect(HttpStatusCode.OK);

        Assert.Equal("external_ref_taken", (await user.PutAsync($"/customers/{two.Id}/external-refs", refs)).Problem.Code);
        (await (await app.SignInAsync(Template.OtherSalesEmail)).GetAsync($"/customers/{one.Id}/external-refs")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_has_the_name_already_and_lies_in_the_bin_is_reported_as_such()
    {
        var (user, id) = (await app.SignInAsync(Role.SalesManager), Unique.Word());
        var made = (await user.PatchAsync($"/customers/ext/sap/{id}", new { name = "海月" })).Json;
        (await user.DeleteAsync("/customers/" + made.Id)).Expect(HttpStatusCode.NoContent);

        Assert.Equal("external_ref_in_bin", (await user.PatchAsync($"/customers/ext/sap/{id}", new { name = "海月" })).Problem.Code);
    }

    private static Task<Answer> SendAsync(ApiUser user, object body) => user.PostAsync("/customers/batch", body, ("Idempotency-Key", Unique.Word()));
}
