using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>What an administrator makes of a kind of record, and what everybody then does with many of them.</summary>
public sealed class RecordEngineTests(Product app) : IClassFixture<Product>
{
    [Theory, InBothLanguages]
    public Task A_field_goes_from_the_designer_into_form_list_and_filter(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, word) = (desk.Text, desk.Page, Unique.Word());
        var (label, option) = (language == "en" ? "Grade " + word : "评级" + word, language == "en" ? "Good" : "优");
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/settings/fields?entity=competitors");

        await desk.Button(text["fields:add"]).First.ClickAsync();
        var form = desk.Dialog(text["fields:add"]);
        await form.GetByLabel(text["fields:type"], new() { Exact = true }).SelectOptionAsync("choice");
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["fields:labelZh"] }).FillAsync(language == "en" ? "评级" + word : label);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["fields:labelEn"] }).FillAsync(language == "en" ? label : "Grade " + word);
        foreach (var (position, zh, en) in new[] { ("1", "优", "Good"), ("2", "良", "Fair") })
        {
            await form.GetByRole(AriaRole.Textbox, new() { Name = text["fields:option.part", ("part", text["fields:option.labelZh"]), ("position", position)] }).FillAsync(zh);
            await form.GetByRole(AriaRole.Textbox, new() { Name = text["fields:option.part", ("part", text["fields:option.labelEn"]), ("position", position)] }).FillAsync(en);
        }

        await Expect(form.GetByRole(AriaRole.Region, new() { Name = text["fields:preview"] }).GetByRole(AriaRole.Option, new() { Name = option, Exact = true })).ToBeAttachedAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = text["fields:add"], Exact = true }).ClickAsync();
        await Expect(form).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = label, Exact = true })).ToBeVisibleAsync();

        await desk.GoAsync("/competitors");
        foreach (var (name, grade) in new[] { ("甲" + word, option), ("乙" + word, null) })
        {
            await desk.Main.GetByRole(AriaRole.Button, new() { Name = text["records:create"], Exact = true }).First.ClickAsync();
            var record = page.GetByRole(AriaRole.Dialog);
            await record.GetByRole(AriaRole.Textbox).First.FillAsync(name);
            if (grade is not null) await record.GetByLabel(label, new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = grade });
            await record.Locator("button[type=submit]").ClickAsync();
            await Expect(desk.Dialog(name)).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Escape");
        }

        await desk.Button(text["common:filter.add"]).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = text["common:filter.find"] }).FillAsync(label);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = option, Exact = true }).CheckAsync();
        await desk.Button(text["common:action.apply"]).ClickAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Link, new() { NameString = "乙" + word })).ToHaveCountAsync(0);
        await Expect(desk.Main.GetByRole(AriaRole.Link, new() { NameString = "甲" + word })).ToBeVisibleAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Columnheader, new() { NameString = label })).ToBeVisibleAsync();
    });

    [Theory, InBothLanguages]
    public Task A_rule_refuses_in_the_form_and_says_why(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, word) = (desk.Text, desk.Page, "规则" + Unique.Word());
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/settings/fields?entity=customers&tab=rules");

        await desk.Button(text["fields:rule.add"]).First.ClickAsync();
        var form = desk.Dialog(text["fields:rule.add"]);
        await ChooseAsync(form.GetByRole(AriaRole.Combobox, new() { NameRegex = Desk.BeginsWith(text["fields:rule.field"]) }), text["customers:field.website"]);
        await form.GetByText(text["fields:rule.under"], new() { Exact = true }).ClickAsync();
        await ChooseAsync(form.GetByRole(AriaRole.Combobox, new() { Name = text["filters:field", ("position", "1")] }), language == "en" ? "Name" : "客户名称");
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["filters:value", ("position", "1")] }).FillAsync(word);
        await form.GetByRole(AriaRole.Textbox, new() { NameRegex = Desk.BeginsWith(text["fields:rule.messageZh"]) }).FillAsync("写上网址" + word);
        await form.GetByRole(AriaRole.Textbox, new() { NameRegex = Desk.BeginsWith(text["fields:rule.messageEn"]) }).FillAsync("Give the address " + word);
        await form.GetByRole(AriaRole.Button, new() { Name = text["fields:rule.add"], Exact = true }).ClickAsync();
        await Expect(form).ToBeHiddenAsync();
        var message = (language == "en" ? "Give the address " : "写上网址") + word;
        await Expect(page.GetByText(text["fields:rule.message", ("text", message)])).ToBeVisibleAsync();

        await desk.ChooseAsync(text["create.label"], text["create.customer"]);
        var customer = desk.Dialog(text["customers:form.title"]);
        await customer.GetByRole(AriaRole.Textbox, new() { Name = text["customers:field.name"], Exact = true }).FillAsync(word);
        await customer.GetByRole(AriaRole.Button, new() { Name = text["customers:form.submit"], Exact = true }).ClickAsync();
        var website = customer.GetByRole(AriaRole.Textbox, new() { Name = text["customers:field.website"], Exact = true });
        await Expect(customer.GetByText(message).First).ToBeVisibleAsync();
        await Expect(website).ToHaveAttributeAsync("aria-invalid", "true");

        await website.FillAsync("https://example.cn");
        await customer.GetByRole(AriaRole.Button, new() { Name = text["customers:form.submit"], Exact = true }).ClickAsync();
        await Expect(desk.Heading(word)).ToBeVisibleAsync();
    });

    [Theory, InBothLanguages]
    public Task A_view_keeps_its_filter_from_list_to_board_and_back(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, word) = (desk.Text, desk.Page, Unique.Word());
        var (good, other, view) = ("五星" + word, "三星" + word, "五星客户" + word);
        var admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        await admin.CreateCustomerAsync(good, new { rating = 5, status = "active" });
        await admin.CreateCustomerAsync(other, new { rating = 3, status = "active" });
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/customers");

        await desk.Button(text["common:filter.add"]).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = text["common:filter.find"] }).FillAsync(text["customers:field.rating"]);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Group, new() { Name = text["customers:field.rating"] }).GetByRole(AriaRole.Checkbox).Nth(4).CheckAsync();
        await desk.Button(text["common:action.apply"]).ClickAsync();
        await desk.Button(text["lists:view.saveAs"]).ClickAsync();
        var form = desk.Dialog(text["lists:view.saveAs"]);
        await form.GetByRole(AriaRole.Textbox, new() { Name = text["lists:view.name"] }).FillAsync(view);
        await form.GetByRole(AriaRole.Button, new() { Name = text["common:action.save"], Exact = true }).ClickAsync();
        await Expect(desk.Link(view)).ToHaveAttributeAsync("aria-current", "page");

        await desk.Link(text["customers:view.all"]).ClickAsync();
        await Expect(desk.Main.GetByText(other)).ToBeVisibleAsync();
        await page.ReloadAsync();
        await desk.Link(view).ClickAsync();
        await OnlyAsync();
        await desk.Main.GetByText(text["common:table.asBoard"], new() { Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = text["customers:title"], Exact = true })).ToBeVisibleAsync();
        await OnlyAsync();
        await desk.Main.GetByText(text["common:table.asList"], new() { Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Grid)).ToBeVisibleAsync();
        await OnlyAsync();

        async Task OnlyAsync()
        {
            await Expect(desk.Main.GetByText(good, new() { Exact = true })).ToBeVisibleAsync();
            await Expect(desk.Main.GetByText(other, new() { Exact = true })).ToHaveCountAsync(0);
        }
    });

    [Theory, InBothLanguages]
    public Task Many_records_are_changed_at_once_and_changed_back(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, word) = (desk.Text, desk.Page, Unique.Word());
        var admin = await app.SignInAsync(Role.Administrator);
        string[] ids = [await MakeAsync("一"), await MakeAsync("二")];
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/competitors?q=" + word);
        foreach (var name in new[] { "一", "二" }) await page.GetByRole(AriaRole.Checkbox, new() { Name = text["common:table.selectRow", ("name", name + word)] }).CheckAsync();

        await desk.Button(text["bulk:change"]).ClickAsync();
        var form = desk.Dialog(text["bulk:title.change"]);
        await form.GetByLabel(text["bulk:field"], new() { Exact = true }).SelectOptionAsync("country");
        await form.GetByLabel(text["bulk:value"], new() { Exact = true }).FillAsync("德国");
        await Expect(form.GetByText(text["bulk:changed"], new() { Exact = true })).ToBeVisibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = text["bulk:start"], Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Progressbar).First).ToBeVisibleAsync();
        await app.RunJobsAsync();
        var bar = page.GetByRole(AriaRole.Region).Filter(new() { HasText = text["jobs:result.changed"] });
        await Expect(bar).ToBeVisibleAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Gridcell, new() { Name = "德国", Exact = true })).ToHaveCountAsync(2);
        await bar.GetByRole(AriaRole.Button, new() { Name = text["common:action.undo"], Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Progressbar).First).ToBeVisibleAsync();
        await app.RunJobsAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Gridcell, new() { Name = "德国", Exact = true })).ToHaveCountAsync(0);
        foreach (var id in ids) Assert.Null((await admin.GetAsync("/competitors/" + id)).Json["country"]);

        // Both are on the page of jobs, which leads to what came of them.
        await desk.GoAsync("/jobs");
        await Expect(desk.Heading(text["jobs:title"])).ToBeVisibleAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Gridcell).Filter(new() { HasText = text["jobs:kind.undo"] }).First).ToBeVisibleAsync();

        async Task<string> MakeAsync(string name) => (await admin.PostAsync("/competitors", new { name = name + word })).Expect(HttpStatusCode.Created).Json.Text("id");
    });

    /// <summary>Chooses from a list that is narrowed by typing.</summary>
    private static async Task ChooseAsync(ILocator box, string option)
    {
        await box.FillAsync(option);
        await box.PressAsync("Enter");
    }
}
