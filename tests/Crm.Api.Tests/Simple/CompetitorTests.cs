using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Simple;

/// <summary>Competitors stand for all simple records: nothing here was written for them alone.</summary>
public sealed class CompetitorTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_competitor_is_created_read_changed_deleted_and_restored()
    {
        var manager = await app.SignInAsync(Role.SalesManager);
        var name = "海峰智能" + Unique.Word();

        var made = (await manager.PostAsync("/competitors", new { name = $"  {name} ", marketShare = 12.5, website = "https://haifeng.example", ownerId = manager.Id })).Expect(HttpStatusCode.Created);
        var id = made.Json.Id;
        Assert.Equal(($"/api/v1/competitors/{id}", "\"v1\""), (made.Header("Location"), made.ETag));
        Assert.Equal((name, 12.5, true), (made.Json.Text("name"), (double)made.Json["marketShare"]!, made.Json.Says("can.update")));
        Assert.Equal(made.Json.Text("ownerName"), made.Json.Text("createdByName"));

        var changed = (await manager.PatchAsync("/competitors/" + id, new { strengths = "价格低\n交货快", website = (string?)null }, 1)).Expect(HttpStatusCode.OK);
        Assert.Equal(("价格低\n交货快", null, "\"v2\""), (changed.Json.Text("strengths"), changed.Json.TextOrNull("website"), changed.ETag));

        (await manager.DeleteAsync("/competitors/" + id, 2)).Expect(HttpStatusCode.NoContent);
        Assert.NotNull((await manager.ReadAsync("/competitors/" + id)).TextOrNull("deletedAt"));
        Assert.DoesNotContain(await manager.ListAsync("/competitors?limit=200"), row => row.Id == id);
        Assert.Contains(await manager.ListAsync("/competitors?limit=200&deleted=only"), row => row.Id == id);

        (await manager.SendAsync(HttpMethod.Post, $"/competitors/{id}/restoration")).Expect(HttpStatusCode.OK);
        Assert.Contains(await manager.ListAsync("/competitors?limit=200"), row => row.Id == id);
    }

    [Theory]
    [InlineData("""{}""", 422, "/name required")]
    [InlineData("""{"name":" ","marketShare":120,"website":"haifeng","threatLevel":"no_such","country":"a\u0007b"}""", 422, "/name required|/country forbidden_characters|/marketShare out_of_range|/website not_a_web_address")]
    [InlineData("""{"name":"甲","threatLevel":"no_such","ownerId":"01930000-0000-7000-8000-000000000000"}""", 422, "/ownerId unknown_user|/threatLevel unknown_code")]
    [InlineData("""{"name":"甲","marketShare":"12"}""", 400, "/marketShare wrong_type")]
    [InlineData("""{"nmae":"甲"}""", 400, "/nmae unknown_field")]
    [InlineData("""{"name":"甲","version":3}""", 400, "/version unknown_field")]
    public async Task What_is_wrong_is_named_by_place_and_code_as_in_typed_inputs(string input, int status, string faults)
    {
        var answer = await (await app.SignInAsync(Role.Sales)).PostAsync("/competitors", input);

        Assert.Equal((status, faults), ((int)answer.Status, string.Join('|', answer.Problem.Places.Order(StringComparer.Ordinal).OrderBy(p => p.StartsWith("/name", StringComparison.Ordinal) ? 0 : 1))));
    }

    [Fact]
    public async Task Two_in_use_cannot_have_one_name()
    {
        var user = await app.SignInAsync(Role.Sales);
        var name = "对手" + Unique.Word();
        await user.MakeAsync("/competitors", new { name });

        var second = await user.PostAsync("/competitors", new { name });

        Assert.Equal((HttpStatusCode.Conflict, "duplicate_name"), (second.Status, second.Problem.Code));
    }

    [Fact]
    public async Task Competitors_are_found_by_pinyin_in_their_list_and_in_the_search_box_and_filtered_and_sorted()
    {
        var user = await app.SignInAsync(Role.Sales);
        var word = Unique.Word();
        var small = await user.MakeAsync("/competitors", new { name = "蓝鲸" + word, marketShare = 1 });
        var large = await user.MakeAsync("/competitors", new { name = "蓝海" + word, marketShare = 30.25 });

        Assert.Equal([small.Id], (await user.ListAsync("/competitors?q=lanjing" + word)).Select(row => row.Id));
        Assert.Contains(await user.SearchAsync("蓝鲸" + word), hit => hit.Id == small.Id && hit.Text("type") == "competitor");
        Assert.Equal([large.Id], (await user.ListAsync($"/competitors?filter[name][contains]={word}&filter[marketShare][gt]=2.5")).Select(row => row.Id));
        Assert.Equal([large.Id, small.Id], (await user.ListAsync($"/competitors?filter[name][contains]={word}")).Select(row => row.Id));
    }

    [Fact]
    public async Task Of_fifty_who_change_what_they_saw_at_once_one_wins()
    {
        var user = await app.SignInAsync(Role.Sales);
        var competitor = await user.MakeAsync("/competitors", new { name = "对手" + Unique.Word() });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => user.PatchAsync("/competitors/" + competitor.Id, new { notes = "写者" + i }, 1)));

        var winner = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(49, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed && a.Problem.Code == "version_conflict" && a.Json.Number("currentVersion") == 2));
        Assert.Equal(winner.Json.Text("notes"), (await user.ReadAsync("/competitors/" + competitor.Id)).Text("notes"));
    }

    [Fact]
    public async Task A_repetition_with_the_same_key_makes_one()
    {
        var user = await app.SignInAsync(Role.Sales);
        var name = "对手" + Unique.Word();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => user.PostAsync("/competitors", new { name }, ("Idempotency-Key", "competitor-" + name.GetHashCode(StringComparison.Ordinal)))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(answers.Select(a => a.Body).Distinct());
    }

    [Fact]
    public async Task The_description_names_the_schemas_of_the_kind()
    {
        var document = (await app.Stranger().GetAsync("//swagger/v1/swagger.json")).Expect(HttpStatusCode.OK).Json;
        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.Equal(["name"], schemas["CompetitorInput"]!["required"]!.AsArray().Select(n => (string)n!));
        Assert.Contains("marketShare", schemas["Competitor"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal("#/components/schemas/CompetitorPage", (string?)document["paths"]!["/api/v1/competitors"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.Equal("List competitors.", document["paths"]!["/api/v1/competitors"]!["get"]!.Text("summary"));
    }
}
