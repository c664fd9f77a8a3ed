using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Care;

/// <summary>Which days of customers lie ahead.</summary>
public sealed class OccasionTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Birthdays_by_either_calendar_founding_days_and_own_days_fall_where_they_are_kept()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var company = (await user.CreateCustomerAsync(fields: new { foundedOn = "2012-02-29" })).Id;
        var person = (await user.CreateCustomerAsync(fields: new { kind = "person", birthday = "1990-02-03" })).Id;
        var solar = (await user.CreateContactAsync(customerId: company, fields: new { birthday = "1988-02-28" })).Id;
        var lunar = (await user.CreateContactAsync(customerId: company, fields: new { birthday = "1987-02-10", birthdayCalendar = "lunar" })).Id; // 正月十三
        (await user.CreateContactAsync(customerId: company, fields: new { birthday = "1988-03-02" })).ToString();
        await user.MakeAsync($"/customers/{company}/occasions", new { kind = "contract", name = "框架协议", since = "2022-02-20" });
        await user.MakeAsync($"/customers/{company}/occasions", new { name = "开业", since = "2026-02-25" }); // its first anniversary is a year later

        var found = await user.ListAsync("/occasions?from=2026-02-01&to=2026-03-01&ownerId=me");

        Assert.Equal(
            [
                $"2026-02-03 birthday {person}  36", "2026-02-17 festival   ", $"2026-02-20 contract {company}  4",
                $"2026-02-28 birthday {company} {solar} 38", $"2026-02-28 founding {company}  14", $"2026-03-01 birthday {company} {lunar} 39",
            ],
            found.Select(o => $"{o.Text("on")} {o.Text("kind")} {o.TextOrNull("customerId")} {o.TextOrNull("contactId")} {o["years"]}"));
        Assert.Equal("春节", found[1].Text("name"));
        Assert.Equal([$"{company}"], (await user.ListAsync($"/occasions?from=2026-02-01&to=2026-03-01&customerId={company}&kind=founding")).Select(o => o.Text("customerId")));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var customer = (await user.CreateCustomerAsync()).Id;
        for (var i = 1; i <= 23; i++) await user.CreateContactAsync(customerId: customer, fields: new { birthday = $"1990-{1 + (i % 3):00}-{1 + (i / 2):00}" });
        const string all = "/occasions?from=2026-01-01&to=2026-12-31&ownerId=me&kind=birthday";

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await user.ReadAsync($"{all}&limit=5{cursor}");
            seen.AddRange(page.Items("data").Select(o => o.Text("on") + o.Text("key")));
            cursor = page.TextOrNull("page.next") is { } next ? "&cursor=" + Uri.EscapeDataString(next) : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(23, seen.Count);
        Assert.Equal((await user.ListAsync(all + "&limit=200")).Select(o => o.Text("on") + o.Text("key")), seen);
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        var foreign = (await user.ReadAsync($"{all}&limit=5")).Text("page.next");
        Assert.Equal("cursor_mismatch", (await user.GetAsync($"/occasions?from=2026-01-02&limit=5&cursor={Uri.EscapeDataString(foreign)}")).Problem.Json.Text("errors.0.code"));
    }

    [Fact]
    public async Task Occasions_of_others_are_nobodys_business()
    {
        var (user, stranger, manager) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail), await app.SignInAsync(Role.SalesManager));
        var customer = (await user.CreateCustomerAsync(fields: new { foundedOn = "2015-06-07" })).Id;
        const string day = "/occasions?from=2026-06-07&to=2026-06-07&kind=founding&limit=200";

        Assert.Contains(await user.ListAsync(day), o => o.Text("customerId") == customer);
        Assert.Contains(await manager.ListAsync(day), o => o.Text("customerId") == customer);
        Assert.DoesNotContain(await stranger.ListAsync(day), o => o.Text("customerId") == customer);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/occasions?customerId={customer}")).Status);
    }

    [Fact]
    public async Task An_administrator_switches_festivals_off_and_adds_his_own()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        const string autumn = "/occasions?from=2026-09-01&to=2026-10-31&kind=festival";
        Assert.Equal([("2026-09-25", "中秋节"), ("2026-10-01", "国庆节")], (await user.ListAsync(autumn)).Select(o => (o.Text("on"), o.Text("name"))));

        var moon = (await user.ListAsync("/festivals?filter[name]=中秋节"))[0].Id;
        (await admin.PatchAsync("/festivals/" + moon, new { switchedOff = true })).Expect(HttpStatusCode.OK);
        var own = await admin.MakeAsync("/festivals", new { name = "公司周年庆", calendar = "lunar", month = 9, day = 9 });
        Assert.Equal(["国庆节", "公司周年庆"], (await user.ListAsync(autumn)).Select(o => o.Text("name")));
        Assert.Equal("2026-10-18", (await user.ListAsync(autumn))[1].Text("on"));

        Assert.Equal("permission_missing", (await user.PatchAsync("/festivals/" + own.Id, new { month = 8 })).Problem.Code);
        (await admin.PatchAsync("/festivals/" + moon, new { switchedOff = false })).Expect(HttpStatusCode.OK);
        (await admin.DeleteAsync("/festivals/" + own.Id)).Expect(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("from=2026-02-01&to=2026-01-01", "to ends_before_start")]
    [InlineData("from=2026-01-01&to=2028-01-01", "to span_too_long")]
    [InlineData("from=0001-01-01", "from out_of_range")]
    [InlineData("from=9999-12-31", "from out_of_range")]
    [InlineData("limit=0", "limit out_of_range")]
    [InlineData("ownerId=somebody", "ownerId wrong_type")]
    [InlineData("cursor=abc", "cursor cursor_mismatch")]
    public async Task What_cannot_be_asked_is_refused(string query, string error)
    {
        var answer = await (await app.SignInAsync(Role.Sales)).GetAsync("/occasions?" + query);

        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Problem.Json.Text("errors.0.parameter") + " " + answer.Problem.Json.Text("errors.0.code")));
    }

    [Fact]
    public async Task Own_days_are_written_changed_and_taken_away()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = (await user.CreateCustomerAsync()).Id;
        var path = $"/customers/{customer}/occasions";
        Assert.Equal(["/kind unknown_value", "/name required", "/since required"], (await user.PostAsync(path, new { kind = "birthday" })).Problem.Places.Order(StringComparer.Ordinal));

        var made = await user.MakeAsync(path, new { name = "结婚纪念日", since = "2020-05-24", calendar = "lunar" }); // 闰四月初二
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await user.PatchAsync($"{path}/{made.Id}", new { name = "x" }, 7)).Status);
        var changed = (await user.PatchAsync($"{path}/{made.Id}", new { name = "银婚" }, 1)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("银婚", "lunar", 2), (changed.Text("name"), changed.Text("calendar"), changed.Number("version")));
        Assert.Contains(await user.ListAsync($"/occasions?customerId={customer}&from=2026-05-01&to=2026-06-30&kind=own"), o => o.Text("on") == "2026-05-18"); // 2026 四月初二
        (await user.DeleteAsync($"{path}/{made.Id}")).Expect(HttpStatusCode.NoContent);
        Assert.Empty(await user.ListAsync(path));
    }
}
