using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Customers;

public sealed class CustomerTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Every_field_of_a_company_comes_back_as_it_was_written()
    {
        var user = await app.SignInAsync(Role.Sales);
        var parent = await user.CreateCustomerAsync();
        var input = new
        {
            kind = "company",
            name = "青岛海月智能装备有限公司",
            shortName = "海月",
            englishName = "Haiyue Equipment",
            industry = (await CodesAsync(user, "industry"))[0],
            source = (await CodesAsync(user, "customer_source"))[0],
            size = (await CodesAsync(user, "customer_size"))[0],
            status = (await CodesAsync(user, "customer_status"))[0],
            rating = 4,
            provinceCode = "370000",
            cityCode = "370200",
            districtCode = "370212",
            addressLine1 = "松岭路 88 号",
            addressLine2 = "3 号楼",
            postalCode = "266100",
            website = "https://haiyue.example",
            phones = new[] { new { number = "0532-8889 6600", label = "office", isPrimary = false }, new { number = "13900010001", label = "mobile", isPrimary = true } },
            emails = new[] { new { address = "info@haiyue.example", label = "work", isPrimary = true } },
            annualRevenue = new { amount = "128000.50", currency = "CNY" },
            foundedOn = "1998-05-04",
            birthday = (string?)null,
            creditCode = Unique.CreditCode(),
            parentId = parent.Id,
            ownerId = user.Id,
            tags = new[] { "重点", "制造" },
            description = "第一行\n第二行",
            preferences = new[] { new { topic = "交期", value = "两周内", source = "inferred", asOf = "2026-01-31" } },
            doNotContact = new[] { "call", "sms" },
        };

        var made = await user.MakeAsync("/customers", input);
        var read = await user.CustomerAsync(made.Id);

        var expected = System.Text.Json.JsonSerializer.SerializeToNode(input)!.AsObject();
        foreach (var (name, value) in expected.Where(member => member.Key is not ("phones" or "emails" or "tags")))
            Assert.True(JsonNode.DeepEquals(value, read[name]), $"{name}: {read[name]?.ToJsonString()}");
        Assert.Equal(["制造", "重点"], read.Items("tags").Select(t => t.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(["0532-8889 6600 office False", "13900010001 mobile True"], read.Items("phones").Select(p => $"{p.Text("number")} {p.Text("label")} {p.Says("isPrimary")}"));
        Assert.Equal("+8613900010001", read.Text("phones.1.e164"));
        Assert.Equal("info@haiyue.example", read.Text("emails.0.address"));
        Assert.Equal(made.ToJsonString(), read.ToJsonString());
        Assert.Equal((user.Me.Text("name"), user.Me.Text("name")), (read.Text("ownerName"), read.Text("createdByName")));
    }

    [Fact]
    public async Task A_person_has_a_birthday_and_no_credit_code()
    {
        var user = await app.SignInAsync(Role.Sales);

        var person = await user.CreateCustomerAsync("欧阳明", new { kind = "person", birthday = "1990-02-03" });
        Assert.Equal(("person", "1990-02-03"), (person.Text("kind"), person.Text("birthday")));

        var coded = await user.PostAsync("/customers", new { kind = "person", name = "欧阳明", creditCode = Unique.CreditCode() });
        var born = await user.PostAsync("/customers", new { kind = "company", name = "欧阳", birthday = "1990-02-03" });
        Assert.Equal(["/creditCode only_for_companies"], coded.Problem.Places);
        Assert.Equal(["/birthday only_for_persons"], born.Problem.Places);
    }

    [Fact]
    public async Task In_a_patch_null_clears_absence_keeps_and_arrays_replace()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync(fields: new { shortName = "甲", englishName = "A", rating = 3, phones = new[] { new { number = "13900010001" }, new { number = "13900010002" } }, tags = new[] { "一", "二" } });

        var changed = (await user.PatchAsync("/customers/" + customer.Id, new { shortName = (string?)null, phones = new[] { new { number = "13900010003" } }, tags = new[] { "三" } }, 1)).Expect(HttpStatusCode.OK);

        Assert.Null(changed.Json.TextOrNull("shortName"));
        Assert.Equal(("A", 3), (changed.Json.Text("englishName"), changed.Json.Number("rating")));
        Assert.Equal("13900010003", Assert.Single(changed.Json.Items("phones")).Text("number"));
        Assert.Equal("三", Assert.Single(changed.Json.Items("tags")).GetValue<string>());
        Assert.Equal((2, "\"v2\""), (changed.Json.Version, changed.ETag));
    }

    [Fact]
    public async Task A_member_of_an_object_can_be_patched_alone()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync(fields: new { annualRevenue = new { amount = "10.00", currency = "CNY" } });

        var changed = (await user.PatchAsync("/customers/" + customer.Id, new { annualRevenue = new { amount = "12.5" } })).Expect(HttpStatusCode.OK);

        Assert.Equal(("12.50", "CNY"), (changed.Json.Text("annualRevenue.amount"), changed.Json.Text("annualRevenue.currency")));
        Assert.Null((await user.PatchAsync("/customers/" + customer.Id, new { annualRevenue = (object?)null })).Json.At("annualRevenue"));
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_leaves_the_version_alone()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync(fields: new { shortName = "甲" });

        Assert.Equal(1, (await user.PatchAsync("/customers/" + customer.Id, new { shortName = "甲" }, 1)).Json.Version);
        Assert.Equal(1, (await user.PatchAsync("/customers/" + customer.Id, new { }, 1)).Json.Version);
    }

    [Fact]
    public async Task A_stale_patch_is_refused_and_told_what_would_be_lost()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync(fields: new { shortName = "甲", rating = 3 });
        await user.PatchAsync("/customers/" + customer.Id, new { shortName = "乙", rating = 4 }, 1);

        var stale = await user.PatchAsync("/customers/" + customer.Id, new { shortName = "丙", rating = 4 }, 1);

        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_conflict"), (stale.Status, stale.Problem.Code));
        Assert.Equal(2, stale.Json.Number("currentVersion"));
        Assert.Equal("shortName", Assert.Single(stale.Json.Items("conflictingFields")).GetValue<string>());
        Assert.Equal("乙", (await user.CustomerAsync(customer.Id)).Text("shortName"));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("\"1\"")]
    [InlineData("\"v99999999999\"")]
    [InlineData("\"v1\", \"v2\"")]
    public async Task A_version_that_cannot_be_read_is_refused(string ifMatch)
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var answer = await user.SendAsync(HttpMethod.Patch, "/customers/" + customer.Id, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), ("If-Match", ifMatch));

        Assert.Equal(["If-Match malformed_if_match"], answer.Problem.Places);
    }

    [Fact]
    public async Task A_version_that_is_known_is_sent_again_because_other_records_show_in_it()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var known = await user.GetAsync("/customers/" + customer.Id, ("If-None-Match", "\"v1\""));

        Assert.Equal((HttpStatusCode.OK, "\"v1\""), (known.Status, known.ETag));
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_expanded()
    {
        var user = await app.SignInAsync(Role.Sales);
        var parent = await user.CreateCustomerAsync();
        var customer = await user.CreateCustomerAsync(fields: new { parentId = parent.Id });
        await user.CreateContactAsync(customerId: customer.Id);

        var whole = await user.ReadAsync($"/customers/{customer.Id}?expand=owner,parent,contacts,addresses,taxProfiles");
        var plain = await user.CustomerAsync(customer.Id);
        var unknown = await user.GetAsync($"/customers/{customer.Id}?expand=owner,secrets");

        Assert.Equal((parent.Id, user.Id), (whole.Text("parent.id"), whole.Text("owner.id")));
        Assert.Single(whole.Items("contacts"));
        Assert.All(new[] { "owner", "parent", "contacts", "addresses", "taxProfiles" }, name => Assert.Null(plain.At(name)));
        Assert.Equal((HttpStatusCode.BadRequest, "expand unknown_field"), (unknown.Status, Assert.Single(unknown.Problem.Places)));
    }

    [Fact]
    public async Task Tags_are_cleaned_and_counted_once()
    {
        var user = await app.SignInAsync(Role.Sales);

        var customer = await user.CreateCustomerAsync(fields: new { tags = new[] { " 重点 ", "重点", "Key  account" } });

        Assert.Equal(["Key account", "重点"], customer.Items("tags").Select(t => t.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_code_that_was_retired_stays_where_it_is_and_cannot_be_chosen_again()
    {
        var (user, admin) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.Administrator));
        var code = Unique.Word();
        await admin.MakeAsync("/code-lists/industry/items", new { code, labelZh = "旧行业", labelEn = "Old" });
        var customer = await user.CreateCustomerAsync(fields: new { industry = code });
        (await admin.PatchAsync($"/code-lists/industry/items/{code}", new { active = false })).Expect(HttpStatusCode.OK);

        (await user.PatchAsync("/customers/" + customer.Id, new { industry = code, shortName = "仍可保存" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["/industry unknown_code"], (await user.PostAsync("/customers", new { name = "新", industry = code })).Problem.Places);
    }

    private static async Task<string[]> CodesAsync(ApiUser user, string list) =>
        [.. (await user.ReadAsync("/code-lists/" + list)).Items("items").Select(item => item.Text("code"))];
}
