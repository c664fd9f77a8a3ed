using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Security;

/// <summary>缺勤 — days on which colleagues are away, and who stands in for them.</summary>
[ApiController, Route("api/v1/absences"), Tags("Account managers")]
public sealed class AbsencesController(IMediator mediator) : ControllerBase
{
    /// <summary>List absences.</summary>
    /// <remarks>Your own, those of your team, and those in which you stand in. <c>filter[to][gte]=2026-12-01</c> leaves out what is over.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, ListOf<AbsenceDescriptor>]
    public Task<ListPage<AbsenceRow>> ListAbsences([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListAbsences(list), cancellationToken);

    /// <summary>Enter an absence.</summary>
    /// <remarks>Your own, or that of somebody whom you lead. Nothing is planned for these days any more; what was planned moves to days within its rhythm, and what cannot wait goes to whoever stands in, who sees these customers as long as the absence lasts.</remarks>
    /// <param name="input">Who is away, and when.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<AbsenceRow>> EnterAbsence(AbsenceInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new EnterAbsence(input), cancellationToken), absence => absence.Id);

    /// <summary>Change an absence.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears. What is planned is looked at anew.</remarks>
    /// <param name="id">Id of the absence.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<AbsenceRow> ChangeAbsence(Guid id, MergePatch<AbsenceInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeAbsence(id, patch, version), cancellationToken);

    /// <summary>Take an absence back.</summary>
    /// <remarks>What others do in his place on these days comes back to him. Doing it twice changes nothing.</remarks>
    /// <param name="id">Id of the absence.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteAbsence(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteAbsence(id, version), cancellationToken));
}
