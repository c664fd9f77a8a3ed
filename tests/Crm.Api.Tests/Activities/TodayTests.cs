using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

public sealed class TodayTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public TodayTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task My_day_sorts_what_is_mine_by_when_it_is_due_here()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var idle = await user.CreateCustomerAsync();
        var manager = await _app.SignInAsync(Role.SalesManager);
        await manager.PlanAsync((await manager.CreateCustomerAsync()).Id, "2026-12-01");
        foreach (var due in new[] { "2026-11-30", "2026-12-01T01:00:00.000Z", "2026-12-01T15:59:00.000Z", "2026-12-01", "2026-12-01T16:00:00.000Z", "2026-12-08", "2026-12-08T16:00:00.000Z" })
            await user.PlanAsync(customer.Id, due, due);

        var today = await user.ReadAsync("/today");

        string[] Subjects(string part) => [.. today.Items(part).Select(f => f.Text("subject"))];
        Assert.Equal(["2026-11-30", "2026-12-01T01:00:00.000Z"], Subjects("overdue"));
        Assert.Equal(["2026-12-01T15:59:00.000Z", "2026-12-01"], Subjects("today"));
        Assert.Equal(["2026-12-01T16:00:00.000Z", "2026-12-08"], Subjects("upcoming"));
        Assert.Equal(idle.Id, Assert.Single(today.Items("withoutNextStep")).Id);
        Assert.Equal([2, 2, 2, 1], new[] { "overdue", "today", "upcoming", "withoutNextStep" }.Select(part => today.Number("counts." + part)));
        Assert.Equal("2026-12-01T02:00:00.000Z", today.Text("now"));
    }

    [Fact]
    public async Task What_I_looked_at_last_comes_first_and_once()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);
        foreach (var path in new[] { $"customer/{customer.Id}", $"contact/{contact.Id}", $"customer/{customer.Id}" })
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
            (await user.PutAsync("/recent-views/" + path)).Expect(HttpStatusCode.NoContent);
        }

        var recent = (await user.ReadAsync("/today")).Items("recentlyViewed");

        Assert.Equal([("customer", customer.Id), ("contact", contact.Id)], recent.Select(r => (r.Text("type"), r.Id)));
        Assert.Equal((customer.Text("number"), customer.Text("name")), (recent[0].Text("subtitle"), recent[1].Text("subtitle")));
        Assert.Empty((await (await _app.AddUserAsync(Role.Sales)).ReadAsync("/today")).Items("recentlyViewed"));
        Assert.Equal(HttpStatusCode.NotFound, (await user.PutAsync("/recent-views/robot/" + customer.Id)).Status);
    }
}
