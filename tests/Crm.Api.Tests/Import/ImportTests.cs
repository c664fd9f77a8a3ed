using System.Net;
using System.Text;
using Crm.Domain.Security;
using Crm.TestKit;
using static Crm.Api.Tests.Import.Imports;

namespace Crm.Api.Tests.Import;

/// <summary>Files become records, the way the forms would write them.</summary>
public sealed class ImportTests(CrmApp app) : IClassFixture<CrmApp>
{
    private const string Two = "客户名称,手机,邮箱,行业,省份,城市,年营业额,成立日期,标签,备注\n"
        + "{0}一号有限公司,13800138000；0532-88889999,a@{0}.cn,软件,山东,青岛,¥1.2亿,2001年5月6日,重点、华东,第一行\n"
        + "{0}二号有限公司,13900139000,b@{0}.cn,machinery,山东省,青岛市,300万,2002/7/8,,\n";

    [Fact]
    public async Task A_file_becomes_customers_with_everything_that_it_says()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());

        var job = await app.ImportedAsync(user, "customers", "客户.csv", Utf8(Two.Replace("{0}", word, StringComparison.Ordinal)));

        Assert.Equal("succeeded 2/0/0/0", job.Counts());
        var customer = await OneAsync(user, word + "一号有限公司");
        Assert.Equal(("it_services", "370000", "370200", "2001-05-06"), (customer.Text("industry"), customer.Text("provinceCode"), customer.Text("cityCode"), customer.Text("foundedOn")));
        Assert.Equal(("120000000.00", "CNY", user.Id), (customer.Text("annualRevenue.amount"), customer.Text("annualRevenue.currency"), customer.Text("ownerId")));
        Assert.Equal(["mobile 13800138000", "mobile 0532-88889999"], customer.Items("phones").Select(p => $"{p.Text("label")} {p.Text("number")}"));
        Assert.Equal(["华东", "重点"], customer.Items("tags").Select(t => t.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_that_fail_come_back_with_their_reason_and_can_be_sent_again()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var file = $"客户名称,行业,成立日期,信用代码\n{word}好公司,互联网,2001-01-01,\n{word}坏公司,不存在的行业,2001-13-45,123\n,互联网,2001-01-01,\n";

        var job = await app.ImportedAsync(user, "customers", "客户.csv", Utf8(file), Mapping(new { columns = Columns(("客户名称", "name"), ("行业", "industry"), ("成立日期", "foundedOn"), ("信用代码", "creditCode")) }));
        Assert.Equal("partially_succeeded 1/0/0/2", job.Counts());

        var errors = Encoding.UTF8.GetString(await app.NotImportedAsync(job));
        Assert.Contains($"{word}坏公司,不存在的行业,2001-13-45,123,", errors, StringComparison.Ordinal);
        Assert.Contains("[行业] unknown_code", errors, StringComparison.Ordinal);
        Assert.Contains("[成立日期] not_a_day", errors, StringComparison.Ordinal);
        Assert.Contains("[客户名称] required", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("好公司", errors, StringComparison.Ordinal);

        var mended = errors.Replace("不存在的行业", "互联网", StringComparison.Ordinal).Replace("2001-13-45,123", "2001-12-31,", StringComparison.Ordinal);
        var again = await app.ImportedAsync(user, "customers", "客户-未导入.csv", Utf8(mended));
        Assert.Equal("partially_succeeded 1/0/0/1", again.Counts());
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_says_what_would_happen()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        await user.CreateCustomerAsync(word + "一号有限公司");
        var file = Utf8(Two.Replace("{0}", word, StringComparison.Ordinal));

        var job = await app.ImportedAsync(user, "customers", "a.csv", file, ("dryRun", "true"), ("mode", "upsert"), ("matchOn", "name"));

        Assert.Equal("succeeded 1/1/0/0", job.Counts());
        Assert.Equal(0, (await user.ReadAsync($"/customers?count=exact&filter[name]={word}二号有限公司")).Number("total.value"));
        Assert.Equal(1, (await user.CustomerAsync((await OneAsync(user, word + "一号有限公司")).Id)).Version);
    }

    [Fact]
    public async Task What_is_there_already_is_left_out_changed_or_made_again_as_asked()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var file = Utf8($"name,description\n{word},first\n{word},second\n");

        Assert.Equal("succeeded 1/0/1/0", (await app.ImportedAsync(user, "customers", "a.csv", file)).Counts());
        Assert.Equal("succeeded 0/1/1/0", (await app.ImportedAsync(user, "customers", "a.csv", file, Mapping(new { columns = Columns(("name", "name"), ("description", "description")), duplicates = "update" }))).Counts());
        Assert.Equal("second", (await OneAsync(user, word)).Text("description"));
        Assert.Equal("succeeded 2/0/0/0", (await app.ImportedAsync(user, "customers", "a.csv", file, Mapping(new { columns = Columns(("name", "name"), ("description", "description")), duplicates = "create" }))).Counts());
    }

    [Fact]
    public async Task Records_are_found_again_by_what_another_system_calls_them()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var mapping = Mapping(new { columns = Columns(("code", "externalRef:sap"), ("name", "name")) });
        Assert.Equal("succeeded 2/0/0/0", (await app.ImportedAsync(user, "customers", "a.csv", Utf8($"code,name\n{word}-1,{word}甲\n{word}-2,{word}乙\n"), mapping)).Counts());

        var renamed = Utf8($"code,name\n{word}-1,{word}甲改\n{word}-3,{word}丙\n");
        Assert.Equal("succeeded 1/1/0/0", (await app.ImportedAsync(user, "customers", "a.csv", renamed, mapping, ("mode", "upsert"), ("matchOn", "externalRef:sap"))).Counts());
        Assert.Equal(2, (await OneAsync(user, word + "甲改")).Version);

        var contacts = Mapping(new { columns = new object[] { new { column = "name", field = "name" }, new { column = "company", field = "customers.customerId", by = "externalRef:sap" } } });
        Assert.Equal("succeeded 1/0/0/0", (await app.ImportedAsync(user, "contacts", "b.csv", Utf8($"name,company\n{word}人,{word}-3\n"), contacts)).Counts());
    }

    [Fact]
    public async Task An_administrator_may_have_missing_codes_added()
    {
        var (user, sales, word) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales), Unique.Word());
        var file = Utf8($"name,industry\n{word},航天{word}\n");
        var mapping = Mapping(new { columns = Columns(("name", "name"), ("industry", "industry")), addMissingCodes = true });

        Assert.Equal(HttpStatusCode.Forbidden, (await sales.ImportAsync("customers", "a.csv", file, mapping)).Status);
        Assert.Equal("succeeded 1/0/0/0", (await app.ImportedAsync(user, "customers", "a.csv", file, mapping, ("dryRun", "true"))).Counts());
        Assert.Equal("succeeded 1/0/0/0", (await app.ImportedAsync(user, "customers", "a.csv", file, mapping)).Counts());
        Assert.StartsWith("c_", (await OneAsync(user, word)).Text("industry"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Single_values_are_added_to_a_list_and_others_left_empty()
    {
        var (user, word) = (await app.SignInAsync(Role.Administrator), Unique.Word());
        var file = Utf8($"name,industry\n{word}甲,航天{word}\n{word}乙,不明{word}\n{word}丙,别的{word}\n");
        var preview = (await user.PreviewAsync("customers", "a.csv", file)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("industry", preview.Items("targets").Single(t => t.Text("key") == "industry").Text("codeList"));
        var values = new Dictionary<string, string?> { ["不明" + word] = null };
        var mapping = Mapping(new { columns = new object[] { new { column = "name", field = "name" }, new { column = "industry", field = "industry", addValues = new[] { "航天" + word }, values } } });

        Assert.Equal("partially_succeeded 2/0/0/1", (await app.ImportedAsync(user, "customers", "a.csv", file, mapping, ("dryRun", "true"))).Counts());
        Assert.Equal("partially_succeeded 2/0/0/1", (await app.ImportedAsync(user, "customers", "a.csv", file, mapping)).Counts());
        Assert.StartsWith("c_", (await OneAsync(user, word + "甲")).Text("industry"), StringComparison.Ordinal);
        Assert.Null((await OneAsync(user, word + "乙")).TextOrNull("industry"));
    }

    [Fact]
    public async Task A_row_finds_its_parent_further_down_in_the_same_file()
    {
        var (user, word) = (await app.SignInAsync(Role.Administrator), Unique.Word());
        var file = Utf8($"id,name,parent\n{word}-1,{word}孙,{word}-2\n{word}-2,{word}子,{word}-3\n{word}-3,{word}父,\n{word}-4,{word}无,{word}-9\n");
        var mapping = Mapping(new { columns = Columns(("id", "externalRef:sap"), ("name", "name"), ("parent", "parentId")) });

        Assert.Equal("partially_succeeded 3/0/0/1", (await app.ImportedAsync(user, "customers", "a.csv", file, mapping, ("dryRun", "true"))).Counts());
        var job = await app.ImportedAsync(user, "customers", "a.csv", file, mapping);

        Assert.Equal("partially_succeeded 3/0/0/1", job.Counts());
        var (child, middle, parent) = (await OneAsync(user, word + "孙"), await OneAsync(user, word + "子"), await OneAsync(user, word + "父"));
        Assert.Equal((middle.Id, parent.Id, null), (child.Text("parentId"), middle.Text("parentId"), parent.TextOrNull("parentId")));
        Assert.Contains("[parent] unknown_customer", Encoding.UTF8.GetString(await app.NotImportedAsync(job)), StringComparison.Ordinal);

        (await user.SendAsync(HttpMethod.Post, job.Text("links.undo")["/api/v1".Length..], null)).Expect(HttpStatusCode.Accepted);
        await app.RunJobsAsync();
        Assert.Equal(0, (await user.ReadAsync($"/customers?count=exact&filter[name][startsWith]={word}")).Number("total.value"));
        Assert.Equal("partially_succeeded 3/0/0/1", (await app.ImportedAsync(user, "customers", "a.csv", file, mapping)).Counts());
    }

    [Fact]
    public async Task A_dry_run_sees_a_duplicate_many_rows_apart()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var rows = Enumerable.Range(0, 1200).Select(i => $"{word}{i % 1150}");

        var job = await app.ImportedAsync(user, "customers", "a.csv", Utf8("name\n" + string.Join('\n', rows)), ("dryRun", "true"));

        Assert.Equal("succeeded 1150/0/50/0", job.Counts());
    }

    [Fact]
    public async Task An_update_keeps_or_clears_what_the_file_leaves_empty_and_finds_by_what_was_chosen()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var made = await user.MakeAsync("/customers", new { name = word, description = "stays", shortName = "old" });
        var number = made.Text("number");
        var file = Utf8($"number,name,description,shortName\n{number},{word}X,,new\nC999999999,nobody,,\n");

        var job = await app.ImportedAsync(user, "customers", "a.csv", file, ("mode", "update"), ("matchOn", "number"));
        Assert.Equal("partially_succeeded 0/1/0/1", job.Counts());
        var kept = await user.CustomerAsync(made.Id);
        Assert.Equal((word + "X", "stays", "new"), (kept.Text("name"), kept.Text("description"), kept.Text("shortName")));

        var columns = Columns(("number", "number"), ("name", "name"), ("description", "description"), ("shortName", "shortName"));
        await app.ImportedAsync(user, "customers", "a.csv", file, ("mode", "update"), ("matchOn", "number"), Mapping(new { columns, emptyCells = "clear" }));
        Assert.Null((await user.CustomerAsync(made.Id)).TextOrNull("description"));
    }

    [Fact]
    public async Task A_preview_tells_how_the_file_is_read_and_the_import_needs_not_send_it_again()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var bytes = Gb18030($"客户名称;成立日期;所属行业\n{word}甲;05/03/2004;technolgy\n{word}乙;07/08/2005;未知行业\n");

        var preview = (await user.PreviewAsync("customers", "a.csv", bytes)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(("gb18030", ";", 1, 2), (preview.Text("layout.encoding").ToLowerInvariant(), preview.Text("layout.separator"), preview.Number("headerRow"), preview.Number("rows")));
        Assert.Equal(["name", "foundedOn", "industry"], preview.Items("columns").Select(c => c.Text("field")));
        Assert.Equal(["month_day_year 2004-05-03", "day_month_year 2004-03-05"], preview.Items("columns.1.dayFormats").Select(f => $"{f.Text("format")} {f.Text("day")}"));
        Assert.Equal("it_services", preview.Text("mapping.columns.2.values.technolgy"));
        Assert.Equal(["未知行业"], preview.Items("columns.2.unknownValues").Select(v => v.GetValue<string>()));

        var mapping = preview["mapping"]!;
        mapping["columns"]![1]!["dayFormat"] = "day_month_year";
        mapping["columns"]![2]!["values"]!["未知行业"] = null;
        var job = await app.ImportedAsync(user, "customers", "", null, ("uploadId", preview.Text("uploadId")), ("mapping", mapping.ToJsonString()));
        Assert.Equal("succeeded 2/0/0/0", job.Counts());
        Assert.Equal("2005-08-07", (await OneAsync(user, word + "乙")).Text("foundedOn"));

        var next = (await user.PreviewAsync("customers", "b.csv", bytes)).Expect(HttpStatusCode.OK).Json;
        Assert.True(next.Says("remembered"));
        Assert.Equal("day_month_year", next.Text("mapping.columns.1.dayFormat"));
    }

    [Fact]
    public async Task Contacts_come_with_the_customer_they_work_for()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var customer = await user.CreateCustomerAsync(word + "公司");
        var file = Utf8($"姓,名,公司,职位,手机,邮箱\n张,三{word},{word}公司,经理,13800138000,z@{word}.cn\n李,四{word},{word}新公司,总监,13900139000,l@{word}.cn\n");

        Assert.Equal("partially_succeeded 1/0/0/1", (await app.ImportedAsync(user, "contacts", "a.csv", file)).Counts());
        var contact = (await user.ReadAsync($"/contacts?q=z@{word}.cn")).Items("data")[0];
        var detail = await user.ReadAsync("/contacts/" + contact.Id);
        Assert.Equal("张三" + word, detail.Text("name"));
        Assert.Contains(customer.Id, detail.ToJsonString(), StringComparison.Ordinal);

        var preview = (await user.PreviewAsync("contacts", "a.csv", file)).Json;
        var mapping = preview["mapping"]!;
        mapping["createCustomers"] = true;
        Assert.Equal("succeeded 1/0/1/0", (await app.ImportedAsync(user, "contacts", "a.csv", file, ("mapping", mapping.ToJsonString()))).Counts());
        Assert.Equal(word + "新公司", (await OneAsync(user, word + "新公司")).Text("name"));
    }

    [Fact]
    public async Task Conversations_and_follow_ups_find_their_customer()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        await user.CreateCustomerAsync(word);

        var talks = await app.ImportedAsync(user, "interactions", "a.csv", Utf8($"主题,方式,客户,时间\n报价{word},电话,{word},2026-11-02 10:00\n拜访{word},上门拜访,没有这家{word},2026-11-03\n"));
        Assert.Equal("partially_succeeded 1/0/0/1", talks.Counts());
        var plans = await app.ImportedAsync(user, "follow-ups", "a.csv", Utf8($"事项,方式,客户名称,到期日\n回访{word},电话,{word},2026-12-24\n"));
        Assert.Equal("succeeded 1/0/0/0", plans.Counts());
    }

    [Fact]
    public async Task Sales_import_only_what_they_may_create()
    {
        var (user, other, word) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail), Unique.Word());
        var file = Utf8($"name,owner\n{word},other.sales@crm.example\n{word}2,sales@crm.example\n");

        var job = await app.ImportedAsync(user, "customers", "a.csv", file);

        Assert.Equal("partially_succeeded 1/0/0/1", job.Counts());
        Assert.Equal(0, (await other.ReadAsync($"/customers?count=exact&filter[name]={word}")).Number("total.value"));
    }

    [Fact]
    public async Task A_file_belongs_to_whoever_sent_it()
    {
        var (user, other) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.Administrator));
        var id = (await user.PreviewAsync("customers", "a.csv", Utf8("name\nx\n"))).Json.Text("uploadId");

        Assert.Equal(HttpStatusCode.NotFound, (await other.ImportAsync("customers", "", null, ("uploadId", id))).Status);
    }

    [Theory]
    [InlineData("""{"columns":[{"column":"nowhere","field":"name"}]}""", "/mapping/columns/0/column unknown_column")]
    [InlineData("""{"columns":[{"column":"name","field":"nothing"}]}""", "/mapping/columns/0/field unknown_field")]
    [InlineData("""{"columns":[{"column":"name","field":"createdAt"}]}""", "/mapping/columns/0/field unknown_field")]
    [InlineData("""{"columns":[]}""", "/mapping nothing_mapped")]
    public async Task A_mapping_that_leads_nowhere_is_refused(string mapping, string place)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.ImportAsync("customers", "a.csv", Utf8("name\nx\n"), ("mapping", mapping));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, place), (answer.Status, string.Join(' ', answer.Problem.Places)));
    }

    [Fact]
    public async Task A_template_can_be_filled_and_sent_back()
    {
        var user = await app.SignInAsync(Role.Sales);
        var template = (await user.GetAsync("/imports/template?entity=customers&format=csv")).Expect(HttpStatusCode.OK);

        var preview = (await user.PreviewAsync("customers", "t.csv", template.Bytes)).Expect(HttpStatusCode.OK).Json;

        Assert.Contains("客户名称", Encoding.UTF8.GetString(template.Bytes), StringComparison.Ordinal);
        Assert.All(preview.Items("columns"), column => Assert.NotNull(column.TextOrNull("field")));
    }

    private static object[] Columns(params (string Column, string Field)[] columns) => [.. columns.Select(c => new { column = c.Column, field = c.Field })];

    private static byte[] Gb18030(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("gb18030").GetBytes(text);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> OneAsync(ApiUser user, string name) =>
        await user.CustomerAsync((await user.ReadAsync($"/customers?filter[name]={Uri.EscapeDataString(name)}")).Items("data")[0].Id);
}
