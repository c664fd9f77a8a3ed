using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>The same work on a phone, 390 px wide.</summary>
public sealed class PhoneTests(Product app) : IClassFixture<Product>
{
    /// <summary>Controls whose target is smaller than 24 by 24 px; links inside a text may be (WCAG 2.2, 2.5.8).</summary>
    private const string SmallTargets = """
        () => [...document.querySelectorAll('button, input, select, textarea, [role=tab], [role=option], nav a')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .filter((element) => {
            const area = element.closest('label, .ant-select, .ant-picker') ?? element;
            const { width, height } = area.getBoundingClientRect();
            return width > 1 && (width < 24 || height < 24);
          })
          .map((element) => element.outerHTML.slice(0, 120))
        """;

    [Theory, InBothLanguages]
    public Task A_follow_up_is_completed_on_the_road(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var sales = await app.SignInAsync(Role.Sales);
        var (company, subject) = ("路上" + Unique.Word(), "送合同" + Unique.Word());
        var customer = await sales.CreateCustomerAsync(company, new { status = "active" });
        await sales.PlanAsync(customer.Id, app.Clock.In(TimeSpan.FromHours(1)), subject);
        await desk.SignInAsync(Template.SalesEmail);

        var bar = page.GetByRole(AriaRole.Navigation, new() { Name = text["nav.label"] });
        var box = (await bar.BoundingBoxAsync())!;
        Assert.Equal((0, Product.Phone, 844), (box.X, box.Width, box.Y + box.Height));
        foreach (var link in await bar.GetByRole(AriaRole.Link).AllAsync()) Assert.InRange((await link.BoundingBoxAsync())!.Height, 44, 64);

        await bar.GetByRole(AriaRole.Link, new() { Name = text["nav.customers"], Exact = true }).TapAsync();
        var card = page.GetByRole(AriaRole.List, new() { Name = text["customers:title"] }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = company });
        await Expect(card).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Grid)).ToHaveCountAsync(0);
        await card.GetByRole(AriaRole.Link, new() { NameString = company }).TapAsync();

        await Expect(desk.Heading(company)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = text["customer:tab.related"] }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Tabpanel)).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = text["activities:action.completeNamed", ("subject", subject)] }).TapAsync();
        var form = desk.Form(text["today:complete", ("subject", subject)]);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["today:result"], Exact = true }).FillAsync("已签收");
        await form.Locator("button[type=submit]").TapAsync();
        await Expect(form).ToBeHiddenAsync();
        var done = (await sales.ListAsync($"/follow-ups?filter[customerId]={customer.Id}&filter[status]=done"))[0];
        Assert.Equal("已签收", done.Text("result"));
    }, Product.Phone);

    [Theory, InBothLanguages]
    public Task The_whole_menu_opens_from_the_bar(string language) => app.VisitAsync(language, async desk =>
    {
        var text = desk.Text;
        await desk.SignInAsync(Template.SalesEmail);
        await desk.Button(text["nav.all"]).TapAsync();
        var menu = desk.Dialog(text["nav.all"]);
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = text["nav.today"], Exact = true })).ToHaveAttributeAsync("aria-current", "page");
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = text["nav.users"], Exact = true })).ToHaveCountAsync(0);

        await menu.GetByRole(AriaRole.Button, new() { Name = text["nav.groups.trade"], Exact = true }).TapAsync();
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = text["nav.offers"], Exact = true })).ToBeHiddenAsync();
        await menu.GetByRole(AriaRole.Link, new() { Name = text["nav.segments"], Exact = true }).TapAsync();
        await Expect(menu).ToBeHiddenAsync();
        await Expect(desk.Heading(text["segments:title"])).ToBeVisibleAsync();

        await desk.Button(text["nav.all"]).TapAsync();
        await Expect(menu.GetByRole(AriaRole.Button, new() { Name = text["nav.groups.trade"], Exact = true })).ToHaveAttributeAsync("aria-expanded", "false");
    }, Product.Phone);

    [Theory, InBothLanguages]
    public Task No_page_scrolls_sideways_and_every_target_can_be_hit(string language) => app.VisitAsync(language, async desk =>
    {
        var routes = await Routes.MakeAsync(app);
        foreach (var path in Routes.Outside)
        {
            await desk.GoAsync(path);
            await AssertFitsAsync(desk, path);
        }

        await desk.SignInAsync(CrmApp.AdminEmail);
        foreach (var path in routes)
        {
            await desk.GoAsync(path);
            await AssertFitsAsync(desk, path);
        }
    }, Product.Phone);

    private static async Task AssertFitsAsync(Desk desk, string path)
    {
        await desk.SettleAsync();
        var width = await desk.Page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth, document.querySelector('main').scrollWidth, document.querySelector('main').clientWidth]");
        Assert.True(width[0] == width[1] && width[2] == width[3], $"{path} scrolls sideways: {string.Join(", ", width)}");
        var small = await desk.Page.EvaluateAsync<string[]>(SmallTargets);
        Assert.True(small.Length == 0, $"{path} has targets below 24 px:\n{string.Join('\n', small)}");
    }
}
