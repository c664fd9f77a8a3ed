using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>A day without a mouse, and with an input method.</summary>
public sealed class KeyboardTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task From_sign_in_to_a_customer_with_a_note(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, keys) = (desk.Text, desk.Page.Keyboard);
        var company = "键盘" + Unique.Word();
        await desk.GoAsync("/");
        await Expect(desk.Field(text["signIn.email"])).ToBeFocusedAsync();
        await keys.TypeAsync(Template.SalesEmail);
        await keys.PressAsync("Tab");
        await keys.TypeAsync(CrmApp.Password);
        await keys.PressAsync("Enter");
        await Expect(desk.Heading(text["today:title"])).ToBeVisibleAsync();

        await keys.PressAsync("?");
        await Expect(desk.Dialog(text["common:shortcuts.title"])).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(desk.Dialog(text["common:shortcuts.title"])).ToBeHiddenAsync();

        await keys.PressAsync("g");
        await keys.PressAsync("c");
        await Expect(desk.Heading(text["customers:title"])).ToBeVisibleAsync();
        await keys.PressAsync("n");
        await Expect(desk.Field(text["customers:field.name"])).ToBeFocusedAsync();
        await keys.TypeAsync(company);
        await keys.PressAsync("Control+Enter");
        await Expect(desk.Heading(company)).ToBeVisibleAsync();

        await desk.TabToAsync(desk.Page.GetByRole(AriaRole.Group, new() { Name = text["timeline:compose"] }).GetByRole(AriaRole.Button, new() { Name = text["activities:channel.note"] }));
        await keys.PressAsync("Enter");
        await Expect(desk.Field(text["timeline:subject"])).ToBeFocusedAsync();
        await keys.TypeAsync("门口停车要登记");
        await keys.PressAsync("Control+Enter");
        await Expect(desk.Page.GetByRole(AriaRole.Article, new() { Name = "门口停车要登记" })).ToBeVisibleAsync();
    });

    [Theory, InBothLanguages]
    public Task Enter_chooses_a_word_while_an_input_method_composes(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, keys) = (desk.Text, desk.Page.Keyboard);
        var sales = await app.SignInAsync(Role.Sales);
        var customer = await sales.CreateCustomerAsync();
        var subject = "回访" + Unique.Word();
        await sales.PlanAsync(customer.Id, app.Clock.In(TimeSpan.FromHours(1)), subject);
        await desk.SignInAsync(Template.SalesEmail);

        // In the form that sends on Enter.
        await desk.Button(text["today:complete", ("subject", subject)]).ClickAsync();
        var form = desk.Form(text["today:complete", ("subject", subject)]);
        await Expect(form.GetByRole(AriaRole.Textbox, new() { Name = text["today:result"], Exact = true })).ToBeFocusedAsync();
        await ComposeAsync(desk, "qingdao");
        await keys.PressAsync("Enter");
        await Expect(form).ToBeVisibleAsync();
        Assert.Equal("planned", (await sales.ListAsync($"/follow-ups?filter[customerId]={customer.Id}"))[0].Text("status"));
        await keys.InsertTextAsync("青岛");
        await keys.PressAsync("Enter");
        await Expect(form).ToBeHiddenAsync();
        var done = (await sales.ListAsync($"/follow-ups?filter[customerId]={customer.Id}&filter[status]=done"))[0];
        Assert.Equal("青岛", done.Text("result"));

        // In a field that is edited in place.
        await desk.GoAsync($"/customers/{customer.Id}");
        var name = text["customer:field.shortName"];
        await desk.Button($"{text["common:action.edit"]} {name}").PressAsync("Enter");
        await Expect(desk.Field(name)).ToBeFocusedAsync();
        await ComposeAsync(desk, "haiwan");
        await keys.PressAsync("Enter");
        await Expect(desk.Field(name)).ToBeVisibleAsync();
        await keys.InsertTextAsync("海湾");
        await keys.PressAsync("Enter");
        await Expect(desk.Region(text["customer:tab.fields"]).GetByText("海湾", new() { Exact = true })).ToBeVisibleAsync();
    });

    /// <summary>Types letters that the input method has not turned into a word yet.</summary>
    private static async Task ComposeAsync(Desk desk, string letters)
    {
        var devTools = await desk.Context.NewCDPSessionAsync(desk.Page);
        await devTools.SendAsync("Input.imeSetComposition", new() { ["text"] = letters, ["selectionStart"] = letters.Length, ["selectionEnd"] = letters.Length });
        await devTools.DetachAsync();
    }
}
