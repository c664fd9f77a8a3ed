using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Customers;

public sealed class CustomerBinTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_deleted_customer_is_in_the_bin_only_and_comes_back_whole()
    {
        var user = await app.SignInAsync(Role.SalesManager);
        var customer = await user.CreateCustomerAsync(fields: new { shortName = "回收" });
        var contact = await user.CreateContactAsync(customerId: customer.Id);
        var interaction = await user.LogAsync(customer.Id);

        (await user.DeleteAsync("/customers/" + customer.Id, 1)).Expect(HttpStatusCode.NoContent);

        Assert.DoesNotContain(await user.ListAsync("/customers?limit=200"), c => c.Id == customer.Id);
        Assert.DoesNotContain(await user.SearchAsync(customer.Text("name")), c => c.Id == customer.Id);
        Assert.DoesNotContain(await user.ListAsync("/interactions?limit=200"), i => i.Id == interaction.Id);
        var binned = Assert.Single(await user.ListAsync("/customers?deleted=only&limit=200"), c => c.Id == customer.Id);
        Assert.NotNull(binned.TextOrNull("deletedAt"));
        var detail = await user.CustomerAsync(customer.Id);
        Assert.Equal((true, false), (detail.Says("can.restore"), detail.Says("can.update")));
        Assert.Equal(HttpStatusCode.NotFound, (await user.PatchAsync("/customers/" + customer.Id, new { rating = 1 })).Status);

        var restored = (await user.PostAsync($"/customers/{customer.Id}/restoration")).Expect(HttpStatusCode.OK);
        Assert.Null(restored.Json.At("deletedAt"));
        Assert.Equal("回收", restored.Json.Text("shortName"));
        Assert.Contains(await user.ListAsync("/interactions?limit=200"), i => i.Id == interaction.Id);
        Assert.Equal(contact.Id, Assert.Single(await user.ListAsync($"/customers/{customer.Id}/contacts")).Text("contactId"));
        Assert.Contains(await user.SearchAsync(customer.Text("name")), c => c.Id == customer.Id);
    }

    [Fact]
    public async Task Deleting_and_restoring_twice_change_nothing()
    {
        var user = await app.SignInAsync(Role.SalesManager);
        var customer = await user.CreateCustomerAsync();

        for (var i = 0; i < 2; i++) (await user.DeleteAsync("/customers/" + customer.Id)).Expect(HttpStatusCode.NoContent);
        var once = (await user.PostAsync($"/customers/{customer.Id}/restoration")).Expect(HttpStatusCode.OK);
        var twice = (await user.PostAsync($"/customers/{customer.Id}/restoration")).Expect(HttpStatusCode.OK);

        Assert.Equal(once.Json.Version, twice.Json.Version);
    }

    [Fact]
    public async Task A_stale_delete_is_refused()
    {
        var user = await app.SignInAsync(Role.SalesManager);
        var customer = await user.CreateCustomerAsync();
        await user.PatchAsync("/customers/" + customer.Id, new { rating = 2 });

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await user.DeleteAsync("/customers/" + customer.Id, 1)).Status);
        (await user.DeleteAsync("/customers/" + customer.Id, 2)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_customer_whose_code_was_given_to_another_does_not_come_back()
    {
        var user = await app.SignInAsync(Role.SalesManager);
        var creditCode = Unique.CreditCode();
        var first = await user.CreateCustomerAsync(fields: new { creditCode });
        (await user.DeleteAsync("/customers/" + first.Id)).Expect(HttpStatusCode.NoContent);
        await user.CreateCustomerAsync(fields: new { creditCode });

        var answer = await user.PostAsync($"/customers/{first.Id}/restoration");

        Assert.Equal((HttpStatusCode.Conflict, "duplicate_credit_code"), (answer.Status, answer.Problem.Code));
    }
}
