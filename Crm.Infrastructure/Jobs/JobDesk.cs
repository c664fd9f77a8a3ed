using System.Diagnostics;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Application.Jobs;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Jobs;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Jobs;

/// <summary>
/// Hands out the jobs that users started, and does them step by step. Whoever writes to a job holds its name
/// (<see cref="IEngine.LockAsync"/>): a step, a pause and another node never meet.
/// </summary>
internal sealed class JobDesk(IServiceScopeFactory scopes, IEngine engine, IUserDirectory directory, TimeProvider clock, ILogger<JobDesk> log)
{
    private const int MostWaiting = 500;
    private const int FewestRows = 20;
    private const int MostRows = 2000;
    private const int MaxTries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBreath = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a step should take: so long a request may have to wait for its turn to write on SQLite.</summary>
    private static readonly TimeSpan StepTime = TimeSpan.FromMilliseconds(250);

    /// <summary>How long one job is done while others wait.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes the job that is next: of the user with the fewest jobs in hand, and among those of whoever was served longest ago.</summary>
    /// <param name="holder">Who takes it.</param>
    /// <param name="cancellationToken">The node stops.</param>
    /// <returns>Null when there is nothing to do.</returns>
    public async Task<HeldJob?> TakeAsync(string holder, CancellationToken cancellationToken)
    {
        foreach (var id in await FreeAsync(cancellationToken))
        {
            var taken = await ChangeAsync(id, job => TryTake(job, holder), cancellationToken);
            if (taken?.IsHeldBy(holder) == true) return new HeldJob(taken.Id, taken.OwnerId, taken.Kind, holder);
        }

        return null;
    }

    /// <summary>Where one process owns the database, whoever held a job when it starts is dead: nobody needs to wait until his lease runs out.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (engine.IsShared) return;
        await using var scope = scopes.BeginAs(SystemUser.Instance);
        await scope.ServiceProvider.GetRequiredService<CrmDbContext>().Set<Job>().Where(j => j.EndedAt == null && j.LeaseUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, (DateTime?)null).SetProperty(j => j.Holder, (string?)null), cancellationToken);
    }

    /// <summary>Does a job until it ends, is paused, or others had to wait long enough.</summary>
    public async Task WorkAsync(HeldJob held, CancellationToken ending)
    {
        var (rows, slice) = (200, Stopwatch.StartNew());
        try
        {
            while (true)
            {
                var started = Stopwatch.GetTimestamp();
                if (!await TryStepAsync(held, rows, ending)) return;
                var took = Stopwatch.GetElapsedTime(started);
                rows = Math.Clamp((int)(rows * Math.Clamp(StepTime / took, 0.5, 2)), FewestRows, MostRows);
                await Task.Delay(took / 10 < LongestBreath ? took / 10 : LongestBreath, ending);
                if (slice.Elapsed < Slice) continue;
                if ((await FreeAsync(ending)).Count > 0) break;
                slice.Restart();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The step was rolled back; another node, or this one when it has started again, does it.
        }

        await ChangeAsync(held.Id, job => GiveBack(job, held), CancellationToken.None);
    }

    private static bool GiveBack(Job job, HeldJob held)
    {
        if (!job.IsHeldBy(held.Holder)) return false;
        job.GiveBack();
        return true;
    }

    /// <summary>Jobs that nobody is at and that this version of the program can do, in the order in which they are due.</summary>
    private async Task<IReadOnlyList<Guid>> FreeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.BeginAs(SystemUser.Instance);
        var kinds = scope.ServiceProvider.GetServices<IJobWork>().Select(work => work.Kind).ToHashSet(StringComparer.Ordinal);
        var now = Now;
        var unfinished = await scope.ServiceProvider.GetRequiredService<CrmDbContext>().Set<Job>().AsNoTracking()
            .Where(j => j.EndedAt == null && j.Status != JobStatus.Paused).OrderBy(j => j.CreatedAt).ThenBy(j => j.Id).Take(MostWaiting)
            .Select(j => new { j.Id, j.OwnerId, j.Kind, j.LeaseUntil, j.ServedAt }).ToListAsync(cancellationToken);
        var busy = unfinished.Where(j => j.LeaseUntil >= now).CountBy(j => j.OwnerId).ToDictionary();
        var served = unfinished.GroupBy(j => j.OwnerId).ToDictionary(of => of.Key, of => of.Max(j => j.ServedAt));
        return
        [
            .. unfinished.Where(j => (j.LeaseUntil is null || j.LeaseUntil < now) && kinds.Contains(j.Kind))
                .OrderBy(j => busy.GetValueOrDefault(j.OwnerId)).ThenBy(j => served[j.OwnerId]).ThenBy(j => j.ServedAt).Select(j => j.Id),
        ];
    }

    private bool TryTake(Job job, string holder)
    {
        if (!job.IsFree(Now)) return false;
        if (job.Attempts >= Job.MaxAttempts)
        {
            log.LogError("Job {JobId} was begun {Attempts} times and never got any further", job.Id, job.Attempts);
            job.Fail("job_never_got_further", undoable: job.Done > 0, Now);
        }
        else
        {
            job.Take(holder, Now);
        }

        return true;
    }

    /// <summary>A step, again while the database was in the way.</summary>
    /// <returns>Whether there is another.</returns>
    internal async Task<bool> TryStepAsync(HeldJob held, int rows, CancellationToken ending)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StepAsync(held, rows, ending);
            }
            catch (Exception e) when (!ending.IsCancellationRequested && attempt < MaxTries && (engine.IsTransient(e) || e is ConflictException { InnerException: DbUpdateException }))
            {
                log.LogWarning("A step of job {JobId} is tried again: {Reason}", held.Id, e.GetBaseException().GetType().Name);
                await Task.Delay(FirstPause * (Math.Pow(3, attempt - 1) * (0.5 + Random.Shared.NextDouble())), ending);
            }
            catch (JobLostException)
            {
                return false;
            }
            catch (Exception e) when (!ending.IsCancellationRequested)
            {
                await FailAsync(held, e);
                return false;
            }
        }
    }

    private async Task<bool> StepAsync(HeldJob held, int rows, CancellationToken ending)
    {
        var user = await ActingUser.OfAsync(directory, held.OwnerId, ending) ?? throw new ForbiddenException("user_shut_out");
        if (user.MustChangePassword) throw new ForbiddenException("password_change_required");
        await using var scope = scopes.BeginAs(user);
        var work = scope.ServiceProvider.GetServices<IJobWork>().First(w => w.Kind == held.Kind);
        if (!work.IsTransactional) return await StepAloneAsync(scope, user, work, held, rows, ending);

        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        return await db.InTransactionAsync(
            async () =>
            {
                var job = await LockAsync(db, held, ending);
                var step = await work.StepAsync(StateOf(job, rows), ending);
                db.ChangeTracker.Clear(); // what the work did not save is not its step
                return await NoteAsync(db, held, work, step);
            },
            _ => true,
            ending);
    }

    /// <summary>Work that only reads holds no transaction and nobody's turn; what it made is thrown away when the job was ended meanwhile.</summary>
    private async Task<bool> StepAloneAsync(AsyncServiceScope scope, ActingUser user, IJobWork work, HeldJob held, int rows, CancellationToken ending)
    {
        var job = await scope.ServiceProvider.GetRequiredService<CrmDbContext>().Set<Job>().AsNoTracking().FirstAsync(j => j.Id == held.Id, ending);
        if (!job.IsHeldBy(held.Holder)) throw new JobLostException();
        var step = await work.StepAsync(StateOf(job, rows) with { TellAsync = progress => TellAsync(held, user, progress, ending) }, ending);
        try
        {
            await using var noting = scopes.BeginAs(SystemUser.Instance);
            var db = noting.ServiceProvider.GetRequiredService<CrmDbContext>();
            return await db.InTransactionAsync(() => NoteAsync(db, held, work, step), _ => true, ending);
        }
        catch
        {
            foreach (var file in new[] { step.File, step.Errors }.OfType<JobFile>()) scope.ServiceProvider.GetRequiredService<IFileStore>().Delete(file.Key);
            throw;
        }
    }

    /// <summary>A long step goes on only while its user may still do and see what he could when it began.</summary>
    private async Task TellAsync(HeldJob held, ActingUser user, JobProgress progress, CancellationToken ending)
    {
        if (!user.MayAsMuchAs(await ActingUser.OfAsync(directory, held.OwnerId, ending))) throw new ForbiddenException("rights_changed");
        var told = await ChangeAsync(
            held.Id,
            job =>
            {
                if (!job.IsHeldBy(held.Holder)) return false;
                job.Tell(progress.Done, progress.Total, progress.Failed);
                job.Renew(Now);
                return true;
            },
            ending);
        if (told is null) throw new JobLostException();
    }

    private async Task<bool> NoteAsync(CrmDbContext db, HeldJob held, IJobWork work, JobStep step)
    {
        var job = await LockAsync(db, held, CancellationToken.None);
        job.Advance(step.Place?.ToJsonString(CrmJson.Options), step.Progress.Done, step.Progress.Total, step.Progress.Failed, step.Result.ToJsonString(CrmJson.Options));
        job.Keep(step.File, step.Errors);
        if (step.Finished) job.Finish(work.CanBeUndone && job.Done > 0, Now);
        else job.Renew(Now);
        await db.SaveChangesAsync(CancellationToken.None);
        return !step.Finished;
    }

    private async Task FailAsync(HeldJob held, Exception failure)
    {
        var code = CodeOf(failure);
        if (code == InternalError) log.LogError(failure, "Job {JobId} failed", held.Id);
        await ChangeAsync(
            held.Id,
            job =>
            {
                if (!job.IsHeldBy(held.Holder)) return false;
                job.Fail(code, undoable: CanBeUndone(held.Kind) && job.Done > 0, Now);
                return true;
            },
            CancellationToken.None);
    }

    private bool CanBeUndone(string kind)
    {
        using var scope = scopes.BeginAs(SystemUser.Instance);
        return scope.ServiceProvider.GetServices<IJobWork>().Any(work => work.Kind == kind && work.CanBeUndone);
    }

    private const string InternalError = "internal_error";

    private static string CodeOf(Exception failure) => failure switch
    {
        InvalidException e => e.Errors[0].Code,
        NotFoundException => "not_found",
        ForbiddenException e => e.Code,
        DomainException e => e.Code,
        ConflictException e => e.Code,
        _ => InternalError,
    };

    /// <summary>The job, while nobody else may write to it.</summary>
    /// <exception cref="JobLostException">It was paused, ended, or is another's now.</exception>
    private async Task<Job> LockAsync(CrmDbContext db, HeldJob held, CancellationToken cancellationToken)
    {
        await engine.LockAsync(db, Job.LockOf(held.Id), cancellationToken);
        var job = await db.Set<Job>().FirstOrDefaultAsync(j => j.Id == held.Id, cancellationToken);
        return job?.IsHeldBy(held.Holder) == true ? job : throw new JobLostException();
    }

    /// <returns>The job, or null when it was left as it is.</returns>
    private async Task<Job?> ChangeAsync(Guid id, Func<Job, bool> change, CancellationToken cancellationToken)
    {
        await using var scope = scopes.BeginAs(SystemUser.Instance);
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        return await db.AloneAsync(
            [Job.LockOf(id)],
            async () =>
            {
                var job = await db.Set<Job>().FirstOrDefaultAsync(j => j.Id == id, cancellationToken);
                if (job is null || !change(job)) return null;
                await db.SaveChangesAsync(cancellationToken);
                return job;
            },
            cancellationToken);
    }

    private static JobState StateOf(Job job, int rows) =>
        new(job.Id, Read(job.Request)!, Read(job.Place), new JobProgress(job.Done, job.Total, job.Failed)) { Rows = rows };

    private static JsonObject? Read(string? json) => json is null ? null : (JsonObject)JsonNode.Parse(json)!;
}

/// <summary>A job in somebody's hand.</summary>
/// <param name="Id">The job.</param>
/// <param name="OwnerId">In whose name it is done.</param>
/// <param name="Kind">What does it.</param>
/// <param name="Holder">Whose hand.</param>
internal sealed record HeldJob(Guid Id, Guid OwnerId, string Kind, string Holder);

/// <summary>The job is no longer in this hand: it was paused or ended, or another node took it.</summary>
internal sealed class JobLostException() : OperationCanceledException("The job was paused, ended, or taken by another node.");
