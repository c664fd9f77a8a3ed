using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Jobs;

/// <summary>The tables of this module.</summary>
internal static class JobDb
{
    extension(ICrmDb db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();

        public DbSet<JobItem> JobItems => db.Set<JobItem>();

        public DbSet<JobChunk> JobChunks => db.Set<JobChunk>();
    }
}

/// <summary>Tells the node's hands that there may be work, so that a job begins at once and not with their next look.</summary>
public interface IJobSignal
{
    /// <summary>There may be work as soon as the transaction of now is committed.</summary>
    void Raise();
}

/// <summary>Where use cases start jobs.</summary>
internal sealed class JobBook(ICrmDb db, ICurrentUser user, IJobSignal signal, TimeProvider clock)
{
    /// <summary>Puts a job into the queue of the current user; the next save keeps it.</summary>
    /// <param name="kind">The <see cref="IJobWork.Kind"/> that does it.</param>
    /// <param name="title">What it does, for people.</param>
    /// <param name="entity">Key of the kind of record it is about.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="total">Things there are to do, where that is known.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConflictException"><c>too_many_jobs</c>: he has too many already that have not ended.</exception>
    public async Task<Job> StartAsync(string kind, Label title, string? entity, JsonObject request, long? total, CancellationToken cancellationToken)
    {
        var ownerId = user.RequireId();
        if (await db.Jobs.CountAsync(j => j.OwnerId == ownerId && j.EndedAt == null, cancellationToken) >= Job.MaxUnfinished) throw new ConflictException("too_many_jobs");
        var job = new Job(Guid.CreateVersion7(clock.GetUtcNow()), ownerId, kind, title.Zh, title.En, entity, request.ToJsonString(CrmJson.Options), total);
        db.Jobs.Add(job);
        signal.Raise();
        return job;
    }
}
