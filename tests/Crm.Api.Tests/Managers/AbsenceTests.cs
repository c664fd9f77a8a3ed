using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Managers;

/// <summary>Who is away has nothing planned for him; what cannot wait is done by whoever stands in, who sees these customers meanwhile and no longer.</summary>
public sealed class AbsenceTests : IClassFixture<CrmApp>, IAsyncLifetime
{
    private readonly CrmApp _app;
    private string _plan = "";

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public AbsenceTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    public async Task InitializeAsync()
    {
        var plan = await (await AdminAsync()).MakeAsync("/service-plans", new { name = "服务" + Unique.Word(), cadenceDays = 10, graceDays = 3, leadDays = 3, channel = "call" });
        _plan = plan.Id;
    }

    public async Task DisposeAsync() => (await (await AdminAsync()).DeleteAsync("/service-plans/" + _plan)).Expect(HttpStatusCode.NoContent);

    [Fact]
    public async Task What_can_wait_moves_within_its_rhythm_and_nothing_new_is_planned_for_these_days()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        for (var i = 0; i < 6; i++) await user.CreateCustomerAsync();
        await user.PostAsync("/follow-ups/planning");

        await user.MakeAsync("/absences", new { from = "2026-12-02", to = "2026-12-04", kind = "leave" });
        var moved = await StepsAsync(user);
        await user.CreateCustomerAsync();
        await user.PostAsync("/follow-ups/planning");

        Assert.Equal(6, moved.Count);
        Assert.All(moved, s => Assert.Equal(user.Id, s.Text("ownerId")));
        Assert.All(await StepsAsync(user), s => Assert.False(s.Text("dueOn") is "2026-12-02" or "2026-12-03" or "2026-12-04"));
        Assert.All(await StepsAsync(user), s => Assert.InRange(s.Text("dueOn"), "2026-12-01", "2026-12-12")); // whom nobody has spoken with yet waits ten days at most
        Assert.Equal("follow_ups_moved", (await user.ReadAsync("/notifications")).Items("data")[0].Text("kind"));
    }

    [Fact]
    public async Task What_cannot_wait_goes_to_the_deputy_who_sees_these_customers_until_the_absence_is_over()
    {
        var (user, deputy, stranger) = (await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales));
        var customer = await user.CreateCustomerAsync();
        await user.PostAsync("/follow-ups/planning");
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync("/customers/" + customer.Id)).Status);

        var absence = await user.MakeAsync("/absences", new { from = "2026-12-01", to = "2026-12-31", kind = "sick", deputyId = deputy.Id });
        var step = Assert.Single(await StepsAsync(user));

        Assert.Equal((deputy.Id, user.Id), (step.Text("ownerId"), step.Text("standsInForId")));
        Assert.InRange(step.Text("dueOn"), "2026-12-01", "2026-12-12");
        Assert.Equal(customer.Id, (await deputy.CustomerAsync(customer.Id)).Id);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/customers/" + customer.Id)).Status);
        Assert.Equal("follow_ups_taken_over", (await deputy.ReadAsync("/notifications")).Items("data")[0].Text("kind"));
        Assert.Equal("permission_missing", (await deputy.PatchAsync("/customers/" + customer.Id, new { ownerId = deputy.Id })).Problem.Code);
        Assert.Contains(await deputy.ListAsync("/absences"), a => a.Id == absence.Id);
        Assert.Equal("permission_missing", (await deputy.DeleteAsync("/absences/" + absence.Id)).Problem.Code);

        deputy = await OnAsync("2026-12-08T10:00:00+08:00", deputy);
        var done = (await deputy.PostAsync($"/follow-ups/{step.Id}/completion", new { result = "一切正常" })).Expect(HttpStatusCode.OK);
        var next = Assert.Single(await StepsAsync(deputy));
        Assert.Equal((deputy.Id, user.Id), (next.Text("ownerId"), next.Text("standsInForId")));
        Assert.Equal(next.Id, done.Json.Text("next.id"));

        deputy = await OnAsync("2027-01-01T08:00:00+08:00", deputy);
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync("/customers/" + customer.Id)).Status);
    }

    [Fact]
    public async Task An_absence_that_is_taken_back_brings_everything_back_and_a_night_moves_nothing_twice()
    {
        var (user, deputy) = (await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales));
        for (var i = 0; i < 5; i++) await user.CreateCustomerAsync();
        await user.PostAsync("/follow-ups/planning");
        var absence = await user.MakeAsync("/absences", new { from = "2026-12-01", to = "2026-12-31", kind = "sick", deputyId = deputy.Id });
        Assert.All(await StepsAsync(user), s => Assert.Equal(deputy.Id, s.Text("ownerId")));

        await _app.RunJobAsync("follow-ups");
        var rows = await _app.Store.RowsAsync("""SELECT "Id", "Version", "Due", "OwnerId" FROM "FollowUps" ORDER BY "Id" """);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.RunJobAsync("follow-ups");
        Assert.Equal(rows, await _app.Store.RowsAsync("""SELECT "Id", "Version", "Due", "OwnerId" FROM "FollowUps" ORDER BY "Id" """));

        (await user.DeleteAsync("/absences/" + absence.Id)).Expect(HttpStatusCode.NoContent);
        Assert.All(await StepsAsync(user), s => Assert.Equal((user.Id, (string?)null), (s.Text("ownerId"), s.TextOrNull("standsInForId"))));
        Assert.Empty(await deputy.ListAsync("/customers"));
    }

    [Fact]
    public async Task A_deputy_who_is_named_later_or_is_away_himself_is_thought_of()
    {
        var (user, first, second) = (await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales));
        var customer = await user.CreateCustomerAsync();
        await user.PostAsync("/follow-ups/planning");
        var absence = await user.MakeAsync("/absences", new { from = "2026-12-01", to = "2026-12-31", kind = "sick" });
        Assert.Equal((user.Id, "2027-01-01"), (Assert.Single(await StepsAsync(user)).Text("ownerId"), Assert.Single(await StepsAsync(user)).Text("dueOn"))); // nobody stands in: as soon as he is back

        (await user.PatchAsync("/absences/" + absence.Id, new { deputyId = first.Id })).Expect(HttpStatusCode.OK);
        Assert.Equal(first.Id, Assert.Single(await StepsAsync(user)).Text("ownerId"));

        (await (await AdminAsync()).PatchAsync("/managers/" + user.Id, new { deputyId = second.Id })).Expect(HttpStatusCode.OK);
        await first.MakeAsync("/absences", new { from = "2026-12-01", to = "2026-12-31", kind = "training" });
        Assert.Equal(second.Id, Assert.Single(await StepsAsync(user)).Text("ownerId"));
        Assert.Equal(customer.Id, (await second.CustomerAsync(customer.Id)).Id);
    }

    [Fact]
    public async Task What_people_agreed_upon_themselves_keeps_its_moment()
    {
        var (user, deputy) = (await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales));
        var customer = await user.CreateCustomerAsync();
        var step = await user.PlanAsync(customer.Id, "2026-12-02T02:00:00Z");

        await user.MakeAsync("/absences", new { from = "2026-12-02", to = "2026-12-02", kind = "sick", deputyId = deputy.Id });
        var now = Assert.Single(await StepsAsync(user));

        Assert.Equal((deputy.Id, step.Text("dueAt")), (now.Text("ownerId"), now.Text("dueAt")));
    }

    [Fact]
    public async Task Ones_own_and_those_of_ones_team_are_entered_and_no_others()
    {
        var manager = await _app.SignInAsync(Template.ManagerEmail, CrmApp.Password);
        var (seller, outsider) = (await _app.AddUserAsync(Role.Sales, manager.Me.Text("teamId")), await _app.AddUserAsync(Role.Sales));
        object Absence(string userId) => new { userId, from = "2026-12-02", to = "2026-12-04", kind = "training" };

        var entered = await manager.MakeAsync("/absences", Absence(seller.Id));

        Assert.Equal((seller.Id, 1), (entered.Text("userId"), entered.Number("version")));
        Assert.Contains(await seller.ListAsync("/absences?filter[to][gte]=2026-12-01"), a => a.Id == entered.Id);
        Assert.Empty(await outsider.ListAsync("/absences"));
        Assert.Equal(["/userId unknown_user"], (await manager.PostAsync("/absences", Absence(outsider.Id))).Problem.Places);
        Assert.Equal(["/userId unknown_user"], (await outsider.PostAsync("/absences", Absence(seller.Id))).Problem.Places);
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.PatchAsync("/absences/" + entered.Id, new { note = "x" })).Status);
        Assert.Equal(["/to ends_before_it_begins"], (await manager.PatchAsync("/absences/" + entered.Id, new { to = "2026-12-01" })).Problem.Places);
        Assert.Equal(["/deputyId deputy_of_oneself"], (await manager.PatchAsync("/absences/" + entered.Id, new { deputyId = seller.Id })).Problem.Places);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await manager.PatchAsync("/absences/" + entered.Id, new { note = "x" }, version: 7)).Status);
    }

    private static Task<IReadOnlyList<JsonNode>> StepsAsync(ApiUser user) => user.ListAsync("/follow-ups?filter[status]=planned&limit=200");

    private async Task<ApiUser> OnAsync(string moment, ApiUser user)
    {
        _app.Clock.StopAt(moment);
        return await _app.SignInAsync(user.Me.Text("email"), CrmApp.Password); // a token lasts ten minutes
    }

    private Task<ApiUser> AdminAsync() => _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
}
