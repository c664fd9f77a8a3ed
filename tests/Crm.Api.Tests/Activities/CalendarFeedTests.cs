using System.Net;
using System.Text;
using Crm.Domain.Security;
using Crm.TestKit;
using Ical.Net;

namespace Crm.Api.Tests.Activities;

/// <summary>What a calendar program reads; Ical.Net reads it here as such a program would.</summary>
public sealed class CalendarFeedTests : IClassFixture<CrmApp>
{
    private const string Long = "去海纳精工现场看设备，确认接口、交期与付款条件；带上检测报告\n第二行\\备注：客户要求 24 小时内给出书面答复，并抄送技术部、采购部和财务部负责人，谢谢配合";
    private readonly CrmApp _app;

    /// <summary>It is Tuesday morning in Shanghai.</summary>
    public CalendarFeedTests(CrmApp app)
    {
        _app = app;
        app.Clock.StopAt("2026-12-01T10:00:00+08:00");
    }

    [Fact]
    public async Task A_calendar_program_reads_what_is_planned_as_it_was_written()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync("青岛海纳精工机械制造股份有限公司华东分公司第二事业部");
        var visit = await user.MakeAsync("/follow-ups", new { subject = "现场;验收,第一次", channel = "visit", dueAt = "2026-12-03T06:30:00Z", durationMinutes = 90, remindMinutes = 30, notes = Long, customerId = customer.Id });
        var call = await user.MakeAsync("/follow-ups", new { subject = "回访", channel = "call", dueOn = "2026-12-04", customerId = customer.Id });
        await user.MakeAsync("/follow-ups", new { kind = "promise", subject = "寄检测报告", channel = "call", dueOn = "2026-12-05", customerId = customer.Id });
        (await user.PatchAsync("/follow-ups/" + call.Id, new { subject = "电话回访" })).Expect(HttpStatusCode.OK);

        var answer = await ReadAsync(await AddressAsync(user));
        var calendar = Calendar.Load(answer.Body)!;

        Assert.Equal("text/calendar; charset=utf-8", answer.Header("Content-Type"));
        var events = calendar.Events.OrderBy(e => e.Start!.Value).ToList();
        Assert.Equal(3, events.Count);
        var (first, second, third) = (events[0], events[1], events[2]);
        Assert.Equal($"现场;验收,第一次 · {customer.Text("name")}", first.Summary);
        Assert.Equal(Long, first.Description);
        Assert.Equal((new DateTime(2026, 12, 3, 6, 30, 0), new DateTime(2026, 12, 3, 8, 0, 0)), (first.Start!.AsUtc, first.End!.AsUtc));
        Assert.Equal((true, new DateOnly(2026, 12, 4), false), (second.IsAllDay, second.Start!.Date, second.Start.HasTime));
        Assert.Equal((0, 1), (first.Sequence, second.Sequence));
        Assert.StartsWith("承诺：寄检测报告", third.Summary);
        Assert.StartsWith(visit.Id, first.Uid);
        Assert.Equal(new DateTime(2026, 12, 1, 2, 0, 0), first.LastModified!.AsUtc);
        Assert.Equal(TimeSpan.FromMinutes(-30), Assert.Single(first.Alarms).Trigger!.Duration!.Value.ToTimeSpanUnspecified());
        Assert.Empty(second.Alarms);
    }

    [Fact]
    public async Task No_line_is_longer_than_75_octets_and_none_breaks_a_character()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        for (var i = 0; i < 12; i++) await user.MakeAsync("/follow-ups", new { subject = new string('a', i) + string.Concat(Enumerable.Repeat("回访😀é", 18)), channel = "call", dueOn = "2026-12-04", customerId = customer.Id });

        var bytes = (await ReadAsync(await AddressAsync(user))).Bytes;

        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        Assert.Contains(lines, line => line.StartsWith(' '));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 75)); // one Latin-1 sign is one octet
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        Assert.All(lines, line => strict.GetString(Encoding.Latin1.GetBytes(line)));
        Assert.DoesNotContain("\n", strict.GetString(bytes).Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_address_ends_the_old_one_and_a_withdrawn_one_leads_nowhere()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        Assert.False((await user.ReadAsync("/calendar/feed")).Says("active"));
        var first = await AddressAsync(user);
        var second = await AddressAsync(user);

        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(second)).Status);
        Assert.NotNull((await user.ReadAsync("/calendar/feed")).TextOrNull("readAt"));
        Assert.Empty(await _app.Store.RowsAsync($"""SELECT "TokenHash" FROM "CalendarFeeds" WHERE "TokenHash" LIKE '%{second.Split('/')[^1][..64]}%' """));

        (await user.DeleteAsync("/calendar/feed")).Expect(HttpStatusCode.NoContent);
        (await user.DeleteAsync("/calendar/feed")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(second)).Status);
    }

    [Fact]
    public async Task Who_is_shut_out_has_no_calendar_and_what_he_may_not_see_any_more_has_no_name()
    {
        var (admin, user) = (await _app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password), await _app.AddUserAsync(Role.Sales));
        var customer = await user.CreateCustomerAsync("秘密客户" + Unique.Word());
        await user.PlanAsync(customer.Id, "2026-12-03");
        var address = await AddressAsync(user);
        Assert.Contains(customer.Text("name"), (await ReadAsync(address)).Body.Replace("\r\n ", "", StringComparison.Ordinal));

        (await admin.PatchAsync("/customers/" + customer.Id, new { ownerId = admin.Id })).Expect(HttpStatusCode.OK);
        var then = (await ReadAsync(address)).Body.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.DoesNotContain(customer.Text("name"), then);

        (await admin.PostAsync($"/users/{user.Id}/disablement")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(address)).Status);
    }

    [Fact]
    public async Task An_unchanged_calendar_is_not_sent_again()
    {
        var user = await _app.AddUserAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var step = await user.PlanAsync(customer.Id, "2026-12-03");
        var address = await AddressAsync(user);
        var tag = (await ReadAsync(address)).ETag!;

        Assert.Equal(HttpStatusCode.NotModified, (await ReadAsync(address, tag)).Status);
        (await user.PostAsync($"/follow-ups/{step.Id}/completion", new { result = "好" })).Expect(HttpStatusCode.OK);
        var then = await ReadAsync(address, tag);
        Assert.Equal((HttpStatusCode.OK, "private, max-age=300"), (then.Status, then.Header("Cache-Control")));
        Assert.Empty(Calendar.Load(then.Body)!.Events);
    }

    private static async Task<string> AddressAsync(ApiUser user) => (await user.PostAsync("/calendar/feed")).Expect(HttpStatusCode.OK).Json.Text("path");

    private Task<Answer> ReadAsync(string address, string? tag = null) =>
        _app.Stranger().GetAsync(address["/api/v1".Length..], tag is null ? [] : [("If-None-Match", tag)]);
}
