using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Settings;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Settings;

/// <summary>标签 — words that people put on customers and contacts.</summary>
[ApiController, Route("api/v1/tags"), Tags("Settings")]
public sealed class TagsController(IMediator mediator) : ControllerBase
{
    /// <summary>List tags.</summary>
    /// <remarks>All tags by name.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<TagRow>> ListTags(CancellationToken cancellationToken) =>
        mediator.Send(new ListTags(), cancellationToken);

    /// <summary>Add a tag.</summary>
    /// <remarks>A tag that is written onto a record for the first time is added by itself; this is for choosing its colour.</remarks>
    /// <param name="input">The tag.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<TagRow>> AddTag(TagInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddTag(input), cancellationToken), tag => tag.Id);

    /// <summary>Change a tag.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears. The new name shows on every record at once.</remarks>
    /// <param name="id">Id of the tag.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<TagRow> ChangeTag(Guid id, MergePatch<TagInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeTag(id, patch, version), cancellationToken);

    /// <summary>Delete a tag.</summary>
    /// <remarks>Takes it off every record that carries it.</remarks>
    /// <param name="id">Id of the tag.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteTag(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteTag(id, version), cancellationToken));
}
