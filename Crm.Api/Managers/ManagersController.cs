using Crm.Api.Http;
using Crm.Application.Common;
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
