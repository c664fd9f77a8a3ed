using System.Net;
using System.Text;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Import;

/// <summary>Exports of other programs, imported with the proposed mapping alone.</summary>
public sealed class RealFilesTests(CrmApp app) : IClassFixture<CrmApp>
{
    private const string Salesforce = "crm_exports/dev/salesforce/";

    [ReferenceFact]
    public async Task Large_companies_and_the_accounts_of_a_seller_become_customers()
    {
        var user = await app.SignInAsync(Role.Administrator);

        var large = await app.ImportedAsync(user, "customers", "sp500_companies.csv", await File.ReadAllBytesAsync(Reference.File("crm_exports/dev/sp500_companies.csv")));
        var errors = Encoding.UTF8.GetString(await app.NotImportedAsync(large));
        Assert.True(large.Number("result.created") >= 460 && large.Number("progress.done") == 503, large.ToJsonString() + errors);
        Assert.All(errors.Split('\n').Skip(1).Where(line => line.Length > 0), line => Assert.Matches(@"\d{4}.*\[Founded\] not_a_day|duplicate_skipped", line));

        var accounts = await app.ImportedAsync(user, "customers", "accounts.csv", await File.ReadAllBytesAsync(Reference.File("crm_sales_opps/dev/accounts.csv")));
        Assert.Equal(85, accounts.Number("result.created") + accounts.Number("result.failed"));
        var acme = await user.CustomerAsync((await user.ReadAsync("/customers?filter[name]=Acme Corporation")).Items("data")[0].Id);
        Assert.Equal(("it_services", "1996-01-01", "1000-4999", "1100.04"), (acme.Text("industry"), acme.Text("foundedOn"), acme.Text("size"), acme.Text("annualRevenue.amount")));
        Assert.Equal("United States", acme.Text("addressLine2"));
    }

    [ReferenceTheory]
    [InlineData("insertAccountCsv.csv")]
    [InlineData("bulkV2MultipleJobsCsvTemplate.csv")]
    [InlineData("dateWithTimeZone.csv")]
    [InlineData("upsertAccountCsvTemplate.csv")]
    public async Task Files_of_the_Data_Loader_lose_no_row(string name)
    {
        var user = await app.SignInAsync(Role.Administrator);
        var file = await File.ReadAllBytesAsync(Reference.File(Salesforce + "dataloader_tests/" + name));

        var job = await app.ImportedAsync(user, "customers", name, file, ("dryRun", "true"));

        Assert.Equal(0, job.Number("result.failed"));
        Assert.Equal(job.Number("progress.total"), job.Number("result.created") + job.Number("result.skipped"));
    }

    [ReferenceFact]
    public async Task Real_cards_become_contacts()
    {
        var user = await app.SignInAsync(Role.Administrator);
        foreach (var path in Directory.EnumerateFiles(Reference.File("vcard/dev"), "*.vcf", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = await File.ReadAllBytesAsync(path);
            var preview = (await user.PreviewAsync("contacts", Path.GetFileName(path), file)).Expect(HttpStatusCode.OK).Json;
            var mapping = preview["mapping"]!;
            (mapping["createCustomers"], mapping["duplicates"]) = (true, "create");

            var job = await app.ImportedAsync(user, "contacts", "", null, ("uploadId", preview.Text("uploadId")), ("mapping", mapping.ToJsonString()));

            // Two of the samples have words where a number or a form of address should be, and say so when they come back.
            var errors = job.Number("result.failed") == 0 ? "" : Encoding.UTF8.GetString(await app.NotImportedAsync(job));
            Assert.True(job.Number("result.failed") == 0 || errors.Contains("X-REASON:[Mobile] not_a_phone_number", StringComparison.Ordinal) || errors.Contains("X-REASON:[Prefix] unknown_code", StringComparison.Ordinal), path + errors);
            Assert.Equal(job.Number("progress.total"), job.Number("result.created") + job.Number("result.failed"));
        }
    }
}
