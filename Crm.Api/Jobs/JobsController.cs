using Crm.Api.Http;
using Crm.Application.Jobs;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Jobs;

/// <summary>任务 — work that takes longer than a request: imports, exports, changes of many records.</summary>
[ApiController, Route("api/v1/jobs"), Tags("Jobs")]
public sealed class JobsController(IMediator mediator) : ControllerBase
{
    /// <summary>List jobs.</summary>
    /// <remarks>Those that you started, the newest first; an administrator sees everybody's. <c>filter[status]=running</c> keeps those that are being done.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, ListOf<JobDescriptor>]
    public Task<ListPage<JobRow>> ListJobs([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListJobs(list, this.Language()), cancellationToken);

    /// <summary>Get a job.</summary>
    /// <remarks>How it stands and how far it is. While it has not ended, <c>Retry-After</c> says when to ask again.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public async Task<JobRow> GetJob(Guid id, CancellationToken cancellationToken)
    {
        var job = await mediator.Send(new GetJob(id, this.Language()), cancellationToken);
        if (job.EndedAt is null) Response.Headers.RetryAfter = "1";
        return job;
    }

    /// <summary>Pause a job.</summary>
    /// <remarks>It stops behind the step that is being done now, and waits until it is resumed. Pausing twice changes nothing.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/pause")]
    public Task<JobRow> PauseJob(Guid id, CancellationToken cancellationToken) => mediator.Send(new PauseJob(id, this.Language()), cancellationToken);

    /// <summary>Resume a job.</summary>
    /// <remarks>It goes on where it was paused. Resuming twice changes nothing.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/resumption")]
    public Task<JobRow> ResumeJob(Guid id, CancellationToken cancellationToken) => mediator.Send(new ResumeJob(id, this.Language()), cancellationToken);

    /// <summary>Cancel a job.</summary>
    /// <remarks>It ends behind the step that is being done now. What was done stays done; <c>links.undo</c> takes it back. Cancelling twice changes nothing.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/cancellation")]
    public Task<JobRow> CancelJob(Guid id, CancellationToken cancellationToken) => mediator.Send(new CancelJob(id, this.Language()), cancellationToken);

    /// <summary>Undo a job.</summary>
    /// <remarks>Takes back what it did, within 24 hours, as a job of its own whose address is in <c>Location</c>.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/undo"), ProducesResponseType(202)]
    public Task<ActionResult<JobRow>> UndoJob(Guid id, CancellationToken cancellationToken) => this.Begun(mediator.Send(new UndoJob(id, this.Language()), cancellationToken));
}
