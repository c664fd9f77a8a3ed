using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>What a salesperson may not see does not exist for him.</summary>
public sealed class RightsTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task A_colleagues_customer_does_not_exist(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var (mine, theirs) = ("自家" + Unique.Word(), "别家" + Unique.Word());
        await (await app.SignInAsync(Role.Sales)).CreateCustomerAsync(mine);
        var hidden = await (await app.SignInAsync(Template.OtherSalesEmail)).CreateCustomerAsync(theirs);
        await desk.SignInAsync(Template.SalesEmail, path: "/customers");

        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { NameString = mine })).ToBeVisibleAsync();
        await Expect(page.GetByText(theirs)).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Control+k");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = text["common:search.title"] });
        await box.FillAsync(mine);
        await Expect(page.GetByRole(AriaRole.Option, new() { NameString = mine })).ToBeVisibleAsync();
        await box.FillAsync(theirs);
        await Expect(page.GetByText(text["common:search.noResult"])).ToBeVisibleAsync();

        await desk.GoAsync($"/customers/{hidden.Id}");
        await Expect(page.GetByText(text["errors.notFound"])).ToBeVisibleAsync();
        await Expect(page.GetByText(theirs)).ToHaveCountAsync(0);
    });

    [Theory, InBothLanguages]
    public Task Users_are_an_administrators_business(string language) => app.VisitAsync(language, async desk =>
    {
        var text = desk.Text;
        await desk.SignInAsync(Template.SalesEmail);
        await desk.Button(text["nav.groups.settings"]).ClickAsync();
        await Expect(desk.Link(text["nav.account"])).ToBeVisibleAsync();
        await Expect(desk.Link(text["nav.users"])).ToHaveCountAsync(0);
        await Expect(desk.Link(text["nav.codeLists"])).ToHaveCountAsync(0);

        await desk.GoAsync("/settings/users");
        await Expect(desk.Page.GetByText(text["settings:forbidden.title"])).ToBeVisibleAsync();
        await Expect(desk.Page.GetByText(CrmApp.AdminEmail)).ToHaveCountAsync(0);
    });
}
