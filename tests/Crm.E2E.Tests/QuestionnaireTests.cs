using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>A customer is asked while a visit is closed, and what he said is found on his page and in the figures.</summary>
public sealed class QuestionnaireTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task From_a_completion_to_the_answers_behind_a_bar(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var admin = await app.SignInAsync(Role.Administrator);
        var (price, time) = ("价格" + Unique.Word(), "交期" + Unique.Word());
        var asked = await admin.PublishAsync(
            new { key = "liked", text = "满意吗？", textEn = "满意吗？", type = "stars", required = true },
            new { key = "why", text = "为什么？", textEn = "为什么？", type = "single_choice", required = true, shownWhen = new { question = "liked", anyOf = new[] { "1", "2" } }, options = new[] { new { code = "price", text = price, textEn = price }, new { code = "time", text = time, textEn = time } } });
        var name = (await admin.ReadAsync("/questionnaires/" + asked)).Text("name");
        var customer = await admin.CreateCustomerAsync();
        var subject = "回访" + Unique.Word();
        await admin.PlanAsync(customer.Id, app.Clock.In(-TimeSpan.FromHours(1)), subject, new { questionnaireId = asked });

        await desk.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        await desk.Button(text["today:complete", ("subject", subject)]).ClickAsync();
        var form = desk.Form(text["today:complete", ("subject", subject)]);
        var sheet = form.GetByRole(AriaRole.Region, new() { Name = text["questionnaires:asked", ("name", name)] });
        await Expect(sheet.GetByText("满意吗？")).ToBeVisibleAsync();
        await form.Locator("button[type=submit]").ClickAsync();
        await Expect(sheet.GetByText(text["questionnaires:missing"])).ToBeVisibleAsync();

        await sheet.GetByRole(AriaRole.Radio).Nth(1).CheckAsync(new() { Force = true });
        await sheet.GetByRole(AriaRole.Radio, new() { Name = price, Exact = true }).CheckAsync(new() { Force = true });
        await form.Locator("button[type=submit]").ClickAsync();
        await Expect(form).ToBeHiddenAsync(); // the next step has the same subject, and is due in the days that are shown

        await desk.GoAsync("/customers/" + customer.Id);
        await Expect(page.GetByText(price).First).ToBeVisibleAsync();

        await desk.GoAsync("/questionnaires/" + asked);
        await page.GetByRole(AriaRole.Link, new() { NameString = price }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByText(customer.Text("name"))).ToBeVisibleAsync();
    });
}
