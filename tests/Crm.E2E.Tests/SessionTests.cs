using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>What stays in the browser, and what must not.</summary>
public sealed class SessionTests(Product app) : IClassFixture<Product>
{
    private const string Stored = "() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])";

    [Theory, InBothLanguages]
    public Task Signing_out_leaves_nothing_behind(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var name = "机密" + Unique.Word();
        await (await app.SignInAsync(Template.SalesEmail, CrmApp.Password)).CreateCustomerAsync(name);
        await desk.SignInAsync(Template.SalesEmail);
        await desk.Link(text["nav.customers"]).ClickAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { NameString = name }).ClickAsync();
        await Expect(desk.Heading(name)).ToBeVisibleAsync();
        await AssertNothingStoredAsync(desk, name);

        await desk.ChooseAsync(text["shell.userMenu", ("name", "李销售")], text["shell.signOut"]);
        await Expect(desk.Heading(text["signIn.title"])).ToBeVisibleAsync();
        await AssertNothingStoredAsync(desk, name);

        await page.GoBackAsync();
        await Expect(desk.Heading(text["signIn.title"])).ToBeVisibleAsync();
        await Expect(page.GetByText(name)).ToHaveCountAsync(0);
    });

    [Theory, InBothLanguages]
    public Task Reloading_and_two_tabs_at_once_keep_the_session(string language) => app.VisitAsync(language, async desk =>
    {
        var today = desk.Text["today:title"];
        await desk.SignInAsync(Template.OtherSalesEmail);
        await desk.Page.ReloadAsync();
        await Expect(desk.Heading(today)).ToBeVisibleAsync();

        var tab = await desk.OpenTabAsync();
        await Task.WhenAll(tab.GoAsync("/"), desk.Page.ReloadAsync());
        await Expect(desk.Heading(today)).ToBeVisibleAsync();
        await Expect(tab.Heading(today)).ToBeVisibleAsync();

        // Both access tokens have expired, and both tabs find out at the same time.
        await desk.WaitAsync(TimeSpan.FromMinutes(11));
        await Task.WhenAll(desk.Link(desk.Text["nav.customers"]).ClickAsync(), tab.Link(desk.Text["nav.followUps"]).ClickAsync());
        await Expect(desk.Heading(desk.Text["customers:title"])).ToBeVisibleAsync();
        await Expect(tab.Heading(desk.Text["activities:title"])).ToBeVisibleAsync();
        await desk.SettleAsync();
        await tab.SettleAsync();
        await desk.Page.ReloadAsync();
        await Expect(desk.Heading(desk.Text["customers:title"])).ToBeVisibleAsync();
    });

    private static async Task AssertNothingStoredAsync(Desk desk, string customer)
    {
        var stored = await desk.Page.EvaluateAsync<string>(Stored);
        foreach (var secret in new[] { "eyJ", "Bearer", Template.SalesEmail, "李销售", customer }) Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(",\"\"]", stored, StringComparison.Ordinal);
    }
}
