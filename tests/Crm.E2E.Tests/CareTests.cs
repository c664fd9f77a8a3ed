using System.Globalization;
using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>What a customer gets from the house: a gift on his day, a price of his own, and somebody who looks after him.</summary>
public sealed class CareTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task A_birthday_is_proposed_its_gift_approved_and_handed_over_within_the_budget(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, word) = (desk.Text, desk.Page, Unique.Word());
        var (admin, approver) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.SalesManager));
        var (customer, person) = (await CustomerAsync(new { giftBudget = 500, approverId = approver.Id }), "寿星" + word);
        await admin.MakeAsync("/gifts", new { name = "茶礼" + word, price = 300, fromTier = customer.Text("tier") });
        var day = app.Clock.GetUtcNow().AddHours(8).AddDays(5).ToString("MM-dd", CultureInfo.InvariantCulture);
        foreach (var name in new[] { person, "同事" + word }) await admin.CreateContactAsync(name, customer.Id, new { birthday = "1988-" + day, wechat = name });
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/care");

        await desk.Button(text["care:propose"]).ClickAsync();
        await OpenAsync(person);
        var drawer = Drawer(person);
        await Desk.FieldOf(drawer, text["care:field.gift"]).SelectOptionAsync(new SelectOptionValue { Label = "茶礼" + word + " · ¥300.00" });
        if (await Step(drawer, "approval").CountAsync() == 0) await drawer.GetByRole(AriaRole.Button, new() { Name = text["common:action.save"], Exact = true }).ClickAsync();
        await Step(drawer, "approval").ClickAsync();
        await Expect(drawer.GetByText(text["care:status.approved"], new() { Exact = true })).ToBeVisibleAsync();
        await Expect(drawer.GetByText("¥300.00")).ToBeVisibleAsync();
        await Step(drawer, "delivery").ClickAsync();
        await Expect(drawer.GetByText(text["care:status.delivered"], new() { Exact = true })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await OpenAsync("同事" + word);
        var second = Drawer("同事" + word);
        await Step(second, "approval").ClickAsync();
        await Expect(second.GetByText(text["problems:codes.gift_budget_exceeded"])).ToBeVisibleAsync();
        await Expect(second.GetByText(text["care:status.proposed"], new() { Exact = true })).ToBeVisibleAsync();

        await desk.GoAsync("/customers/" + customer.Id);
        await Expect(page.GetByText(text["care:budget.of", ("spent", "¥300.00"), ("budget", "¥500.00")])).ToBeVisibleAsync();

        ILocator Drawer(string who) => desk.Dialog(text["care:of", ("what", text["care:kind.birthday"]), ("who", who)]);
        ILocator Step(ILocator of, string step) => of.GetByRole(AriaRole.Button, new() { Name = text["care:step." + step], Exact = true });
        Task OpenAsync(string who) => desk.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = who }).GetByRole(AriaRole.Link, new() { NameRegex = Desk.BeginsWith(customer.Text("name")) }).ClickAsync();
    });

    [Theory, InBothLanguages]
    public Task A_price_is_granted_and_nobody_sells_below_it(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var admin = await app.SignInAsync(Role.Administrator);
        var customer = await admin.CreateCustomerAsync();
        var product = await admin.MakeAsync("/products", new { code = Unique.Word(), name = "轴承" + Unique.Word(), price = new { amount = "100", currency = "CNY" } });
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/offers?new=1");

        var offer = desk.Dialog(text["offers:create"]);
        await PickAsync(offer, text["offers:field.customer"], customer.Text("name"), customer.Text("name"));
        await offer.GetByText(text["offers:kind.price"], new() { Exact = true }).ClickAsync();
        await PickAsync(offer, text["offers:field.product"], product.Text("code"), product.Text("name"));
        await Desk.FieldOf(offer, text["offers:field.price"]).FillAsync("95");
        await Desk.FieldOf(offer, text["offers:field.lowestPrice"]).FillAsync("92");
        await offer.GetByRole(AriaRole.Button, new() { Name = text["offers:submit"], Exact = true }).ClickAsync();
        await Expect(desk.Notifications.GetByText(text["offers:did.active"])).ToBeVisibleAsync();

        await desk.GoAsync("/customers/" + customer.Id);
        await desk.Button(text["orders:create"]).ClickAsync();
        var order = desk.Dialog(text["orders:form.title"]);
        await PickAsync(order, text["orders:line.product"], product.Text("code"), product.Text("name"));
        var price = order.GetByLabel(text["orders:line.unitPrice"], new() { Exact = true });
        await Expect(price).ToHaveValueAsync("95");
        await price.FillAsync("91");
        await order.GetByRole(AriaRole.Button, new() { Name = text["orders:form.submit"], Exact = true }).ClickAsync();
        await Expect(order.GetByRole(AriaRole.Group, new() { Name = text["orders:line.at", ("position", "1")], Exact = true }).GetByText(text["problems:codes.price_below_floor"].Replace("{line}", "1", StringComparison.Ordinal).Replace("{lowest}", "92.00", StringComparison.Ordinal))).ToBeVisibleAsync();
        await Expect(price).ToHaveAttributeAsync("aria-invalid", "true");

        await price.FillAsync("92");
        await order.GetByRole(AriaRole.Button, new() { Name = text["orders:form.submit"], Exact = true }).ClickAsync();
        await Expect(desk.Button(text["orders:move.shipment"])).ToBeVisibleAsync();

        async Task PickAsync(ILocator form, string label, string typed, string shown)
        {
            await form.GetByRole(AriaRole.Combobox, new() { NameRegex = Desk.BeginsWith(label) }).First.FillAsync(typed);
            await page.GetByRole(AriaRole.Option, new() { NameString = shown }).First.ClickAsync();
        }
    });

    [Theory, InBothLanguages]
    public Task A_customer_is_claimed_up_to_the_limit_and_given_back_with_a_reason(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var (admin, seller) = (await app.SignInAsync(Role.Administrator), await app.AddUserAsync(Role.Sales));
        var (own, wanted) = (await seller.CreateCustomerAsync(), await admin.CreateCustomerAsync());
        (await admin.PostAsync($"/customers/{wanted.Id}/pool-return", new { reason = "no_demand", note = "明年再联系" })).Expect(HttpStatusCode.NoContent);
        (await admin.PutAsync("/pool/settings", new { claimLimit = 1 })).Expect(HttpStatusCode.OK);
        await desk.SignInAsync(seller.Me.Text("email"), path: "/pool?q=" + Uri.EscapeDataString(wanted.Text("name")));

        var claim = desk.Button(text["pool:claimNamed", ("name", wanted.Text("name"))]);
        await claim.ClickAsync();
        await Expect(desk.Notifications.GetByText(text["problems:codes.claim_limit_reached"])).ToBeVisibleAsync();

        await desk.GoAsync("/customers/" + own.Id);
        await desk.ChooseAsync(text["customer:menu"], text["customer:giveBack"]);
        var form = desk.Dialog(text["pool:return.title"]);
        await form.GetByRole(AriaRole.Button, new() { Name = text["pool:return.title"], Exact = true }).ClickAsync();
        await Expect(form.GetByText(text["pool:return.reasonMissing"])).ToBeVisibleAsync();
        await Desk.FieldOf(form, text["pool:return.reason"]).SelectOptionAsync("no_budget");
        await form.GetByRole(AriaRole.Button, new() { Name = text["pool:return.title"], Exact = true }).ClickAsync();
        await Expect(desk.Notifications.GetByText(text["pool:return.done", ("name", own.Text("name"))])).ToBeVisibleAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = own.Text("name") }).GetByText(language == "en" ? "No budget" : "预算不足")).ToBeVisibleAsync();

        await claim.ClickAsync();
        await Expect(desk.Notifications.GetByText(text["pool:claimed", ("name", wanted.Text("name"))])).ToBeVisibleAsync();
        await Expect(claim).ToHaveCountAsync(0);
        Assert.Equal(seller.Id, (await admin.CustomerAsync(wanted.Id)).Text("ownerId"));
    });

    /// <summary>A customer whose tier has a service plan of its own.</summary>
    private async Task<System.Text.Json.Nodes.JsonNode> CustomerAsync(object plan)
    {
        var (admin, tier) = (await app.SignInAsync(Role.Administrator), Unique.Word());
        await admin.MakeAsync("/code-lists/customer_tier/items", new { code = tier, labelZh = tier, labelEn = tier });
        var body = (System.Text.Json.Nodes.JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(plan)!;
        (body["name"], body["tier"], body["cadenceDays"], body["channel"]) = ("服务" + tier, tier, 30, "call");
        await admin.MakeAsync("/service-plans", body);
        var customer = await admin.CreateCustomerAsync();
        (await admin.PutAsync($"/customers/{customer.Id}/tier", new { tier, reason = "老朋友" })).Expect(HttpStatusCode.OK);
        return await admin.CustomerAsync(customer.Id);
    }
}
