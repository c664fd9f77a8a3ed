using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

/// <summary>Visits on site by day and district.</summary>
public sealed class VisitRoundTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public VisitRoundTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task Visits_stand_together_by_day_and_district_and_others_see_none_of_them()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var (here, near, far, nowhere) = (await InAsync(user, "310115"), await InAsync(user, "310115"), await InAsync(user, "310104"), (await user.CreateCustomerAsync()).Id);
        await VisitAsync(user, near, new { dueOn = "2026-12-03" });
        await VisitAsync(user, here, new { dueAt = "2026-12-03T01:00:00Z" });
        await VisitAsync(user, far, new { dueOn = "2026-12-03" });
        await VisitAsync(user, nowhere, new { dueOn = "2026-12-04" });
        await VisitAsync(user, here, new { dueOn = "2026-12-20" });
        await user.PlanAsync(here, "2026-12-03", fields: new { channel = "call" }); // a call is made from anywhere

        var rounds = await user.ListAsync("/follow-ups/rounds?ownerId=me");

        Assert.Equal(["2026-12-03 310104", "2026-12-03 310115", "2026-12-04"], rounds.Select(r => r.Id));
        Assert.Equal([here, near], rounds[1].Items("visits").Select(v => v.Text("customerId")));
        Assert.Equal(["2026-12-20 310115"], (await user.ListAsync("/follow-ups/rounds?from=2026-12-20&to=2026-12-20")).Select(r => r.Id));
        Assert.Empty(await (await _app.AddUserAsync(Role.Sales)).ListAsync("/follow-ups/rounds"));
        Assert.Equal("span_too_long", (await user.GetAsync("/follow-ups/rounds?from=2026-12-01&to=2027-01-01")).Problem.Json.Text("errors.0.code"));
        Assert.Equal("ends_before_start", (await user.GetAsync("/follow-ups/rounds?from=2026-12-02&to=2026-12-01")).Problem.Json.Text("errors.0.code"));
    }

    [Fact]
    public async Task What_is_planned_by_itself_joins_a_visit_in_the_same_district()
    {
        var admin = await _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var plan = await admin.MakeAsync("/service-plans", new { name = "上门" + Unique.Word(), cadenceDays = 30, graceDays = 10, leadDays = 10, channel = "visit" });
        var user = await _app.AddUserAsync(Role.Sales);
        var (planned, waiting) = (await InAsync(user, "310115"), await InAsync(user, "310115"));
        await VisitAsync(user, planned, new { dueOn = "2026-12-24" });
        await user.LogAsync(waiting, fields: new { startedAt = "2026-11-30T02:00:00Z" }); // between the 20th of December and the 9th of January, best on the 30th

        (await user.PostAsync("/follow-ups/planning")).Expect(HttpStatusCode.OK);

        Assert.Equal("2026-12-24", Assert.Single(await user.ListAsync($"/follow-ups?filter[customerId]={waiting}")).Text("dueOn"));
        admin = await _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        (await admin.DeleteAsync("/service-plans/" + plan.Id)).Expect(HttpStatusCode.NoContent);
    }

    private static async Task<string> InAsync(ApiUser user, string district) =>
        (await user.CreateCustomerAsync(fields: new { provinceCode = "310000", cityCode = "310100", districtCode = district })).Id;

    private static async Task VisitAsync(ApiUser user, string customerId, object due)
    {
        var body = new JsonObject { ["customerId"] = customerId, ["channel"] = "visit", ["subject"] = "上门" };
        foreach (var (key, value) in System.Text.Json.JsonSerializer.SerializeToNode(due)!.AsObject()) body[key] = value?.DeepClone();
        await user.MakeAsync("/follow-ups", body);
    }
}
