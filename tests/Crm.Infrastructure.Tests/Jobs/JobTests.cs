using Crm.Domain.Integration;
using Crm.Domain.Jobs;
using Crm.Domain.Security;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Jobs;

public sealed class JobTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    private JobRunner Runner => _database.Services.GetRequiredService<JobRunner>();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_run_stands_in_the_book()
    {
        var due = _database.Clock.GetUtcNow().UtcDateTime;

        await Runner.RunAsync("signing-keys", due, CancellationToken.None);

        var run = Assert.Single(await RunsAsync());
        Assert.Equal(("signing-keys", due, Node.Name, JobOutcome.Done, 1), (run.Job, run.FireAt, run.Node, run.Outcome, run.Count));
        Assert.InRange(run.EndedAt!.Value, run.StartedAt, DateTime.MaxValue);
    }

    [Fact]
    public async Task Of_several_that_are_told_to_run_at_one_moment_one_does()
    {
        var due = _database.Clock.GetUtcNow().UtcDateTime;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Runner.RunAsync("housekeeping", due, CancellationToken.None)));

        Assert.Single(await RunsAsync());
    }

    [Fact]
    public async Task What_fails_says_so_without_naming_anybody()
    {
        await using (var scope = _database.Begin()) await scope.Db.Database.ExecuteSqlRawAsync("""DROP TABLE "SigningKeys" """);

        await Runner.RunAsync("signing-keys", _database.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);

        var run = Assert.Single(await RunsAsync());
        Assert.Equal(JobOutcome.Failed, run.Outcome);
        Assert.Matches("^(Sqlite|Postgres)Exception$", run.Error);
    }

    [Fact]
    public async Task A_job_that_this_version_does_not_know_is_left_alone()
    {
        await Runner.RunAsync("of-tomorrow", _database.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);

        Assert.Empty(await RunsAsync());
    }

    [Fact]
    public async Task Housekeeping_throws_away_what_is_old_and_keeps_the_rest()
    {
        var user = await _database.AddUserAsync();
        await FillAsync(user);
        _database.Clock.Pass(TimeSpan.FromDays(91));
        await FillAsync(user);

        await Runner.RunAsync("housekeeping", _database.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);

        await using var scope = _database.Begin();
        Assert.Equal(1, await scope.Db.Set<UserSession>().CountAsync());
        Assert.Equal(1, await scope.Db.Set<SignInThrottle>().CountAsync());
        Assert.Equal(1, await scope.Db.Set<IdempotentAnswerRow>().CountAsync());
        Assert.Equal(["waits", "waits"], await scope.Db.Set<OutboxMessage>().Select(m => m.Kind).ToListAsync());
        Assert.Equal(5, Assert.Single(await RunsAsync(), r => r.Outcome == JobOutcome.Done).Count);
    }

    [Theory]
    [InlineData("Jobs:housekeeping:Cron", "every night")]
    [InlineData("Jobs:TimeZone", "Mars/Olympus")]
    [InlineData("Mail:Security", "hope")]
    [InlineData("Mail:Port", "many")]
    public void A_setting_that_makes_no_sense_is_named(string setting, string value)
    {
        var refused = Assert.Throws<StartupRefusedException>(() =>
        {
            using var wrong = TestDatabase.Empty(new() { [setting] = value });
            wrong.Services.GetRequiredService<JobCatalogue>();
        });

        Assert.Contains(setting, refused.Message);
    }

    private async Task FillAsync(Guid user)
    {
        var now = _database.Clock.GetUtcNow().UtcDateTime;
        var id = _database.NewId();
        await using var scope = _database.Begin();
        var throttle = new SignInThrottle(id.ToString("N"));
        throttle.Fail(5, now);
        scope.Db.Add(throttle);
        scope.Db.Add(new UserSession(id, user, "hash", now));
        scope.Db.Add(new IdempotentAnswerRow { Key = id.ToString("N"), Fingerprint = "f", Status = 201, Body = [], ExpiresAt = now.AddDays(1) });
        scope.Db.Add(new OutboxMessage("waits", id, "{}", now));
        scope.Db.Add(new OutboxMessage("dead", id, "{}", now));
        scope.Db.Add(new JobRun(_database.NewId(), "outbox", now, "node", now));
        await scope.Db.SaveChangesAsync();
        await scope.Db.Set<OutboxMessage>().Where(m => m.Kind == "dead" && m.AboutId == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.DeadAt, now));
        if (await scope.Db.Set<OutboxMessage>().CountAsync(m => m.Kind == "dead") > 1)
            await scope.Db.Set<OutboxMessage>().Where(m => m.Kind == "dead" && m.AboutId == id).ExecuteDeleteAsync();
    }

    private async Task<List<JobRun>> RunsAsync()
    {
        await using var scope = _database.Begin();
        return await scope.Db.Set<JobRun>().AsNoTracking().ToListAsync();
    }
}
