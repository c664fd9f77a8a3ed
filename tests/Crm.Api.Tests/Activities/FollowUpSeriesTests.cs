using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

public sealed class FollowUpSeriesTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public FollowUpSeriesTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task A_series_is_planned_sixty_days_ahead_and_night_by_night()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var series = await MakeAsync(user, new { startTime = "10:00", durationMinutes = 60 });

        Assert.Equal(["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29", "2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26"], await DaysAsync(user, series));
        var first = (await OfAsync(user, series))[0];
        Assert.Equal(("2026-12-01T02:00:00.000Z", 60, "series"), (first.Text("dueAt"), first.Number("durationMinutes"), first.Text("origin")));

        _app.Clock.StopAt("2026-12-08T04:20:00+08:00");
        await _app.RunJobAsync("series");
        _app.Clock.StopAt("2026-12-08T04:21:00+08:00");
        await _app.RunJobAsync("series");
        user = await AgainAsync(user);
        Assert.Equal(["2027-01-26", "2027-02-02"], (await DaysAsync(user, series)).TakeLast(2));
        Assert.Equal(10, (await OfAsync(user, series)).Count);
    }

    [Fact]
    public async Task One_appointment_is_moved_or_cancelled_alone_and_stays_so()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var series = await MakeAsync(user);
        var all = await OfAsync(user, series);
        (await user.PatchAsync("/follow-ups/" + all[1].Id, new { dueOn = "2026-12-09" })).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"/follow-ups/{all[2].Id}/cancellation", new { reason = "客户出差" })).Expect(HttpStatusCode.OK);
        (await user.DeleteAsync("/follow-ups/" + all[3].Id)).Expect(HttpStatusCode.NoContent);

        (await user.PatchAsync("/follow-up-series/" + series.Id, new { subject = "改名" })).Expect(HttpStatusCode.OK);

        var then = await OfAsync(user, series);
        Assert.Equal(["2026-12-01 改名", "2026-12-09 例行回访", "2026-12-15 例行回访", "2026-12-29 改名"], then.Take(4).Select(f => $"{f.Text("dueOn")} {f.Text("subject")}"));
        Assert.Equal("cancelled", then[2].Text("status"));
    }

    [Fact]
    public async Task What_a_series_asks_its_appointments_ask_but_what_was_begun_stays()
    {
        var (admin, user) = (await _app.SignInAsync(Role.Administrator), await _app.AddUserAsync(Role.Sales));
        var (one, two) = (await admin.PublishAsync(new { key = "liked", text = "好吗？", textEn = "Fine?", type = "yes_no" }), await admin.PublishAsync(new { key = "again", text = "再来？", textEn = "Again?", type = "yes_no" }));
        var series = await MakeAsync(user, new { questionnaireId = one });
        var all = await OfAsync(user, series);
        Assert.All(all, f => Assert.Equal(one, f.Text("questionnaireId")));
        (await user.PutAsync($"/follow-ups/{all[1].Id}/answers", new { answers = new { liked = true } })).Expect(HttpStatusCode.OK);

        Assert.Equal(["/questionnaireId unknown_questionnaire"], (await user.PatchAsync("/follow-up-series/" + series.Id, new { questionnaireId = series.Id })).Problem.Places);
        (await user.PatchAsync("/follow-up-series/" + series.Id, new { questionnaireId = two, subject = "再问" })).Expect(HttpStatusCode.OK);

        var then = await OfAsync(user, series);
        Assert.Equal([(two, "再问"), (one, "再问"), (two, "再问")], then.Take(3).Select(f => (f.Text("questionnaireId"), f.Text("subject"))));
        Assert.Equal((HttpStatusCode.Conflict, "questionnaire_in_use"), (await admin.DeleteAsync($"/questionnaires/{two}") is var refused ? (refused.Status, refused.Problem.Code) : default));
        (await user.PatchAsync("/follow-up-series/" + series.Id, new { questionnaireId = (string?)null })).Expect(HttpStatusCode.OK);
        Assert.Null((await OfAsync(user, series))[0].TextOrNull("questionnaireId"));
    }

    [Fact]
    public async Task Time_and_exceptions_have_a_history_of_their_own_and_go_back_field_by_field()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var series = await MakeAsync(user, new { startTime = "10:00" });
        (await user.PatchAsync("/follow-up-series/" + series.Id, new { startTime = "14:30", except = new[] { "2026-12-15" } })).Expect(HttpStatusCode.OK);
        (await user.PatchAsync("/follow-up-series/" + series.Id, new { except = new[] { "2026-12-15", "2026-12-22" } })).Expect(HttpStatusCode.OK);

        var change = (await user.ListAsync($"/follow-up-series/{series.Id}/history"))[1];
        Assert.Equal([("startTime", "\"10:00:00\"", "\"14:30:00\""), ("except", "[]", "[\"2026-12-15\"]")], change.Items("fields").Select(f => (f.Text("field"), f["before"]!.ToJsonString(), f["after"]!.ToJsonString())));
        Assert.Single(await user.ListAsync($"/follow-up-series/{series.Id}/history?field=startTime"), c => c.Text("verb") == "changed");

        var undone = (await user.PostAsync($"/changes/{change.Id}/undo", new { })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("startTime", Assert.Single(undone.Items("undone")).Text("field"));
        Assert.Equal(["except changed_since"], undone.Items("kept").Select(f => $"{f.Text("field")} {f.Text("reason")}"));
        var now = await user.ReadAsync("/follow-up-series/" + series.Id);
        Assert.Equal(("10:00:00", 2), (now.Text("startTime"), now.Items("except").Count));
        Assert.Equal("2026-12-01T02:00:00.000Z", (await OfAsync(user, series))[0].Text("dueAt")); // what was planned follows
    }

    [Fact]
    public async Task From_a_day_on_another_rule_holds_and_what_was_stays()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var series = await MakeAsync(user, new { rule = "FREQ=WEEKLY;COUNT=6" });

        var none = await user.PatchAsync($"/follow-up-series/{series.Id}?from=2026-12-16", new { subject = "新" });
        var next = (await user.PatchAsync($"/follow-up-series/{series.Id}?from=2026-12-15", new { subject = "新", startTime = "14:30" })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("not_in_series", none.Problem.Json.Text("errors.0.code"));
        Assert.Equal(("FREQ=WEEKLY;COUNT=4", "2026-12-15", series.Id), (next.Text("rule"), next.Text("startsOn"), next.Text("continuesId")));
        Assert.Equal("FREQ=WEEKLY;UNTIL=20261214", (await user.ReadAsync("/follow-up-series/" + series.Id)).Text("rule"));
        Assert.Equal(["2026-12-01", "2026-12-08"], await DaysAsync(user, series));
        Assert.Equal(["2026-12-15", "2026-12-22", "2026-12-29", "2027-01-05"], await DaysAsync(user, next));
        Assert.All(await OfAsync(user, next), f => Assert.EndsWith("T06:30:00.000Z", f.Text("dueAt"), StringComparison.Ordinal));
        Assert.Equal(6, (await user.ListAsync("/follow-ups?filter[ownerId]=me")).Count);
    }

    [Fact]
    public async Task All_that_is_to_come_follows_a_new_rule_and_an_end()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var series = await MakeAsync(user);

        (await user.PatchAsync("/follow-up-series/" + series.Id, new { rule = "FREQ=WEEKLY;INTERVAL=2", except = new[] { "2026-12-29" } })).Expect(HttpStatusCode.OK);
        Assert.Equal(["2026-12-01", "2026-12-15", "2027-01-12", "2027-01-26"], await DaysAsync(user, series));

        var ended = (await user.PostAsync($"/follow-up-series/{series.Id}/end", new { from = "2026-12-20" })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["2026-12-01", "2026-12-15"], await DaysAsync(user, series));
        Assert.Equal("FREQ=WEEKLY;INTERVAL=2;UNTIL=20261219", ended.Text("rule"));
    }

    [Fact]
    public async Task A_stale_version_a_wrong_rule_and_a_wrong_zone_are_refused()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var series = await MakeAsync(user);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await user.PatchAsync("/follow-up-series/" + series.Id, new { subject = "x" }, version: 7)).Status);
        var wrong = await user.PostAsync("/follow-up-series", new { subject = "x", channel = "call", startsOn = "2026-12-01", rule = "FREQ=HOURLY", timeZone = "Mars/Base" });
        Assert.Equal(["/timeZone unknown_time_zone", "/rule not_a_rule"], wrong.Problem.Places);
        Assert.Equal(["/customerId about_nobody"], (await user.PostAsync("/follow-up-series", new { subject = "x", channel = "call", startsOn = "2026-12-01", rule = "FREQ=DAILY" })).Problem.Places);
    }

    [Fact]
    public async Task Two_who_plan_the_same_night_plan_nothing_twice()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var series = await MakeAsync(user);

        _app.Clock.StopAt("2026-12-15T04:20:00+08:00");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _app.RunJobAsync("series")));

        user = await AgainAsync(user);
        var days = await DaysAsync(user, series);
        Assert.Equal(days.Distinct(), days);
        Assert.Equal(11, days.Count);
    }

    [Fact]
    public async Task A_rule_is_tried_before_it_is_kept()
    {
        var user = await _app.SignInAsync(Role.Sales);

        var days = (await user.PostAsync("/follow-up-series/preview", new { startsOn = "2026-01-31", rule = "FREQ=MONTHLY;BYMONTHDAY=-1", except = new[] { "2026-02-28" } })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(["2026-01-31", "2026-03-31", "2026-04-30"], days.Items("days").Take(3).Select(d => d.GetValue<string>()));
    }

    private static async Task<JsonNode> MakeAsync(ApiUser user, object? fields = null)
    {
        var customer = await user.CreateCustomerAsync();
        var body = new JsonObject { ["subject"] = "例行回访", ["channel"] = "visit", ["startsOn"] = "2026-12-01", ["rule"] = "FREQ=WEEKLY", ["customerId"] = customer.Id };
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(fields ?? new { })!.AsObject()) body[name] = value?.DeepClone();
        return await user.MakeAsync("/follow-up-series", body);
    }

    private static Task<IReadOnlyList<JsonNode>> OfAsync(ApiUser user, JsonNode series) => user.ListAsync($"/follow-ups?filter[seriesId]={series.Id}&sort=due&limit=200");

    private static async Task<List<string>> DaysAsync(ApiUser user, JsonNode series) =>
        [.. (await OfAsync(user, series)).Select(f => f.TextOrNull("dueOn") ?? f.Text("dueAt")[..10])];

    private async Task<ApiUser> AgainAsync(ApiUser user) => await _app.SignInAsync(user.Me.Text("email"), CrmApp.Password);
}
