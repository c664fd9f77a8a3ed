using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Settings;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Settings;

/// <summary>自定义字段 — fields that administrators add to the kinds of record.</summary>
[ApiController, Route("api/v1/meta/{entity}/fields"), Tags("Settings")]
public sealed class CustomFieldsController(IMediator mediator) : ControllerBase
{
    /// <summary>List added fields.</summary>
    /// <remarks>In their order, archived ones among them. What records have now, with the fields that the house declares, is under <c>/meta/{entity}</c>.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<CustomFieldRow>> ListCustomFields(string entity, CancellationToken cancellationToken) =>
        mediator.Send(new ListCustomFields(entity), cancellationToken);

    /// <summary>Get an added field.</summary>
    /// <remarks>Also one that is archived.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="key">Key of the field.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{key}")]
    public Task<CustomFieldRow> GetCustomField(string entity, string key, CancellationToken cancellationToken) =>
        mediator.Send(new GetCustomField(entity, key), cancellationToken);

    /// <summary>Add a field.</summary>
    /// <remarks>It is there at once in forms, lists, filters, sorting, search, import, export and the API, where it is called <c>custom.{key}</c>; on other nodes within five seconds.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="input">The field.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<CustomFieldRow>> AddCustomField(string entity, CustomFieldInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddCustomField(entity, input), cancellationToken), field => field.Key);

    /// <summary>Change an added field.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears. Key, type and <c>relatesTo</c> stay. An option that records have can be retired, not left out.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="key">Key of the field.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{key}")]
    public Task<CustomFieldRow> ChangeCustomField(string entity, string key, MergePatch<CustomFieldInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeCustomField(entity, key, patch, version), cancellationToken);

    /// <summary>Archive an added field.</summary>
    /// <remarks>It vanishes everywhere; its values stay in the records and come back with it. Its key cannot be used again.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="key">Key of the field.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{key}"), ProducesResponseType(204)]
    public Task<NoContentResult> ArchiveCustomField(string entity, string key, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new ArchiveCustomField(entity, key, version), cancellationToken));

    /// <summary>Bring an archived field back.</summary>
    /// <remarks>With the values that records still have. Where only one record may have a value, two that have the same stand against it: 409.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="key">Key of the field.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{key}/restoration")]
    public Task<CustomFieldRow> RestoreCustomField(string entity, string key, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreCustomField(entity, key), cancellationToken);

    /// <summary>Count the records that use a field.</summary>
    /// <remarks>Ask before you archive it. Counted to the end, also where you may not look.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="key">Key of the field.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{key}/usage")]
    public Task<FieldUsage> GetCustomFieldUsage(string entity, string key, CancellationToken cancellationToken) =>
        mediator.Send(new GetCustomFieldUsage(entity, key), cancellationToken);

    /// <summary>Order the added fields.</summary>
    /// <remarks>Those that are not named come after those that are.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="input">Keys in the order that is wanted.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("order")]
    public Task<ListPage<CustomFieldRow>> OrderCustomFields(string entity, FieldOrderInput input, CancellationToken cancellationToken) =>
        mediator.Send(new OrderCustomFields(entity, input), cancellationToken);
}
