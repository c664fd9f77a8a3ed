using System.Net;
using Crm.Api.Tests.Orders;
using Crm.Domain.Security;
using Crm.Infrastructure.Jobs;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.Lifecycle;

public sealed class LifecycleTests
{
    [Fact]
    public async Task An_order_moves_a_customer_at_once_and_the_night_moves_whoever_keeps_silent()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var customer = (await admin.CreateCustomerAsync()).Id;
        Assert.Equal("prospect", (await admin.CustomerAsync(customer)).Text("stage"));

        var today = Today(app);
        foreach (var days in new[] { 30, 20, 10 }) await admin.OrderAsync(customer, "100", Day(today.AddDays(-days)));
        var active = await admin.CustomerAsync(customer);
        Assert.Equal(("active", Day(today.AddDays(-20)), Day(today.AddDays(11)), Day(today.AddDays(31))), (active.Text("stage"), active.Text("stageSince"), active.Text("silentOn"), active.Text("lostOn")));
        Assert.Equal([customer], (await admin.ListAsync("/customers?filter[stage]=active&sort=stage")).Select(c => c.Id));

        app.Clock.Advance(TimeSpan.FromDays(12));
        await app.RunJobAsync("lifecycle");
        admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var view = await admin.ReadAsync($"/customers/{customer}/lifecycle");
        Assert.Equal(("silent", Day(today.AddDays(11)), "active", 10, 20), (view.Text("stage"), view.Text("since"), view.Text("why.from"), (int)view.At("why.figures.gapDays")!.GetValue<decimal>(), view.Number("why.figures.silentAfterDays")));
        Assert.Equal("active", (await admin.ReadAsync($"/customers/{customer}/lifecycle?asOf={Day(today)}")).Text("stage"));
        Assert.Equal("new", (await admin.ReadAsync($"/customers/{customer}/lifecycle?asOf={Day(today.AddDays(-25))}")).Text("stage"));
        Assert.Equal("prospect", (await admin.ReadAsync($"/customers/{customer}/lifecycle?asOf={Day(today.AddDays(-31))}")).Text("stage"));

        app.Clock.Advance(TimeSpan.FromDays(60)); // no night in between: both steps have the days on which they were due
        await app.RunJobAsync("lifecycle");
        admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        Assert.Equal([("lost", Day(today.AddDays(31))), ("silent", Day(today.AddDays(11)))], (await admin.ReadAsync($"/customers/{customer}/lifecycle")).Items("history").Take(2).Select(h => (h.Text("to"), h.Text("on"))));
        await admin.OrderAsync(customer, "100", Day(Today(app)));
        Assert.Equal("won_back", (await admin.CustomerAsync(customer)).Text("stage"));
    }

    [Fact]
    public async Task The_flow_counts_steps_and_stock_and_leads_to_the_customers_behind_them()
    {
        using var app = new CrmApp();
        var (admin, sales) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var (steady, gone) = ((await admin.CreateCustomerAsync()).Id, (await admin.CreateCustomerAsync()).Id);
        await admin.CreateCustomerAsync();
        var today = Today(app);
        await admin.OrderAsync(gone, "10", "2025-01-10"); // silent 2025-05-11, lost 2025-09-08
        await admin.OrderAsync(steady, "10", Day(today.AddDays(-1)));

        var flow = await admin.ReadAsync($"/lifecycle/flow?from=2025-01-01&to={Day(today)}");
        Assert.Equal([("2025-01", "prospect", "new"), ("2025-05", "new", "silent"), ("2025-09", "silent", "lost")], Steps(flow).Take(3));
        Assert.Equal(1, flow.Items("months").Single(m => m.Text("month") == "2025-06").Items("stock").Single(s => s.Text("stage") == "silent").Number("customers"));
        Assert.Equal([("prospect", 1), ("new", 1), ("lost", 1)], flow.Items("now").Where(s => s.Number("customers") > 0).Select(s => (s.Text("stage"), s.Number("customers"))));
        Assert.Equal(3, flow.Items("months")[^1].Items("stock").Sum(s => s.Number("customers")));
        Assert.Equal([gone], (await admin.ListAsync("/customers?filter[stageChanges.step]=2025-05:new:silent")).Select(c => c.Id));

        Assert.Empty(Steps(await sales.ReadAsync($"/lifecycle/flow?from=2025-01-01&to={Day(today)}"))); // of others' customers nothing is told
        Assert.Equal(HttpStatusCode.NotFound, (await sales.GetAsync($"/customers/{gone}/lifecycle")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync("/lifecycle/flow?from=2026-01-01&to=2025-01-01")).Status);
    }

    [Fact]
    public async Task New_rules_decide_from_today_on_and_an_order_that_comes_late_corrects_the_story()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var (customer, today) = ((await admin.CreateCustomerAsync()).Id, Today(app));
        await admin.OrderAsync(customer, "10", Day(today.AddDays(-100)));
        Assert.Equal("new", (await admin.CustomerAsync(customer)).Text("stage"));

        Assert.Equal(["/lostTimes lost_before_silent"], (await admin.PutAsync("/lifecycle/rules", new { silentTimes = 3, lostTimes = 2 })).Problem.Places);
        Assert.Equal(["/silentTimes out_of_range"], (await admin.PutAsync("/lifecycle/rules", new { silentTimes = 0 })).Problem.Places);
        Assert.Equal(1, (await admin.PutAsync("/lifecycle/rules", new { silentTimes = 1.5, lostTimes = 4 })).Expect(HttpStatusCode.OK).Json.Number("waiting"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await admin.PutAsync("/lifecycle/rules", new { silentTimes = 2 }, ("If-Match", "\"v9\""))).Status);
        (await admin.PostAsync("/lifecycle/assignment")).Expect(HttpStatusCode.Accepted);
        await app.Services.GetRequiredService<JobHands>().DrainAsync(CancellationToken.None);

        var view = await admin.ReadAsync($"/customers/{customer}/lifecycle");
        Assert.Equal([("silent", Day(today)), ("new", Day(today.AddDays(-100)))], view.Items("history").Select(h => (h.Text("to"), h.Text("on"))));
        Assert.Equal(0, (await admin.ReadAsync("/lifecycle/rules")).Number("waiting"));

        await admin.OrderAsync(customer, "10", Day(today.AddDays(-5)));
        Assert.Equal(["active", "new"], (await admin.ReadAsync($"/customers/{customer}/lifecycle")).Items("history").Select(h => h.Text("to")));
    }

    private static IEnumerable<(string, string, string)> Steps(System.Text.Json.Nodes.JsonNode flow) =>
        flow.Items("months").SelectMany(m => m.Items("flows").Select(f => (m.Text("month"), f.Text("from"), f.Text("to"))));

    private static DateOnly Today(CrmApp app) => DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime.AddHours(8));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
