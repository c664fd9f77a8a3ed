using System.Net;
using System.Text;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Import;

/// <summary>The export of another program in a database of its own: some of its companies stand in other exports too, and would be duplicates.</summary>
public sealed class SalesforceExportTests(CrmApp app) : IClassFixture<CrmApp>
{
    [ReferenceFact]
    public async Task The_accounts_of_a_Salesforce_export_become_customers()
    {
        var user = await app.SignInAsync(Role.Administrator);
        var file = await File.ReadAllBytesAsync(Reference.File("crm_exports/dev/salesforce/accountData.csv"));
        var preview = (await user.PreviewAsync("customers", "accountData.csv", file)).Expect(HttpStatusCode.OK).Json;
        var fields = preview.Items("columns").ToDictionary(c => c.Text("name"), c => c.TextOrNull("field"));
        Assert.Equal((423, 37), (preview.Number("rows"), fields.Count));
        Assert.Equal(
            ["name", "addressLine1", "addressLine2", "postalCode", "phones", "phones.fax", "website", "industry", "annualRevenue", "size", "description", "status"],
            new[] { "NAME", "BILLINGSTREET", "BILLINGCOUNTRY", "BILLINGPOSTALCODE", "PHONE", "FAX", "WEBSITE", "INDUSTRY", "ANNUALREVENUE", "NUMBEROFEMPLOYEES", "DESCRIPTION", "TYPE" }.Select(c => fields[c]));

        var job = await app.ImportedAsync(user, "customers", "accountData.csv", file);

        var left = Encoding.UTF8.GetString(await app.NotImportedAsync(job));
        Assert.True((job.Number("result.created"), job.Number("progress.done")) == (422, 423), job.ToJsonString() + left);
        Assert.Contains("????????????????", left, StringComparison.Ordinal);
        var one = await user.CustomerAsync((await user.ReadAsync("/customers?filter[name]=salesforce.com")).Items("data")[0].Id);
        Assert.Equal(("http://www.salesforce.com", "+1 (415) 901-7000"), (one.Text("website"), one.Items("phones")[0].Text("number")));
        Assert.Contains("Founded in March 1999", one.Text("description"), StringComparison.Ordinal);
    }
}
