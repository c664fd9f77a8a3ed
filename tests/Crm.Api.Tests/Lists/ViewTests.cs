using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Lists;

public sealed class ViewTests(CrmApp app) : IClassFixture<CrmApp>
{
    private static readonly object Mine = new { and = new object[] { new { field = "ownerId", op = "eq", value = "me" }, new { field = "lastContactAt", op = "notWithin", value = "last:30d" } } };

    [Fact]
    public async Task A_view_is_kept_as_it_was_saved_and_says_what_it_shows()
    {
        var user = await app.SignInAsync(Role.Sales);
        var name = Unique.Word();

        var answer = await user.PostAsync("/customers/views", new
        {
            name, where = Mine, sort = "-rating,name", q = "海", columns = new object[] { new { key = "name", width = 240, frozen = true }, new { key = "ownerName" } }, layout = "board", layoutField = "status", density = "compact",
        });

        Assert.Equal((HttpStatusCode.Created, "\"v1\""), (answer.Status, answer.ETag));
        Assert.Equal($"/api/v1/customers/views/{answer.Json.Id}", answer.Header("Location"));
        var view = await user.ReadAsync("/customers/views/" + answer.Json.Id);
        Assert.Equal((name, "-rating,name", "海", "board", "status", "compact", "nobody"), (view.Text("name"), view.Text("sort"), view.Text("q"), view.Text("layout"), view.Text("layoutField"), view.Text("density"), view.Text("sharedWith")));
        Assert.Equal(("负责人是我 且 30 天未跟进", "Owner is me and no contact for 30 days"), (view.Text("filterText.zh"), view.Text("filterText.en")));
        Assert.Equal((240, true), (view.Items("columns")[0].Number("width"), view.Items("columns")[0].Says("frozen")));
        (await user.PostAsync("/customers/search", new JsonObject { ["where"] = view["where"]!.DeepClone(), ["sort"] = view.Text("sort") }.ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Contains(await user.ListAsync("/customers/views"), row => row.Id == view.Id);
        (await user.GetAsync("/contacts/views/" + view.Id)).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("nobody", null, false, false)]
    [InlineData("team", null, true, false)]
    [InlineData("role", "sales", true, true)]
    [InlineData("role", "sales_manager", false, false)]
    [InlineData("everybody", null, true, true)]
    public async Task A_view_is_seen_by_those_with_whom_it_is_shared(string sharedWith, string? role, bool byColleague, bool byOther)
    {
        var owner = await app.SignInAsync(Role.Sales);
        var colleague = await app.AddUserAsync(Role.Sales, owner.Me.Text("teamId"));
        var other = await app.SignInAsync(Template.OtherSalesEmail);

        var view = await owner.MakeAsync("/customers/views", new { name = Unique.Word(), sharedWith, role });

        foreach (var (user, sees) in new[] { (owner, true), (colleague, byColleague), (other, byOther) })
        {
            Assert.Equal(sees, (await user.ListAsync("/customers/views")).Any(row => row.Id == view.Id));
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await user.GetAsync("/customers/views/" + view.Id)).Status);
            Assert.Equal(user == owner ? HttpStatusCode.OK : sees ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, (await user.PutAsync("/customers/views/" + view.Id, new { name = Unique.Word(), sharedWith, role })).Status);
        }

        if (byColleague) Assert.Equal("view_of_somebody_else", (await colleague.DeleteAsync("/customers/views/" + view.Id)).Problem.Code);
        var admin = await app.SignInAsync(Role.Administrator);
        Assert.Equal(sharedWith == "nobody" ? HttpStatusCode.NotFound : HttpStatusCode.NoContent, (await admin.DeleteAsync("/customers/views/" + view.Id)).Status);
    }

    [Theory]
    [InlineData("""{"where":{"field":"secret","value":1},"name":"x"}""", 400, "/where/field unknown_field")]
    [InlineData("""{"where":{"and":[{"field":"createdAt","op":"within","value":"soon"}]},"name":"x"}""", 400, "/where/and/0/value unknown_period")]
    [InlineData("""{"sort":"phones","name":"x"}""", 422, "/sort unknown_field")]
    [InlineData("""{}""", 422, "/name required")]
    [InlineData("""{"name":"x","layout":"board"}""", 422, "/layoutField required")]
    [InlineData("""{"name":"x","layout":"calendar","layoutField":"status"}""", 422, "/layoutField unknown_field")]
    [InlineData("""{"name":"x","columns":[{"width":5}]}""", 422, "/columns/0/key required,/columns/0/width out_of_range")]
    [InlineData("""{"name":"x","sharedWith":"role"}""", 422, "/role audience_missing")]
    [InlineData("""{"name":"x","sharedWith":"team","teamId":"01930000-0000-7000-8000-000000000000"}""", 422, "/teamId unknown_team")]
    public async Task A_view_that_could_not_be_shown_is_not_saved(string body, int status, string places)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.PostAsync("/customers/views", body);

        Assert.Equal((status, places), ((int)answer.Status, string.Join(',', answer.Problem.Places)));
    }

    [Fact]
    public async Task A_name_is_given_once_and_an_old_version_does_not_overwrite()
    {
        var user = await app.SignInAsync(Role.Sales);
        var view = await user.MakeAsync("/customers/views", new { name = Unique.Word() });

        Assert.Equal("duplicate_name", (await user.PostAsync("/customers/views", new { name = view.Text("name") })).Problem.Code);
        (await user.MakeAsync("/contacts/views", new { name = view.Text("name") })).Text("id");
        (await user.PutAsync("/customers/views/" + view.Id, new { name = Unique.Word(), layout = "list" })).Expect(HttpStatusCode.OK);
        var stale = await user.SendAsync(HttpMethod.Put, "/customers/views/" + view.Id, new StringContent("""{"name":"x"}""", System.Text.Encoding.UTF8, "application/json"), ("If-Match", "\"v1\""));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_conflict"), (stale.Status, stale.Problem.Code));
    }

    [Fact]
    public async Task The_settings_of_a_list_are_ones_own_and_the_house_has_some_for_the_rest()
    {
        var (user, admin) = (await app.AddUserAsync(Role.Sales), await app.SignInAsync(Role.Administrator));
        var columns = new[] { new { key = "name", width = 200 } };
        Assert.Null((await user.ReadAsync("/contacts/list-settings")).At("own"));

        (await user.PutAsync("/contacts/list-settings", new { columns, density = "comfortable", defaultView = "mine", pinned = new[] { "all", "mine" } })).Expect(HttpStatusCode.OK);
        (await admin.PutAsync("/contacts/list-settings/house", new { density = "compact" })).Expect(HttpStatusCode.OK);

        var own = await user.ReadAsync("/contacts/list-settings");
        Assert.Equal(("comfortable", "mine", "compact"), (own.Text("own.density"), own.Text("own.defaultView"), own.Text("house.density")));
        Assert.Equal(["all", "mine"], own.Items("own.pinned").Select(id => id.GetValue<string>()));
        Assert.Null((await admin.ReadAsync("/contacts/list-settings")).At("own"));
        Assert.Null((await user.ReadAsync("/customers/list-settings")).At("own"));
        (await user.PutAsync("/contacts/list-settings/house", new { density = "compact" })).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(["/columns/0/width out_of_range"], (await user.PutAsync("/contacts/list-settings", new { columns = new[] { new { key = "name", width = 1 } } })).Problem.Places);
    }

    [Theory]
    [InlineData("""{"and":[]}""", "全部", "Everything")]
    [InlineData("""{"field":"lastContactAt","op":"within","value":"last:1d"}""", "最近联系在最近 1 天内", "Last contact is in the last 1 day")]
    [InlineData("""{"field":"nextFollowUpAt","op":"within","value":"nextWeek"}""", "下次跟进是下周", "Next follow-up is next week")]
    [InlineData("""{"field":"createdAt","op":"notWithin","value":"last:2w"}""", "创建时间不在最近 2 周内", "Created at is not in the last 2 weeks")]
    [InlineData("""{"field":"rating","op":"gte","value":4}""", "评级不小于4", "Rating is at least 4")]
    [InlineData("""{"field":"foundedOn","op":"between","value":["2001-02-03","2020-01-01"]}""", "成立日期在 2001-02-03 到 2020-01-01 之间", "Founded on is between 2001-02-03 and 2020-01-01")]
    [InlineData("""{"field":"createdAt","op":"lt","value":"2026-11-28T16:00:00Z"}""", "创建时间早于2026-11-29 00:00", "Created at is before 2026-11-29 00:00")]
    [InlineData("""{"field":"kind","value":"person"}""", "客户类型是个人", "Kind is Person")]
    [InlineData("""{"field":"provinceCode","value":"370000"}""", "省份是山东省", "Province is 山东省")]
    [InlineData("""{"field":"tags","op":"hasAll","value":["红","蓝"]}""", "标签同时含有红、蓝", "Tags has all of 红, 蓝")]
    [InlineData("""{"field":"tags","op":"in","value":["红","蓝"]}""", "标签含有红 或 蓝", "Tags has 红 or 蓝")]
    [InlineData("""{"field":"owner.team","value":"myTeam"}""", "负责人的团队是我的团队", "Owner: Team is my team")]
    [InlineData("""{"field":"contacts.title","op":"contains","value":"采购"}""", "联系人的职务包含“采购”", "Contacts: Title contains “采购”")]
    [InlineData("""{"field":"parentId","value":"01930000-0000-7000-8000-000000000000"}""", "上级客户是（看不到的记录）", "Parent customer is (a record out of sight)")]
    [InlineData("""{"or":[{"not":{"field":"shortName","op":"isEmpty","value":true}},{"and":[{"field":"ownerId","value":"me"},{"field":"rating","op":"in","value":[1,2]}]}]}""", "不满足（简称为空） 或 （负责人是我 且 评级是1 或 2）", "not (Short name is empty) or (Owner is me and Rating is 1 or 2)")]
    public async Task A_filter_is_said_in_both_languages(string where, string zh, string en)
    {
        var user = await app.SignInAsync(Role.Sales);

        var said = (await user.PostAsync("/customers/filters/description", $$"""{"where":{{where}}}""")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal((zh, en), (said.Text("zh"), said.Text("en")));
    }

    [Fact]
    public async Task People_and_codes_are_called_by_their_names()
    {
        var user = await app.SignInAsync(Role.Sales);
        var industry = (await user.ReadAsync("/code-lists/industry")).Items("items")[0];

        var said = (await user.PostAsync("/customers/filters/description", new { where = new { and = new object[] { new { field = "ownerId", value = user.Id }, new { field = "industry", value = industry.Text("code") } } } })).Json;

        Assert.Equal($"负责人是{user.Me.Text("name")} 且 行业是{industry.Text("labelZh")}", said.Text("zh"));
        Assert.EndsWith("Industry is " + industry.Text("labelEn"), said.Text("en"), StringComparison.Ordinal);
    }
}
