using System.Globalization;
using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>A colleague's first day, and the day a week later on which he does what he planned.</summary>
public sealed class FirstDayTests(Product app) : IClassFixture<Product>
{
    private const string OwnPassword = "green teapot on a shelf";

    [Theory, InBothLanguages]
    public Task From_the_first_password_to_the_second_visit(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page) = (desk.Text, desk.Page);
        var (company, initials) = language == "en" ? ("晨曦光电有限公司", "cxgd") : ("云峰轴承有限公司", "yfzc");
        app.Clock.Advance(UntilWednesdayMorning());
        await desk.SetClockAsync();
        var email = await SetFirstPasswordAsync(desk);

        await EnterCompanyAsync(desk, company);
        await AddContactAsync(desk, "王海燕", "13905320001");
        await AddContactAsync(desk, "陈立", "13905320002");
        await LogCallAsync(desk, subject: "介绍产品目录", next: "带样品上门");

        await WaitUntilDueAsync(desk, email, "带样品上门");
        await desk.SignInAsync(email, OwnPassword);
        await CompleteAndPlanAsync(desk, "带样品上门", next: "确认试用结果");

        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Combobox, new() { Name = text["common:search.title"] }).FillAsync(initials);
        await Expect(page.GetByRole(AriaRole.Option, new() { NameString = company }).First).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Expect(desk.Heading(company)).ToBeVisibleAsync();

        await EditShortNameByKeyboardAsync(desk, "老朋友");
        await DeleteUndoDeleteRestoreAsync(desk, company);
        await SwitchThemeAndLanguageAsync(desk);
    });

    /// <summary>In the middle of a week "next week" is seven days away; from a weekend it would be moved to a working day.</summary>
    private TimeSpan UntilWednesdayMorning()
    {
        var now = TimeZoneInfo.ConvertTime(app.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(User.DefaultTimeZone)).DateTime;
        var days = (DayOfWeek.Wednesday - now.DayOfWeek + 6) % 7 + 1;
        return now.Date.AddDays(days).AddHours(10) - now;
    }

    private async Task<string> SetFirstPasswordAsync(Desk desk)
    {
        var admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var email = $"{Unique.Word()}@crm.example";
        var made = (await admin.PostAsync("/users", new { name = "赵新", email, role = Words.Of(Role.SalesManager) })).Expect(HttpStatusCode.Created);
        var (text, first) = (desk.Text, made.Json.Text("temporaryPassword"));

        await desk.GoAsync("/");
        await desk.FillSignInAsync(email, first);
        await Expect(desk.Heading(text["password.title"])).ToBeVisibleAsync();
        await desk.Page.GetByLabel(text["password.current"], new() { Exact = true }).FillAsync(first);
        await desk.Page.GetByLabel(text["password.next"], new() { Exact = true }).FillAsync(OwnPassword);
        await desk.Button(text["password.submit"]).ClickAsync();
        await Expect(desk.Heading(text["today:title"])).ToBeVisibleAsync();
        return email;
    }

    private static async Task EnterCompanyAsync(Desk desk, string company)
    {
        var text = desk.Text;
        await desk.ChooseAsync(text["create.label"], text["create.customer"]);
        var form = desk.Dialog(text["customers:form.title"]);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["customers:field.name"], Exact = true }).FillAsync(company);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["record:ways.value", ("name", text["record:ways.phone"]), ("position", "1")] }).FillAsync("0532-88881234");
        await form.GetByRole(AriaRole.Button, new() { Name = text["customers:form.submit"], Exact = true }).ClickAsync();

        await Expect(desk.Heading(company)).ToBeVisibleAsync();
        await Expect(desk.Button(text["customer:noNextStep"])).ToBeVisibleAsync();
    }

    private static async Task AddContactAsync(Desk desk, string name, string phone)
    {
        var text = desk.Text;
        await desk.Button(text["customer:contact.add"]).ClickAsync();
        var form = desk.Dialog(text["customer:contact.add"]);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["customer:contact.name"], Exact = true }).FillAsync(name);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["customer:contact.phone"], Exact = true }).FillAsync(phone);
        await form.GetByRole(AriaRole.Button, new() { Name = text["common:action.save"], Exact = true }).ClickAsync();
        await Expect(form).ToBeHiddenAsync();
        await Expect(desk.Region(text["customer:card.contacts"]).GetByRole(AriaRole.Link, new() { Name = name, Exact = true })).ToBeVisibleAsync();
    }

    private static async Task LogCallAsync(Desk desk, string subject, string next)
    {
        var text = desk.Text;
        await desk.Page.GetByRole(AriaRole.Group, new() { Name = text["timeline:compose"] }).GetByRole(AriaRole.Button, new() { Name = text["activities:channel.call"] }).ClickAsync();
        var form = desk.Form(text["timeline:compose"]);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["timeline:subject"], Exact = true }).FillAsync(subject);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["timeline:body"], Exact = true }).FillAsync("对新型号感兴趣，希望先看样品");
        await form.GetByRole(AriaRole.Checkbox, new() { Name = "王海燕" }).CheckAsync();
        await form.GetByRole(AriaRole.Radio, new() { NameString = text["common:day.nextWeek"] }).CheckAsync();
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["today:step.subject"], Exact = true }).FillAsync(next);
        await form.GetByRole(AriaRole.Combobox, new() { Name = text["today:step.channel"], Exact = true }).SelectOptionAsync("visit");
        await form.Locator("button[type=submit]").ClickAsync();

        await Expect(desk.Page.GetByRole(AriaRole.Article, new() { Name = subject })).ToContainTextAsync("王海燕");
        await Expect(desk.Page.GetByRole(AriaRole.Banner).Or(desk.Page.Locator("header")).GetByText(text["customer:nextStep", ("subject", next)])).ToBeVisibleAsync();
        await Expect(desk.Region(text["customer:card.steps"]).GetByText(next)).ToBeVisibleAsync();
    }

    /// <summary>The morning of the day on which it is due, whichever working day that is.</summary>
    private async Task WaitUntilDueAsync(Desk desk, string email, string subject)
    {
        var user = await app.SignInAsync(email, OwnPassword);
        var due = (await user.ListAsync("/follow-ups?filter[status]=planned")).Single(row => row.Text("subject") == subject).Text("dueOn");
        await desk.WaitAsync(DateTimeOffset.Parse($"{due}T09:00:00+08:00", CultureInfo.InvariantCulture) - app.Clock.GetUtcNow());
    }

    private static async Task CompleteAndPlanAsync(Desk desk, string subject, string next)
    {
        var text = desk.Text;
        await Expect(desk.Region(text["today:today"]).GetByText(subject)).ToBeVisibleAsync();
        await desk.Button(text["today:complete", ("subject", subject)]).ClickAsync();
        var form = desk.Form(text["today:complete", ("subject", subject)]);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["today:result"], Exact = true }).FillAsync("留下两套样品");
        await form.GetByRole(AriaRole.Radio, new() { NameString = text["common:day.tomorrow"] }).CheckAsync();
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["today:step.subject"], Exact = true }).FillAsync(next);
        await form.Locator("button[type=submit]").ClickAsync();

        await Expect(desk.Region(text["today:upcoming"]).GetByText(next)).ToBeVisibleAsync();
        await Expect(desk.Button(text["today:complete", ("subject", subject)])).ToHaveCountAsync(0);
    }

    private static async Task EditShortNameByKeyboardAsync(Desk desk, string shortName)
    {
        var name = desk.Text["customer:field.shortName"];
        var edit = desk.Button($"{desk.Text["common:action.edit"]} {name}");
        await edit.FocusAsync();
        await desk.Page.Keyboard.PressAsync("F2");
        await Expect(desk.Field(name)).ToBeFocusedAsync();
        await desk.Page.Keyboard.TypeAsync(shortName);
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(edit).ToBeFocusedAsync();
        await desk.SettleAsync();

        await desk.Page.ReloadAsync();
        await Expect(desk.Region(desk.Text["customer:tab.fields"]).GetByText(shortName)).ToBeVisibleAsync();
    }

    private static async Task DeleteUndoDeleteRestoreAsync(Desk desk, string company)
    {
        var (text, page) = (desk.Text, desk.Page);
        var inBin = page.GetByText(text["customer:inBin"]);
        await desk.ChooseAsync(text["customer:menu"], text["customer:delete"]);
        await Expect(inBin).ToBeVisibleAsync();
        await desk.Notifications.GetByRole(AriaRole.Button, new() { Name = text["common:action.undo"] }).ClickAsync();
        await Expect(inBin).ToBeHiddenAsync();

        await desk.ChooseAsync(text["customer:menu"], text["customer:delete"]);
        await Expect(inBin).ToBeVisibleAsync();
        await desk.Link(text["nav.customers"]).ClickAsync();
        await Expect(page.GetByText(text["customers:empty"]).Or(page.GetByRole(AriaRole.Grid)).First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { NameString = company })).ToHaveCountAsync(0);
        await desk.Link(text["customers:view.bin"]).ClickAsync();
        await desk.ChooseAsync(text["customers:menu", ("name", company)], text["customers:restore"]);
        await desk.Link(text["customers:view.all"]).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { NameString = company })).ToBeVisibleAsync();
    }

    private static async Task SwitchThemeAndLanguageAsync(Desk desk)
    {
        var (text, root) = (desk.Text, desk.Page.Locator("html"));
        await desk.ChooseAsync(text["shell.theme"], text["shell.dark"]);
        await Expect(root).ToHaveAttributeAsync("data-theme", "dark");

        var other = text.Other;
        await desk.ChooseAsync(text["shell.language"], text[other.Language == "en" ? "shell.english" : "shell.chinese"]);
        await Expect(desk.Heading(other["customers:title"])).ToBeVisibleAsync();
        await desk.Page.ReloadAsync();
        await Expect(desk.Heading(other["customers:title"])).ToBeVisibleAsync();
        await Expect(root).ToHaveAttributeAsync("lang", other.Language);
        await Expect(root).ToHaveAttributeAsync("data-theme", "dark");
    }
}
