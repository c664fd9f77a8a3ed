using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>A leader sees who looks after whom, gives the customers of one colleague to another, and takes it back.</summary>
public sealed class HandOverTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task Customers_go_over_with_what_is_open_and_come_back(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var team = (await (await app.SignInAsync(Role.Administrator)).MakeAsync("/teams", new { name = "团队" + Unique.Word() })).Id;
        var (leader, from, to) = (await app.AddUserAsync(Role.SalesManager, team), await app.AddUserAsync(Role.Sales, team), await app.AddUserAsync(Role.Sales, team));
        for (var i = 0; i < 2; i++) await from.PlanAsync((await from.CreateCustomerAsync()).Id, app.Clock.In(TimeSpan.FromDays(3)));
        var (giver, receiver) = (from.Me.Text("name"), to.Me.Text("name"));
        await desk.SignInAsync(leader.Me.Text("email"), path: "/managers");

        await Expect(Customers(giver)).ToBeVisibleAsync();
        await desk.Button(text["managers:handOverOf", ("name", giver)]).ClickAsync();
        var form = desk.Dialog(text["managers:handOver.title", ("name", giver)]);
        await Desk.FieldOf(form, text["managers:handOver.receiver", ("number", "1")]).SelectOptionAsync(new SelectOptionValue { Label = receiver });
        await Expect(form.GetByText(text["managers:handOver.moves", ("customers", "2"), ("followUps", "2"), ("orders", "0")])).ToBeVisibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = text["managers:handOver.start"], Exact = true }).ClickAsync();
        await Expect(desk.Notifications.GetByText(text["managers:handOver.started"])).ToBeVisibleAsync();
        await app.RunJobsAsync();

        await desk.GoAsync("/managers");
        await Expect(Customers(receiver)).ToBeVisibleAsync();
        await Expect(Customers(giver)).ToHaveCountAsync(0);
        Assert.Equal(2, (await to.ListAsync("/follow-ups?filter[ownerId]=me&filter[status]=planned")).Count);

        await desk.GoAsync("/jobs");
        await desk.Main.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).First.ClickAsync();
        var job = page.GetByRole(AriaRole.Dialog);
        await job.GetByRole(AriaRole.Button, new() { Name = text["jobs:undo"], Exact = true }).ClickAsync();
        await Expect(job.GetByText(text["jobs:status.queued"], new() { Exact = true })).ToBeVisibleAsync();
        await app.RunJobsAsync();

        await desk.GoAsync("/managers");
        await Expect(Customers(giver)).ToBeVisibleAsync();
        await Expect(Customers(receiver)).ToHaveCountAsync(0);

        ILocator Customers(string name) => desk.Main.GetByRole(AriaRole.Link, new() { Name = text["managers:customersOf_other", ("name", name), ("count", "2")], Exact = true });
    });
}
