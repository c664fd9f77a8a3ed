using System.IO.Compression;
using System.Net;
using System.Text;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Export;

public sealed class ExportTests(CrmApp app) : IClassFixture<CrmApp>
{
    private static readonly string[] Columns = ["number", "name", "status", "rating", "tags", "ownerId", "provinceCode", "annualRevenue", "foundedOn", "createdAt"];

    [Fact]
    public async Task A_list_becomes_a_table_of_exactly_its_columns_in_the_words_of_people()
    {
        var user = await app.AddUserAsync(Role.Sales);
        await user.CreateCustomerAsync("乙,公司");
        var customer = await user.CreateCustomerAsync("甲公司", new
        {
            status = "negotiating", rating = 4, tags = new[] { "重点" + Unique.Word() }, provinceCode = "370000", annualRevenue = new { amount = "1234.5", currency = "CNY" }, foundedOn = "2012-05-18",
        });

        var answer = (await user.PostAsync("/exports?now=true", new { entity = "customers", columns = Columns, sort = "name", format = "csv", timeZone = "Asia/Shanghai" })).Expect(HttpStatusCode.OK);

        Assert.StartsWith("attachment", answer.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal([0xEF, 0xBB, 0xBF], answer.Bytes[..3]);
        var lines = Encoding.UTF8.GetString(answer.Bytes.AsSpan(3)).Split("\r\n");
        Assert.Equal("客户编号,客户名称,客户状态,评级,标签,负责人,省份,年营业额,成立日期,创建时间", lines[0]);
        var created = DateTime.Parse(customer.Text("createdAt"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal).AddHours(8).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($"{customer.Text("number")},甲公司,洽谈中,4,{customer.Text("tags.0")},{user.Me.Text("name")},山东省,1234.5,2012-05-18,{created}", lines[1].Replace("1234.5000", "1234.5", StringComparison.Ordinal));
        Assert.Contains("\"乙,公司\"", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_view_is_exported_as_it_shows_with_words_or_codes_and_in_the_form_that_is_accepted()
    {
        var user = await app.AddUserAsync(Role.Sales);
        await user.CreateCustomerAsync("丙公司", new { rating = 2 });
        await user.CreateCustomerAsync("丁公司", new { rating = 5 });
        var view = (await user.PostAsync("/customers/views", new
        {
            name = "好客户", sort = "-name", where = new { field = "rating", op = "gte", value = 4 },
            columns = new object[] { new { key = "name" }, new { key = "kind" }, new { key = "rating", hidden = true } },
        })).Expect(HttpStatusCode.Created).Json;

        async Task<string> ExportedAsync(object input, string accept) => Encoding.UTF8.GetString(
            (await user.SendAsync(HttpMethod.Post, "/exports", System.Net.Http.Json.JsonContent.Create(input), ("Accept", accept))).Expect(HttpStatusCode.OK).Bytes);
        Assert.Equal("\uFEFF客户名称,客户类型\r\n丁公司,企业\r\n", await ExportedAsync(new { viewId = view.Id }, "text/csv"));
        Assert.Equal("\uFEFFName,Kind\r\n丁公司,company\r\n", await ExportedAsync(new { viewId = view.Id, language = "en", codes = true }, "text/csv"));
        Assert.StartsWith("{", await ExportedAsync(new { viewId = view.Id }, "application/x-ndjson"), StringComparison.Ordinal);

        var other = await app.AddUserAsync(Role.Sales);
        (await other.PostAsync("/exports", new { viewId = view.Id })).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_has_the_link_gets_the_file_for_a_day_while_its_owner_may()
    {
        var user = await app.AddUserAsync(Role.Sales);
        await user.CreateCustomerAsync();
        var started = (await user.PostAsync("/exports", new { entity = "customers" })).Expect(HttpStatusCode.Accepted).Json;
        await app.RunJobsAsync();
        var link = (await user.ReadAsync("/jobs/" + started.Id)).Text("links.file");

        using var stranger = app.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(link[..^2] + (link[^2] == 'A' ? "BB" : "AA"))).StatusCode);
        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(link)).StatusCode);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("-2.5", "-2.5")]
    public async Task No_cell_of_a_table_is_a_formula(string name, string cell)
    {
        var user = await app.AddUserAsync(Role.Sales);
        await user.CreateCustomerAsync(name);

        var answer = (await user.PostAsync("/exports?now=true", new { entity = "customers", columns = new[] { "name" } })).Expect(HttpStatusCode.OK);

        Assert.Equal(cell, Encoding.UTF8.GetString(answer.Bytes.AsSpan(3)).Split("\r\n")[1]);
    }

    [Fact]
    public async Task In_a_workbook_numbers_are_numbers_and_days_are_days()
    {
        var user = await app.AddUserAsync(Role.Sales);
        await user.CreateCustomerAsync("=甲<乙>&", new { rating = 4, foundedOn = "2012-05-18" });

        var answer = (await user.PostAsync("/exports?now=true", new { entity = "customers", columns = new[] { "name", "rating", "foundedOn" }, format = "xlsx", language = "en" })).Expect(HttpStatusCode.OK);

        using var zip = new ZipArchive(new MemoryStream(answer.Bytes));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync();
        Assert.Contains("<t xml:space=\"preserve\">Founded on</t>", sheet, StringComparison.Ordinal);
        Assert.Contains("<c t=\"inlineStr\" s=\"4\"><is><t xml:space=\"preserve\">=甲&lt;乙&gt;&amp;</t></is></c><c><v>4</v></c><c s=\"2\"><v>41047</v></c>", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_JSON_hold_the_values_as_they_are_on_the_wire()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync("甲", new { kind = "company", annualRevenue = new { amount = "12.50", currency = "USD" }, tags = new[] { "a" + Unique.Word() } });

        var answer = (await user.PostAsync("/exports?now=true", new { entity = "customers", columns = new[] { "name", "kind", "annualRevenue", "tags", "ownerId" }, format = "jsonl", includeIds = true })).Expect(HttpStatusCode.OK);

        Assert.Equal(
            $$"""{"id":"{{customer.Id}}","name":"甲","kind":"company","annualRevenue":{"amount":"12.50","currency":"USD"},"tags":["{{customer.Text("tags.0")}}"],"ownerId":"{{user.Id}}"}""",
            answer.Body.TrimEnd('\n'));
    }

    [Fact]
    public async Task A_job_makes_the_file_and_keeps_who_exported_what()
    {
        var (user, word) = (await app.AddUserAsync(Role.Sales), Unique.Word());
        await user.CreateCustomerAsync("客户" + word);
        await user.CreateCustomerAsync();

        var begun = (await user.PostAsync("/exports", new { entity = "customers", q = word, columns = new[] { "name" } })).Expect(HttpStatusCode.Accepted);
        await app.RunJobsAsync();

        var job = await user.ReadAsync("/jobs/" + begun.Json.Id);
        Assert.Equal(("succeeded", "export", 1), (job.Text("status"), job.Text("kind"), job.Number("result.rows")));
        var file = (await user.GetAsync(job.Text("links.file")["/api/v1".Length..])).Expect(HttpStatusCode.OK);
        Assert.Contains("客户" + word, file.Body, StringComparison.Ordinal);
        Assert.StartsWith("attachment", file.Header("Content-Disposition"), StringComparison.Ordinal);
        (await (await app.SignInAsync(Template.OtherManagerEmail)).GetAsync($"/jobs/{job.Id}/file")).Expect(HttpStatusCode.NotFound);
        var bell = await user.ReadAsync("/notifications");
        Assert.Equal((1, job.Id), (bell.Number("unread"), bell.Text("data.0.job.id")));
        (await user.PostAsync("/notifications/reading")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(0, (await user.ReadAsync("/notifications")).Number("unread"));
    }

    [Fact]
    public async Task Only_what_is_in_sight_is_exported()
    {
        var (owner, other) = (await app.AddUserAsync(Role.Sales), await app.AddUserAsync(Role.Sales));
        await owner.CreateCustomerAsync("机密" + Unique.Word());

        var answer = (await other.PostAsync("/exports?now=true", new { entity = "customers", columns = new[] { "name" } })).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain("机密", answer.Body, StringComparison.Ordinal);
    }
}
