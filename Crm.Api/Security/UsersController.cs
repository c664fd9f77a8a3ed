using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Security;

/// <summary>用户 — the colleagues who work with the system.</summary>
[ApiController, Route("api/v1/users"), Tags("Users")]
public sealed class UsersController(IMediator mediator) : ControllerBase
{
    /// <summary>List users.</summary>
    /// <remarks>All colleagues, by name. <c>filter[active]=true</c> leaves out those who have been disabled.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, ListOf<UserDescriptor>]
    public Task<ListPage<UserRow>> ListUsers([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListUsers(list), cancellationToken);

    /// <summary>Add a user.</summary>
    /// <remarks>The answer holds a temporary password that is shown this once; the user replaces it at first sign-in.</remarks>
    /// <param name="input">Who it is.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, SecretAnswer, ProducesResponseType(201)]
    public Task<ActionResult<NewUser>> AddUser(UserInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddUser(input), cancellationToken), made => made.User.Id);

    /// <summary>Get a user.</summary>
    /// <remarks>Role, team and whether the user may sign in.</remarks>
    /// <param name="id">Id of the user.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<UserRow> GetUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetUser(id), cancellationToken);

    /// <summary>Change a user.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears. The e-mail address stays as it is.</remarks>
    /// <param name="id">Id of the user.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<UserRow> ChangeUser(Guid id, MergePatch<UserInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeUser(id, patch, version), cancellationToken);

    /// <summary>Disable a user.</summary>
    /// <remarks>Shuts the user out at once: sessions end and access tokens are refused. Records stay with their owner until they are given to another.</remarks>
    /// <param name="id">Id of the user.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/disablement")]
    public Task<UserRow> DisableUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new DisableUser(id), cancellationToken);

    /// <summary>Enable a user.</summary>
    /// <remarks>Lets the user in again, with the password from before.</remarks>
    /// <param name="id">Id of the user.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/enablement")]
    public Task<UserRow> EnableUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new EnableUser(id), cancellationToken);

    /// <summary>Reset the password of a user.</summary>
    /// <remarks>The answer holds a new temporary password that is shown this once. Sessions of the user end.</remarks>
    /// <param name="id">Id of the user.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/password-reset"), SecretAnswer]
    public Task<NewPassword> ResetPassword(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new ResetPassword(id), cancellationToken);
}
