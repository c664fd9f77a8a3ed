using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

/// <summary>What a service plan promises becomes follow-ups, at night, on demand and as soon as one is done.</summary>
public sealed class ServicePlanTests : IClassFixture<CrmApp>, IAsyncLifetime
{
    private readonly CrmApp _app;
    private string _plan = "";

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public ServicePlanTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    public async Task InitializeAsync()
    {
        var plan = await (await AdminAsync()).MakeAsync("/service-plans", new { name = "服务" + Unique.Word(), cadenceDays = 30, graceDays = 5, leadDays = 5, channel = "call" });
        _plan = plan.Id;
    }

    public async Task DisposeAsync() => (await (await AdminAsync()).DeleteAsync("/service-plans/" + _plan)).Expect(HttpStatusCode.NoContent);

    [Fact]
    public async Task A_customer_without_a_next_step_gets_one_on_a_working_day_and_only_one()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customers = new List<string>();
        for (var i = 0; i < 15; i++) customers.Add((await user.CreateCustomerAsync()).Id);

        var planned = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => user.PostAsync("/follow-ups/planning"))));
        var steps = await user.ListAsync("/follow-ups?filter[ownerId]=me&limit=200");

        Assert.Equal(15, planned.Sum(p => p.Expect(HttpStatusCode.OK).Json.Number("planned")));
        Assert.Equal(customers.Order(StringComparer.Ordinal), steps.Select(s => s.Text("customerId")).Order(StringComparer.Ordinal));
        Assert.All(steps, s => Assert.Equal(("service_plan", "call", "planned"), (s.Text("origin"), s.Text("channel"), s.Text("status"))));
        Assert.All(steps, s => Assert.True(DateOnly.Parse(s.Text("dueOn"), System.Globalization.CultureInfo.InvariantCulture).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
        Assert.True(steps.CountBy(s => s.Text("dueOn")).Max(day => day.Value) < 12, "the days are filled evenly");
        Assert.Equal(0, (await user.PostAsync("/follow-ups/planning")).Json.Number("planned"));
    }

    [Fact]
    public async Task The_next_one_counts_from_the_day_on_which_the_last_one_was_done()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        await user.PostAsync("/follow-ups/planning");
        var first = Assert.Single(await user.ListAsync("/follow-ups?filter[ownerId]=me"));

        user = await OnAsync("2026-12-09T10:00:00+08:00", user);
        (await user.PostAsync($"/follow-ups/{first.Id}/completion", new { result = "一切正常" })).Expect(HttpStatusCode.OK);
        var next = Assert.Single(await user.ListAsync("/follow-ups?filter[ownerId]=me&filter[status]=planned"));

        Assert.InRange(next.Text("dueOn"), "2027-01-03", "2027-01-13"); // 30 days, five earlier or later
        Assert.Equal(customer.Id, next.Text("customerId"));
    }

    [Fact]
    public async Task Whoever_plans_the_next_step_himself_is_not_given_another()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var first = await user.PlanAsync(customer.Id, "2026-12-02");

        (await user.PostAsync($"/follow-ups/{first.Id}/completion", new { next = new { subject = "再谈", dueOn = "2026-12-20" } })).Expect(HttpStatusCode.OK);

        var next = Assert.Single(await user.ListAsync("/follow-ups?filter[ownerId]=me&filter[status]=planned"));
        Assert.Equal(("再谈", "user"), (next.Text("subject"), next.Text("origin")));
    }

    [Fact]
    public async Task The_way_that_a_customer_does_not_want_is_not_taken()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        await user.CreateCustomerAsync(fields: new { doNotContact = new[] { "call" } });

        await user.PostAsync("/follow-ups/planning");

        Assert.Equal("chat", Assert.Single(await user.ListAsync("/follow-ups?filter[ownerId]=me")).Text("channel"));
    }

    [Fact]
    public async Task A_night_plans_for_all_tells_leaders_of_what_is_late_once_and_a_second_night_changes_nothing()
    {
        var manager = await _app.SignInAsync(Template.ManagerEmail, CrmApp.Password);
        var user = await _app.AddUserAsync(Role.Sales, manager.Me.Text("teamId"));
        var (late, idle) = (await user.CreateCustomerAsync(), await user.CreateCustomerAsync());
        await user.PlanAsync(late.Id, "2026-12-02");

        manager = await OnAsync("2026-12-06T04:30:00+08:00", manager);
        await _app.RunJobAsync("follow-ups");
        var told = (await manager.ReadAsync("/notifications")).Items("data");
        var steps = await _app.Store.RowsAsync("""SELECT "Id", "Version", "Due", "EscalatedAt" FROM "FollowUps" ORDER BY "Id" """);
        _app.Clock.StopAt("2026-12-06T04:31:00+08:00");
        await _app.RunJobAsync("follow-ups");

        Assert.Equal(("follow_ups_late", 1), (told[0].Text("kind"), told[0].Number("count")));
        Assert.Equal(told.Count, (await manager.ReadAsync("/notifications")).Items("data").Count);
        Assert.Equal(steps, await _app.Store.RowsAsync("""SELECT "Id", "Version", "Due", "EscalatedAt" FROM "FollowUps" ORDER BY "Id" """));
        Assert.NotNull((await manager.CustomerAsync(idle.Id)).TextOrNull("nextFollowUpAt"));
        Assert.Empty(await manager.ListAsync($"/customers?filter[ownerId]={user.Id}&filter[nextFollowUpAt][isEmpty]=true"));
    }

    [Fact]
    public async Task Sellers_read_the_plans_and_only_administrators_write_them()
    {
        var seller = await _app.SignInAsync(Template.SalesEmail, CrmApp.Password);

        Assert.Contains(await seller.ListAsync("/service-plans"), p => p.Id == _plan);
        Assert.Equal("permission_missing", (await seller.PatchAsync("/service-plans/" + _plan, new { cadenceDays = 1 })).Problem.Code);
        Assert.Equal("permission_missing", (await seller.PostAsync("/service-plans", new { name = "x", cadenceDays = 1 })).Problem.Code);
        Assert.Equal(["/cadenceDays out_of_range"], (await (await AdminAsync()).PatchAsync("/service-plans/" + _plan, new { cadenceDays = 0 })).Problem.Places);
    }

    private async Task<ApiUser> OnAsync(string moment, ApiUser user)
    {
        _app.Clock.StopAt(moment);
        return await _app.SignInAsync(user.Me.Text("email"), CrmApp.Password); // a token lasts ten minutes
    }

    private Task<ApiUser> AdminAsync() => _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
}
