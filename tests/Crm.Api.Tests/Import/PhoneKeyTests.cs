using System.Globalization;
using System.Text;
using Crm.Domain.Security;
using Crm.TestKit;
using static Crm.Api.Tests.Import.Imports;

namespace Crm.Api.Tests.Import;

/// <summary>Rows find their record by a phone number, however it is written.</summary>
public sealed class PhoneKeyTests(CrmApp app) : IClassFixture<CrmApp>
{
    private static int _last;

    [Theory]
    [InlineData("customers")]
    [InlineData("contacts")]
    public async Task A_row_finds_its_record_by_any_of_its_numbers_in_any_spelling(string entity)
    {
        var (user, word, mobile, office) = (await app.SignInAsync(Role.Sales), Unique.Word(), Mobile(), Office());
        var made = await user.MakeAsync("/" + entity, new { name = word, phones = new object[] { new { number = Office() }, new { number = "+86 " + mobile }, new { number = office } } });

        var file = Utf8($"name,phone\n{word}甲,{mobile[..3]} {mobile[3..7]} {mobile[7..]}\n");
        Assert.Equal("succeeded 0/1/0/0", (await app.ImportedAsync(user, entity, "a.csv", file, ("mode", "update"), ("matchOn", "phones"), Both)).Counts());
        var kept = await user.ReadAsync($"/{entity}/{made.Id}");
        Assert.Equal((word + "甲", 3), (kept.Text("name"), kept.Items("phones").Count)); // the number that found it is among those it has

        file = Utf8($"name,phone\n{word}乙,{office.Replace("-", "", StringComparison.Ordinal)} 转 801\n");
        Assert.Equal("succeeded 0/1/0/0", (await app.ImportedAsync(user, entity, "a.csv", file, ("mode", "update"), ("matchOn", "phones"), Both)).Counts());
        Assert.Equal(word + "乙", (await user.ReadAsync($"/{entity}/{made.Id}")).Text("name"));
    }

    [Theory]
    [InlineData("customers")]
    [InlineData("contacts")]
    public async Task A_number_that_several_have_fails_its_row_and_says_which_column_it_was(string entity)
    {
        var (user, word, shared, own) = (await app.SignInAsync(Role.Sales), Unique.Word(), Office(), Mobile());
        await user.MakeAsync("/" + entity, new { name = word + "甲", phones = new[] { new { number = shared } } });
        await user.MakeAsync("/" + entity, new { name = word + "乙", phones = new[] { new { number = shared + "转801" } } });

        var file = Utf8($"name,座机,手机\n{word}丙,{shared},\n{word}丁,,{own}\n");
        var mapping = Mapping(new { columns = new object[] { new { column = "name", field = "name" }, new { column = "座机", field = "phones.office" }, new { column = "手机", field = "phones.mobile" } } });
        var job = await app.ImportedAsync(user, entity, "a.csv", file, ("mode", "upsert"), ("matchOn", "phones"), mapping);

        Assert.Equal("partially_succeeded 1/0/0/1", job.Counts());
        var errors = Encoding.UTF8.GetString(await app.NotImportedAsync(job));
        Assert.Contains("[座机] several_have_value: 2 records have this in “座机”", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(word + "丁", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_customer_is_not_found_by_his_number()
    {
        var (user, other, word, mobile) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail), Unique.Word(), Mobile());
        var made = await other.MakeAsync("/customers", new { name = word, phones = new[] { new { number = mobile } } });

        var job = await app.ImportedAsync(user, "customers", "a.csv", Utf8($"name,phone\n{word}甲,{mobile}\n"), ("mode", "update"), ("matchOn", "phones"), Both);

        Assert.Equal("partially_succeeded 0/0/0/1", job.Counts());
        Assert.Equal(word, (await other.CustomerAsync(made.Id)).Text("name"));
    }

    [Fact]
    public async Task Two_rows_with_one_number_become_one_record_also_in_a_dry_run()
    {
        var (user, word, mobile) = (await app.SignInAsync(Role.Sales), Unique.Word(), Mobile());
        var file = Utf8($"name,phone\n{word}甲,{mobile}\n{word}乙,0086-{mobile}\n");

        Assert.Equal("succeeded 1/0/1/0", (await app.ImportedAsync(user, "contacts", "a.csv", file, ("matchOn", "phones"), ("dryRun", "true"), Both)).Counts());
        Assert.Equal("succeeded 1/1/0/0", (await app.ImportedAsync(user, "contacts", "a.csv", file, ("mode", "upsert"), ("matchOn", "phones"), Both)).Counts());
    }

    [Fact]
    public async Task Local_numbers_are_compared_by_their_digits_and_are_not_part_of_longer_ones()
    {
        var (user, word, office) = (await app.SignInAsync(Role.Sales), Unique.Word(), Office());
        var local = office["0532-".Length..];
        await user.MakeAsync("/customers", new { name = word + "甲", phones = new[] { new { number = office } } });
        var made = await user.MakeAsync("/customers", new { name = word + "乙", phones = new[] { new { number = $"{local[..4]} {local[4..]}" } } });

        Assert.Equal("succeeded 0/1/0/0", (await app.ImportedAsync(user, "customers", "a.csv", Utf8($"name,phone\n{word}丙,{local}\n"), ("mode", "update"), ("matchOn", "phones"), Both)).Counts());
        Assert.Equal(word + "丙", (await user.CustomerAsync(made.Id)).Text("name"));
    }

    [Fact]
    public async Task Contacts_find_their_customer_by_phone()
    {
        var (user, word, office) = (await app.SignInAsync(Role.Sales), Unique.Word(), Office());
        var customer = await user.MakeAsync("/customers", new { name = word, phones = new[] { new { number = office } } });

        var mapping = Mapping(new { columns = new object[] { new { column = "name", field = "name" }, new { column = "company", field = "customers.customerId", by = "phone" } } });
        Assert.Equal("succeeded 1/0/0/0", (await app.ImportedAsync(user, "contacts", "a.csv", Utf8($"name,company\n{word}人,+86 {office[1..]}\n"), mapping)).Counts());
        Assert.Equal(1, (await user.ReadAsync($"/contacts?count=exact&filter[customerId]={customer.Id}")).Number("total.value"));
    }

    [Fact]
    public async Task A_whole_step_of_rows_is_found_in_one_question()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var numbers = Enumerable.Range(0, 520).Select(_ => Mobile()).ToList();
        var file = Utf8("name,phone\n" + string.Concat(numbers.Select((number, i) => $"{word}-{i},{number}\n")));
        Assert.Equal("succeeded 520/0/0/0", (await app.ImportedAsync(user, "customers", "a.csv", file, Both)).Counts());

        var again = Utf8("name,phone\n" + string.Concat(numbers.Select((number, i) => $"{word}+{i},+86{number}\n")));
        Assert.Equal("succeeded 0/520/0/0", (await app.ImportedAsync(user, "customers", "a.csv", again, ("mode", "update"), ("matchOn", "phones"), Both)).Counts());
    }

    [Fact]
    public async Task Integrations_write_by_phone_too()
    {
        var (user, word, mobile) = (await app.SignInAsync(Role.Sales), Unique.Word(), Mobile());
        var made = await user.MakeAsync("/contacts", new { name = word, phones = new[] { new { number = mobile } } });

        var written = (await user.PostAsync("/contacts/batch", new { mode = "upsert", matchOn = "phones", items = new[] { new { name = word + "改", phones = new[] { new { number = "+86" + mobile } } } } }, ("Idempotency-Key", Unique.Word()))).Json;

        Assert.Equal(made.Id, written.Items("results")[0].Text("id"));
        Assert.Equal(word + "改", (await user.ReadAsync($"/contacts/{made.Id}")).Text("name"));
    }

    private static (string, string) Both => Mapping(new { columns = new object[] { new { column = "name", field = "name" }, new { column = "phone", field = "phones" } } });

    private static string Mobile() => "138" + Next().ToString("D8", CultureInfo.InvariantCulture);

    private static string Office() => "0532-8" + Next().ToString("D7", CultureInfo.InvariantCulture);

    private static int Next() => Interlocked.Increment(ref _last);
}
