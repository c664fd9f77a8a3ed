using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Activities;

/// <summary>沟通记录 — calls, visits, meetings, messages and notes.</summary>
[ApiController, Route("api/v1/interactions"), Tags("Interactions")]
public sealed class InteractionsController(IMediator mediator) : ControllerBase
{
    /// <summary>List conversations.</summary>
    /// <remarks>Conversations in your sight, newest first, 50 per page.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<InteractionDescriptor>]
    public Task<ListPage<InteractionDetail>> ListInteractions([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListInteractions(list), cancellationToken);

    /// <summary>Log a conversation.</summary>
    /// <remarks>It belongs to a customer, to contacts, or to both; it moves their <c>lastContactAt</c>.</remarks>
    /// <param name="input">What took place.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<InteractionDetail>> LogInteraction(InteractionInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new LogInteraction(input), cancellationToken), interaction => interaction.Id);

    /// <summary>Get a conversation.</summary>
    /// <remarks>With the contacts who took part, its files and what was promised in it.</remarks>
    /// <param name="id">Id of the conversation.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<InteractionDetail> GetInteraction(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetInteraction(id), cancellationToken);

    /// <summary>Correct a conversation.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there.</remarks>
    /// <param name="id">Id of the conversation.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<InteractionDetail> CorrectInteraction(Guid id, MergePatch<InteractionInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new CorrectInteraction(id, patch, version), cancellationToken);

    /// <summary>Delete a conversation.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the conversation.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteInteraction(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteInteraction(id, version), cancellationToken));

    /// <summary>Restore a conversation.</summary>
    /// <remarks>Takes it out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the conversation.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<InteractionDetail> RestoreInteraction(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreInteraction(id), cancellationToken);
}
