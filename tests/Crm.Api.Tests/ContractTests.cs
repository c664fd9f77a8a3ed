using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests;

/// <summary>The few words that every integration relies on first.</summary>
public sealed class ContractTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Signing_in_answers_a_bearer_token_how_long_it_is_good_and_who_one_is()
    {
        var answer = (await app.Stranger().PostAsync("/auth/login", new { email = CrmApp.AdminEmail, password = CrmApp.Password })).Expect(HttpStatusCode.OK);

        Assert.Equal(3, answer.Json.Text("accessToken").Split('.').Length);
        Assert.Equal(600, answer.Json.Number("expiresIn"));
        Assert.Equal("administrator", answer.Json.Text("user.role"));
        Assert.Equal(CrmApp.AdminEmail, answer.Json.Text("user.email"));
        Assert.False(answer.Json.Says("user.mustChangePassword"));
        Assert.Contains("customers.assign", answer.Json.Items("user.permissions").Select(p => p.GetValue<string>()));
    }

    [Fact]
    public async Task Opening_a_file_answers_201_with_its_address_and_version()
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.PostAsync("/customers", new { name = "海尔集团" });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("\"v1\"", answer.ETag);
        Assert.Equal("/api/v1/customers/" + answer.Json.Id, answer.Header("Location"));
        Assert.Matches("^C[0-9]{6}$", answer.Json.Text("number"));
        Assert.Equal(user.Id, answer.Json.Text("ownerId"));
        Assert.Equal('7', answer.Json.Id[14]);
    }

    [Fact]
    public async Task A_list_answers_data_and_page_and_a_total_only_when_asked()
    {
        var user = await app.SignInAsync(Role.Sales);
        await user.CreateCustomerAsync();

        var list = await user.ReadAsync("/customers?limit=1");
        var counted = await user.ReadAsync("/customers?limit=1&count=exact");

        Assert.Single(list.Items("data"));
        Assert.Equal(1, list.Number("page.limit"));
        Assert.Equal(list.Says("page.hasMore"), list.TextOrNull("page.next") is not null);
        Assert.Null(list.At("total"));
        Assert.Equal("eq", counted.Text("total.relation"));
        Assert.True(counted.Number("total.value") >= 1);
    }

    [Fact]
    public async Task The_initials_of_a_name_find_the_customer()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync("海尔集团");

        var hits = await user.SearchAsync("hejt");

        var hit = Assert.Single(hits, h => h.Id == customer.Id);
        Assert.Equal(("customer", "海尔集团", "initials"), (hit.Text("type"), hit.Text("title"), hit.Text("matchedOn")));
    }

    [Fact]
    public async Task The_overview_shows_a_customer_whole_in_one_call()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);
        await user.LogAsync(customer.Id);
        var next = await user.PlanAsync(customer.Id, app.Clock.In(TimeSpan.FromDays(2)));
        var late = await user.PlanAsync(customer.Id, app.Clock.In(TimeSpan.FromDays(-2)));
        await user.UploadToCustomerAsync(customer.Id);
        await user.MakeAsync($"/customers/{customer.Id}/addresses", new { line1 = "海尔路 1 号" });
        await user.MakeAsync($"/customers/{customer.Id}/tax-profiles", new { title = "海尔集团" });
        await user.CreateCustomerAsync(fields: new { parentId = customer.Id });

        var overview = await user.ReadAsync($"/customers/{customer.Id}/overview");

        Assert.Equal(customer.Id, overview.Text("customer.id"));
        Assert.Equal(late.Id, overview.Text("nextStep.id"));
        Assert.Equal([late.Id, next.Id], overview.Items("openFollowUps").Select(f => f.Id));
        Assert.Equal(contact.Id, Assert.Single(overview.Items("contacts")).Text("contactId"));
        Assert.Single(overview.Items("addresses"));
        Assert.Single(overview.Items("taxProfiles"));
        Assert.Single(overview.Items("timeline.data"));
        string[] counters = ["contacts", "interactions", "openFollowUps", "overdueFollowUps", "files", "subsidiaries"];
        Assert.Equal([1, 1, 2, 1, 1, 1], counters.Select(counter => overview.Number("counters." + counter)));
    }

    [Fact]
    public async Task The_description_of_the_API_is_served_as_OpenAPI_3_1()
    {
        var answer = (await app.Stranger().GetAsync("//swagger/v1/swagger.json")).Expect(HttpStatusCode.OK);

        Assert.StartsWith("3.1", answer.Json.Text("openapi"), StringComparison.Ordinal);
        Assert.NotNull(answer.Json["paths"]!["/api/v1/customers"]!["post"]);
    }
}
