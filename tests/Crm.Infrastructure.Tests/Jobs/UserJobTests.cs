using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Jobs;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Jobs;

/// <summary>Jobs that users start: done once, in their name, step by step, whoever dies.</summary>
public sealed class UserJobTests : IDisposable
{
    private readonly Script _script = new();
    private readonly TestDatabase _database;

    public UserJobTests() => _database = TestDatabase.New(services =>
    {
        services.AddSingleton(_script);
        services.AddScoped<IJobWork, TagWork>();
    });

    private JobDesk Desk => _database.Services.GetRequiredService<JobDesk>();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_job_is_done_to_its_end_and_its_owner_is_told()
    {
        var owner = await _database.AddUserAsync();
        var id = await StartAsync(owner, steps: 5);

        await DrainAsync();

        var job = await JobAsync(id);
        Assert.Equal((JobStatus.Succeeded, 5, 0, null), (job.Status, job.Done, job.Failed, job.Holder));
        Assert.Equal(["0", "1", "2", "3", "4"], await TagsAsync());
        await using var scope = _database.Begin();
        var told = Assert.Single(await scope.Db.Set<Notification>().ToListAsync());
        Assert.Equal((owner, id, "job_ended"), (told.UserId, told.AboutId, told.Kind));
    }

    [Fact]
    public async Task It_is_done_in_the_name_of_who_started_it_with_the_rights_he_has_then()
    {
        var owner = await _database.AddUserAsync(role: Role.SalesManager);
        await StartAsync(owner, steps: 2);
        var held = await Desk.TakeAsync("node/1", CancellationToken.None);

        Assert.True(await StepAsync(held!));
        await using (var scope = _database.Begin()) await scope.Db.Set<User>().Where(u => u.Id == owner).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, Role.Sales));
        _database.Services.GetRequiredService<IUserDirectory>().Forget();
        Assert.False(await StepAsync(held!));

        Assert.Equal([(owner, true), (owner, false)], _script.Seen.Select(s => (s.UserId!.Value, s.MayDelete)));
    }

    [Fact]
    public async Task Who_was_shut_out_has_nothing_done_for_him_any_more()
    {
        var owner = await _database.AddUserAsync();
        var id = await StartAsync(owner, steps: 3);
        await using (var scope = _database.Begin()) await scope.Db.Set<User>().Where(u => u.Id == owner).ExecuteUpdateAsync(set => set.SetProperty(u => u.Active, false));
        _database.Services.GetRequiredService<IUserDirectory>().Forget();

        await DrainAsync();

        var job = await JobAsync(id);
        Assert.Equal((JobStatus.Failed, "user_shut_out"), (job.Status, job.Error));
        Assert.Empty(await TagsAsync());
    }

    [Fact]
    public async Task A_step_that_fails_leaves_no_trace_and_names_a_code()
    {
        var id = await StartAsync(await _database.AddUserAsync(), steps: 3);
        _script.After = step => step == 1 ? throw new DomainException("not_planned") : Task.CompletedTask;

        await DrainAsync();

        var job = await JobAsync(id);
        Assert.Equal((JobStatus.Failed, "not_planned", 1), (job.Status, job.Error, job.Done));
        Assert.Equal(["0"], await TagsAsync());
    }

    [Fact]
    public async Task What_nobody_expected_fails_the_job_without_telling_more_than_that()
    {
        var id = await StartAsync(await _database.AddUserAsync(), steps: 2);
        _script.After = _ => throw new InvalidOperationException("the name of somebody");

        await DrainAsync();

        var job = await JobAsync(id);
        Assert.Equal((JobStatus.Failed, "internal_error"), (job.Status, job.Error));
    }

    [Fact]
    public async Task What_passes_is_tried_again()
    {
        var id = await StartAsync(await _database.AddUserAsync(), steps: 2);
        var failures = 0;
        _script.After = _ => failures++ < 2 ? throw new ConflictException("duplicate_name", null, new DbUpdateException()) : Task.CompletedTask;

        await DrainAsync();

        Assert.Equal(JobStatus.Succeeded, (await JobAsync(id)).Status);
        Assert.Equal(["0", "1"], await TagsAsync());
    }

    [Fact]
    public async Task Of_several_hands_one_takes_a_job()
    {
        await StartAsync(await _database.AddUserAsync(), steps: 1);

        var taken = await Task.WhenAll(Enumerable.Range(0, 5).Select(hand => Desk.TakeAsync($"node/{hand}", CancellationToken.None)));

        Assert.Single(taken, held => held is not null);
    }

    [Fact]
    public async Task When_a_node_dies_another_goes_on_where_it_stopped_and_not_before_it_is_taken_for_dead()
    {
        var id = await StartAsync(await _database.AddUserAsync(), steps: 4);
        var dead = await Desk.TakeAsync("dead/1", CancellationToken.None);
        await StepAsync(dead!);

        Assert.Null(await Desk.TakeAsync("other/1", CancellationToken.None));
        _database.Clock.Pass(Job.Lease + TimeSpan.FromSeconds(1));
        await DrainAsync();

        Assert.Equal(JobStatus.Succeeded, (await JobAsync(id)).Status);
        Assert.Equal(["0", "1", "2", "3"], await TagsAsync());
    }

    [Fact]
    public async Task Who_comes_back_from_the_dead_does_nothing_any_more()
    {
        var id = await StartAsync(await _database.AddUserAsync(), steps: 3);
        var dead = await Desk.TakeAsync("dead/1", CancellationToken.None);
        _database.Clock.Pass(Job.Lease + TimeSpan.FromSeconds(1));
        var held = await Desk.TakeAsync("other/1", CancellationToken.None);

        await Desk.WorkAsync(dead!, CancellationToken.None);

        Assert.Equal(0, (await JobAsync(id)).Done);
        await Desk.WorkAsync(held!, CancellationToken.None);
        Assert.Equal(["0", "1", "2"], await TagsAsync());
    }

    [Fact]
    public async Task A_job_that_kills_every_node_is_given_up()
    {
        var id = await StartAsync(await _database.AddUserAsync(), steps: 1);
        for (var death = 0; death < Job.MaxAttempts; death++)
        {
            Assert.NotNull(await Desk.TakeAsync("dead/" + death, CancellationToken.None));
            _database.Clock.Pass(Job.Lease + TimeSpan.FromSeconds(1));
        }

        Assert.Null(await Desk.TakeAsync("other/1", CancellationToken.None));
        Assert.Equal((JobStatus.Failed, "job_never_got_further"), ((await JobAsync(id)).Status, (await JobAsync(id)).Error));
    }

    [Fact]
    public async Task A_node_that_stops_gives_the_job_back_and_undoes_the_step_it_was_at()
    {
        var id = await StartAsync(await _database.AddUserAsync(), steps: 3);
        using var ending = new CancellationTokenSource();
        _script.After = async step =>
        {
            if (step != 1 || ending.IsCancellationRequested) return;
            await ending.CancelAsync();
            ending.Token.ThrowIfCancellationRequested();
        };

        await Desk.WorkAsync((await Desk.TakeAsync("node/1", CancellationToken.None))!, ending.Token);

        Assert.Equal((JobStatus.Running, null, 1), ((await JobAsync(id)).Status, (await JobAsync(id)).Holder, (await JobAsync(id)).Done));
        await DrainAsync();
        Assert.Equal(["0", "1", "2"], await TagsAsync());
    }

    [Fact]
    public async Task Whoever_has_had_nothing_yet_is_next()
    {
        var (busy, other) = (await _database.AddUserAsync(), await _database.AddUserAsync());
        await StartAsync(busy, steps: 1);
        await StartAsync(busy, steps: 1);
        await StartAsync(other, steps: 1);

        var first = await Desk.TakeAsync("node/1", CancellationToken.None);
        var second = await Desk.TakeAsync("node/2", CancellationToken.None);

        Assert.Equal((busy, other), (first!.OwnerId, second!.OwnerId));
    }

    [Fact]
    public async Task A_job_of_a_kind_that_this_version_does_not_know_waits_for_one_that_does()
    {
        var id = await StartAsync(await _database.AddUserAsync(), steps: 1, kind: "of-tomorrow");

        await DrainAsync();

        Assert.Equal(JobStatus.Queued, (await JobAsync(id)).Status);
    }

    [Fact]
    public async Task Work_outside_a_transaction_tells_how_far_it_is_and_hears_that_it_was_paused()
    {
        _script.IsTransactional = false;
        var id = await StartAsync(await _database.AddUserAsync(), steps: 3);
        _script.Before = async step =>
        {
            if (step == 0) Assert.Equal(0, (await JobAsync(id)).Done);
            if (step != 1) return;
            await using var scope = _database.Begin();
            (await scope.Db.Set<Job>().FirstAsync(j => j.Id == id)).Pause();
            await scope.Db.SaveChangesAsync();
        };

        await DrainAsync();

        Assert.Equal((JobStatus.Paused, 1), ((await JobAsync(id)).Status, (await JobAsync(id)).Done));
    }

    private async Task DrainAsync()
    {
        while (await Desk.TakeAsync("test/1", CancellationToken.None) is { } held) await Desk.WorkAsync(held, CancellationToken.None);
    }

    /// <returns>Whether there is another.</returns>
    private Task<bool> StepAsync(HeldJob held) => Desk.TryStepAsync(held, rows: 200, CancellationToken.None);

    private async Task<Guid> StartAsync(Guid owner, int steps, string kind = "tag")
    {
        await using var scope = _database.Begin();
        var job = new Job(_database.NewId(), owner, kind, "贴标签", "Tag", null, new JsonObject { ["steps"] = steps }.ToJsonString(), steps);
        scope.Db.Add(job);
        await scope.Db.SaveChangesAsync();
        return job.Id;
    }

    private async Task<Job> JobAsync(Guid id)
    {
        await using var scope = _database.Begin();
        return await scope.Db.Set<Job>().AsNoTracking().FirstAsync(j => j.Id == id);
    }

    private async Task<List<string>> TagsAsync()
    {
        await using var scope = _database.Begin();
        return await scope.Db.Set<Tag>().Select(t => t.Name).OrderBy(n => n).ToListAsync();
    }

    /// <summary>What happens to the work.</summary>
    private sealed class Script
    {
        public bool IsTransactional { get; set; } = true;

        public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

        public Func<int, Task> After { get; set; } = _ => Task.CompletedTask;

        public List<(Guid? UserId, bool MayDelete)> Seen { get; } = [];
    }

    /// <summary>Makes one tag a step, which no other step can make again.</summary>
    private sealed class TagWork(Script script, ICrmDb db, ICurrentUser user, TimeProvider clock) : IJobWork
    {
        public string Kind => "tag";

        public bool IsTransactional => script.IsTransactional;

        public async Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken)
        {
            var (next, steps) = (job.Place?["next"]?.GetValue<int>() ?? 0, job.Request["steps"]!.GetValue<int>());
            if (!IsTransactional)
            {
                for (; next < steps; next++)
                {
                    await script.Before(next);
                    await job.TellAsync(new JobProgress(next + 1, steps, 0));
                }

                return new JobStep(null, new JobProgress(steps, steps, 0), [], true);
            }

            await script.Before(next);
            script.Seen.Add((user.UserId, user.May("customers.delete")));
            db.Set<Tag>().Add(new Tag(Guid.CreateVersion7(clock.GetUtcNow()), next.ToString(System.Globalization.CultureInfo.InvariantCulture), Tag.Colors[0]));
            await db.SaveChangesAsync(cancellationToken);
            await script.After(next);
            return new JobStep(new JsonObject { ["next"] = next + 1 }, new JobProgress(next + 1, steps, 0), new JsonObject { ["made"] = next + 1 }, next + 1 == steps);
        }
    }
}
