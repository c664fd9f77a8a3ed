using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Customers;

/// <summary>What hangs on a customer: parents, addresses and tax profiles.</summary>
public sealed class CustomerPartsTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_customer_cannot_belong_to_itself_or_to_one_below()
    {
        var user = await app.SignInAsync(Role.Sales);
        var top = await user.CreateCustomerAsync();
        var middle = await user.CreateCustomerAsync(fields: new { parentId = top.Id });
        var bottom = await user.CreateCustomerAsync(fields: new { parentId = middle.Id });

        foreach (var parentId in new[] { top.Id, middle.Id, bottom.Id })
        {
            var answer = await user.PatchAsync("/customers/" + top.Id, new { parentId });
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "/parentId parent_cycle"), (answer.Status, Assert.Single(answer.Problem.Places)));
        }
    }

    [Fact]
    public async Task A_cycle_through_a_customer_in_the_bin_is_a_cycle_all_the_same()
    {
        var user = await app.SignInAsync(Role.SalesManager);
        var top = await user.CreateCustomerAsync();
        var middle = await user.CreateCustomerAsync(fields: new { parentId = top.Id });
        var bottom = await user.CreateCustomerAsync(fields: new { parentId = middle.Id });
        (await user.DeleteAsync("/customers/" + middle.Id)).Expect(HttpStatusCode.NoContent);

        Assert.Equal("parent_cycle", (await user.PatchAsync("/customers/" + top.Id, new { parentId = bottom.Id })).Problem.Code);
    }

    [Fact]
    public async Task The_primary_address_moves()
    {
        var user = await app.SignInAsync(Role.Sales);
        var path = $"/customers/{(await user.CreateCustomerAsync()).Id}/addresses";
        var first = await user.MakeAsync(path, new { line1 = "一号", isPrimary = true });
        var second = await user.MakeAsync(path, new { line1 = "二号", isPrimary = true, label = "shipping", provinceCode = "370000", recipient = "收", phone = "13900010001" });

        Assert.Equal([second.Id, first.Id], (await user.ListAsync(path)).Select(a => a.Id));
        Assert.Equal([true, false], (await user.ListAsync(path)).Select(a => a.Says("isPrimary")));

        (await user.PatchAsync($"{path}/{first.Id}", new { isPrimary = true })).Expect(HttpStatusCode.OK);
        Assert.Equal([first.Id, second.Id], (await user.ListAsync(path)).Select(a => a.Id));

        (await user.DeleteAsync($"{path}/{first.Id}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(second.Id, Assert.Single(await user.ListAsync(path)).Id);
    }

    [Fact]
    public async Task An_address_must_have_a_street_and_codes_that_fit_together()
    {
        var user = await app.SignInAsync(Role.Sales);
        var path = $"/customers/{(await user.CreateCustomerAsync()).Id}/addresses";

        Assert.Equal(["/line1 required"], (await user.PostAsync(path, new { label = "office" })).Problem.Places);
        Assert.Equal(["/provinceCode unknown_region"], (await user.PostAsync(path, new { line1 = "路", provinceCode = "999999" })).Problem.Places);
        Assert.Equal(["/districtCode region_mismatch"], (await user.PostAsync(path, new { line1 = "路", provinceCode = "110000", cityCode = "370200", districtCode = "370212" })).Problem.Places);
    }

    [Fact]
    public async Task The_default_tax_profile_moves()
    {
        var user = await app.SignInAsync(Role.Sales);
        var path = $"/customers/{(await user.CreateCustomerAsync()).Id}/tax-profiles";
        var first = await user.MakeAsync(path, new { title = "甲公司", isDefault = true });
        var second = await user.MakeAsync(path, new { title = "乙公司", isDefault = true });

        Assert.Equal([second.Id, first.Id], (await user.ListAsync(path)).Select(t => t.Id));
        Assert.Equal([true, false], (await user.ListAsync(path)).Select(t => t.Says("isDefault")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await user.DeleteAsync($"{path}/{first.Id}", 1)).Status);
        (await user.DeleteAsync($"{path}/{first.Id}", 2)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_special_invoice_needs_what_the_tax_office_asks_for()
    {
        var user = await app.SignInAsync(Role.Sales);
        var path = $"/customers/{(await user.CreateCustomerAsync()).Id}/tax-profiles";

        var answer = await user.PostAsync(path, new { title = "甲公司", invoiceType = "special" });
        var whole = await user.MakeAsync(path, new
        {
            title = "甲公司", invoiceType = "special", taxNumber = "91370200163562681g", registeredAddress = "海尔路 1 号", registeredPhone = "0532-88896600",
            bankName = "中国银行青岛分行", bankAccount = "2203 0000 0001",
        });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "required_for_special_invoice"), (answer.Status, answer.Problem.Code));
        Assert.Equal("91370200163562681G", whole.Text("taxNumber"));
    }

    [Fact]
    public async Task A_part_is_found_on_its_own_customer_only()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (one, other) = (await user.CreateCustomerAsync(), await user.CreateCustomerAsync());
        var address = await user.MakeAsync($"/customers/{one.Id}/addresses", new { line1 = "路" });

        Assert.Equal(HttpStatusCode.NotFound, (await user.PatchAsync($"/customers/{other.Id}/addresses/{address.Id}", new { line1 = "街" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await user.DeleteAsync($"/customers/{other.Id}/addresses/{address.Id}")).Status);
    }
}
