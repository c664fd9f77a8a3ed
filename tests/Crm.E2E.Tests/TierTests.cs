using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>Which customers matter most, which belong together, and how often somebody speaks with them.</summary>
public sealed class TierTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task A_rule_is_tried_applied_and_explained_on_the_customers_page(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, word) = (desk.Text, desk.Page, Unique.Word());
        var (name, rule) = ("海洋" + word, "战略客户" + word);
        var customer = await (await app.SignInAsync(Role.Administrator)).CreateCustomerAsync(name);
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/settings/tiers");

        await desk.Button(text["tiers:addRule"]).ClickAsync();
        var form = desk.Dialog(text["tiers:addRule"]);
        await Desk.FieldOf(form, text["tiers:name"]).FillAsync(rule);
        await Desk.FieldOf(form, text["tiers:tier"]).SelectOptionAsync("vip");
        await form.GetByText(text["tiers:whos.some"], new() { Exact = true }).ClickAsync();
        await desk.FillConditionAsync(form, word);
        await form.GetByRole(AriaRole.Button, new() { Name = text["tiers:take"], Exact = true }).ClickAsync();
        for (var up = desk.Button(text["tiers:up", ("name", rule)]); await up.IsEnabledAsync();) await up.ClickAsync();

        await desk.Button(text["tiers:preview"]).ClickAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Listitem).Filter(new() { Has = desk.Link(name) }).GetByText(rule)).ToBeVisibleAsync();
        await desk.Button(text["common:action.save"]).ClickAsync();
        await Expect(desk.Notifications.GetByText(text["tiers:saved"])).ToBeVisibleAsync();
        await desk.Button(text["tiers:assign"]).ClickAsync();
        await Expect(desk.Notifications.GetByText(text["tiers:started"])).ToBeVisibleAsync();
        await app.RunJobsAsync();

        await desk.GoAsync("/customers/" + customer.Id);
        await Expect(page.GetByText(text["orders:tier.cause.rule", ("rule", rule)])).ToBeVisibleAsync();
        await Expect(desk.Region(text["orders:tier.title"]).GetByText("VIP", new() { Exact = true })).ToBeVisibleAsync();
    });

    [Theory, InBothLanguages]
    public Task A_condition_gets_a_name_is_counted_and_opens_its_customers(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, word) = (desk.Text, Unique.Word());
        var admin = await app.SignInAsync(Role.Administrator);
        string[] members = ["甲" + word, "乙" + word];
        foreach (var name in members) await admin.CreateCustomerAsync(name);
        var other = (await admin.CreateCustomerAsync()).Text("name");
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/segments?new=1");

        var form = desk.Dialog(text["segments:add"]);
        await Desk.FieldOf(form, text["segments:name"]).FillAsync("展会" + word);
        await desk.FillConditionAsync(form, word);
        await Expect(form.GetByText(text["segments:count_other", ("count", "2")])).ToBeVisibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = text["common:action.save"], Exact = true }).ClickAsync();

        var segment = desk.Dialog("展会" + word);
        await segment.GetByRole(AriaRole.Link, new() { Name = text["segments:members"], Exact = true }).ClickAsync();
        foreach (var name in members) await Expect(desk.Main.GetByRole(AriaRole.Link, new() { NameString = name })).ToBeVisibleAsync();
        await Expect(desk.Main.GetByText(other)).ToHaveCountAsync(0);
    });

    [Theory, InBothLanguages]
    public Task A_service_plan_that_is_changed_plans_the_next_step_of_its_tier(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, word) = (desk.Text, desk.Page, Unique.Word());
        var admin = await app.SignInAsync(Role.Administrator);
        await admin.MakeAsync("/code-lists/customer_tier/items", new { code = word, labelZh = word, labelEn = word });
        await admin.MakeAsync("/service-plans", new { name = "服务" + word, tier = word, cadenceDays = 90, channel = "visit" });
        var customer = await admin.CreateCustomerAsync();
        (await admin.PutAsync($"/customers/{customer.Id}/tier", new { tier = word, reason = "签了年度协议" })).Expect(HttpStatusCode.OK);
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/service-plans");

        await desk.Link("服务" + word).ClickAsync();
        var plan = desk.Dialog("服务" + word);
        var cadence = language == "en" ? "Cadence in days" : "回访周期（天）";
        await plan.GetByRole(AriaRole.Button, new() { Name = $"{text["common:action.edit"]} {cadence}", Exact = true }).ClickAsync();
        await Desk.FieldOf(plan, cadence).FillAsync("14");
        await page.Keyboard.PressAsync("Enter");
        await Expect(plan.GetByText("14", new() { Exact = true })).ToBeVisibleAsync();

        await desk.GoAsync("/");
        await desk.Button(text["today:planAll"]).ClickAsync();
        await Expect(desk.Button(text["today:planAll"])).ToBeEnabledAsync();
        await desk.GoAsync("/customers/" + customer.Id);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = text["customer:noNextStep"], Exact = true })).ToHaveCountAsync(0);
        var step = Assert.Single(await admin.ListAsync($"/follow-ups?filter[customerId]={customer.Id}"));
        Assert.Equal(("service_plan", "visit"), (step.Text("origin"), step.Text("channel")));
        Assert.True(string.CompareOrdinal(step.Text("dueOn"), app.Clock.In(TimeSpan.FromDays(40))) < 0, "It is planned by the new rhythm.");
        await Expect(page.GetByText(step.Text("subject")).First).ToBeVisibleAsync();
    });
}
