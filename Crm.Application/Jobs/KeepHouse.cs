using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Application.Security;
using Crm.Domain.Import;
using Crm.Domain.Integration;
using Crm.Domain.Jobs;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Jobs;

/// <summary>
/// Throws away what nobody will ask for again: old sessions, forgotten failures to sign in, expired idempotent answers, old runs of jobs,
/// files and results of users' jobs, and messages given up long ago. Answers how many rows went.
/// </summary>
[SystemRequest]
public sealed record KeepHouse : IRequest<int>;

internal sealed class KeepHouseHandler(ICrmDb db, IIdempotencyStore answers, IFileStore store, TimeProvider clock) : IRequestHandler<KeepHouse, int>
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly TimeSpan RunsKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan JobsKept = TimeSpan.FromDays(400); // who exported what is asked in the yearly review

    public async Task<int> Handle(KeepHouse request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (old, oldRun, oldJob, oldFailure) = (now - Kept, now - RunsKept, now - JobsKept, now - SignInThrottle.Forget - SignInThrottle.MaxWait);
        return await db.Set<UserSession>().Where(s => s.LastUsedAt < old).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<SignInThrottle>().Where(t => t.LastFailureAt < oldFailure).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<JobRun>().Where(r => r.StartedAt < oldRun).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<OutboxMessage>().Where(m => m.DeadAt < old).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<Notification>().Where(n => n.CreatedAt < old).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<JobItem>().Where(i => db.Set<Job>().Any(j => j.Id == i.JobId && j.EndedAt < oldRun)).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<JobChunk>().Where(c => db.Set<Job>().Any(j => j.Id == c.JobId && j.EndedAt < oldRun)).ExecuteDeleteAsync(cancellationToken)
            + await ForgetFilesAsync(now - Job.FilesKept, cancellationToken)
            + await db.Set<Job>().Where(j => j.EndedAt < oldJob).ExecuteDeleteAsync(cancellationToken)
            + await ForgetUploadsAsync(now, cancellationToken)
            + await answers.ForgetExpiredAsync(cancellationToken);
    }

    /// <summary>First the row forgets the file, then the bytes go: never the other way round.</summary>
    private async Task<int> ForgetFilesAsync(DateTime old, CancellationToken cancellationToken)
    {
        var jobs = await db.Set<Job>().Where(j => j.EndedAt < old && (j.File != null || j.Errors != null)).ToListAsync(cancellationToken);
        var files = jobs.SelectMany(j => new[] { j.File, j.Errors }).OfType<JobFile>().ToList();
        foreach (var job in jobs) job.ForgetFiles();
        await db.SaveChangesAsync(cancellationToken);
        foreach (var file in files) store.Delete(file.Key);
        return files.Count;
    }

    /// <summary>Files that were sent to be imported: first the row, so that nobody finds one without its bytes.</summary>
    private async Task<int> ForgetUploadsAsync(DateTime now, CancellationToken cancellationToken)
    {
        var expired = await db.Set<ImportUpload>().AsNoTracking().Where(u => u.ExpiresAt < now).ToListAsync(cancellationToken);
        var ids = expired.ConvertAll(u => u.Id);
        if (ids.Count > 0) await db.Set<ImportUpload>().Where(u => ids.Contains(u.Id)).ExecuteDeleteAsync(cancellationToken);
        foreach (var key in expired.SelectMany(u => new[] { u.Key, u.RowsKey })) store.Delete(key);
        return expired.Count;
    }
}
