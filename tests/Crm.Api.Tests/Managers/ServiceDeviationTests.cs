using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Managers;

/// <summary>What was promised in a week and not delivered.</summary>
public sealed class ServiceDeviationTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Whoever_was_not_spoken_with_in_time_is_told_week_by_week_and_leaders_once_a_week()
    {
        app.Clock.StopAt("2026-11-02T10:00:00+08:00");
        var admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var plan = await admin.MakeAsync("/service-plans", new { name = "服务" + Unique.Word(), nameEn = "Service", cadenceDays = 10, graceDays = 3, leadDays = 3, channel = "call" });
        var team = (await admin.MakeAsync("/teams", new { name = "团队" + Unique.Word() })).Id;
        var (leader, seller, other) = (await app.AddUserAsync(Role.SalesManager, team), await app.AddUserAsync(Role.Sales, team), await app.AddUserAsync(Role.Sales));
        var (late, kept, never) = (await seller.CreateCustomerAsync(), await seller.CreateCustomerAsync(), await seller.CreateCustomerAsync());
        await seller.LogAsync(late.Id, fields: new { startedAt = "2026-11-02T01:00:00Z" }); // until the 15th of November
        await seller.LogAsync(kept.Id, fields: new { startedAt = "2026-11-02T01:00:00Z" });
        await seller.LogAsync(never.Id, fields: new { startedAt = "2026-11-02T01:00:00Z", channel = "note" }); // a note is no conversation

        app.Clock.StopAt("2026-11-14T10:00:00+08:00");
        seller = await app.SignInAsync(seller.Me.Text("email"), CrmApp.Password);
        await seller.LogAsync(kept.Id, fields: new { startedAt = "2026-11-14T01:00:00Z" });
        app.Clock.StopAt("2026-11-18T10:00:00+08:00");
        seller = await app.SignInAsync(seller.Me.Text("email"), CrmApp.Password);
        await seller.LogAsync(late.Id, fields: new { startedAt = "2026-11-18T01:00:00Z" });

        app.Clock.StopAt("2026-11-23T09:00:00+08:00"); // a Monday
        (seller, leader, other) = (await app.SignInAsync(seller.Me.Text("email"), CrmApp.Password), await app.SignInAsync(leader.Me.Text("email"), CrmApp.Password), await app.SignInAsync(other.Me.Text("email"), CrmApp.Password));
        var rows = await seller.ListAsync("/service-plans/deviations");
        var paged = await seller.ReadAsync("/service-plans/deviations?limit=1&week=2026-11-18");
        var rest = await seller.ReadAsync($"/service-plans/deviations?limit=1&week=2026-11-18&cursor={paged.Text("page.next")}");

        Assert.Equal(new[] { (late.Id, 3, (string?)"2026-11-18"), (never.Id, 7, null) }.OrderBy(r => r.Item1, StringComparer.Ordinal), rows.Select(r => (r.Id, r.Number("daysLate"), r.TextOrNull("deliveredOn"))));
        Assert.All(rows, r => Assert.Equal(("2026-11-15", "Service"), (r.Text("promisedOn"), r.Text("planNameEn"))));
        Assert.Equal(rows.Select(r => r.Id), paged.Items("data").Concat(rest.Items("data")).Select(r => r.Id));
        Assert.Empty(await seller.ListAsync("/service-plans/deviations?week=2026-11-09")); // the fifteenth is a Sunday
        Assert.Equal(2, (await leader.ListAsync("/service-plans/deviations")).Count);
        Assert.Empty(await other.ListAsync("/service-plans/deviations"));
        Assert.Equal(HttpStatusCode.BadRequest, (await seller.GetAsync("/service-plans/deviations?cursor=x")).Status);

        await app.RunJobAsync("follow-ups");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobAsync("follow-ups");
        var told = (await leader.ReadAsync("/notifications")).Items("data").Where(n => n.Text("kind") == "service_deviations").ToList();
        Assert.Equal(2, Assert.Single(told).Number("count"));
        admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        (await admin.DeleteAsync("/service-plans/" + plan.Id)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Questions_that_were_answered_after_the_hours_of_the_plan_stand_in_the_week_in_which_the_answer_was_due()
    {
        app.Clock.StopAt("2026-11-02T10:00:00+08:00");
        var admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var plan = await admin.MakeAsync("/service-plans", new { name = "响应" + Unique.Word(), cadenceDays = 90, graceDays = 30, leadDays = 3, channel = "call", responseHours = 4 });
        var seller = await app.AddUserAsync(Role.Sales);
        var customer = await seller.CreateCustomerAsync();
        Task SaidAsync(string at, string direction, string channel, string subject = "询价") => seller.LogAsync(customer.Id, subject, new { startedAt = at, direction, channel });

        app.Clock.StopAt("2026-11-23T09:00:00+08:00"); // a Monday
        seller = await app.SignInAsync(seller.Me.Text("email"), CrmApp.Password);
        await SaidAsync("2026-11-16T02:00:00Z", "inbound", "email", "按时"); // ten o'clock, due at two
        await SaidAsync("2026-11-16T05:00:00Z", "outbound", "email");
        await SaidAsync("2026-11-17T08:00:00Z", "inbound", "chat", "太晚"); // four o'clock, due at eleven the next day
        await SaidAsync("2026-11-17T09:00:00Z", "inbound", "chat", "还在吗"); // the same question
        await SaidAsync("2026-11-18T05:00:00Z", "inbound", "call"); // spoken with at one: two hours late
        await SaidAsync("2026-11-20T09:30:00Z", "inbound", "sms", "没人理"); // Friday half past five, due on Monday
        await SaidAsync("2026-11-12T09:30:00Z", "inbound", "call", "电话里已答复");

        var row = Assert.Single(await seller.ListAsync("/service-plans/deviations"));
        Assert.Equal(("response", customer.Id, "太晚", "2026-11-18T03:00:00.000Z", "2026-11-18T05:00:00.000Z"), (row.Text("kind"), row.Text("customerId"), row.Text("question.subject"), row.Text("question.dueAt"), row.Text("question.answeredAt")));
        Assert.Equal((2m, 0), (row["question"]!["hoursLate"]!.GetValue<decimal>(), row.Number("daysLate")));

        app.Clock.StopAt("2026-11-24T09:00:00+08:00");
        seller = await app.SignInAsync(seller.Me.Text("email"), CrmApp.Password);
        var open = Assert.Single(await seller.ListAsync("/service-plans/deviations?week=2026-11-24"));
        Assert.Equal(("没人理", null), (open.Text("question.subject"), open.TextOrNull("question.answeredAt")));
        admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        (await admin.DeleteAsync("/service-plans/" + plan.Id)).Expect(HttpStatusCode.NoContent);
    }
}
