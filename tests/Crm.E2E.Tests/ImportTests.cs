using System.Text.RegularExpressions;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>Exports of other programs go in through the page, step by step.</summary>
public sealed class ImportTests(Product app) : IClassFixture<Product>
{
    private const string Exports = "crm_exports/dev/";

    [ReferenceTheory, InBothLanguages]
    public Task A_Salesforce_export_becomes_customers_with_fields_of_their_own(string language) => app.VisitAsync(language, async desk =>
    {
        await ChooseAsync(desk, "customers", Exports + "salesforce/accountData.csv");
        await Expect(desk.Page.GetByText("accountData.csv")).ToBeVisibleAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(38);
        foreach (var column in (string[])["RATING", "SIC", "TICKERSYMBOL"]) await TargetOf(desk, column).SelectOptionAsync("+");

        await CheckAsync(desk);
        await CountsAsync(desk, ("created", "422"), ("skipped", "1"));
        await RunAsync(desk);
        await CountsAsync(desk, ("created", "422"), ("skipped", "1"));
        var fields = (await (await AdministratorAsync()).ReadAsync("/meta/customers/fields")).Items("data").Select(f => f.Text("labelEn")).ToList();
        Assert.All(["RATING", "SIC", "TICKERSYMBOL"], column => Assert.Single(fields, column)); // told in both languages, added once
        var left = await File.ReadAllTextAsync(await (await desk.Page.RunAndWaitForDownloadAsync(() => desk.Button(desk.Text["imports:failedRows"]).ClickAsync())).PathAsync());
        Assert.Matches(@"\?{8}.*duplicate_skipped", left);

        await desk.Button(desk.Text["imports:undo"]).ClickAsync();
        await Expect(desk.Button(desk.Text["imports:undo"])).ToHaveCountAsync(0);
        await app.RunJobsAsync();
        Assert.Equal(0, (await (await AdministratorAsync()).ReadAsync("/customers?count=exact&filter[name]=salesforce.com")).Number("total.value"));
    });

    [ReferenceTheory, InBothLanguages]
    public Task Rows_that_fail_are_mended_and_sent_again(string language) => app.VisitAsync(language, async desk =>
    {
        await ChooseAsync(desk, "customers", Exports + "sp500_companies.csv");
        await CheckAsync(desk);
        var first = await RunAsync(desk);
        var download = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Button(desk.Text["imports:failedRows"]).ClickAsync());
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.All(rows.Skip(1).Where(row => row.Length > 0), row => Assert.Matches(@"\[Founded\] not_a_day|duplicate_skipped", row));

        var mended = string.Join('\n', rows.Where(row => !row.Contains("duplicate_skipped", StringComparison.Ordinal)).Select(row => Regex.Replace(row, @"(\d{4}) \((\d{4})\)", "$1")));
        await desk.Button(desk.Text["imports:again"]).ClickAsync();
        await desk.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = download.SuggestedFilename, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(mended) });
        await CheckAsync(desk);
        var second = await RunAsync(desk);
        await Expect(desk.Region(desk.Text["imports:step.run"]).GetByRole(AriaRole.Listitem).Filter(new() { HasText = desk.Text["jobs:result.created"] })).ToBeVisibleAsync();
        await UndoAsync(second, first);
    });

    [ReferenceTheory, InBothLanguages]
    public Task The_accounts_of_a_seller_say_what_unknown_values_mean_on_a_phone(string language) => app.VisitAsync(
        language,
        async desk =>
        {
            await ChooseAsync(desk, "customers", "crm_sales_opps/dev/accounts.csv");
            Assert.True(await desk.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
            await CheckAsync(desk);
            var job = await RunAsync(desk);
            Assert.Equal(1, (await (await AdministratorAsync()).ReadAsync("/customers?count=exact&filter[name]=Acme Corporation")).Number("total.value"));
            await UndoAsync(job);
        },
        Product.Phone);

    [ReferenceTheory]
    [InlineData("csvtext_BOM_UTF8.csv")]
    [InlineData("csvtext_BOM_UTF16LE.csv")]
    [InlineData("csvtext_BOM_UTF16BE.csv")]
    [InlineData("csvtext_BOM_UTF32LE.csv")]
    [InlineData("csvtext_BOM_UTF32BE.csv")]
    public Task Files_of_any_encoding_show_the_same_columns(string name) => app.VisitAsync("en", async desk =>
    {
        await ChooseAsync(desk, "customers", Exports + "salesforce/dataloader_tests/" + name);
        await Expect(desk.Page.GetByRole(AriaRole.Cell, new() { NameRegex = new Regex("^column1", RegexOptions.IgnoreCase) }).First).ToBeVisibleAsync();
    });

    [ReferenceFact]
    public Task Cards_become_contacts_with_their_companies() => app.VisitAsync("zh-CN", async desk =>
    {
        var card = Directory.EnumerateFiles(Reference.File("vcard/dev"), "*.vcf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/imports?entity=contacts");
        await desk.Page.Locator("input[type=file]").SetInputFilesAsync(card);
        await desk.Page.GetByLabel(desk.Text["imports:createCustomers"]).CheckAsync();
        await CheckAsync(desk);
        await RunAsync(desk);
        await Expect(desk.Region(desk.Text["imports:step.run"]).GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync();
    });

    private static ILocator TargetOf(Desk desk, string column) => desk.Page.GetByRole(AriaRole.Combobox, new() { Name = $"{column}: {desk.Text["imports:target"]}", Exact = true });

    private static async Task ChooseAsync(Desk desk, string entity, string file)
    {
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/imports?entity=" + entity);
        await desk.Page.Locator("input[type=file]").SetInputFilesAsync(Reference.File(file));
        await Expect(desk.Button(desk.Text["imports:check"])).ToBeVisibleAsync();
    }

    private async Task CheckAsync(Desk desk)
    {
        await desk.Button(desk.Text["imports:check"]).ClickAsync();
        await Expect(desk.Region(desk.Text["imports:step.check"])).ToBeVisibleAsync();
        await app.RunJobsAsync();
        await Expect(desk.Button(desk.Text["imports:start"])).ToBeVisibleAsync();
    }

    /// <summary>Id of the job.</summary>
    private async Task<string> RunAsync(Desk desk)
    {
        await desk.Button(desk.Text["imports:start"]).ClickAsync();
        await Expect(desk.Region(desk.Text["imports:step.run"])).ToBeVisibleAsync();
        await app.RunJobsAsync();
        await Expect(desk.Button(desk.Text["imports:again"])).ToBeVisibleAsync();
        return Regex.Match(desk.Page.Url, "job=([0-9a-f-]{36})").Groups[1].Value;
    }

    private Task<ApiUser> AdministratorAsync() => app.SignInAsync(Domain.Security.Role.Administrator);

    /// <summary>The next story finds the house as it was.</summary>
    private async Task UndoAsync(params string[] jobs)
    {
        foreach (var job in jobs)
        {
            (await (await AdministratorAsync()).PostAsync($"/jobs/{job}/undo", new { })).Expect(System.Net.HttpStatusCode.Accepted);
            await app.RunJobsAsync();
        }
    }

    private static async Task CountsAsync(Desk desk, params (string Name, string Count)[] counts)
    {
        foreach (var (name, count) in counts) await Expect(desk.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = $"{desk.Text["jobs:result." + name]} {count}" })).ToBeVisibleAsync();
    }
}
