using System.Globalization;
using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>A leader reads how follow-ups were kept, and asks which ones.</summary>
public sealed class FollowUpKpiTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task From_a_figure_to_the_list_behind_it(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var admin = await app.SignInAsync(Role.Administrator);
        var (customer, subject) = ((await admin.CreateCustomerAsync()).Id, "回访" + Unique.Word());
        await admin.PlanAsync(customer, app.Clock.In(-TimeSpan.FromDays(2)), subject);
        var late = await admin.PlanAsync(customer, app.Clock.In(-TimeSpan.FromDays(4)));
        (await admin.PostAsync($"/follow-ups/{late.Id}/completion", new { })).Expect(HttpStatusCode.OK);
        var total = (await admin.ReadAsync("/follow-ups/kpi"))["total"]!;

        await desk.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        await desk.GoAsync("/follow-ups/kpi");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = text["followUpKpi:title"], Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText(text["followUpKpi:effect.title"], new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Radiogroup, new() { Name = text["followUpKpi:by"], Exact = true }).GetByText(text["followUpKpi:byOf.manager"], new() { Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("by=manager"));
        string Mark(string figure) => $"{text["followUpKpi:figure." + figure]} {total.Number(figure).ToString(CultureInfo.InvariantCulture)}";
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Mark("doneLate"), Exact = true })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = Mark("open"), Exact = true }).ClickAsync();
        await Expect(page.GetByText(subject, new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Grid)).ToHaveAttributeAsync("aria-rowcount", (total.Number("open") + 1).ToString(CultureInfo.InvariantCulture));
    });
}
