using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Managers;

/// <summary>The board of account managers: each figure is what the list behind it shows.</summary>
public sealed class ManagerTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public ManagerTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task Figures_agree_with_the_lists_behind_them()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customers = new List<string>();
        for (var i = 0; i < 5; i++) customers.Add((await user.CreateCustomerAsync()).Id);
        await user.PlanAsync(customers[0], "2026-11-20");
        await user.PlanAsync(customers[1], "2026-12-03");
        await user.PlanAsync(customers[2], "2026-12-09T02:00:00Z");
        await user.MakeAsync("/absences", new { from = "2026-12-07", to = "2026-12-08", kind = "training" });

        var row = await user.ReadAsync("/managers/" + user.Id);

        Assert.Equal((5, 1, 2), (row.Number("customers"), row.Number("overdue"), row.Number("withoutNextStep")));
        Assert.Equal(row.Number("overdue"), (await user.ListAsync($"/follow-ups?filter[ownerId]={user.Id}&filter[status]=planned&filter[due][lt]=2026-12-01T02:00:00Z")).Count);
        Assert.Equal(row.Number("withoutNextStep"), (await user.ListAsync($"/customers?filter[ownerId]={user.Id}&filter[nextFollowUpAt][isEmpty]=true")).Count);
        var weeks = row["weeks"]!.AsArray();
        Assert.Equal(5, weeks.Count);
        Assert.Equal(("2026-11-30", "2026-12-06", 1, 4 * 12), (weeks[0]!.Text("from"), weeks[0]!.Text("to"), weeks[0]!.Number("planned"), weeks[0]!.Number("capacity"))); // Monday is over
        Assert.Equal((1, 3 * 12), (weeks[1]!.Number("planned"), weeks[1]!.Number("capacity"))); // two days of training
        Assert.Equal("2026-12-08", row.Text("nextAbsence.to"));
        Assert.Equal((false, true), (row["can"]!["update"]!.GetValue<bool>(), row["can"]!["enterAbsence"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Leaders_see_their_team_sellers_themselves_and_administrators_all_page_by_page()
    {
        var manager = await _app.SignInAsync(Template.ManagerEmail, CrmApp.Password);
        var (seller, outsider) = (await _app.AddUserAsync(Role.Sales, manager.Me.Text("teamId")), await _app.AddUserAsync(Role.Sales));
        var admin = await _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);

        var led = (await manager.ListAsync("/managers?limit=200")).Select(m => m.Id).ToList();
        Assert.Contains(seller.Id, led);
        Assert.Contains(manager.Id, led);
        Assert.DoesNotContain(outsider.Id, led);
        Assert.Equal([seller.Id], (await seller.ListAsync("/managers")).Select(m => m.Id));
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync("/managers/" + outsider.Id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.PatchAsync("/managers/" + outsider.Id, new { duties = "x" })).Status);

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await admin.ReadAsync("/managers?limit=2" + cursor);
            seen.AddRange(page.Items("data").Select(m => m.Id));
            cursor = page.TextOrNull("page.next") is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        Assert.Equal((await admin.ListAsync("/managers?limit=200")).Select(m => m.Id), seen);
        Assert.Contains(outsider.Id, seen);
    }

    [Fact]
    public async Task Duties_deputy_and_capacity_are_written_by_leaders()
    {
        var manager = await _app.SignInAsync(Template.ManagerEmail, CrmApp.Password);
        var seller = await _app.AddUserAsync(Role.Sales, manager.Me.Text("teamId"));

        var row = (await manager.PatchAsync("/managers/" + seller.Id, new { duties = "华北大客户", deputyId = manager.Id, dailyCapacity = 8, mostCustomers = 150 })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(("华北大客户", manager.Id, 8, 150), (row.Text("duties"), row.Text("deputyId"), row.Number("dailyCapacity"), row.Number("mostCustomers")));
        Assert.Equal("permission_missing", (await seller.PatchAsync("/managers/" + seller.Id, new { dailyCapacity = 1 })).Problem.Code);
        Assert.Equal(["/deputyId deputy_of_oneself"], (await manager.PatchAsync("/managers/" + seller.Id, new { deputyId = seller.Id })).Problem.Places);
        Assert.Equal(["/dailyCapacity out_of_range"], (await manager.PatchAsync("/managers/" + seller.Id, new { dailyCapacity = 0 })).Problem.Places);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await manager.PatchAsync("/managers/" + seller.Id, new { dailyCapacity = 9 }, version: 1)).Status);
    }

    [Fact]
    public async Task What_is_late_is_told_to_the_deputy_first_and_to_the_leader_two_days_later_each_once()
    {
        var admin = await _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var team = (await admin.MakeAsync("/teams", new { name = "团队" + Unique.Word() })).Id;
        var (leader, seller, deputy, other) = (await _app.AddUserAsync(Role.SalesManager, team), await _app.AddUserAsync(Role.Sales, team), await _app.AddUserAsync(Role.Sales, team), await _app.AddUserAsync(Role.Sales, team));
        (await admin.PatchAsync("/managers/" + seller.Id, new { deputyId = deputy.Id })).Expect(HttpStatusCode.OK);
        await seller.PlanAsync((await seller.CreateCustomerAsync()).Id, "2026-12-01");
        await other.PlanAsync((await other.CreateCustomerAsync()).Id, "2026-12-01");

        async Task<string> ToldAsync(ApiUser user, string moment)
        {
            _app.Clock.StopAt(moment);
            user = await _app.SignInAsync(user.Me.Text("email"), CrmApp.Password);
            return string.Join(' ', (await user.ReadAsync("/notifications")).Items("data").Select(n => $"{n.Text("kind")}:{n.Number("count")}"));
        }

        foreach (var (night, toDeputy, toLeader) in new[]
        {
            ("2026-12-03T04:30:00+08:00", "", ""),
            ("2026-12-04T04:30:00+08:00", "stand_in_late:1", "follow_ups_late:1"), // nobody stands in for the other one
            ("2026-12-05T04:30:00+08:00", "stand_in_late:1", "follow_ups_late:1"),
            ("2026-12-06T04:30:00+08:00", "stand_in_late:1", "follow_ups_late:1 follow_ups_late:1"),
            ("2026-12-07T04:30:00+08:00", "stand_in_late:1", "follow_ups_late:1 follow_ups_late:1"),
        })
        {
            _app.Clock.StopAt(night);
            await _app.RunJobAsync("follow-ups");
            Assert.Equal((night, toDeputy, toLeader), (night, await ToldAsync(deputy, night), await ToldAsync(leader, night)));
        }
    }
}
