using System.Text;
using System.Text.Json;
using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Jobs;

/// <summary>任务进度 — how jobs stand, as they go on.</summary>
[ApiController, Route("api/v1/jobs"), Tags("Jobs")]
public sealed class JobEventsController(IMediator mediator, IJobFeed feed, ICurrentUser user, IHostApplicationLifetime lifetime) : ControllerBase
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Follow your jobs.</summary>
    /// <remarks>Server-sent events (<c>text/event-stream</c>), read with fetch and the bearer token: an event <c>job</c> for each change of one of your jobs from now on, and a
    /// comment every 15 seconds. The stream ends when your session ends; connect again after it broke, and read the list for what you missed.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("events"), Produces("text/event-stream"), ProducesResponseType<JobEvent>(200)]
    public Task FollowJobs(CancellationToken cancellationToken) => WriteAsync(null, cancellationToken);

    /// <summary>Follow a job.</summary>
    /// <remarks>As for all your jobs, but for this one: it begins with how the job stands, and ends when the job has ended.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/events"), Produces("text/event-stream"), ProducesResponseType<JobEvent>(200)]
    public async Task FollowJob(Guid id, CancellationToken cancellationToken) =>
        await WriteAsync(await mediator.Send(new GetJob(id, this.Language()), cancellationToken), cancellationToken);

    private async Task WriteAsync(JobRow? job, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        HttpContext.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        Response.ContentType = "text/event-stream";
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Accel-Buffering"] = "no"; // for proxies that would wait until there is more
        try
        {
            await SendAsync(": \n\n", ending.Token);
            if (job is not null) await SendAsync(Text(new JobEvent(job.Id, job.Kind, job.Status, job.Progress, job.EndedAt is not null, 0)), ending.Token);
            if (job?.EndedAt is null) await FollowAsync(job?.Id, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody listens any more, or the node stops.
        }
    }

    private async Task FollowAsync(Guid? jobId, CancellationToken ending)
    {
        await using var events = feed.FollowAsync(user.RequireId(), user.SessionId ?? Guid.Empty, jobId, ending).GetAsyncEnumerator(ending);
        for (var next = events.MoveNextAsync().AsTask(); ;)
        {
            if (await Task.WhenAny(next, Task.Delay(Heartbeat, ending)) != next)
            {
                await SendAsync(": \n\n", ending);
                continue;
            }

            if (!await next) return;
            await SendAsync(Text(events.Current), ending);
            if (jobId is not null && events.Current.HasEnded) return;
            next = events.MoveNextAsync().AsTask();
        }
    }

    private static string Text(JobEvent happened) => $"event: job\ndata: {JsonSerializer.Serialize(happened, CrmJson.Options)}\n\n";

    private async Task SendAsync(string text, CancellationToken ending)
    {
        await Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ending);
        await Response.Body.FlushAsync(ending);
    }
}
