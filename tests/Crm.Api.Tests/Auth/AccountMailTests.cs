using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Auth;

/// <summary>A product with a mail server, which looks into its outbox every second.</summary>
public sealed class AppWithMail : CrmApp
{
    private readonly SmtpDouble _server = new();

    public SmtpDouble MailServer => _server;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(_server.Settings) { ["Jobs:Enabled"] = "true", ["Jobs:outbox:Cron"] = "* * * * * ?" };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _server.Dispose();
    }
}

public sealed class AccountMailTests(AppWithMail app) : IClassFixture<AppWithMail>
{
    [Fact]
    public async Task A_user_is_told_what_happens_to_his_account_and_never_a_secret()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var email = $"{Unique.Word()}@crm.example";
        var made = (await admin.PostAsync("/users", new { name = "赵敏", email, role = "sales" })).Json;
        var (id, first) = (made["user"]!.Text("id"), made.Text("temporaryPassword"));
        var user = await app.SignInAsync(email, first);
        await user.ChangePasswordAsync(first, CrmApp.Password);
        var second = (await admin.PostAsync($"/users/{id}/password-reset")).Json.Text("temporaryPassword");
        await admin.PostAsync($"/users/{id}/disablement");
        await admin.PostAsync($"/users/{id}/disablement");

        var mails = (await ArrivedAsync(email, 4)).ToList();

        Assert.Equal(["您的 CRM 账号已开通", "您的 CRM 密码已更改", "您的 CRM 密码已被重置", "您的 CRM 账号已停用"], mails.Select(m => m.Subject));
        Assert.All(mails, mail =>
        {
            Assert.StartsWith("赵敏，您好：", mail.Text);
            foreach (var secret in new[] { first, second, CrmApp.Password }) Assert.DoesNotContain(secret, mail.Text);
        });
    }

    [Fact]
    public async Task Whoever_signs_in_in_English_gets_English_mail()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var email = $"{Unique.Word()}@crm.example";
        var made = (await admin.PostAsync("/users", new { name = "Ann", email, role = "sales" })).Json;
        var user = app.Stranger();
        var answer = await user.PostAsync("/auth/login", new { email, password = made.Text("temporaryPassword") }, ("Accept-Language", "en-GB,en;q=0.9"));
        user.AccessToken = answer.Json.Text("accessToken");
        await user.PostAsync("/auth/password", new { currentPassword = made.Text("temporaryPassword"), newPassword = CrmApp.Password });

        var mails = await ArrivedAsync(email, 2);

        Assert.Equal("Your CRM password was changed", mails[1].Subject);
        Assert.StartsWith("Dear Ann,", mails[1].Text);
    }

    [Fact]
    public async Task Mail_that_cannot_be_sent_shows_where_the_work_is_watched_and_keeps_no_request_away()
    {
        app.MailServer.Mood = to => to.StartsWith("ghost", StringComparison.Ordinal) ? SmtpMood.KnowsNobody : SmtpMood.Takes;
        var admin = await app.SignInAsync(Role.Administrator);
        await admin.PostAsync("/users", new { name = "Ghost", email = $"ghost.{Unique.Word()}@crm.example", role = "sales" });

        var state = "";
        for (var look = 0; look < 100 && state != "attention"; look++)
        {
            state = (await app.Stranger().GetAsync("//health/work")).Json.Text("status");
            await Task.Delay(100);
        }

        var work = (await app.Stranger().GetAsync("//health/work")).Json;
        Assert.Equal(("attention", "0 late, 1 given up", "ok"), (work.Text("status"), work["checks"]!.Text("outbox"), work["checks"]!.Text("jobs")));
        Assert.Equal("ok", (await app.Stranger().GetAsync("//health/ready")).Json.Text("status"));
    }

    private async Task<IReadOnlyList<SmtpMail>> ArrivedAsync(string email, int count)
    {
        for (var all = 1; ; all++)
        {
            var mails = (await app.MailServer.ArrivedAsync(all)).Where(m => m.To == email).ToList();
            if (mails.Count >= count) return mails;
        }
    }
}
