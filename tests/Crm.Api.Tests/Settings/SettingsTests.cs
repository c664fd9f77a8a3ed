using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Settings;

public sealed class SettingsTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_tag_is_renamed_everywhere_and_taken_off_when_it_is_deleted()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var (name, other) = (Unique.Word(), Unique.Word());
        var tag = await user.MakeAsync("/tags", new { name });
        await user.MakeAsync("/tags", new { name = other });
        var customer = await user.CreateCustomerAsync(fields: new { tags = new[] { name } });

        Assert.Equal((HttpStatusCode.Conflict, "duplicate_name"), await CodeAsync(user.PostAsync("/tags", new { name })));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_name"), await CodeAsync(admin.PatchAsync("/tags/" + tag.Id, new { name = other })));
        Assert.Equal(["/color unknown_value"], (await user.PostAsync("/tags", new { name = Unique.Word(), color = "rainbow" })).Problem.Places);

        var renamed = (await admin.PatchAsync("/tags/" + tag.Id, new { name = name + "新" }, 1)).Expect(HttpStatusCode.OK);
        Assert.Equal(name + "新", (await user.CustomerAsync(customer.Id)).Text("tags.0"));

        (await admin.DeleteAsync("/tags/" + tag.Id, renamed.Json.Version)).Expect(HttpStatusCode.NoContent);
        Assert.Empty((await user.CustomerAsync(customer.Id)).Items("tags"));
        Assert.DoesNotContain(await user.ListAsync("/tags"), t => t.Id == tag.Id);
    }

    [Fact]
    public async Task A_code_list_grows_and_a_code_stays_what_it_is()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var code = Unique.Word();

        var item = await admin.MakeAsync("/code-lists/industry/items", new { code, labelZh = "航天", labelEn = "Space" });

        Assert.Equal(code, (await admin.ReadAsync("/code-lists/industry")).Items("items")[^1].Text("code"));
        Assert.True(item.Says("active"));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_code"), await CodeAsync(admin.PostAsync("/code-lists/industry/items", new { code, labelZh = "航", labelEn = "S" })));
        Assert.Equal(["/code not_a_code"], (await admin.PostAsync("/code-lists/industry/items", new { code = "Not A Code", labelZh = "航", labelEn = "S" })).Problem.Places);
        Assert.Equal(["/code read_only"], (await admin.PatchAsync($"/code-lists/industry/items/{code}", new { code = "other" })).Problem.Places);
        Assert.Equal("航天业", (await admin.PatchAsync($"/code-lists/industry/items/{code}", new { labelZh = "航天业" }, 1)).Json.Text("labelZh"));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/code-lists/nothing")).Status);
        Assert.Equal(15, (await admin.ListAsync("/code-lists")).Count);
    }

    [Fact]
    public async Task A_choice_has_a_colour_of_the_palette_or_none()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var code = Unique.Word();
        var item = $"/code-lists/industry/items/{code}";

        var made = await admin.MakeAsync("/code-lists/industry/items", new { code, labelZh = "航天", labelEn = "Space", color = "purple" });
        Assert.Equal("purple", made.Text("color"));
        Assert.Equal("teal", (await admin.PatchAsync(item, new { color = "teal" }, 1)).Expect(HttpStatusCode.OK).Json.Text("color"));
        Assert.Equal("teal", (await admin.PatchAsync(item, new { labelZh = "航天业" }, 2)).Expect(HttpStatusCode.OK).Json.Text("color"));
        Assert.Equal(["/color unknown_value"], (await admin.PatchAsync(item, new { color = "#ff0000" }, 3)).Problem.Places);
        Assert.Null((await admin.PatchAsync(item, new { color = (string?)null }, 3)).Expect(HttpStatusCode.OK).Json.TextOrNull("color"));
        Assert.Null((await admin.ReadAsync("/code-lists/industry")).Items("items").Single(i => i.Text("code") == code).TextOrNull("color"));
    }

    [Fact]
    public async Task Regions_are_a_tree_that_may_be_kept_for_a_day()
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = (await user.GetAsync("/regions")).Expect(HttpStatusCode.OK);

        var shandong = Assert.Single(answer.Rows, r => r.Text("code") == "370000");
        var qingdao = Assert.Single(shandong.Items("children"), r => r.Text("code") == "370200");
        Assert.Equal("崂山区", Assert.Single(qingdao.Items("children"), r => r.Text("code") == "370212").Text("name"));
        Assert.Contains("max-age=86400", answer.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_tells_what_a_form_and_a_table_need()
    {
        var user = await app.SignInAsync(Role.Sales);

        var name = Assert.Single((await user.ReadAsync("/meta/customers")).Items("fields"), f => f.Text("key") == "name");

        Assert.Equal(("text", "客户名称", 200), (name.Text("type"), name.Text("labelZh"), name.Number("maxLength")));
        Assert.Equal([true, true, true, true, false], new[] { "required", "sortable", "filterable", "searchable", "readOnly" }.Select(name.Says));
        Assert.Contains("contains", name.Items("operators").Select(o => o.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NotFound, (await user.GetAsync("/meta/robots")).Status);
    }

    [Fact]
    public async Task An_administrator_adds_and_changes_colleagues_but_not_his_own_role()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var team = await admin.MakeAsync("/teams", new { name = "团队" + Unique.Word() });
        var email = $"{Unique.Word()}@crm.example";
        var made = await admin.MakeAsync("/users", new { name = "赵新", email = email.ToUpperInvariant(), role = "sales", teamId = team.Id });

        Assert.Equal((email, team.Text("name"), true), (made.Text("user.email"), made.Text("user.teamName"), made.Says("user.mustChangePassword")));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_email"), await CodeAsync(admin.PostAsync("/users", new { name = "重", email, role = "sales" })));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_name"), await CodeAsync(admin.PostAsync("/teams", new { name = team.Text("name") })));

        var path = "/users/" + made.Text("user.id");
        var changed = (await admin.PatchAsync(path, new { role = "sales_manager", teamId = (string?)null }, 1)).Expect(HttpStatusCode.OK);
        Assert.Equal(("sales_manager", null), (changed.Json.Text("role"), changed.Json.TextOrNull("teamId")));
        Assert.Equal(["/email read_only"], (await admin.PatchAsync(path, new { email = "new@crm.example" })).Problem.Places);
        Assert.Equal(["/teamId unknown_team"], (await admin.PatchAsync(path, new { teamId = made.Text("user.id") })).Problem.Places);
        Assert.Equal("cannot_change_own_role", (await admin.PatchAsync("/users/" + admin.Id, new { role = "sales" })).Problem.Code);
        Assert.Equal((HttpStatusCode.Conflict, "cannot_disable_self"), await CodeAsync(admin.PostAsync($"/users/{admin.Id}/disablement")));
        Assert.Contains(await admin.ListAsync("/users?q=赵新"), u => u.Id == made.Text("user.id"));
    }

    private static async Task<(HttpStatusCode Status, string Code)> CodeAsync(Task<Answer> asking)
    {
        var answer = await asking;
        return (answer.Status, answer.Problem.Code);
    }
}
