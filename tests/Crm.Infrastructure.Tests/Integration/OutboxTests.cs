using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integration;
using Crm.Domain.Integration;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Tests.Support;
using Crm.TestKit;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Integration;

public sealed class OutboxTests : IDisposable
{
    private const string Somebody = "somebody@company.example";
    private readonly SmtpDouble _server = new();
    private readonly TestDatabase _database;

    public OutboxTests()
    {
        _database = TestDatabase.Empty(_server.Settings);
        using var scope = _database.Begin();
        scope.Db.Database.Migrate();
    }

    public void Dispose()
    {
        _database.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task What_was_taken_by_the_server_leaves_no_trace()
    {
        await WriteAsync(_database.NewId(), "第一封");

        Assert.Equal(1, await DeliverAsync());

        var mail = Assert.Single(_server.Mails);
        Assert.Equal((Somebody, "第一封", "你好，世界。\r\n.\r\n完", "crm"), (mail.To, mail.Subject, mail.Text, mail.User));
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task What_is_rolled_back_is_not_sent()
    {
        await using (var scope = _database.Begin())
        {
            await scope.Db.InTransactionAsync(
                async () =>
                {
                    scope.Db.Add(Message(_database.NewId(), "nie"));
                    await scope.Db.SaveChangesAsync();
                    return false;
                },
                keep => keep,
                CancellationToken.None);
        }

        Assert.Equal(0, await DeliverAsync());
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task Several_nodes_at_once_send_each_mail_once()
    {
        foreach (var i in Enumerable.Range(0, 30)) await WriteAsync(_database.NewId(), $"mail {i}");

        var tried = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync()));

        Assert.Equal((30, 30), (tried.Sum(), _server.Mails.Select(m => m.Subject).Distinct().Count()));
        Assert.Equal(30, _server.Mails.Count);
    }

    [Fact]
    public async Task Mails_about_one_record_arrive_in_their_order()
    {
        var about = _database.NewId();
        foreach (var i in Enumerable.Range(0, 12)) await WriteAsync(about, $"mail {i:00}");
        _server.Mood = _ => _server.Tries % 3 == 0 ? SmtpMood.IsBusy : SmtpMood.Takes;

        for (var run = 0; run < 20 && (await RowsAsync()).Count > 0; run++)
        {
            await Task.WhenAll(DeliverAsync(), DeliverAsync());
            _database.Clock.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"mail {i:00}"), _server.Mails.Select(m => m.Subject));
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_after_a_pause_that_grows()
    {
        await WriteAsync(_database.NewId(), "geduldig");
        _server.Mood = _ => SmtpMood.IsBusy;

        await DeliverAsync();
        await DeliverAsync();
        Assert.Equal(1, _server.Tries);
        _database.Clock.Pass(TimeSpan.FromSeconds(11));
        await DeliverAsync();
        _database.Clock.Pass(TimeSpan.FromSeconds(11));
        await DeliverAsync();
        Assert.Equal(2, _server.Tries);
        Assert.Contains("451", Assert.Single(await RowsAsync()).Error);

        _server.Mood = _ => SmtpMood.Takes;
        _database.Clock.Pass(TimeSpan.FromMinutes(1));
        await DeliverAsync();
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task A_mail_that_nobody_takes_is_given_up_in_the_end_and_kept_to_be_seen()
    {
        await WriteAsync(_database.NewId(), "vergeblich");
        _server.Mood = _ => SmtpMood.IsBusy;

        for (var run = 0; run < OutboxMessage.MaxAttempts + 3; run++)
        {
            await DeliverAsync();
            _database.Clock.Pass(TimeSpan.FromHours(7));
        }

        var row = Assert.Single(await RowsAsync());
        Assert.Equal((OutboxMessage.MaxAttempts, OutboxMessage.MaxAttempts, true), (row.Attempts, _server.Tries, row.DeadAt is not null));
    }

    [Fact]
    public async Task A_mail_to_nobody_is_given_up_at_once_and_holds_up_no_other()
    {
        var about = _database.NewId();
        await WriteAsync(about, "an niemand", "nobody@company.example");
        await WriteAsync(about, "an jemand");
        _server.Mood = to => to == Somebody ? SmtpMood.Takes : SmtpMood.KnowsNobody;

        await DeliverAsync();

        Assert.Equal("an jemand", Assert.Single(_server.Mails).Subject);
        var dead = Assert.Single(await RowsAsync());
        Assert.Equal((1, true), (dead.Attempts, dead.DeadAt is not null));
        Assert.DoesNotContain("nobody@", dead.Error);
    }

    [Fact]
    public async Task What_a_dead_node_held_is_sent_by_another_when_the_lease_is_over()
    {
        await WriteAsync(_database.NewId(), "von einem anderen");
        await using (var dead = _database.Begin())
        {
            var until = _database.Clock.GetUtcNow().UtcDateTime + OutboxMessage.Lease;
            await dead.Db.Set<OutboxMessage>().ExecuteUpdateAsync(set => set.SetProperty(m => m.Attempts, 1).SetProperty(m => m.DueAt, until));
        }

        Assert.Equal(0, await DeliverAsync());
        _database.Clock.Pass(OutboxMessage.Lease);
        Assert.Equal(1, await DeliverAsync());

        Assert.Single(_server.Mails);
    }

    [Theory]
    [InlineData(SmtpMood.HangsUp, 1)]
    [InlineData(SmtpMood.TakesAndHangsUp, 2)]
    public async Task A_connection_that_breaks_costs_a_second_try(SmtpMood mood, int arrive)
    {
        await WriteAsync(_database.NewId(), "zweimal");
        _server.Mood = _ => mood;
        await DeliverAsync();

        _server.Mood = _ => SmtpMood.Takes;
        _database.Clock.Pass(TimeSpan.FromSeconds(11));
        await DeliverAsync();

        Assert.Equal(arrive, _server.Mails.Count);
        Assert.Single(_server.Mails.Select(m => m.MessageId).Distinct());
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_a_reason_to_wait()
    {
        _server.Dispose();
        await WriteAsync(_database.NewId(), "später");
        await WriteAsync(_database.NewId(), "auch später");

        Assert.Equal(1, await DeliverAsync());

        Assert.Equal(["the connection failed: ConnectionRefused", null], (await RowsAsync()).Select(r => r.Error));
    }

    [Fact]
    public async Task Nothing_is_said_in_the_clear_to_a_server_that_offers_no_protection()
    {
        var settings = _server.Settings;
        settings["Mail:Security"] = "StartTls";
        using var careful = TestDatabase.Empty(settings);
        await careful.StartAsync();
        await using (var scope = careful.Begin())
        {
            scope.Db.Add(Message(careful.NewId(), "geheim"));
            await scope.Db.SaveChangesAsync();
        }

        await DeliverAsync(careful);

        Assert.Equal((0, 0), (_server.Tries, _server.Mails.Count));
    }

    private OutboxMessage Message(Guid about, string subject, string to = Somebody) =>
        new("mail", about, JsonSerializer.Serialize(new Mail(to, subject, "你好，世界。\n.\n完"), CrmJson.Options), _database.Clock.GetUtcNow().UtcDateTime);

    private async Task WriteAsync(Guid about, string subject, string to = Somebody)
    {
        await using var scope = _database.Begin();
        scope.Db.Add(Message(about, subject, to));
        await scope.Db.SaveChangesAsync();
    }

    private Task<int> DeliverAsync() => DeliverAsync(_database);

    private static async Task<int> DeliverAsync(TestDatabase database)
    {
        await using var scope = database.Begin();
        scope.Get<ActingScope>().Enter(SystemUser.Instance);
        return await scope.Get<IMediator>().Send(new DeliverOutbox());
    }

    private async Task<List<OutboxMessage>> RowsAsync()
    {
        await using var scope = _database.Begin();
        return await scope.Db.Set<OutboxMessage>().AsNoTracking().OrderBy(m => m.Number).ToListAsync();
    }
}
