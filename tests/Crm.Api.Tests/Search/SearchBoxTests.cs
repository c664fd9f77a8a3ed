using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Search;

public sealed class SearchBoxTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Theory]
    [InlineData("海尔")]
    [InlineData("尔集")]
    [InlineData("智家股份")]
    [InlineData("haier")]
    [InlineData("hejt")]
    [InlineData("HEJT")]
    [InlineData("haierjituan")]
    [InlineData("Smart")]
    [InlineData("smart home")]
    [InlineData("8893")]
    [InlineData("88938938")]
    [InlineData("0532-8893")]
    [InlineData("service@haier")]
    [InlineData("haier.example")]
    public async Task A_customer_is_found_by_any_part_of_what_is_known(string q)
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync("海尔集团智家股份有限公司", new
        {
            englishName = "Haier Smart Home", phones = new[] { new { number = "0532-88938938" } }, emails = new[] { new { address = "service@haier.example" } },
        });

        Assert.Contains(await user.SearchAsync(q), hit => hit.Id == customer.Id);
    }

    [Theory]
    [InlineData("重庆长安汽车", "cq")]
    [InlineData("重庆长安汽车", "chongqing")]
    [InlineData("重庆长安汽车", "cqca")]
    [InlineData("重庆长安汽车", "changan")]
    [InlineData("长虹电器", "changhong")]
    [InlineData("银行信托", "yinhang")]
    public async Task Characters_with_several_readings_are_read_as_in_their_word(string name, string q)
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync(name);

        Assert.Contains(await user.SearchAsync(q), hit => hit.Id == customer.Id);
    }

    [Fact]
    public async Task A_person_is_found_by_the_reading_of_the_surname_and_by_a_mobile_number()
    {
        var user = await app.SignInAsync(Role.Sales);
        var contact = await user.CreateContactAsync("单雄信", fields: new { phones = new[] { new { number = "+86 139 1234 5678" } } });

        foreach (var q in new[] { "shanxiong", "sxx", "13912345678", "1234 5678", "5678", "雄信" })
            Assert.Contains(await user.SearchAsync(q), hit => hit.Id == contact.Id && hit.Text("type") == "contact");
    }

    [Fact]
    public async Task A_customer_is_found_by_number_and_credit_code()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync(fields: new { creditCode = Unique.CreditCode() });

        Assert.Equal(customer.Id, (await user.SearchAsync(customer.Text("number")))[0].Id);
        Assert.Equal("number", (await user.SearchAsync(customer.Text("number")))[0].Text("matchedOn"));
        Assert.Contains(await user.SearchAsync(customer.Text("creditCode")), hit => hit.Id == customer.Id);
    }

    [Fact]
    public async Task The_index_follows_a_new_name_at_once()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (before, after) = (Unique.Word(), Unique.Word());
        var customer = await user.CreateCustomerAsync(before);
        Assert.Single(await user.SearchAsync(before));

        (await user.PatchAsync("/customers/" + customer.Id, new { name = after })).Expect(HttpStatusCode.OK);

        Assert.Empty(await user.SearchAsync(before));
        Assert.Equal(customer.Id, Assert.Single(await user.SearchAsync(after)).Id);
    }

    [Fact]
    public async Task What_was_handed_over_or_deleted_is_found_no_more()
    {
        var (sales, manager) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.SalesManager));
        var word = Unique.Word();
        var customer = await sales.CreateCustomerAsync(word);

        (await manager.PatchAsync("/customers/" + customer.Id, new { ownerId = manager.Id })).Expect(HttpStatusCode.OK);
        Assert.Empty(await sales.SearchAsync(word));
        Assert.Single(await manager.SearchAsync(word));

        (await manager.DeleteAsync("/customers/" + customer.Id)).Expect(HttpStatusCode.NoContent);
        Assert.Empty(await manager.SearchAsync(word));
    }

    [Theory]
    [InlineData("/competitors", "competitor", "{}")]
    [InlineData("/gifts", "gift", """{"price":12}""")]
    [InlineData("/festivals", "festival", """{"calendar":"solar","month":5,"day":1}""")]
    public async Task What_only_one_of_the_small_kinds_holds_is_found_beside_customers(string path, string type, string more)
    {
        var user = await app.SignInAsync(Role.Administrator);
        var word = Unique.Word();
        var body = JsonNode.Parse(more)!.AsObject();
        body["name"] = "名" + word;
        var made = await user.MakeAsync(path, body);

        Assert.Equal([(type, made.Id)], (await user.SearchAsync(word)).Select(hit => (hit.Text("type"), hit.Id)));
        await user.CreateCustomerAsync("客户" + word);
        Assert.Equal(new[] { "customer", type }.Order(), (await user.SearchAsync(word)).Select(hit => hit.Text("type")).Order());
    }

    [Fact]
    public async Task What_lies_in_the_bin_is_not_found_and_hides_nobody()
    {
        var user = await app.SignInAsync(Role.Administrator);
        var word = Unique.Word();
        var gift = await user.MakeAsync("/gifts", new { name = "礼品" + word, price = 12 });
        var customer = await user.CreateCustomerAsync("客户" + word);
        (await user.DeleteAsync("/gifts/" + gift.Id)).Expect(HttpStatusCode.NoContent);

        Assert.Equal([customer.Id], (await user.SearchAsync(word)).Select(hit => hit.Id));
    }

    [Fact]
    public async Task Types_and_limit_narrow_what_is_found()
    {
        var user = await app.SignInAsync(Role.Sales);
        var word = Unique.Word();
        await user.CreateCustomerAsync(word + " 甲");
        await user.CreateCustomerAsync(word + " 乙");
        await user.CreateContactAsync(word);

        Assert.Equal(2, (await user.ListAsync($"/search?q={word}&types=customer")).Count);
        Assert.Equal("contact", Assert.Single(await user.ListAsync($"/search?q={word}&types=contact")).Text("type"));
        Assert.Single(await user.ListAsync($"/search?q={word}&limit=1"));
        Assert.Equal(["types unknown_value"], (await user.GetAsync($"/search?q={word}&types=robot")).Problem.Places);
        Assert.Equal(["limit out_of_range"], (await user.GetAsync($"/search?q={word}&limit=51")).Problem.Places);
        Assert.Equal(["q too_long"], (await user.GetAsync("/search?q=" + new string('a', 101))).Problem.Places);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"")]
    [InlineData("* OR NEAR(a b)")]
    [InlineData("a AND NOT b^2 -c:d")]
    [InlineData("%_[]{}()'\";--")]
    [InlineData("\u202E\uFFFE")]
    [InlineData("🦊")]
    public async Task Whatever_is_typed_is_only_text(string q)
    {
        var user = await app.SignInAsync(Role.Sales);

        (await user.GetAsync("/search?q=" + Uri.EscapeDataString(q))).Expect(HttpStatusCode.OK);
        (await user.GetAsync("/customers?q=" + Uri.EscapeDataString(q))).Expect(HttpStatusCode.OK);
    }
}
