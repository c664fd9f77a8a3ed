using Crm.Api.Http;
using Crm.Application.Records;
using Crm.Application.Views;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Records;

/// <summary>视图 — lists as people want to see them again.</summary>
[ApiController, Route("api/v1/{entity}"), Tags("Views")]
public sealed class ViewsController(IMediator mediator) : ControllerBase
{
    /// <summary>List saved views.</summary>
    /// <remarks>Your own views of this kind of record and those shared with you, by name. <c>gone</c> names fields that a view still uses and that are no longer there.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("views")]
    public Task<ListPage<SavedViewRow>> ListViews(string entity, CancellationToken cancellationToken) =>
        mediator.Send(new ListViews(entity), cancellationToken);

    /// <summary>Save a view.</summary>
    /// <remarks>A filter, an order, columns and a layout under a name. It is yours alone unless <c>sharedWith</c> says otherwise.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="input">The view.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("views"), ProducesResponseType(201)]
    public Task<ActionResult<SavedViewRow>> AddView(string entity, SavedViewInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddView(entity, input), cancellationToken), view => view.Id);

    /// <summary>Get a saved view.</summary>
    /// <remarks>Your own, or one that is shared with you.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="viewId">Id of the view.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("views/{viewId:guid}")]
    public Task<SavedViewRow> GetView(string entity, Guid viewId, CancellationToken cancellationToken) =>
        mediator.Send(new GetView(entity, viewId), cancellationToken);

    /// <summary>Replace a saved view.</summary>
    /// <remarks>Says everything about the view anew. Only its owner may, and administrators with views that are shared.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="viewId">Id of the view.</param>
    /// <param name="input">The view.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("views/{viewId:guid}")]
    public Task<SavedViewRow> ReplaceView(string entity, Guid viewId, SavedViewInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceView(entity, viewId, input, version), cancellationToken);

    /// <summary>Delete a saved view.</summary>
    /// <remarks>Deletes it for all with whom it is shared. Only its owner may, and administrators with views that are shared.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="viewId">Id of the view.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("views/{viewId:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteView(string entity, Guid viewId, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteView(entity, viewId, version), cancellationToken));

    /// <summary>Get the settings of a list.</summary>
    /// <remarks>How you like lists of this kind (<c>own</c>), and how they look for whoever has not said (<c>house</c>).</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("list-settings")]
    public Task<ListSettingsAnswer> GetListSettings(string entity, CancellationToken cancellationToken) =>
        mediator.Send(new GetListSettings(entity), cancellationToken);

    /// <summary>Set the settings of a list.</summary>
    /// <remarks>Columns with order, width and freeze, density, the view that is shown first, and the views that stand as tabs; written whole, for you alone.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="input">How you like it.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("list-settings")]
    public Task<ListSettingsAnswer> SetListSettings(string entity, ListSettingsInput input, CancellationToken cancellationToken) =>
        mediator.Send(new SetListSettings(entity, input), cancellationToken);

    /// <summary>Set the settings of a list for everybody.</summary>
    /// <remarks>How lists of this kind look for whoever has not said how he likes them.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="input">How they look.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("list-settings/house")]
    public Task<ListSettingsAnswer> SetHouseListSettings(string entity, ListSettingsInput input, CancellationToken cancellationToken) =>
        mediator.Send(new SetHouseListSettings(entity, input), cancellationToken);
}
