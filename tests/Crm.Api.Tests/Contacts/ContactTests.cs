using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Contacts;

public sealed class ContactTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Every_field_of_a_contact_comes_back_as_it_was_written()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var roles = await user.ReadAsync("/code-lists/contact_role");
        var salutations = await user.ReadAsync("/code-lists/salutation");
        var input = new
        {
            name = "单雄",
            englishName = "Shan Xiong",
            salutation = salutations.Text("items.0.code"),
            gender = "male",
            birthday = "1980-12-31",
            wechat = "shanxiong",
            description = "喜欢喝茶\n不接电话",
            ownerId = user.Id,
            preferences = new[] { new { topic = "时间", value = "上午", source = "stated", asOf = "2026-03-01" } },
            doNotContact = new[] { "call" },
            phones = new[] { new { number = "139 0001 0001", label = "mobile", isPrimary = true } },
            emails = new[] { new { address = "Shan@Example.com", label = "work", isPrimary = true } },
            tags = new[] { "决策人" },
            customers = new[] { new { customerId = customer.Id, role = roles.Text("items.0.code"), title = "总监", department = "采购部", isPrimary = true } },
        };

        var made = await user.MakeAsync("/contacts", input);
        var read = await user.ReadAsync("/contacts/" + made.Id);

        var expected = System.Text.Json.JsonSerializer.SerializeToNode(input)!.AsObject();
        foreach (var (name, value) in expected.Where(member => member.Key is not ("phones" or "emails" or "customers")))
            Assert.True(JsonNode.DeepEquals(value, read[name]), $"{name}: {read[name]?.ToJsonString()}");
        Assert.Equal("+8613900010001", read.Text("phones.0.e164"));
        Assert.Equal("Shan@Example.com", read.Text("emails.0.address"));
        var place = Assert.Single(read.Items("customers"));
        Assert.Equal((customer.Id, "总监", "采购部", true), (place.Text("customerId"), place.Text("title"), place.Text("department"), place.Says("isPrimary")));
    }

    [Fact]
    public async Task A_patch_keeps_what_it_does_not_name_and_refuses_a_stale_version()
    {
        var user = await app.SignInAsync(Role.Sales);
        var contact = await user.CreateContactAsync(fields: new { wechat = "w", gender = "female" });

        var changed = (await user.PatchAsync("/contacts/" + contact.Id, new { wechat = (string?)null }, 1)).Expect(HttpStatusCode.OK).Json;
        var stale = await user.PatchAsync("/contacts/" + contact.Id, new { gender = "male" }, 1);

        Assert.Equal((null, "female", 2), (changed.TextOrNull("wechat"), changed.Text("gender"), changed.Version));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal("gender", Assert.Single(stale.Json.Items("conflictingFields")).GetValue<string>());
    }

    [Fact]
    public async Task A_person_can_be_at_several_customers_but_at_each_once()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (one, two) = (await user.CreateCustomerAsync(), await user.CreateCustomerAsync());
        var contact = await user.CreateContactAsync(customerId: one.Id);

        await user.MakeAsync($"/customers/{two.Id}/contacts", new { contactId = contact.Id, title = "顾问" });
        var again = await user.PostAsync($"/customers/{two.Id}/contacts", new { contactId = contact.Id });
        var twice = await user.PostAsync("/contacts", new { name = "双份", customers = new[] { new { customerId = one.Id }, new { customerId = one.Id } } });

        Assert.Equal(2, (await user.ReadAsync("/contacts/" + contact.Id)).Items("customers").Count);
        Assert.Equal((HttpStatusCode.Conflict, "already_linked"), (again.Status, again.Problem.Code));
        Assert.Equal(["/customers/1/customerId listed_twice"], twice.Problem.Places);
    }

    [Fact]
    public async Task The_primary_contact_moves()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var path = $"/customers/{customer.Id}/contacts";
        var (first, second) = (await user.CreateContactAsync(), await user.CreateContactAsync());
        await user.MakeAsync(path, new { contactId = first.Id, isPrimary = true });
        await user.MakeAsync(path, new { contactId = second.Id, isPrimary = true });

        Assert.Equal(second.Id, Assert.Single(await user.ListAsync(path), c => c.Says("isPrimary")).Text("contactId"));
        (await user.PatchAsync($"{path}/{first.Id}", new { isPrimary = true })).Expect(HttpStatusCode.OK);
        Assert.Equal(first.Id, Assert.Single(await user.ListAsync(path), c => c.Says("isPrimary")).Text("contactId"));
    }

    [Fact]
    public async Task Who_has_left_is_remembered_and_no_longer_primary()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);
        var path = $"/customers/{customer.Id}/contacts/{contact.Id}";
        (await user.PatchAsync(path, new { isPrimary = true })).Expect(HttpStatusCode.OK);

        var left = (await user.PatchAsync(path, new { leftOn = "2026-06-30" })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(("2026-06-30", false), (left.Text("leftOn"), left.Says("isPrimary")));
        Assert.Equal(0, (await user.ReadAsync($"/customers/{customer.Id}/overview")).Number("counters.contacts"));
        Assert.Equal(["/leftOn not_a_past_day"], (await user.PatchAsync(path, new { leftOn = "2999-01-01" })).Problem.Places);
        Assert.Null((await user.PatchAsync(path, new { leftOn = (string?)null })).Json.At("leftOn"));
    }

    [Fact]
    public async Task Unlinking_keeps_the_person_who_can_be_linked_again()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);

        (await user.DeleteAsync($"/customers/{customer.Id}/contacts/{contact.Id}")).Expect(HttpStatusCode.NoContent);

        Assert.Empty(await user.ListAsync($"/customers/{customer.Id}/contacts"));
        Assert.Empty((await user.ReadAsync("/contacts/" + contact.Id)).Items("customers"));
        Assert.Equal(HttpStatusCode.NotFound, (await user.DeleteAsync($"/customers/{customer.Id}/contacts/{contact.Id}")).Status);
        await user.MakeAsync($"/customers/{customer.Id}/contacts", new { contactId = contact.Id });
        Assert.Single(await user.ListAsync($"/customers/{customer.Id}/contacts"));
    }

    [Fact]
    public async Task A_deleted_contact_is_in_the_bin_only_and_comes_back()
    {
        var user = await app.SignInAsync(Role.SalesManager);
        var customer = await user.CreateCustomerAsync();
        var contact = await user.CreateContactAsync(customerId: customer.Id);

        for (var i = 0; i < 2; i++) (await user.DeleteAsync("/contacts/" + contact.Id)).Expect(HttpStatusCode.NoContent);
        Assert.DoesNotContain(await user.ListAsync("/contacts?limit=200"), c => c.Id == contact.Id);
        Assert.Empty(await user.ListAsync($"/customers/{customer.Id}/contacts"));
        Assert.Empty(await user.SearchAsync(contact.Text("name")));
        Assert.Contains(await user.ListAsync("/contacts?deleted=only&limit=200"), c => c.Id == contact.Id);

        (await user.PostAsync($"/contacts/{contact.Id}/restoration")).Expect(HttpStatusCode.OK);
        Assert.Single(await user.ListAsync($"/customers/{customer.Id}/contacts"));
        Assert.Single(await user.SearchAsync(contact.Text("name")));
    }

    [Fact]
    public async Task Whoever_looks_after_the_customer_sees_the_people_there()
    {
        var (sales, manager) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.SalesManager));
        var customer = await sales.CreateCustomerAsync();
        var contact = await manager.CreateContactAsync(customerId: customer.Id);
        var elsewhere = await manager.CreateContactAsync();

        (await sales.GetAsync("/contacts/" + contact.Id)).Expect(HttpStatusCode.OK);
        (await sales.GetAsync("/contacts/" + elsewhere.Id)).Expect(HttpStatusCode.NotFound);
        Assert.Equal(contact.Id, Assert.Single(await sales.ListAsync($"/contacts?filter[customerId]={customer.Id}")).Id);
    }
}
