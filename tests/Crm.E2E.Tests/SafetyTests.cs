using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>What customers write is text, and the page loads nothing that its policy forbids.</summary>
public sealed class SafetyTests(Product app) : IClassFixture<Product>
{
    private const string Payload = "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>{{7*7}}";

    [Theory, InBothLanguages]
    public Task Markup_in_records_is_shown_as_it_was_typed(string language) => app.VisitAsync(language, async desk =>
    {
        var routes = await Routes.MakeAsync(app, Payload);
        desk.Page.Dialog += (_, dialog) => Assert.Fail($"The page opened a dialog: {dialog.Message}");
        await desk.SignInAsync(CrmApp.AdminEmail);
        foreach (var path in routes)
        {
            await desk.GoAsync(path);
            await desk.SettleAsync();
            Assert.False(await desk.Page.EvaluateAsync<bool>("() => 'broken' in window || document.querySelector('img[src=x]') !== null"), $"{path} ran what a customer typed.");
        }

        var customer = routes.First(path => path.StartsWith("/customers/", StringComparison.Ordinal));
        await desk.GoAsync(customer);
        await Expect(desk.Heading(Payload)).ToBeVisibleAsync();
        await Expect(desk.Region(desk.Text["customer:tab.fields"]).GetByText(Payload).First).ToBeVisibleAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Article).GetByText(Payload).First).ToBeVisibleAsync();
    });

    [Fact]
    public Task An_address_of_another_kind_becomes_no_link() => app.VisitAsync("en", async desk =>
    {
        var admin = await app.SignInAsync(Crm.Domain.Security.Role.Administrator);
        var refused = await admin.PostAsync("/customers", new { name = "Link", website = "javascript:alert(1)" });
        Assert.Equal("/website", refused.Problem.Errors[0].Pointer);
        await desk.GoAsync("/sign-in?to=" + Uri.EscapeDataString("//example.org/"));
        await desk.FillSignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        await Expect(desk.Heading(desk.Text["today:title"])).ToBeVisibleAsync();
        Assert.Equal(app.BaseAddress.Authority, new Uri(desk.Page.Url).Authority);
    });
}
