using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Lists;

public sealed class FilterTests(FourCustomers app) : IClassFixture<FourCustomers>
{
    [Theory]
    [InlineData("filter[name]=Alpha 50%", "A")]
    [InlineData("filter[name][ne]=Alpha 50%", "B C D")]
    [InlineData("filter[name][contains]=50%", "A")]
    [InlineData("filter[name][contains]=5%", "")]
    [InlineData("filter[name][contains]=_", "B")]
    [InlineData("filter[name][startsWith]=a_", "")]
    [InlineData("filter[name][startsWith]=Alpha", "A")]
    [InlineData("filter[name][in]=Alpha 50%,Ca[m]ma", "A C")]
    [InlineData("filter[name][contains]=[m]", "C")]
    [InlineData("filter[name][contains]='", "D")]
    [InlineData("filter[shortName]=A", "A")]
    [InlineData("filter[shortName][isEmpty]=true", "C D")]
    [InlineData("filter[shortName][isEmpty]=false", "A B")]
    [InlineData("filter[shortName][ne]=A", "B C D")]
    [InlineData("filter[rating]=3", "B")]
    [InlineData("filter[rating][gt]=3", "A")]
    [InlineData("filter[rating][gte]=3", "A B")]
    [InlineData("filter[rating][lt]=3", "C")]
    [InlineData("filter[rating][lte]=3", "B C")]
    [InlineData("filter[rating][between]=1,3", "B C")]
    [InlineData("filter[rating][in]=1,5", "A C")]
    [InlineData("filter[rating][nin]=1,5", "B D")]
    [InlineData("filter[rating][isEmpty]=true", "D")]
    [InlineData("filter[annualRevenue][gte]=100.5", "A")]
    [InlineData("filter[annualRevenue][lt]=100.5", "B")]
    [InlineData("filter[annualRevenue][isEmpty]=true", "C D")]
    [InlineData("filter[kind]=person", "D")]
    [InlineData("filter[kind][ne]=person", "A B C")]
    [InlineData("filter[foundedOn]=2001-02-03", "A")]
    [InlineData("filter[foundedOn][lte]=2010-01-01", "A B")]
    [InlineData("filter[foundedOn][between]=2001-02-04,2020-01-01", "B")]
    [InlineData("filter[provinceCode]=370000", "A B")]
    [InlineData("filter[cityCode][startsWith]=37", "A")]
    [InlineData("filter[regionCode][inside]=370000", "A B")]
    [InlineData("filter[regionCode][inside]=370200", "A")]
    [InlineData("filter[regionCode][inside]=370202,310000", "")]
    [InlineData("filter[regionCode][notInside]=370200", "B C D")]
    [InlineData("filter[cityCode][inside]=370000,110000", "A")]
    [InlineData("filter[tags][in]=红,蓝", "A B")]
    [InlineData("filter[tags][nin]=红", "B C D")]
    [InlineData("filter[createdAt][gt]=2020-01-01T00:00:00Z", "A B C D")]
    [InlineData("filter[createdAt][lt]=2020-01-01T08:00:00%2B08:00", "")]
    [InlineData("filter[ownerId]=me", "A B C D")]
    [InlineData("filter[ownerId][ne]=me", "")]
    [InlineData("filter[nextFollowUpAt][isEmpty]=true", "B C D")]
    [InlineData("filter[rating][gte]=1&filter[rating][lte]=3&filter[provinceCode]=370000", "B")]
    public async Task A_filter_leaves_the_rows_it_describes(string filter, string expected)
    {
        var (user, tag) = await app.MadeAsync();

        var rows = await user.ListAsync($"/customers?filter[tags]={tag}&sort=createdAt&{filter.Replace("50%", "50%25", StringComparison.Ordinal).Replace("=5%", "=5%25", StringComparison.Ordinal)}");

        Assert.Equal(expected, string.Join(' ', rows.Select(r => r.Text("name")[..1])));
    }

    [Fact]
    public async Task The_words_of_the_search_box_narrow_the_list_too()
    {
        var (user, tag) = await app.MadeAsync();

        Assert.Equal("Be_ta", Assert.Single(await user.ListAsync($"/customers?filter[tags]={tag}&q=be&sort=name")).Text("name"));
        Assert.Empty(await user.ListAsync($"/customers?filter[tags]={tag}&q=zzzzz"));
    }

    [Theory]
    [InlineData("/contacts?filter[name][contains]=张")]
    [InlineData("/contacts?sort=-lastContactAt,name&filter[gender]=female&filter[birthday][lt]=2000-01-01&filter[wechat][isEmpty]=true")]
    [InlineData("/interactions?filter[channel][in]=call,visit&filter[startedAt][gte]=2026-01-01T00:00:00Z&sort=durationMinutes")]
    [InlineData("/interactions?filter[contactIds][isEmpty]=true&filter[direction]=inbound&filter[outcome][isEmpty]=true")]
    [InlineData("/follow-ups?filter[status][ne]=planned&filter[due][lt]=2027-01-01T00:00:00Z&sort=-completedAt")]
    [InlineData("/follow-ups?filter[ownerId]=me&filter[dueOn][isEmpty]=false&filter[contactId][isEmpty]=true")]
    [InlineData("/users?filter[active]=true&filter[role][in]=sales,sales_manager&sort=-lastSignInAt")]
    public async Task Every_list_filters_and_sorts_by_its_own_fields(string path)
    {
        var user = await app.SignInAsync(Role.Sales);

        (await user.GetAsync(path)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_field_that_says_it_sorts_or_filters_does()
    {
        var user = await app.SignInAsync(Role.Sales);
        var segment = (await user.PostAsync("/segments", new { name = "评过级的", kind = "live", where = new { field = "rating", op = "gte", value = 1 } })).Expect(HttpStatusCode.Created).Json.Text("id");
        foreach (var entity in await user.ListAsync("/meta"))
        {
            var path = "/" + entity.Text("entity");
            foreach (var field in (await user.ReadAsync("/meta" + path)).Items("fields"))
            {
                var key = field.Text("key");
                if (field.Says("sortable")) (await user.GetAsync($"{path}?sort=-{key}")).Expect(HttpStatusCode.OK);
                foreach (var op in field.Items("operators").Select(o => o.GetValue<string>()))
                    (await user.GetAsync($"{path}?filter[{key}][{op}]={ExampleOf(field, op, segment)}")).Expect(HttpStatusCode.OK);
            }

            foreach (var field in (await user.ReadAsync("/meta" + path)).Items("related"))
            {
                var tests = field.Items("operators").Select(o => o.GetValue<string>()).Select(op => new { field = field.Text("key"), op, value = ValueOf(field, op, segment) });
                (await user.PostAsync(path + "/search", new { where = new { and = tests.Append<object>(new { not = new { or = tests } }) }, limit = 1 })).Expect(HttpStatusCode.OK);
            }
        }
    }

    private static object ValueOf(System.Text.Json.Nodes.JsonNode field, string op, string segment) =>
        op is "in" or "nin" or "hasAll" or "between" or "inside" or "notInside" ? ExampleOf(field, op, segment).Split(',') : op == "isEmpty" ? true : ExampleOf(field, op, segment);

    private static string ExampleOf(System.Text.Json.Nodes.JsonNode field, string op, string segment)
    {
        if (op == "isEmpty") return "true";
        if (op is "within" or "notWithin") return "lastMonth";
        if (op is "inside" or "notInside") return "370000,310100";
        var value = field.Text("type") switch
        {
            "choice" => field.Items("choices")[0].GetValue<string>(),
            "date" => "2026-01-01",
            "date_time" => "2026-01-01T00:00:00Z",
            "number" or "percent" or "money" or "score" => "1",
            "yes_no" => "true",
            "owner" => "me",
            "segments" => segment,
            "relation" or "relations" => "01930000-0000-7000-8000-000000000000",
            _ => "x",
        };
        return op == "between" ? $"{value},{value}" : value;
    }
}
