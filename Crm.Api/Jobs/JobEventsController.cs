using System.Runtime.CompilerServices;
using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Jobs;

/// <summary>任务进度 — how jobs stand, as they go on.</summary>
[ApiController, Route("api/v1/jobs"), Tags("Jobs")]
public sealed class JobEventsController(IMediator mediator, IJobFeed feed, ICurrentUser user) : ControllerBase
{
    /// <summary>Follow your jobs.</summary>
    /// <remarks>Server-sent events (<c>text/event-stream</c>), read with fetch and the bearer token: an event <c>job</c> for each change of one of your jobs from now on, and a
    /// comment every 15 seconds. The stream ends when your session ends; connect again after it broke, and read the list for what you missed.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("events"), Produces("text/event-stream"), ProducesResponseType<JobEvent>(200)]
    public Task FollowJobs(CancellationToken cancellationToken) => WriteAsync(null);

    /// <summary>Follow a job.</summary>
    /// <remarks>As for all your jobs, but for this one: it begins with how the job stands, and ends when the job has ended.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/events"), Produces("text/event-stream"), ProducesResponseType<JobEvent>(200)]
    public async Task FollowJob(Guid id, CancellationToken cancellationToken) =>
        await WriteAsync(await mediator.Send(new GetJob(id, this.Language()), cancellationToken));

    private Task WriteAsync(JobRow? job) => EventStream.WriteAsync(HttpContext, "job", ending => EventsAsync(job, ending));

    /// <summary>How a job stands, and what becomes of it until it has ended; or what becomes of all.</summary>
    private async IAsyncEnumerable<JobEvent> EventsAsync(JobRow? job, [EnumeratorCancellation] CancellationToken ending)
    {
        if (job is not null) yield return new JobEvent(job.Id, job.Kind, job.Status, job.Progress, job.EndedAt is not null, 0);
        if (job?.EndedAt is not null) yield break;
        await foreach (var happened in feed.FollowAsync(user.RequireId(), user.SessionId ?? Guid.Empty, job?.Id, ending))
        {
            yield return happened;
            if (job is not null && happened.HasEnded) yield break;
        }
    }
}
