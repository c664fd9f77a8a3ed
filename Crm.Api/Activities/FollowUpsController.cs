using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Activities;

/// <summary>跟进 — what is to be done next, and what came of it.</summary>
[ApiController, Route("api/v1/follow-ups"), Tags("Follow-ups")]
public sealed class FollowUpsController(IMediator mediator) : ControllerBase
{
    /// <summary>List follow-ups.</summary>
    /// <remarks><c>filter[ownerId]=me&amp;filter[status]=planned&amp;sort=due</c> is your list of things to do.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<FollowUpDescriptor>]
    public Task<ListPage<FollowUpRow>> ListFollowUps([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListFollowUps(list), cancellationToken);

    /// <summary>Plan a follow-up.</summary>
    /// <remarks>Give either the day (<c>dueOn</c>) or the moment (<c>dueAt</c>), and a customer, a contact or both.</remarks>
    /// <param name="input">What is to be done.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<FollowUpRow>> PlanFollowUp(FollowUpInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new PlanFollowUp(input), cancellationToken), followUp => followUp.Id);

    /// <summary>Plan missing next steps.</summary>
    /// <remarks>Gives every customer in your sight without a next step the one that his service plan asks for, as the nightly work does. Planning twice plans nothing twice.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("planning")]
    public Task<PlannedSteps> PlanMissingSteps(CancellationToken cancellationToken) => mediator.Send(new PlanMissingSteps(), cancellationToken);

    /// <summary>Get a follow-up.</summary>
    /// <remarks>Also one that is closed or in the bin.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<FollowUpRow> GetFollowUp(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetFollowUp(id), cancellationToken);

    /// <summary>Change a follow-up.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there. Only while it is planned.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<FollowUpRow> ChangeFollowUp(Guid id, MergePatch<FollowUpInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeFollowUp(id, patch, version), cancellationToken);

    /// <summary>Delete a follow-up.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteFollowUp(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteFollowUp(id, version), cancellationToken));

    /// <summary>Restore a follow-up.</summary>
    /// <remarks>Takes it out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<FollowUpRow> RestoreFollowUp(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreFollowUp(id), cancellationToken);

    /// <summary>Complete a follow-up.</summary>
    /// <remarks>Notes the result and, in the same step, the conversation and the next follow-up; all or nothing.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="input">What came of it.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/completion")]
    public Task<CompletionResult> CompleteFollowUp(Guid id, CompletionInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new CompleteFollowUp(id, input, version), cancellationToken);

    /// <summary>Cancel a follow-up.</summary>
    /// <remarks>For one that is no longer wanted.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="input">Why.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/cancellation")]
    public Task<FollowUpRow> CancelFollowUp(Guid id, ReasonInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new CancelFollowUp(id, input, version), cancellationToken);

    /// <summary>Mark a follow-up missed.</summary>
    /// <remarks>For one that should have happened and did not.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="input">Why.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/missed")]
    public Task<FollowUpRow> MissFollowUp(Guid id, ReasonInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new MissFollowUp(id, input, version), cancellationToken);

    /// <summary>Reopen a follow-up.</summary>
    /// <remarks>Takes back that it was completed, cancelled or missed. A conversation that was written down stays.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/reopening")]
    public Task<FollowUpRow> ReopenFollowUp(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReopenFollowUp(id, version), cancellationToken);
}
