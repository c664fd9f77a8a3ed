using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>Two people change the same customer at the same time.</summary>
public sealed class ConflictTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task Who_saves_second_sees_both_and_chooses(string language) => app.VisitAsync(language, slow => app.VisitAsync(language, async quick =>
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var id = (await admin.CreateCustomerAsync(fields: new { shortName = "旧名" })).Id;
        await Task.WhenAll(slow.SignInAsync(CrmApp.AdminEmail, path: $"/customers/{id}"), quick.SignInAsync(CrmApp.AdminEmail, path: $"/customers/{id}"));

        // Theirs stays.
        await EditAsync(slow, "慢手写的", enter: false);
        await EditAsync(quick, "快手写的");
        await slow.Page.Keyboard.PressAsync("Enter");
        await DecideAsync(slow, mine: "慢手写的", theirs: "快手写的", keep: "theirs");
        await Expect(Value(slow, "快手写的")).ToBeVisibleAsync();
        Assert.Equal("快手写的", (await admin.CustomerAsync(id)).Text("shortName"));

        // Mine goes over it.
        await EditAsync(slow, "最后写的", enter: false);
        await EditAsync(quick, "又写一次");
        await slow.Page.Keyboard.PressAsync("Enter");
        await DecideAsync(slow, mine: "最后写的", theirs: "又写一次", keep: "mine");
        await Expect(Value(slow, "最后写的")).ToBeVisibleAsync();
        await slow.SettleAsync();
        Assert.Equal("最后写的", (await admin.CustomerAsync(id)).Text("shortName"));
    }));

    [Theory, InBothLanguages]
    public Task Changes_of_different_fields_both_stay_without_a_question(string language) => app.VisitAsync(language, async desk =>
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var customer = await admin.CreateCustomerAsync();
        await desk.SignInAsync(CrmApp.AdminEmail, path: $"/customers/{customer.Id}");
        await EditAsync(desk, "我写的", enter: false);
        (await admin.PatchAsync($"/customers/{customer.Id}", new { englishName = "Theirs Ltd" }, customer.Version)).Expect(System.Net.HttpStatusCode.OK);
        await desk.Page.Keyboard.PressAsync("Enter");

        await Expect(desk.Region(desk.Text["customer:tab.fields"]).GetByText("Theirs Ltd")).ToBeVisibleAsync();
        await desk.SettleAsync();
        var saved = await admin.CustomerAsync(customer.Id);
        Assert.Equal(("我写的", "Theirs Ltd"), (saved.Text("shortName"), saved.Text("englishName")));
    });

    private static ILocator Value(Desk desk, string value) => desk.Region(desk.Text["customer:tab.fields"]).GetByText(value, new() { Exact = true });

    private static async Task EditAsync(Desk desk, string shortName, bool enter = true)
    {
        var name = desk.Text["customer:field.shortName"];
        await desk.Button($"{desk.Text["common:action.edit"]} {name}").PressAsync("Enter");
        await desk.Field(name).FillAsync(shortName);
        if (!enter) return;
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(Value(desk, shortName)).ToBeVisibleAsync();
        await desk.SettleAsync();
    }

    private static async Task DecideAsync(Desk desk, string mine, string theirs, string keep)
    {
        var dialog = desk.Dialog(desk.Text["record:conflict.title"]);
        var side = (string name) => dialog.Locator("label").Filter(new() { HasText = desk.Text[$"record:conflict.{name}"] });
        await Expect(side("mine")).ToContainTextAsync(mine);
        await Expect(side("theirs")).ToContainTextAsync(theirs);
        await side(keep).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = desk.Text["record:conflict.save"] }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
    }
}
