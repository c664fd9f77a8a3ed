using System.Net;
using System.Text.Json.Nodes;
using Crm.Api.Tests.Orders;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Managers;

/// <summary>Customers go from one colleague to others, with what is open, and come back when it is undone.</summary>
public sealed class HandOverTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Customers_change_hands_with_what_is_open_a_note_and_one_notice_each_and_come_back()
    {
        var team = await TeamAsync();
        var customers = new List<string>();
        for (var i = 0; i < 6; i++) customers.Add((await team.From.CreateCustomerAsync()).Id);
        foreach (var id in customers) await team.From.PlanAsync(id, "2027-03-01");
        var order = await team.From.OrderAsync(customers[0], "10", "2026-11-01");
        var body = new { receivers = new[] { new { userId = team.First.Id }, new { userId = team.Second.Id } }, note = "请尽快拜访", expectedCount = 6 };

        var preview = (await team.Leader.PostAsync($"/managers/{team.From.Id}/hand-over/preview", body)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((6, 6, 0), (preview.Number("customers"), preview.Number("followUps"), preview.Number("remaining")));
        Assert.All(preview["receivers"]!.AsArray(), r => Assert.Equal((3, 3, 3), (r!.Number("customers"), r!.Number("followUps"), r!.Number("customersThen"))));

        var job = (await team.Leader.PostAsync($"/managers/{team.From.Id}/hand-over", body)).Expect(HttpStatusCode.Accepted).Json;
        await app.RunJobsAsync();
        Assert.Equal("succeeded", (await team.Leader.ReadAsync("/jobs/" + job.Id)).Text("status"));

        Assert.Empty(await team.From.ListAsync("/customers"));
        Assert.Empty(await team.From.ListAsync("/follow-ups?filter[ownerId]=me&filter[status]=planned"));
        foreach (var receiver in new[] { team.First, team.Second })
        {
            var got = await receiver.ListAsync("/customers");
            Assert.Equal(3, got.Count);
            Assert.Equal(got.Select(c => c.Id).Order(StringComparer.Ordinal), (await receiver.ListAsync("/follow-ups?filter[ownerId]=me&filter[status]=planned")).Select(f => f.Text("customerId")).Order(StringComparer.Ordinal));
            var note = Assert.Single(await receiver.ListAsync($"/interactions?filter[customerId]={got[0].Id}"));
            Assert.Equal(("note", "请尽快拜访"), (note.Text("channel"), note.Text("body")));
            Assert.Null((await receiver.CustomerAsync(got[0].Id)).TextOrNull("lastContactAt")); // a note is no conversation
            var told = (await receiver.ReadAsync("/notifications")).Items("data");
            Assert.Equal(("customers_received", 3), (told[0].Text("kind"), told[0].Number("count")));
            Assert.Single(told);
        }

        Assert.Equal("bulk", (await team.Leader.ListAsync($"/customers/{customers[0]}/history"))[0].Text("source"));

        (await team.Leader.PostAsync($"/jobs/{job.Id}/undo")).Expect(HttpStatusCode.Accepted);
        await app.RunJobsAsync();
        Assert.Equal(6, (await team.From.ListAsync("/customers")).Count);
        Assert.Equal(6, (await team.From.ListAsync("/follow-ups?filter[ownerId]=me&filter[status]=planned")).Count);
        Assert.Empty(await team.First.ListAsync("/customers"));
        Assert.Empty(await team.From.ListAsync($"/interactions?filter[customerId]={customers[0]}"));
        Assert.Equal(order.Id, (await team.From.ReadAsync("/orders/" + order.Id)).Id);
    }

    [Fact]
    public async Task Series_of_appointments_go_along_with_what_is_planned_of_them_and_come_back()
    {
        var team = await TeamAsync();
        var customer = (await team.From.CreateCustomerAsync()).Id;
        var today = app.Clock.GetUtcNow().AddHours(8);
        object SeriesFrom(int day, string rule) => new { customerId = customer, subject = "例行回访", channel = "visit", startsOn = $"{today.AddDays(day):yyyy-MM-dd}", rule };
        var going = (await team.From.MakeAsync("/follow-up-series", SeriesFrom(1, "FREQ=WEEKLY"))).Id;
        var over = (await team.From.MakeAsync("/follow-up-series", SeriesFrom(-20, "FREQ=DAILY;COUNT=2"))).Id;
        var before = await team.From.ListAsync($"/follow-ups?filter[seriesId]={going}&sort=due");
        (await team.From.PatchAsync("/follow-ups/" + before[0].Id, new { notes = "带样品" })).Expect(HttpStatusCode.OK); // its own, and yet goes along

        var job = (await team.Leader.PostAsync($"/managers/{team.From.Id}/hand-over", new { receivers = new[] { new { userId = team.First.Id } } })).Expect(HttpStatusCode.Accepted).Json;
        await app.RunJobsAsync();

        Assert.Equal(team.First.Id, (await team.First.ReadAsync("/follow-up-series/" + going)).Text("ownerId"));
        Assert.Equal(team.From.Id, (await team.Leader.ReadAsync("/follow-up-series/" + over)).Text("ownerId"));
        var then = await team.First.ListAsync($"/follow-ups?filter[seriesId]={going}&sort=due");
        Assert.Equal(before.Select(f => f.Id), then.Select(f => f.Id));
        Assert.All(then, f => Assert.Equal(team.First.Id, f.Text("ownerId")));
        Assert.Equal("带样品", then[0].Text("notes"));

        (await team.Leader.PostAsync($"/jobs/{job.Id}/undo")).Expect(HttpStatusCode.Accepted);
        await app.RunJobsAsync();
        Assert.Equal(team.From.Id, (await team.From.ReadAsync("/follow-up-series/" + going)).Text("ownerId"));
        var back = await team.From.ListAsync($"/follow-ups?filter[seriesId]={going}&sort=due");
        Assert.Equal(before.Select(f => f.Id), back.Select(f => f.Id));
        Assert.All(back, f => Assert.Equal(team.From.Id, f.Text("ownerId")));
    }

    [Fact]
    public async Task Some_of_them_go_by_shares_or_by_district()
    {
        var team = await TeamAsync();
        for (var i = 0; i < 4; i++) await team.From.CreateCustomerAsync(fields: new { provinceCode = "110000", cityCode = "110100", districtCode = "110105" });
        for (var i = 0; i < 4; i++) await team.From.CreateCustomerAsync(fields: new { provinceCode = "310000", cityCode = "310100", districtCode = "310115", rating = 5 });

        var shared = await PreviewAsync(team, new { method = "share", receivers = new[] { new { userId = team.First.Id, share = 75 }, new { userId = team.Second.Id, share = 25 } } });
        var placed = await PreviewAsync(team, new { method = "district", receivers = new[] { new { userId = team.First.Id, districts = new[] { "310000" } } } });
        var some = await PreviewAsync(team, new { receivers = new[] { new { userId = team.First.Id } }, where = new { field = "rating", op = "eq", value = "5" } });

        Assert.Equal([6, 2], shared["receivers"]!.AsArray().Select(r => r!.Number("customers")));
        Assert.Equal((4, 4), (placed["receivers"]![0]!.Number("customers"), placed.Number("remaining")));
        Assert.Equal(4, some.Number("customers"));
    }

    [Fact]
    public async Task Only_leaders_hand_over_and_only_within_their_team()
    {
        var team = await TeamAsync();
        var outsider = await app.AddUserAsync(Role.Sales);
        await team.From.CreateCustomerAsync();
        object To(params string[] ids) => new { receivers = ids.Select(userId => new { userId }) };
        var path = $"/managers/{team.From.Id}/hand-over";

        Assert.Equal("permission_missing", (await team.From.PostAsync(path, To(team.First.Id))).Problem.Code);
        Assert.Equal(HttpStatusCode.NotFound, (await team.Leader.PostAsync($"/managers/{outsider.Id}/hand-over", To(team.First.Id))).Status);
        Assert.Equal(["/receivers/0/userId unknown_user", "/receivers/2/userId listed_twice", "/receivers/3/userId unknown_user"], (await team.Leader.PostAsync(path, To(outsider.Id, team.First.Id, team.First.Id, team.From.Id))).Problem.Places);
        Assert.Equal(["/receivers required"], (await team.Leader.PostAsync(path, new { receivers = Array.Empty<object>() })).Problem.Places);
        Assert.Equal(["/expectedCount count_differs"], (await team.Leader.PostAsync(path, new { receivers = new[] { new { userId = team.First.Id } }, expectedCount = 2 })).Problem.Places);
    }

    private static async Task<JsonNode> PreviewAsync(Team team, object body) => (await team.Leader.PostAsync($"/managers/{team.From.Id}/hand-over/preview", body)).Expect(HttpStatusCode.OK).Json;

    private async Task<Team> TeamAsync()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var team = (await admin.MakeAsync("/teams", new { name = "团队" + Unique.Word() })).Id;
        return new Team(await app.AddUserAsync(Role.SalesManager, team), await app.AddUserAsync(Role.Sales, team), await app.AddUserAsync(Role.Sales, team), await app.AddUserAsync(Role.Sales, team));
    }

    private sealed record Team(ApiUser Leader, ApiUser From, ApiUser First, ApiUser Second);
}
