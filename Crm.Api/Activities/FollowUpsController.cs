using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.FollowUpKpis;
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

    /// <summary>Get how follow-ups were kept.</summary>
    /// <remarks>
    /// Of the follow-ups in your sight that were due in the span: how many were done on time, late, missed or are still open, with coverage on time and its interval; promises kept; and your customers
    /// by the days since somebody spoke with them. In total, by month, and by tier, team or manager. Each figure comes with the filter of the list behind it. Days are those of the company.
    /// </remarks>
    /// <param name="from">First day; 89 days before the last when nothing is said.</param>
    /// <param name="to">Last day; today when nothing is said. At most 366 days.</param>
    /// <param name="groupBy"><c>tier</c>, <c>team</c> or <c>manager</c>; tiers when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("kpi"), MayLag]
    public Task<FollowUpKpi> GetFollowUpKpi([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] string? groupBy, CancellationToken cancellationToken) =>
        mediator.Send(new GetFollowUpKpi(from, to, groupBy), cancellationToken);

    /// <summary>Compare orders after steps done on time with those after postponed ones.</summary>
    /// <remarks>
    /// Of the steps in your sight that were due in the span and after which the days have passed: how often the customer ordered within them, for steps done on time and for steps postponed or missed,
    /// and the difference with its interval. It is an association and no proof: who is visited in time was chosen by somebody.
    /// </remarks>
    /// <param name="from">First day; 89 days before the last when nothing is said.</param>
    /// <param name="to">Last day; today when nothing is said. At most 366 days.</param>
    /// <param name="orderDays">Days after the day of the step within which an order is looked for, 7 to 180; 30 when nothing is said.</param>
    /// <param name="lateDays">Days late from which on a step was postponed, 1 to 60 and no more than <c>orderDays</c>; 7 when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("kpi/effect"), MayLag]
    public Task<FollowUpEffect> GetFollowUpEffect([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] int? orderDays, [FromQuery] int? lateDays, CancellationToken cancellationToken) =>
        mediator.Send(new GetFollowUpEffect(from, to, orderDays, lateDays), cancellationToken);

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
        mediator.Send(new CompleteFollowUp(id, input, version, this.Language()), cancellationToken);

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
