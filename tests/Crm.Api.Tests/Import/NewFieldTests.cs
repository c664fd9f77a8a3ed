using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;
using static Crm.Api.Tests.Import.Imports;

namespace Crm.Api.Tests.Import;

/// <summary>A column that fits no field becomes a field of its own.</summary>
public sealed class NewFieldTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task An_import_adds_the_fields_that_its_mapping_asks_for_and_fills_them()
    {
        var (user, word) = (await app.SignInAsync(Role.Administrator), Unique.Word());
        var file = Utf8($"name,{word} Spend,{word}级别,{word} seen\n{word}甲,12.5,一级/A,2024-03-05\n{word}乙,x,二级,2024-03-06\n");
        var mapping = Mapping(new
        {
            columns = new object[]
            {
                new { column = "name", field = "name" },
                new { column = word + " Spend", newField = new { type = "number" } },
                new { column = word + "级别", newField = new { label = word + "等级", type = "choice" } },
                new { column = word + " seen", newField = new { type = "date" } },
            },
        });

        var tried = await app.ImportedAsync(user, "customers", "a.csv", file, mapping, ("dryRun", "true"));
        Assert.Equal(("partially_succeeded 1/0/0/1", 3), (tried.Counts(), tried.Number("result.newFields")));
        Assert.DoesNotContain(await FieldsAsync(user), f => f.Text("labelZh").Contains(word, StringComparison.Ordinal));

        var job = await app.ImportedAsync(user, "customers", "a.csv", file, mapping);
        Assert.Equal(("partially_succeeded 1/0/0/1", 3), (job.Counts(), job.Number("result.newFields")));
        var fields = (await FieldsAsync(user)).Where(f => f.Text("labelZh").Contains(word, StringComparison.Ordinal)).ToDictionary(f => f.Text("labelEn"));
        Assert.Equal((word + "Spend", "number"), (fields[word + " Spend"].Text("key"), fields[word + " Spend"].Text("type")));
        Assert.Equal(["一级/A", "二级"], fields[word + "等级"].Items("options").Select(o => o.Text("value")));
        var one = await user.CustomerAsync((await user.ReadAsync($"/customers?filter[name]={word}甲")).Items("data")[0].Id);
        Assert.Equal(("12.5", "一级/A", "2024-03-05"), (one[$"custom"]![word + "Spend"]!.ToString(), one["custom"]![fields[word + "等级"].Text("key")]!.ToString(), one["custom"]![fields[word + " seen"].Text("key")]!.ToString()));

        var again = await app.ImportedAsync(user, "customers", "a.csv", Utf8(System.Text.Encoding.UTF8.GetString(file).Replace(",x,", ",7,", StringComparison.Ordinal)), mapping);
        Assert.Equal("succeeded 1/0/1/0", again.Counts());
        Assert.Null(again["result"]!["newFields"]);
    }

    [Fact]
    public async Task Only_who_may_change_settings_adds_fields()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());

        var answer = await user.ImportAsync("customers", "a.csv", Utf8($"name,{word}\nx,y\n"), Mapping(new { columns = new object[] { new { column = "name", field = "name" }, new { column = word, newField = new { type = "text" } } } }));

        Assert.Equal((HttpStatusCode.Forbidden, "permission_missing"), (answer.Status, answer.Problem.Code));
    }

    [Theory]
    [InlineData("""{"column":"b","field":"description","newField":{"type":"text"}}""", "/mapping/columns/1/newField field_and_new_field")]
    [InlineData("""{"column":"b","newField":{"type":"relation"}}""", "/mapping/columns/1/newField/type unknown_value")]
    [InlineData("""{"column":"empty","newField":{"type":"choice"}}""", "/mapping/columns/1/newField/type required")]
    public async Task A_new_field_that_cannot_be_is_refused(string column, string place)
    {
        var user = await app.SignInAsync(Role.Administrator);

        var answer = await user.ImportAsync("customers", "a.csv", Utf8("name,b,empty\nx,y,\n"), ("mapping", $$"""{"columns":[{"column":"name","field":"name"},{{column}}]}"""));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, place), (answer.Status, string.Join(' ', answer.Problem.Places)));
    }

    [Fact]
    public async Task A_preview_proposes_a_field_with_the_type_of_its_values()
    {
        var user = await app.SignInAsync(Role.Administrator);
        var rows = Enumerable.Range(0, 20).Select(i => $"n{i},{i * 3}.5,0012{i},{(i % 2 == 0 ? "Hot" : "Cold")},2024-01-{i + 1:00} 10:00,yes,some words {i}");

        var preview = (await user.PreviewAsync("customers", "a.csv", Utf8("name,zq1,zq2,zq3,zq4,zq5,zq6\n" + string.Join('\n', rows)))).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(["number", "text", "choice", "date_time", "yes_no", "text"], preview.Items("columns").Skip(1).Select(c => c.Text("newField.type")));
    }

    [Fact]
    public async Task The_names_of_the_form_are_taken_in_any_case()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());

        var job = await app.ImportedAsync(user, "customers", "a.csv", Utf8($"name\n{word}\n"), ("DryRun", "true"), ("MODE", "upsert"), ("matchon", "name"));

        Assert.True(job.Says("result.dryRun"));
    }

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> FieldsAsync(ApiUser user) => (await user.ReadAsync("/meta/customers/fields")).Items("data");
}
