using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Lists;

public sealed class GroupTests(FourCustomers app) : IClassFixture<FourCustomers>
{
    [Theory]
    [InlineData("kind", "company 3,person 1")]
    [InlineData("rating", "1 1,3 1,5 1,none 1")]
    [InlineData("provinceCode", "370000 2,none 2")]
    [InlineData("tags", "tag 4,红 1,蓝 1")]
    [InlineData("foundedOn", "none 2,2001 1,2010 1")]
    [InlineData("name", null)]
    [InlineData("secret", null)]
    [InlineData("contacts.title", null)]
    public async Task Records_with_the_same_value_are_a_group(string by, string? expected)
    {
        var (user, tag) = await app.MadeAsync();

        var answer = await user.PostAsync("/customers/groups", new { where = new { field = "tags", value = tag }, by });

        if (expected is null)
        {
            Assert.Equal((HttpStatusCode.BadRequest, "/by unknown_field"), (answer.Status, Assert.Single(answer.Problem.Places)));
            return;
        }

        var groups = answer.Expect(HttpStatusCode.OK).Json.Items("data").Select(g => $"{g.TextOrNull("key") ?? "none"} {g.Number("count")}".Replace(tag, "tag", StringComparison.Ordinal));
        Assert.Equal(expected.Split(',').Order(StringComparer.Ordinal), groups.Order(StringComparer.Ordinal));
        Assert.Equal(4, answer.Json.Number("total.count"));
    }

    [Fact]
    public async Task Numbers_are_added_up_and_averaged_and_money_by_its_currency()
    {
        var user = await app.SignInAsync(Role.Sales);
        var tag = Unique.Word();
        foreach (var (amount, currency, status, rating) in new[] { ("100.50", "CNY", "potential", 5), ("0.25", "CNY", "potential", 2), ("7.00", "USD", "potential", 2), ("1.00", "CNY", "negotiating", 1) })
            await user.CreateCustomerAsync(fields: new { tags = new[] { tag }, annualRevenue = new { amount, currency }, status, rating });
        await user.CreateCustomerAsync(fields: new { tags = new[] { tag }, status = "potential" });

        var groups = (await user.PostAsync("/customers/groups", new { where = new { field = "tags", value = tag }, by = "status", sum = new[] { "annualRevenue", "rating" }, average = new[] { "rating" } })).Expect(HttpStatusCode.OK).Json;

        var first = groups.Items("data")[0];
        Assert.Equal(("potential", 4, "9", "3"), (first.Text("key"), first.Number("count"), first.Text("sums.rating"), first.Text("averages.rating")));
        Assert.Equal(["100.75 CNY", "7.00 USD"], first.Items("sums.annualRevenue").Select(m => $"{m.Text("amount")} {m.Text("currency")}"));
        Assert.True(first.Text("label.zh").Length > 0 && first.Text("label.en").Length > 0);
        Assert.Equal((5, "10", "2.5"), (groups.Number("total.count"), groups.Text("total.sums.rating"), groups.Text("total.averages.rating")));

        var none = (await user.PostAsync("/customers/groups", new { where = new { field = "tags", value = Unique.Word() }, sum = new[] { "annualRevenue", "rating" }, average = new[] { "rating" } })).Expect(HttpStatusCode.OK).Json;
        Assert.Empty(none.Items("data"));
        Assert.Equal((0, "0"), (none.Number("total.count"), none.Text("total.sums.rating")));
    }

    [Fact]
    public async Task Moments_are_grouped_by_the_months_of_the_user()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        foreach (var startedAt in new[] { "2026-01-31T15:59:59Z", "2026-01-31T16:00:00Z", "2026-02-28T15:00:00Z" }) await user.LogAsync(customer.Id, fields: new { startedAt });

        async Task<string> MonthsAsync(string? timeZone) => string.Join(' ', (await user.PostAsync("/interactions/groups", new { by = "startedAt", timeZone })).Expect(HttpStatusCode.OK).Json.Items("data").Select(g => $"{g.Text("key")}:{g.Number("count")}").Order(StringComparer.Ordinal));

        Assert.Equal("2026-01:1 2026-02:2", await MonthsAsync(null));
        Assert.Equal("2026-01:2 2026-02:1", await MonthsAsync("Europe/London"));
    }

    [Fact]
    public async Task What_is_out_of_sight_is_in_no_group()
    {
        var (user, tag) = await app.MadeAsync();
        var stranger = await app.SignInAsync(Template.OtherSalesEmail);
        var own = await stranger.CreateCustomerAsync(fields: new { tags = new[] { tag }, annualRevenue = new { amount = "1.00", currency = "CNY" } });

        var groups = (await stranger.PostAsync("/customers/groups", new { where = new { field = "tags", value = tag }, by = "ownerId", sum = new[] { "annualRevenue" } })).Expect(HttpStatusCode.OK).Json;

        var group = Assert.Single(groups.Items("data"));
        Assert.Equal((stranger.Id, 1, 1), (group.Text("key"), group.Number("count"), groups.Number("total.count")));
        Assert.Equal("1.00", Assert.Single(group.Items("sums.annualRevenue")).Text("amount"));
        (await (await app.SignInAsync(Role.Administrator)).DeleteAsync("/customers/" + own.Id)).Expect(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("""{"sum":["name"]}""", "/sum/0 unknown_field")]
    [InlineData("""{"average":["rating","secret"]}""", "/average/1 unknown_field")]
    [InlineData("""{"where":{"field":"x","value":1}}""", "/where/field unknown_field")]
    [InlineData("""{"by":"createdAt","timeZone":"x"}""", "/timeZone unknown_time_zone")]
    public async Task A_question_that_is_not_understood_is_refused_where_it_stands(string body, string place)
    {
        var user = await app.SignInAsync(Role.Sales);

        Assert.Equal([place], (await user.PostAsync("/customers/groups", body)).Problem.Places);
    }
}
