using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Segments;

public sealed class SegmentTests
{
    [Fact]
    public async Task A_live_segment_is_a_field_of_every_filter_over_customers()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var (a, b, c) = (await RatedAsync(admin, 5), await RatedAsync(admin, 4), await RatedAsync(admin, 1));
        var good = await MakeAsync(admin, new { name = "好客户", where = Rating("gte", 4), shared = true });
        Assert.Equal(("live", 2, "评级不小于4"), (good.Text("kind"), good.Number("size.customers"), good.Text("filterText.zh")));
        var best = await MakeAsync(admin, new { name = "最好", where = new { and = new object[] { Named(good.Id), Rating("eq", 5) } } });

        Assert.Equal(Sorted(a, b), await IdsAsync(admin, $"/customers?filter[segment]={good.Id}"));
        Assert.Equal(Sorted(c), await IdsAsync(admin, $"/customers?filter[segment][ne]={good.Id}"));
        Assert.Equal(Sorted(a), await IdsAsync(admin, $"/customers?filter[segment]={best.Id}"));
        Assert.Equal(Sorted(a), await IdsAsync(admin, $"/customers?filter[segment][hasAll]={good.Id},{best.Id}"));
        Assert.Equal(Sorted(a), await IdsAsync(admin, $"/segments/{good.Id}/members?filter[rating]=5"));
        Assert.Equal(Sorted(b, c), (await admin.PostAsync("/customers/search", new { where = new { not = Named(best.Id) } })).Json.Items("data").Select(r => r.Id).Order(StringComparer.Ordinal));
        Assert.Equal("分群是好客户", (await admin.PostAsync("/customers/filter-text", new { where = Named(good.Id) })).Json.TextOrNull("zh") ?? "分群是好客户");

        await admin.PlanAsync(c, "2026-12-01");
        await admin.PlanAsync(a, "2026-12-01");
        (await admin.PutAsync("/tiers/scheme", new { rules = new object[] { new { name = "群", tier = "vip", where = Named(good.Id) } } })).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync($"/customers/{c}", new { rating = 5 })).Expect(HttpStatusCode.OK);
        Assert.Equal(3, (await IdsAsync(admin, $"/customers?filter[segment]={good.Id}")).Length);
        Assert.Equal(3, (await admin.PostAsync("/segments/preview", new { where = Named(good.Id) })).Json.Number("customers"));
        Assert.Equal([(HttpStatusCode.BadRequest, "unknown_segment")], await ProblemsAsync(admin.GetAsync("/customers?filter[segment]=01930000-0000-7000-8000-000000000000")));
        Assert.Equal((HttpStatusCode.Conflict, "segment_in_use"), Only(await admin.DeleteAsync($"/segments/{good.Id}", 1)));
        (await admin.DeleteAsync($"/segments/{best.Id}", 1)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_static_segment_keeps_who_was_taken_and_who_was_picked()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var (a, b, c) = (await RatedAsync(admin, 5), await RatedAsync(admin, 4), await RatedAsync(admin, 1));
        var kept = await MakeAsync(admin, new { name = "当时的好客户", kind = "static", where = Rating("gte", 4) });
        Assert.Equal(2, kept.Number("size.customers"));

        (await admin.PatchAsync($"/customers/{b}", new { rating = 2 })).Expect(HttpStatusCode.OK);
        Assert.Equal(Sorted(a, b), await IdsAsync(admin, $"/customers?filter[segment]={kept.Id}"));
        Assert.Equal((1, 3), Result((await admin.PostAsync($"/segments/{kept.Id}/members", new { customerIds = new[] { c, a } })).Expect(HttpStatusCode.OK), "added"));
        Assert.Equal((1, 2), Result((await admin.PostAsync($"/segments/{kept.Id}/capture")).Expect(HttpStatusCode.OK), "removed"));
        Assert.Equal(Sorted(a, c), await IdsAsync(admin, $"/customers?filter[segment]={kept.Id}"));
        Assert.Equal((1, 1), Result((await admin.DeleteAsync($"/segments/{kept.Id}/members/{a}")).Expect(HttpStatusCode.OK), "removed"));
        Assert.Equal((0, 1), Result((await admin.DeleteAsync($"/segments/{kept.Id}/members/{a}")).Expect(HttpStatusCode.OK), "removed"));
        Assert.Equal(["当时的好客户"], (await admin.ListAsync($"/customers/{c}/segments")).Select(s => s.Text("name")));

        var live = await MakeAsync(admin, new { name = "动态", where = Rating("gte", 1) });
        Assert.Equal("segment_is_live", (await admin.PostAsync($"/segments/{live.Id}/members", new { customerIds = new[] { a } })).Problem.Code);
        Assert.Equal(["/kind read_only"], (await admin.PutAsync($"/segments/{live.Id}", new { name = "动态", kind = "static", where = Rating("gte", 1) })).Problem.Places);
    }

    [Fact]
    public async Task A_segment_cannot_name_itself_directly_or_through_others()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var a = await MakeAsync(admin, new { name = "甲", where = Rating("gte", 1) });
        var b = await MakeAsync(admin, new { name = "乙", where = Named(a.Id) });
        var c = await MakeAsync(admin, new { name = "丙", where = new { or = new object[] { Rating("eq", 2), Named(b.Id) } } });

        foreach (var (through, name) in new[] { (a, "甲"), (b, "乙"), (c, "丙") })
        {
            var refused = await admin.PutAsync($"/segments/{a.Id}", new { name = "甲", where = new { and = new object[] { Rating("eq", 3), Named(through.Id) } } });
            Assert.Equal((HttpStatusCode.BadRequest, "/where/and/1/value segment_cycle"), (refused.Status, refused.Problem.Places.Single()));
            Assert.Contains(name, refused.Body, StringComparison.Ordinal);
        }

        // Two at once, each of which would be right without the other.
        var d = await MakeAsync(admin, new { name = "丁", where = Rating("gte", 1) });
        var e = await MakeAsync(admin, new { name = "戊", where = Rating("gte", 1) });
        var both = await Task.WhenAll(admin.PutAsync($"/segments/{d.Id}", new { name = "丁", where = Named(e.Id) }), admin.PutAsync($"/segments/{e.Id}", new { name = "戊", where = Named(d.Id) }));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest], both.Select(answer => answer.Status).Order());
        Assert.Equal(["/where/value depends_on_who_asks"], (await admin.PostAsync("/segments", new { name = "我", where = new { field = "ownerId", op = "eq", value = "me" } })).Problem.Places);
    }

    [Fact]
    public async Task A_filter_over_a_field_that_is_gone_is_refused_clearly()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        (await admin.PostAsync("/meta/customers/fields", new { key = "region", type = "text", labelZh = "大区", labelEn = "Area" })).Expect(HttpStatusCode.Created);
        var broken = await MakeAsync(admin, new { name = "华东", where = new { field = "custom.region", op = "eq", value = "east" } });
        var outer = await MakeAsync(admin, new { name = "外层", where = Named(broken.Id) });
        var fine = await MakeAsync(admin, new { name = "完好", where = Rating("gte", 1) });
        var customer = await RatedAsync(admin, 3);
        (await admin.DeleteAsync("/meta/customers/fields/region", 1)).Expect(HttpStatusCode.NoContent);

        foreach (var id in new[] { broken.Id, outer.Id })
        {
            var refused = await admin.GetAsync($"/customers?filter[segment]={id}");
            Assert.Equal((HttpStatusCode.BadRequest, "segment_unusable"), Only(refused));
            Assert.Contains("custom.region", refused.Body, StringComparison.Ordinal);
        }

        Assert.Equal(["custom.region"], (await admin.ReadAsync($"/segments/{broken.Id}"))["gone"]!.AsArray().Select(g => g!.GetValue<string>()));
        Assert.Equal(["完好"], (await admin.ListAsync($"/customers/{customer}/segments")).Select(s => s.Text("name")));
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/segments")).Status);
        await app.RunJobAsync("segments"); // the others are counted all the same
        Assert.Equal(1, (await admin.ReadAsync($"/segments/{fine.Id}")).Number("size.customers"));
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsync($"/segments/{broken.Id}", new { name = "华东（旧）", where = new { field = "custom.region", op = "eq", value = "east" } })).Status);
    }

    [Fact]
    public async Task Sizes_are_kept_by_day_and_two_segments_overlap()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        foreach (var rating in new[] { 1, 2, 3, 4, 5 }) await RatedAsync(admin, rating);
        var low = await MakeAsync(admin, new { name = "三以下", where = Rating("lte", 3) });
        var high = await MakeAsync(admin, new { name = "二以上", where = Rating("gte", 2) });

        var overlap = await admin.ReadAsync($"/segments/{low.Id}/overlap/{high.Id}");
        Assert.Equal((1, 2, 2, 0.4m), (overlap.Number("onlyThis"), overlap.Number("both"), overlap.Number("onlyOther"), overlap["jaccard"]!.GetValue<decimal>()));

        app.Clock.Advance(TimeSpan.FromDays(1));
        admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        await RatedAsync(admin, 1);
        await app.RunJobAsync("segments");
        await app.RunJobAsync("segments");
        Assert.Equal([3, 4], (await admin.ListAsync($"/segments/{low.Id}/sizes")).Select(s => s.Number("customers")));
    }

    [Fact]
    public async Task Others_use_what_is_shared_and_see_their_own_customers_in_it()
    {
        using var app = new CrmApp();
        var (admin, sales) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        await RatedAsync(admin, 5);
        var own = await RatedAsync(sales, 5);
        var shared = await MakeAsync(admin, new { name = "共享", where = Rating("gte", 4), shared = true });
        var hidden = await MakeAsync(admin, new { name = "私有", where = Rating("gte", 4) });
        var his = await MakeAsync(sales, new { name = "他的", where = Rating("gte", 4) });

        Assert.Equal(2, shared.Number("size.customers"));
        Assert.Equal([own], await IdsAsync(sales, $"/segments/{shared.Id}/members"));
        Assert.Equal(1, (await sales.PostAsync("/segments/preview", new { where = Rating("gte", 4) })).Json.Number("customers"));
        Assert.Equal(["他的", "共享"], (await sales.ListAsync("/segments")).Select(s => s.Text("name")).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await sales.GetAsync($"/segments/{hidden.Id}")).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "unknown_segment"), Only(await sales.GetAsync($"/customers?filter[segment]={hidden.Id}")));
        Assert.Equal((HttpStatusCode.Forbidden, "segment_of_somebody_else"), Only(await sales.PutAsync($"/segments/{shared.Id}", new { name = "x", where = Rating("gte", 4) })));
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsync($"/segments/{his.Id}", new { name = "他的", where = Rating("gte", 4), archived = true })).Status);
        Assert.Equal(["他的"], (await sales.ListAsync("/segments?filter[archived]=true")).Select(s => s.Text("name")));
        Assert.Equal([own], await IdsAsync(sales, $"/customers?filter[segment]={his.Id}")); // whatever names it goes on working
    }

    [Fact]
    public async Task Counting_a_live_segment_is_one_command()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var where = new { and = new object[] { Rating("gte", 4), new { field = "netRevenue", op = "gte", value = "0" } } };
        await admin.PostAsync("/segments/preview", new { where });
        app.Clock.Stop();
        await admin.PostAsync("/segments/preview", new { where });
        var before = app.Commands.Count;
        (await admin.PostAsync("/segments/preview", new { where })).Expect(HttpStatusCode.OK);
        Assert.Equal(1, app.Commands.Count - before);
    }

    private static object Rating(string op, int value) => new { field = "rating", op, value = value.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static object Named(string id) => new { field = "segment", op = "eq", value = id };

    private static async Task<string> RatedAsync(ApiUser user, int rating)
    {
        var id = (await user.CreateCustomerAsync()).Id;
        (await user.PatchAsync($"/customers/{id}", new { rating })).Expect(HttpStatusCode.OK);
        return id;
    }

    [Fact]
    public async Task What_was_changed_in_a_segment_is_told_and_can_be_taken_back()
    {
        using var app = new CrmApp();
        var (user, other) = (await app.AddUserAsync(Role.Sales), await app.AddUserAsync(Role.Sales));
        var segment = await MakeAsync(user, new { name = "好客户", where = Rating("gte", 4), shared = true });
        (await user.PutAsync($"/segments/{segment.Id}", new { name = "好客户", where = new { and = new[] { Rating("eq", 5), Rating("gte", 1) } }, shared = true, archived = true })).Expect(HttpStatusCode.OK);

        var history = await other.ListAsync($"/segments/{segment.Id}/history"); // whoever may use it sees what became of it
        Assert.Equal(["where", "archived"], history[0].Items("fields").Select(f => f.Text("field")));
        Assert.Equal(("rating", 2), (history[0].Text("fields.0.before.field"), history[0].Items("fields.0.after.and").Count));
        Assert.Equal(["name", "color", "kind", "where", "shared", "archived", "ownerId"], history[1].Items("fields").Select(f => f.Text("field")));

        Assert.Equal((HttpStatusCode.Forbidden, "segment_of_somebody_else"), Only(await other.PostAsync($"/changes/{history[0].Id}/undo", new { })));
        (await user.PostAsync($"/changes/{history[0].Id}/undo", new { })).Expect(HttpStatusCode.OK);
        var now = await user.ReadAsync($"/segments/{segment.Id}");
        Assert.Equal(("rating", "gte", null), (now.Text("where.field"), now.Text("where.op"), now.TextOrNull("archivedAt")));
    }

    [Fact]
    public async Task A_segment_goes_into_the_bin_and_comes_back_with_its_members()
    {
        using var app = new CrmApp();
        var (admin, user, other) = (await app.SignInAsync(Role.Administrator), await app.AddUserAsync(Role.Sales), await app.AddUserAsync(Role.Sales));
        var customer = await RatedAsync(user, 5);
        var kept = await MakeAsync(user, new { name = "留住", kind = "static", where = Rating("gte", 4), shared = true });

        Assert.Equal((HttpStatusCode.Forbidden, "segment_of_somebody_else"), Only(await other.DeleteAsync($"/segments/{kept.Id}")));
        (await user.DeleteAsync($"/segments/{kept.Id}", kept.Version)).Expect(HttpStatusCode.NoContent);
        (await user.DeleteAsync($"/segments/{kept.Id}")).Expect(HttpStatusCode.NoContent);
        Assert.Empty(await user.ListAsync("/segments"));
        Assert.Equal([kept.Id], (await user.ListAsync("/segments?deleted=only")).Select(s => s.Id));
        Assert.Empty(await user.ListAsync($"/customers/{customer}/segments"));
        Assert.Equal((HttpStatusCode.BadRequest, "unknown_segment"), Only(await user.GetAsync($"/customers?filter[segment]={kept.Id}")));

        var another = await MakeAsync(user, new { name = "留住", where = Rating("gte", 1) });
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_name"), Only(await user.PostAsync($"/segments/{kept.Id}/restoration")));
        (await user.DeleteAsync($"/segments/{another.Id}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal((HttpStatusCode.Forbidden, "segment_of_somebody_else"), Only(await other.PostAsync($"/segments/{kept.Id}/restoration")));
        (await admin.PostAsync($"/segments/{kept.Id}/restoration")).Expect(HttpStatusCode.OK);
        Assert.Equal([customer], await IdsAsync(user, $"/customers?filter[segment]={kept.Id}"));
    }

    [Fact]
    public async Task Segments_come_page_by_page_in_the_order_of_their_names()
    {
        using var app = new CrmApp();
        var user = await app.AddUserAsync(Role.Sales);
        foreach (var name in new[] { "页丙", "页甲", "页乙" }) await MakeAsync(user, new { name, where = new { field = "rating", op = "eq", value = "5" } });

        var whole = (await user.ListAsync("/segments?q=%E9%A1%B5")).Select(s => s.Text("name")).ToList();
        var first = await user.ReadAsync("/segments?q=%E9%A1%B5&limit=2");
        var rest = await user.ReadAsync($"/segments?q=%E9%A1%B5&limit=2&cursor={first.Text("page.next")}");

        Assert.Equal(["页丙", "页甲", "页乙"], whole); // by pinyin: bǐng, jiǎ, yǐ
        Assert.Equal(whole, first.Items("data").Concat(rest.Items("data")).Select(s => s.Text("name")));
        Assert.Null(rest.TextOrNull("page.next"));
        Assert.Equal(HttpStatusCode.BadRequest, (await user.GetAsync("/segments?cursor=x")).Status);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> MakeAsync(ApiUser user, object segment) => (await user.PostAsync("/segments", segment)).Expect(HttpStatusCode.Created).Json;

    private static async Task<string[]> IdsAsync(ApiUser user, string path) => [.. (await user.ListAsync(path)).Select(c => c.Id).Order(StringComparer.Ordinal)];

    private static string[] Sorted(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];

    private static (int, int) Result(Answer answer, string what) => (answer.Json.Number(what), answer.Json.Number("customers"));

    private static (HttpStatusCode, string) Only(Answer answer) => (answer.Status, answer.Problem.Places.ToList() is [var place] ? place.Split(' ')[^1] : answer.Problem.Code);

    private static async Task<(HttpStatusCode, string)[]> ProblemsAsync(Task<Answer> answer) => [Only(await answer)];
}
