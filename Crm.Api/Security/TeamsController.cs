using Crm.Api.Http;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Security;

/// <summary>团队 — users who work together.</summary>
[ApiController, Route("api/v1/teams"), Tags("Users")]
public sealed class TeamsController(IMediator mediator) : ControllerBase
{
    /// <summary>List teams.</summary>
    /// <remarks>All teams by name.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<TeamRow>> ListTeams(CancellationToken cancellationToken) =>
        mediator.Send(new ListTeams(), cancellationToken);

    /// <summary>Add a team.</summary>
    /// <remarks>A sales manager sees what the members of the own team look after.</remarks>
    /// <param name="input">The team.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<TeamRow>> AddTeam(TeamInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddTeam(input), cancellationToken), team => team.Id);
}
