using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Simple;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Simple;

/// <summary>The addresses of one simple kind of record; <c>{one}</c> and <c>{many}</c> in what is said of them become its names.</summary>
/// <typeparam name="T">The record.</typeparam>
[ApiController, Route("api/v1/[controller]"), SimpleRecord]
public sealed class SimpleController<T>(IMediator mediator) : ControllerBase
{
    private static readonly string Entity = SimpleRecordAttribute.Of(typeof(T)).Descriptor.Key;

    /// <summary>List {many}.</summary>
    /// <remarks>The {many} in your sight, 50 per page.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag]
    public Task<ListPage<SimpleRow>> List([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListSimple(Entity, list), cancellationToken);

    /// <summary>Create a {one}.</summary>
    /// <remarks>Everything but the name can be added later.</remarks>
    /// <param name="input">What is known.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<SimpleRow>> Create(SimpleInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new CreateSimple(Entity, input), cancellationToken), made => made.Id);

    /// <summary>Get a {one}.</summary>
    /// <remarks>Everything that is known, also of one in the bin (<c>deletedAt</c> is set then).</remarks>
    /// <param name="id">Id of the {one}.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<SimpleRow> Get(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetSimple(Entity, id), cancellationToken);

    /// <summary>Change a {one}.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears.</remarks>
    /// <param name="id">Id of the {one}.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<SimpleRow> Change(Guid id, MergePatch<SimpleInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeSimple(Entity, id, patch, version), cancellationToken);

    /// <summary>Delete a {one}.</summary>
    /// <remarks>Puts the {one} into the bin, from which it can be restored. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the {one}.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> Delete(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteSimple(Entity, id, version), cancellationToken));

    /// <summary>Restore a {one}.</summary>
    /// <remarks>Takes the {one} out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the {one}.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<SimpleRow> Restore(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreSimple(Entity, id), cancellationToken);
}
