using Crm.Domain.Jobs;

namespace Crm.Application.Jobs;

/// <summary>A job is further, or stands otherwise. It names nobody and nothing that the job is about.</summary>
/// <param name="Id">The job.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="HasEnded">Whether nothing will happen any more.</param>
/// <param name="Version">Rises with every change; a lower one that comes later is old.</param>
public sealed record JobEvent(Guid Id, string Kind, JobStatus Status, JobProgress Progress, bool HasEnded, int Version);

/// <summary>A user is told something; what it is he reads in the list.</summary>
/// <param name="Id">The notification.</param>
/// <param name="Kind">What it is.</param>
/// <param name="CreatedAt">When (UTC).</param>
public sealed record NotificationEvent(Guid Id, string Kind, DateTime CreatedAt);

/// <summary>Tells what becomes of jobs, whichever node does them.</summary>
public interface IJobFeed
{
    /// <summary>What becomes of a user's jobs, or of one job, from now on. Ends when the session has ended, within five seconds.</summary>
    /// <param name="userId">Whose jobs.</param>
    /// <param name="sessionId">The session of whoever listens.</param>
    /// <param name="jobId">Only this one, whoever started it.</param>
    /// <param name="cancellationToken">Nobody listens any more.</param>
    IAsyncEnumerable<JobEvent> FollowAsync(Guid userId, Guid sessionId, Guid? jobId, CancellationToken cancellationToken);

    /// <summary>What a user is told from now on. Ends when the session has ended, within five seconds.</summary>
    /// <param name="userId">Who is told.</param>
    /// <param name="sessionId">The session of whoever listens.</param>
    /// <param name="cancellationToken">Nobody listens any more.</param>
    IAsyncEnumerable<NotificationEvent> FollowNotificationsAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken);
}
