using System.Globalization;
using System.Net;
using Crm.Api.Tests.Auth;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Care;

/// <summary>Greetings by e-mail leave the house once, on their day or when somebody sends them.</summary>
public sealed class CareMailTests(AppWithMail app) : IClassFixture<AppWithMail>
{
    [Fact]
    public async Task A_greeting_goes_out_once_however_often_it_is_sent_and_to_nobody_who_has_changed_his_mind()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.AddUserAsync(Role.Sales));
        await admin.MakeAsync("/service-plans", new { name = Unique.Word(), cadenceDays = 30, channel = "call" });
        var customer = (await user.CreateCustomerAsync()).Id;
        var (today, word) = (app.Clock.GetUtcNow().AddHours(8).ToString("MM-dd", CultureInfo.InvariantCulture), Unique.Word());
        if (today == "02-29") today = "02-28";
        var people = new Dictionary<string, string>();
        foreach (var name in new[] { "first", "refuses", "last" })
            people[name] = (await user.CreateContactAsync("王" + name, customer, new { birthday = "1980-" + today, emails = new[] { new { address = $"{name}.{word}@b.example" } } })).Id;
        (await user.PostAsync("/care-proposals/proposing")).Expect(HttpStatusCode.OK);
        var proposals = (await user.ListAsync($"/care-proposals?filter[customerId]={customer}")).ToDictionary(p => p.Text("contactId"), p => p.Id);
        Assert.Equal(3, (await user.PostAsync("/care-proposals/approvals", new { ids = proposals.Values })).Expect(HttpStatusCode.OK).Json.Number("approved"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => user.PostAsync($"/care-proposals/{proposals[people["first"]]}/sending"))));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict, a.Body));
        (await user.PatchAsync("/contacts/" + people["refuses"], new { doNotContact = new[] { "email" } })).Expect(HttpStatusCode.OK);
        Assert.Equal("channel_unwanted", (await user.PostAsync($"/care-proposals/{proposals[people["refuses"]]}/sending")).Problem.Code);
        await app.RunJobAsync("occasions");
        await app.RunJobAsync("occasions");

        IReadOnlyList<SmtpMail> mails = [];
        for (var all = 2; mails.Count < 2; all++) mails = [.. (await app.MailServer.ArrivedAsync(all)).Where(m => m.To.EndsWith($".{word}@b.example", StringComparison.Ordinal))];
        Assert.Equal([$"first.{word}@b.example", $"last.{word}@b.example"], mails.Select(m => m.To).Order(StringComparer.Ordinal));
        Assert.All(mails, mail => Assert.Equal("生日祝福", mail.Subject));
        Assert.StartsWith("王first，您好！", mails.First(m => m.To.StartsWith("first", StringComparison.Ordinal)).Text);
        Assert.Equal(("cancelled", "channel_unwanted"), (await user.ReadAsync("/care-proposals/" + proposals[people["refuses"]])) is var refused ? (refused.Text("status"), refused.Text("reason")) : default);
        Assert.Equal("sent", (await user.ReadAsync("/care-proposals/" + proposals[people["last"]])).Text("status"));
    }
}
