using System.Net;
using System.Text.Json.Nodes;
using Crm.Api.Tests.Orders;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

/// <summary>A small company whose figures are counted by hand; it is Tuesday morning, 1 December 2026, in Shanghai, where the company sits.</summary>
public sealed class FollowUpKpiTests : IClassFixture<CrmApp>
{
    private const string Now = "2026-12-01T10:00:00+08:00";
    private static readonly string[] Figures = ["due", "doneOnTime", "doneLate", "missed", "open", "cancelled", "promisesDue", "promisesKept", "promisesBroken"];
    private readonly CrmApp _app;

    public FollowUpKpiTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt(Now);
    }

    [Fact]
    public async Task Figures_are_those_counted_by_hand_and_each_opens_the_list_behind_it()
    {
        var world = await MakeAsync();
        var manager = world.Manager;

        var kpi = await manager.ReadAsync("/follow-ups/kpi?groupBy=manager");

        Assert.Equal(("2026-09-03", "2026-12-01", "2026-12-01T02:00:00.000Z", "manager"), (kpi.Text("from"), kpi.Text("to"), kpi.Text("until"), kpi.Text("groupBy")));
        Assert.Equal([10, 3, 3, 2, 2, 1, 3, 1, 2], Numbers(kpi.At("total")!));
        Assert.Equal((0.3, 0.1078, 0.6032), Share(kpi.At("total.coverage")!));
        Assert.Equal((0.3333, 0.0615, 0.7923), Share(kpi.At("total.kept")!));
        var groups = kpi.Items("groups");
        Assert.Equal([5, 3, 2, 0, 0, 0, 2, 1, 1], Numbers(groups.Single(g => g.Text("key") == world.A.Id).At("figures")!));
        Assert.Equal([5, 0, 1, 2, 2, 1, 1, 0, 1], Numbers(groups.Single(g => g.Text("key") == world.B.Id).At("figures")!));
        Assert.Equal(["2026-09", "2026-10", "2026-11", "2026-12"], kpi.Items("months").Select(m => m.Text("month")));
        Assert.Equal([6, 2, 2, 1, 1, 0, 0, 0, 0], Numbers(kpi.Items("months")[1].At("figures")!)); // the one done at half past eleven at night on the last of the month is in it
        Assert.Equal([4, 1, 1, 1, 1, 1, 3, 1, 2], Numbers(kpi.Items("months")[2].At("figures")!)); // half past midnight on the first is not October, whatever UTC says
        Assert.Equal([("within7", 2), ("within30", 1), ("within90", 0), ("within180", 0), ("longer", 1), ("never", 1)], kpi.Items("contact").Select(c => (c.Text("span"), c.Number("customers"))));

        foreach (var groupBy in new[] { "tier", "team", "manager" }) await EnsureListsAsync(manager, await manager.ReadAsync("/follow-ups/kpi?groupBy=" + groupBy));
        var tiers = (await manager.ReadAsync("/follow-ups/kpi")).Items("groups");
        Assert.Equal([("vip", 2, 1), (null, 8, 2)], tiers.Select(g => (g.TextOrNull("key"), g.Number("figures.due"), g.Number("figures.doneOnTime"))));
        Assert.Equal([(world.Team, 10)], (await manager.ReadAsync("/follow-ups/kpi?groupBy=team")).Items("groups").Select(g => (g.Text("key"), g.Number("figures.due"))));
        Assert.Equal([3, 0, 1, 1, 1, 0, 0, 0, 0], Numbers((await world.B.ReadAsync("/follow-ups/kpi?from=2026-10-10&to=2026-10-20")).At("total")!));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0], Numbers((await world.B.ReadAsync("/follow-ups/kpi?from=2026-12-02&to=2026-12-31")).At("total")!)); // nothing of it is due yet

        Assert.Equal([(world.A.Id, 5)], (await world.A.ReadAsync("/follow-ups/kpi?groupBy=manager")).Items("groups").Select(g => (g.Text("key"), g.Number("figures.due"))));
        var stranger = await _app.AddUserAsync(Role.Sales);
        var nothing = await stranger.ReadAsync("/follow-ups/kpi");
        Assert.Equal((0, 0, 0), (nothing.Number("total.due"), nothing.Items("groups").Count, nothing.Items("contact").Sum(c => c.Number("customers"))));
        Assert.Null(nothing.At("total.coverage"));
    }

    [Fact]
    public async Task Orders_after_steps_done_on_time_are_compared_with_those_after_postponed_ones()
    {
        var world = await MakeAsync();
        var manager = world.Manager;

        var effect = await manager.ReadAsync("/follow-ups/kpi/effect");

        Assert.Equal((30, 7, "2026-11-01T02:00:00.000Z"), (effect.Number("orderDays"), effect.Number("lateDays"), effect.Text("until")));
        Assert.Equal((3, 2, 3), Outcome(effect, "visited"));
        Assert.Equal((3, 2, 1), Outcome(effect, "postponed"));
        Assert.Equal(1, effect.Number("between"));
        Assert.Equal((1, 0.3424, 1), Share(effect.At("visited.share")!)); // three steps of two customers, all of whom ordered: worth two
        Assert.Equal((0.3333, 0.0615, 0.7923), Share(effect.At("postponed.share")!));
        Assert.Equal((0.6667, -0.1353, 0.9385), (Real(effect, "difference.difference"), Real(effect, "difference.low"), Real(effect, "difference.high")));
        foreach (var side in new[] { "visited", "postponed" })
        {
            Assert.Equal(effect.Number(side + ".steps"), await CountAsync(manager, "follow-ups", effect.At("where")!, effect.At(side + ".where")!));
            Assert.Equal(effect.Number(side + ".ordered"), await CountAsync(manager, "follow-ups", effect.At("where")!, effect.At(side + ".where")!, effect.At("orderedWhere")!));
        }

        var sooner = await manager.ReadAsync("/follow-ups/kpi/effect?orderDays=25&lateDays=1");
        Assert.Equal((1, 0), (sooner.Number("visited.ordered"), sooner.Number("postponed.ordered")));
        var later = await manager.ReadAsync("/follow-ups/kpi/effect?orderDays=31&lateDays=11"); // a step ten days late is on neither side any more
        Assert.Equal((2, 2), (later.Number("postponed.steps"), later.Number("between")));
        Assert.Null((await world.A.ReadAsync("/follow-ups/kpi/effect")).At("difference")); // of A nothing was postponed
        Assert.Equal((0, 0), ((await world.B.ReadAsync("/follow-ups/kpi/effect")).Number("visited.steps"), (await (await _app.AddUserAsync(Role.Sales)).ReadAsync("/follow-ups/kpi/effect")).Number("postponed.steps")));
    }

    [Fact]
    public async Task Whoever_stands_in_sees_the_figures_of_whom_he_stands_in_for_and_what_he_does_counts_for_him()
    {
        var (away, deputy) = (await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales));
        var customer = (await away.CreateCustomerAsync()).Id;
        await CloseAsync(away, customer, "2026-11-20", "completion", "2026-11-20T09:00:00+08:00");
        _app.Clock.StopAt(Now);
        (away, deputy) = (await AgainAsync(away), await AgainAsync(deputy));
        Assert.Equal(0, (await deputy.ReadAsync("/follow-ups/kpi")).Number("total.due"));

        await away.MakeAsync("/absences", new { from = "2026-11-30", to = "2026-12-04", kind = "sick", deputyId = deputy.Id });
        Assert.Equal(1, (await deputy.ReadAsync("/follow-ups/kpi")).Number("total.due"));

        var step = await deputy.PlanAsync(customer, "2026-12-01", fields: new { ownerId = deputy.Id });
        (await deputy.PostAsync($"/follow-ups/{step.Id}/completion", new { })).Expect(HttpStatusCode.OK);
        _app.Clock.StopAt("2026-12-02T10:00:00+08:00");
        var groups = (await (await AgainAsync(away)).ReadAsync("/follow-ups/kpi?groupBy=manager")).Items("groups");
        Assert.Equal([(away.Id, 1), (deputy.Id, 1)], groups.Select(g => (g.Text("key"), g.Number("figures.doneOnTime"))).OrderBy(g => g.Item1 == deputy.Id));
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_by_name()
    {
        var user = await _app.SignInAsync(Template.SalesEmail, CrmApp.Password);

        foreach (var (query, places) in new[]
        {
            ("?groupBy=colour", "groupBy invalid_value"),
            ("?from=2026-11-02&to=2026-11-01", "from out_of_range"),
            ("?from=2025-11-30&to=2026-12-01", "from out_of_range"),
            ("?from=1999-12-31&to=2200-01-01", "to out_of_range, from out_of_range"),
            ("?from=1999-12-31&groupBy=x", "groupBy invalid_value, from out_of_range"),
            ("/effect?orderDays=6", "orderDays out_of_range"),
            ("/effect?orderDays=181", "orderDays out_of_range"),
            ("/effect?orderDays=10&lateDays=11", "lateDays out_of_range"),
            ("/effect?lateDays=0&from=2200-01-01", "lateDays out_of_range, from out_of_range"),
        })
        {
            var refused = await user.GetAsync("/follow-ups/kpi" + query);
            Assert.Equal((HttpStatusCode.BadRequest, places), (refused.Status, string.Join(", ", refused.Problem.Places)));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await user.GetAsync("/follow-ups/kpi?from=yesterday")).Status);
        (await user.GetAsync("/follow-ups/kpi?from=2025-12-01&to=2026-12-01")).Expect(HttpStatusCode.OK);
        (await user.GetAsync("/follow-ups/kpi/effect?orderDays=7")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app.Stranger().GetAsync("/follow-ups/kpi")).Status);
    }

    [Fact]
    public async Task Fields_behind_the_figures_filter_lists_by_themselves()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = (await user.CreateCustomerAsync()).Id;
        var id = await CloseAsync(user, customer, "2026-11-10", "completion", "2026-11-13T12:00:00+08:00");
        _app.Clock.StopAt(Now);
        user = await AgainAsync(user);
        await user.OrderAsync(customer, "100", "2026-11-09"); // the day before does not count
        await user.OrderAsync(customer, "100", "2026-11-15");
        await user.OrderAsync(customer, "100", "2026-11-12", new { status = "draft" });

        foreach (var (filter, holds) in new[]
        {
            ("[onTime]=false", true), ("[onTime][ne]=true", true), ("[onTime][isEmpty]=false", true), ("[onTime]=true", false),
            ("[daysLate]=2", true), ("[daysLate][lt]=2", false), ("[daysLate][between]=1,3", true),
            ("[daysToOrder]=5", true), ("[daysToOrder][lte]=4", false), ("[daysToOrder][isEmpty]=true", false),
        })
            Assert.Equal((filter, holds), (filter, (await user.ListAsync($"/follow-ups?filter{filter}")).Any(f => f.Id == id)));
    }

    private async Task<World> MakeAsync()
    {
        _app.Clock.StopAt(Now);
        var admin = await _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var team = (await admin.MakeAsync("/teams", new { name = "团队" + Unique.Word() })).Id;
        var (manager, a, b) = (await _app.AddUserAsync(Role.SalesManager, team), await _app.AddUserAsync(Role.Sales, team), await _app.AddUserAsync(Role.Sales, team));
        var (first, second, third, fourth) = ((await a.CreateCustomerAsync()).Id, (await a.CreateCustomerAsync()).Id, (await b.CreateCustomerAsync()).Id, (await b.CreateCustomerAsync()).Id);
        var fifth = (await b.CreateCustomerAsync()).Id;
        await admin.CreateCustomerAsync(); // of nobody in the team
        (await admin.PutAsync($"/customers/{first}/tier", new { tier = "vip", reason = "老朋友" })).Expect(HttpStatusCode.OK);
        foreach (var (user, customer, at) in new[] { (a, first, "2026-11-28T10:00:00+08:00"), (a, second, "2026-11-24T00:30:00+08:00"), (b, third, "2026-11-23T23:00:00+08:00"), (b, fourth, "2026-05-01T10:00:00+08:00") })
            await user.LogAsync(customer, fields: new { startedAt = at });

        await a.OrderAsync(first, "100", "2026-10-05");
        await a.OrderAsync(second, "100", "2026-11-30");
        await b.OrderAsync(third, "100", "2026-11-10");
        await b.OrderAsync(fourth, "100", "2026-10-21", new { status = "draft" });

        await b.PlanAsync(third, "2026-11-20"); // open
        await b.PlanAsync(third, "2026-12-01"); // today is not over
        await b.PlanAsync(third, "2026-09-01"); // before the usual span
        await b.PlanAsync(fourth, "2026-10-20"); // open, and postponed
        await b.PlanAsync(fifth, "2026-11-10", fields: new { kind = "promise" }); // broken
        await CloseAsync(a, first, "2026-10-05", "completion", "2026-10-05T23:30:00+08:00");
        await CloseAsync(a, first, "2026-10-12", "completion", "2026-10-13T00:10:00+08:00"); // late
        await CloseAsync(a, second, "2026-10-31", "completion", "2026-10-31T23:30:00+08:00");
        await CloseAsync(a, second, "2026-10-31T16:30:00Z", "completion", "2026-11-01T20:00:00+08:00"); // within a day of the moment
        await CloseAsync(a, second, "2026-11-10T02:00:00Z", "completion", "2026-11-11T11:00:00+08:00"); // an hour more than a day
        await CloseAsync(a, first, "2026-12-05", "completion", "2026-11-25T09:00:00+08:00"); // done early, and not due yet
        await CloseAsync(b, third, "2026-11-15", "missed", "2026-11-16T09:00:00+08:00");
        await CloseAsync(b, third, "2026-11-22", "cancellation", "2026-11-16T09:00:00+08:00");
        await CloseAsync(b, third, "2026-10-10", "completion", "2026-10-20T09:00:00+08:00"); // ten days late
        await CloseAsync(b, third, "2026-10-15", "missed", "2026-10-15T09:00:00+08:00"); // before its day was over, and still not done
        await CloseAsync(a, first, "2026-11-05", "completion", "2026-11-05T22:00:00+08:00", promise: true);
        await CloseAsync(a, first, "2026-11-06", "completion", "2026-11-08T09:00:00+08:00", promise: true); // kept late is broken
        await CloseAsync(b, third, "2026-11-12", "cancellation", "2026-11-12T09:00:00+08:00", promise: true); // withdrawn
        _app.Clock.StopAt(Now);
        (manager, a, b) = (await AgainAsync(manager), await AgainAsync(a), await AgainAsync(b));
        var gone = await b.PlanAsync(third, "2026-11-02");
        (await b.DeleteAsync("/follow-ups/" + gone.Id)).Expect(HttpStatusCode.NoContent); // what is in the bin was not due
        return new World(team, manager, a, b);
    }

    /// <summary>Plans a follow-up and closes it at a moment.</summary>
    private async Task<string> CloseAsync(ApiUser user, string customer, string due, string how, string at, bool promise = false)
    {
        _app.Clock.StopAt(at);
        user = await AgainAsync(user);
        var id = (await user.PlanAsync(customer, due, fields: new { kind = promise ? "promise" : "step" })).Id;
        (await user.PostAsync($"/follow-ups/{id}/{how}", new { })).Expect(HttpStatusCode.OK);
        return id;
    }

    /// <summary>Every sign-in is of its hour.</summary>
    private Task<ApiUser> AgainAsync(ApiUser user) => _app.SignInAsync(user.Me.Text("email"), CrmApp.Password);

    /// <summary>Every figure is what the list behind it shows.</summary>
    private static async Task EnsureListsAsync(ApiUser user, JsonNode kpi)
    {
        foreach (var figure in Figures)
        {
            var list = kpi.At("lists." + figure)!;
            Assert.Equal((figure, kpi.Number("total." + figure)), (figure, await CountAsync(user, "follow-ups", kpi.At("where")!, list)));
            foreach (var group in kpi.Items("groups")) Assert.Equal((figure, group.Number("figures." + figure)), (figure, await CountAsync(user, "follow-ups", kpi.At("where")!, group.At("where")!, list)));
            foreach (var month in kpi.Items("months")) Assert.Equal((figure, month.Number("figures." + figure)), (figure, await CountAsync(user, "follow-ups", month.At("where")!, list)));
        }

        foreach (var (bar, i) in kpi.Items("contact").Select((bar, i) => (bar, i)))
        {
            Assert.Equal((bar.Text("span"), bar.Number("customers")), (bar.Text("span"), await CountAsync(user, "customers", bar.At("where")!)));
            foreach (var group in kpi.Items("groups")) Assert.Equal(group.Items("contact")[i].Number("customers"), await CountAsync(user, "customers", bar.At("where")!, group.At("customersWhere")!));
        }
    }

    private static async Task<int> CountAsync(ApiUser user, string entity, params JsonNode[] filters)
    {
        var body = new JsonObject { ["where"] = new JsonObject { ["and"] = new JsonArray([.. filters.Select(f => f.DeepClone())]) }, ["limit"] = 200 };
        return (await user.PostAsync($"/{entity}/search", body.ToJsonString())).Expect(HttpStatusCode.OK).Rows.Count;
    }

    private static IEnumerable<int> Numbers(JsonNode figures) => Figures.Select(figures.Number);

    private static (double, double, double) Share(JsonNode share) => (Real(share, "share"), Real(share, "low"), Real(share, "high"));

    private static double Real(JsonNode node, string path) => node.At(path)!.GetValue<double>();

    private static (int, int, int) Outcome(JsonNode effect, string side) => (effect.Number(side + ".steps"), effect.Number(side + ".customers"), effect.Number(side + ".ordered"));

    private sealed record World(string Team, ApiUser Manager, ApiUser A, ApiUser B);
}
