using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>An order is taken for a customer, and his page tells what he trades.</summary>
public sealed class OrderTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task From_a_customers_page_to_his_figures(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var admin = await app.SignInAsync(Role.Administrator);
        var customer = await admin.CreateCustomerAsync();
        var product = await admin.MakeAsync("/products", new { code = Unique.Word(), name = "轴承" + Unique.Word(), price = new { amount = "12.5", currency = "CNY" } });
        await desk.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        await desk.GoAsync("/customers/" + customer.Id);

        await desk.Button(text["orders:create"]).ClickAsync();
        var form = desk.Dialog(text["orders:form.title"]);
        await form.GetByRole(AriaRole.Combobox, new() { Name = text["orders:line.product"], Exact = true }).FillAsync(product.Text("code"));
        await page.GetByRole(AriaRole.Option, new() { NameString = product.Text("name") }).First.ClickAsync();
        await form.GetByLabel(text["orders:line.quantity"], new() { Exact = true }).FillAsync("4");
        await Expect(form.GetByText("50.00").Last).ToBeVisibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = text["orders:form.submit"], Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = text["orders:move.shipment"], Exact = true })).ToBeVisibleAsync();

        await desk.GoAsync("/customers/" + customer.Id);
        await Expect(page.GetByText(text["orders:trade.lately"], new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText("50.00").First).ToBeVisibleAsync();
    });
}
