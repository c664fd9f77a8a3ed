using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Lists;

public sealed class ListTests(ManyCustomers app) : IClassFixture<ManyCustomers>
{
    private static readonly string[] Sortable = ["name", "number", "createdAt", "updatedAt", "lastContactAt", "nextFollowUpAt", "rating", "status", "annualRevenue"];

    public static TheoryData<string> Sorts => [.. Sortable.SelectMany(key => new[] { key, "-" + key })];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Turning_pages_shows_every_row_once_in_order_with_empty_values_last(string sort)
    {
        var (user, tag) = await app.MadeAsync();

        var rows = await AllPagesAsync(user, $"/customers?filter[tags]={tag}&limit=4&sort={sort}");

        Assert.Equal(13, rows.Select(r => r.Id).Distinct().Count());
        Assert.Equal(13, rows.Count);
        var key = sort.TrimStart('-');
        if (key is "name" or "annualRevenue") return; // not on the row, or ordered by pinyin: they have tests of their own
        var values = rows.Select(r => r[key]?.ToString()).ToList();
        var given = values.TakeWhile(v => v is not null).ToList();
        Assert.All(values.Skip(given.Count), Assert.Null);
        Assert.Equal(sort[0] == '-' ? given.OrderDescending(StringComparer.Ordinal) : given.Order(StringComparer.Ordinal), given);
    }

    [Fact]
    public async Task Names_are_in_the_order_of_their_pinyin()
    {
        var user = await app.SignInAsync(Role.Sales);
        var tag = Unique.Word();
        foreach (var name in new[] { "重庆钢铁", "海尔集团", "阿里巴巴", "ABB", "中兴通讯", "长虹电器" }) await user.CreateCustomerAsync(name, new { tags = new[] { tag } });

        string[] expected = ["阿里巴巴", "ABB", "长虹电器", "重庆钢铁", "海尔集团", "中兴通讯"];
        Assert.Equal(expected, (await user.ListAsync($"/customers?filter[tags]={tag}&sort=name")).Select(c => c.Text("name")));
        Assert.Equal(expected.Reverse(), (await user.ListAsync($"/customers?filter[tags]={tag}&sort=-name")).Select(c => c.Text("name")));
    }

    [Fact]
    public async Task Revenue_is_ordered_as_a_number()
    {
        var user = await app.SignInAsync(Role.Sales);
        var tag = Unique.Word();
        foreach (var amount in new[] { "9.00", "100000.00", "25.50" })
            await user.CreateCustomerAsync(amount, new { tags = new[] { tag }, annualRevenue = new { amount, currency = "CNY" } });

        Assert.Equal(["9.00", "25.50", "100000.00"], (await user.ListAsync($"/customers?filter[tags]={tag}&sort=annualRevenue")).Select(c => c.Text("name")));
    }

    [Fact]
    public async Task Rows_that_are_added_while_pages_are_turned_neither_double_nor_hide_others()
    {
        var user = await app.SignInAsync(Role.Sales);
        var tag = Unique.Word();
        for (var i = 0; i < 6; i++) await user.CreateCustomerAsync(fields: new { tags = new[] { tag } });
        var before = (await AllPagesAsync(user, $"/customers?filter[tags]={tag}&limit=5&sort=-createdAt")).Select(r => r.Id).ToList();

        var during = (await AllPagesAsync(user, $"/customers?filter[tags]={tag}&limit=2&sort=-createdAt", () => user.CreateCustomerAsync(fields: new { tags = new[] { tag } }))).Select(r => r.Id).ToList();

        Assert.Equal(before, during);
    }

    [Fact]
    public async Task A_cursor_that_was_touched_or_belongs_to_another_list_is_refused()
    {
        var (user, tag) = await app.MadeAsync();
        var list = $"/customers?filter[tags]={tag}&limit=2&sort=name";
        var cursor = (await user.ReadAsync(list)).Text("page.next");
        var middle = cursor.Length / 2;
        var touched = cursor[..middle] + (cursor[middle] == 'A' ? 'B' : 'A') + cursor[(middle + 1)..];

        Assert.Equal("invalid_cursor", (await user.GetAsync($"{list}&cursor={touched}")).Problem.Code);
        Assert.Equal("invalid_cursor", (await user.GetAsync($"{list}&cursor=abc")).Problem.Code);
        Assert.Equal("cursor_mismatch", (await user.GetAsync($"/customers?filter[tags]={tag}&limit=2&sort=-name&cursor={cursor}")).Problem.Code);
        Assert.Equal("cursor_mismatch", (await user.GetAsync($"/customers?limit=2&sort=name&cursor={cursor}")).Problem.Code);
        Assert.Equal("cursor_mismatch", (await user.GetAsync($"/contacts?limit=2&sort=name&cursor={cursor}")).Problem.Code);
        (await user.GetAsync($"/customers?filter[tags]={tag}&limit=9&sort=name&cursor={cursor}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_total_counts_what_the_filter_leaves_on_every_page()
    {
        var (user, tag) = await app.MadeAsync();

        Assert.Equal(13, (await user.ReadAsync($"/customers?filter[tags]={tag}&limit=1&count=exact")).Number("total.value"));
        Assert.Equal(3, (await user.ReadAsync($"/customers?filter[tags]={tag}&filter[rating]=5&count=exact")).Number("total.value"));
    }

    [Theory]
    [InlineData("limit=0", "limit out_of_range")]
    [InlineData("limit=201", "limit out_of_range")]
    [InlineData("limit=-1", "limit invalid_value")]
    [InlineData("limit=ten", "limit invalid_value")]
    [InlineData("limit=99999999999", "limit invalid_value")]
    [InlineData("limit=5&limit=6", "limit given_twice")]
    [InlineData("count=all", "count invalid_value")]
    [InlineData("deleted=true", "deleted invalid_value")]
    [InlineData("sort=secret", "sort unknown_field")]
    [InlineData("sort=phones", "sort unknown_field")]
    [InlineData("sort=name,number,rating,status,createdAt", "sort too_many")]
    [InlineData("page=2", "page unknown_parameter")]
    [InlineData("Limit=2", "Limit unknown_parameter")]
    [InlineData("filter=x", "filter unknown_parameter")]
    [InlineData("filter[]=x", "filter[] unknown_parameter")]
    [InlineData("filter[name][eq][x]=1", "filter[name][eq][x] unknown_parameter")]
    [InlineData("filter[secret]=x", "filter[secret] unknown_field")]
    [InlineData("filter[description]=x", "filter[description] unknown_field")]
    [InlineData("filter[name][like]=x", "filter[name][like] unknown_operator")]
    [InlineData("filter[rating][contains]=1", "filter[rating][contains] unknown_operator")]
    [InlineData("filter[kind][isEmpty]=true", "filter[kind][isEmpty] unknown_operator")]
    [InlineData("filter[rating]=many", "filter[rating] invalid_value")]
    [InlineData("filter[kind]=robot", "filter[kind] invalid_value")]
    [InlineData("filter[ownerId]=nobody", "filter[ownerId] invalid_value")]
    [InlineData("filter[createdAt][gt]=yesterday", "filter[createdAt][gt] invalid_value")]
    [InlineData("filter[createdAt][gt]=2026-12-01T08:00:00", "filter[createdAt][gt] invalid_value")]
    [InlineData("filter[foundedOn]=01.12.2026", "filter[foundedOn] invalid_value")]
    [InlineData("filter[annualRevenue][gte]=1e3", "filter[annualRevenue][gte] invalid_value")]
    [InlineData("filter[rating][between]=1", "filter[rating][between] two_values_needed")]
    [InlineData("filter[rating][isEmpty]=perhaps", "filter[rating][isEmpty] not_true_or_false")]
    public async Task A_question_that_is_not_understood_is_refused_by_name(string query, string place)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.GetAsync("/customers?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(place, Assert.Single(answer.Problem.Places));
    }

    [Fact]
    public async Task Too_much_to_ask_is_refused()
    {
        var user = await app.SignInAsync(Role.Sales);

        Assert.Equal(["q too_long"], (await user.GetAsync("/customers?q=" + new string('a', 101))).Problem.Places);
        Assert.Equal(["filter[rating][in] too_many"], (await user.GetAsync("/customers?filter[rating][in]=" + string.Join(',', Enumerable.Repeat("1", 501)))).Problem.Places);
    }

    private static async Task<List<JsonNode>> AllPagesAsync(ApiUser user, string list, Func<Task>? between = null)
    {
        var rows = new List<JsonNode>();
        for (var path = list; ;)
        {
            var page = await user.ReadAsync(path);
            rows.AddRange(page.Items("data"));
            if (page.TextOrNull("page.next") is not { } next) return rows;
            if (between is not null) await between();
            path = $"{list}&cursor={next}";
        }
    }
}
