using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Managers;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Managers;

/// <summary>客户经理 — who looks after whom, how much each has to do, and who stands in.</summary>
[ApiController, Route("api/v1/managers"), Tags("Account managers")]
public sealed class ManagersController(IMediator mediator) : ControllerBase
{
    /// <summary>List account managers.</summary>
    /// <remarks>Your team and you; administrators see all. Each with customers by tier, the load of this week and the next four against what fits into them, what is late, who has no next step, and absences.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, ListOf<ManagerDescriptor>]
    public Task<ListPage<ManagerRow>> ListManagers([FromQuery] ListRequest list, CancellationToken cancellationToken) => mediator.Send(new ListManagers(list), cancellationToken);

    /// <summary>Get an account manager.</summary>
    /// <remarks>With the same figures as in the list.</remarks>
    /// <param name="id">Id of the user.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<ManagerRow> GetManager(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetManager(id), cancellationToken);

    /// <summary>Preview a hand-over.</summary>
    /// <remarks>Who would get how many of his customers, by tier, with how many open follow-ups and orders. Nothing is changed.</remarks>
    /// <param name="id">Id of the user whose customers are handed over.</param>
    /// <param name="input">Which customers, and to whom.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/hand-over/preview")]
    public Task<HandOverPreview> PreviewHandOver(Guid id, HandOverInput input, CancellationToken cancellationToken) => mediator.Send(new PreviewHandOver(id, input), cancellationToken);

    /// <summary>Hand customers over.</summary>
    /// <remarks>A job: each customer goes to one of the receivers, with his open follow-ups and orders and a note in his file; each receiver is told once how many he got. The job can be undone like any change of many records.</remarks>
    /// <param name="id">Id of the user whose customers are handed over.</param>
    /// <param name="input">Which customers, and to whom.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/hand-over"), ProducesResponseType(202)]
    public Task<ActionResult<JobRow>> StartHandOver(Guid id, HandOverInput input, CancellationToken cancellationToken) =>
        this.Begun(mediator.Send(new StartHandOver(id, input, this.Language()), cancellationToken));

    /// <summary>Change an account manager.</summary>
    /// <remarks>A JSON merge patch of duties, standing deputy, conversations a day and most customers. What is planned is looked at anew when the deputy changes.</remarks>
    /// <param name="id">Id of the user.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<ManagerRow> ChangeManager(Guid id, MergePatch<ManagerInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeManager(id, patch, version), cancellationToken);
}
