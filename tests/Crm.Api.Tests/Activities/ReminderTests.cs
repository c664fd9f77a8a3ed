using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

public sealed class ReminderTests : IClassFixture<ReminderTests.MailApp>
{
    private readonly MailApp _app;

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public ReminderTests(MailApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task Who_has_something_due_is_reminded_once_however_many_nodes_look()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var step = await MakeAsync(user, customer, "2026-12-01T02:20:00Z");
        await MakeAsync(user, customer, "2026-12-01T02:20:00Z", remindMinutes: 5);

        await _app.RunJobAsync("reminders");
        Assert.Empty(await ToldAsync(user));

        _app.Clock.StopAt("2026-12-01T10:05:00+08:00");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _app.RunJobAsync("reminders")));
        _app.Clock.StopAt("2026-12-01T10:06:00+08:00");
        await _app.RunJobAsync("reminders");

        var told = Assert.Single(await ToldAsync(user));
        Assert.Equal((step.Id, customer.Text("name")), (told.Text("followUp.id"), told.Text("followUp.customerName")));
        Assert.Equal(step.Number("version"), (await user.ReadAsync("/follow-ups/" + step.Id)).Number("version"));
    }

    [Fact]
    public async Task What_was_moved_is_told_of_anew_and_what_is_done_is_not()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var (moved, done) = (await MakeAsync(user, customer, "2026-12-01T02:05:00Z"), await MakeAsync(user, customer, "2026-12-01T02:10:00Z"));
        (await user.PostAsync($"/follow-ups/{done.Id}/completion", new { })).Expect(HttpStatusCode.OK);
        await _app.RunJobAsync("reminders");
        Assert.Single(await ToldAsync(user));

        (await user.PatchAsync("/follow-ups/" + moved.Id, new { dueAt = "2026-12-01T02:14:00Z" })).Expect(HttpStatusCode.OK);
        _app.Clock.StopAt("2026-12-01T10:01:00+08:00");
        await _app.RunJobAsync("reminders");

        Assert.Equal(2, (await ToldAsync(user)).Count);
    }

    [Fact]
    public async Task A_day_without_a_time_counts_from_nine_where_the_user_is_and_only_when_it_says_so()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        await user.MakeAsync("/follow-ups", new { subject = "无提醒", channel = "call", dueOn = "2026-12-02", customerId = customer.Id });
        await user.MakeAsync("/follow-ups", new { subject = "有提醒", channel = "call", dueOn = "2026-12-02", customerId = customer.Id, remindMinutes = 60 });

        user = await OnAsync("2026-12-02T07:59:00+08:00", user);
        await _app.RunJobAsync("reminders");
        Assert.Empty(await ToldAsync(user));
        user = await OnAsync("2026-12-02T08:00:00+08:00", user);
        await _app.RunJobAsync("reminders");
        Assert.Equal("有提醒", Assert.Single(await ToldAsync(user)).Text("followUp.subject"));
    }

    [Fact]
    public async Task A_mail_for_each_or_one_a_day_as_the_user_chose()
    {
        var (each, daily, none) = (await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales), await _app.AddUserAsync(Role.Sales));
        Assert.Equal((15, "none"), ((await each.ReadAsync("/notifications/reminders")).Number("minutesBefore"), (await each.ReadAsync("/notifications/reminders")).Text("mail")));
        (await each.PutAsync("/notifications/reminders", new { minutesBefore = 10, mail = "each" })).Expect(HttpStatusCode.OK);
        (await daily.PutAsync("/notifications/reminders", new { minutesBefore = (int?)null, mail = "daily" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["/mail required"], (await none.PutAsync("/notifications/reminders", new { minutesBefore = 5 })).Problem.Places);
        foreach (var user in new[] { each, daily, none }) await MakeAsync(user, await user.CreateCustomerAsync(), "2026-12-02T02:00:00Z");

        _app.Clock.StopAt("2026-12-02T07:29:00+08:00");
        await _app.RunJobAsync("reminders");
        _app.Clock.StopAt("2026-12-02T07:30:00+08:00");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _app.RunJobAsync("reminders")));
        _app.Clock.StopAt("2026-12-02T09:55:00+08:00");
        await _app.RunJobAsync("reminders");

        Assert.Equal(["CRM 今日待办 2026-12-02：1 项"], await MailsAsync(daily));
        Assert.Equal(["CRM 跟进提醒"], await MailsAsync(each));
        Assert.Empty(await MailsAsync(none));
        Assert.Empty(await ToldAsync(await OnAsync("2026-12-02T09:56:00+08:00", daily)));
    }

    [Fact]
    public async Task Whoever_listens_hears_of_it_at_once()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        using var http = new HttpClient { BaseAddress = _app.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user.AccessToken);
        using var stream = await http.GetAsync("/api/v1/notifications/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
        await MakeAsync(user, await user.CreateCustomerAsync(), "2026-12-01T02:10:00Z");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync();

        await _app.RunJobAsync("reminders");

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? line;
        do line = await reader.ReadLineAsync(patience.Token);
        while (line is not null && !line.StartsWith("data:", StringComparison.Ordinal));
        Assert.Contains("follow_up_due", line);
    }

    private static Task<JsonNode> MakeAsync(ApiUser user, JsonNode customer, string dueAt, int? remindMinutes = null) =>
        user.MakeAsync("/follow-ups", new { subject = "拜访", channel = "visit", dueAt, customerId = customer.Id, remindMinutes });

    private static async Task<IReadOnlyList<JsonNode>> ToldAsync(ApiUser user) => (await user.ReadAsync("/notifications")).Items("data");

    private async Task<List<string>> MailsAsync(ApiUser user) =>
        [.. (await _app.Store.RowsAsync("""SELECT "Payload" FROM "OutboxMessages" ORDER BY "Number" """)).Select(row => row.ToString()!).Where(row => row.Contains(user.Me.Text("email"), StringComparison.Ordinal))
            .Select(row => System.Text.RegularExpressions.Regex.Unescape(row)).Select(row => row.Split("\"subject\":\"")[1].Split('"')[0]).Where(subject => subject.StartsWith("CRM", StringComparison.Ordinal))]; // and not what he is told of his account

    private async Task<ApiUser> OnAsync(string moment, ApiUser user)
    {
        _app.Clock.StopAt(moment);
        return await _app.SignInAsync(user.Me.Text("email"), CrmApp.Password);
    }

    /// <summary>There is a mail server, and nobody brings the mail to it.</summary>
    public sealed class MailApp : CrmApp
    {
        private readonly SmtpDouble _server = new();

        protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(_server.Settings) { ["Jobs:Enabled"] = "false" };

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing) _server.Dispose();
        }
    }
}
