using Crm.Api.Http;
using Crm.Application.Records;
using Crm.Application.Settings;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Settings;

/// <summary>字段规则 — rules about fields, the same for forms, API, imports and bulk work.</summary>
[ApiController, Route("api/v1/meta/{entity}/rules"), Tags("Settings")]
public sealed class FieldRulesController(IMediator mediator) : ControllerBase
{
    /// <summary>List rules about fields.</summary>
    /// <remarks>In the order in which they were added, those that are out of force among them. Those in force are also in <c>/meta/{entity}</c>, for forms.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<FieldRuleRow>> ListFieldRules(string entity, CancellationToken cancellationToken) =>
        mediator.Send(new ListFieldRules(entity), cancellationToken);

    /// <summary>Get a rule about a field.</summary>
    /// <remarks>With its condition and its messages.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="id">Id of the rule.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<FieldRuleRow> GetFieldRule(string entity, Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetFieldRule(entity, id), cancellationToken);

    /// <summary>Add a rule about a field.</summary>
    /// <remarks>It holds at once for whatever is written; a record that breaks it already can be changed as long as it is not broken anew. On other nodes within five seconds.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="input">The rule.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<FieldRuleRow>> AddFieldRule(string entity, FieldRuleInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddFieldRule(entity, input), cancellationToken), rule => rule.Id);

    /// <summary>Replace a rule about a field.</summary>
    /// <remarks>Whole: what is left out is nothing.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="id">Id of the rule.</param>
    /// <param name="input">The rule.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("{id:guid}")]
    public Task<FieldRuleRow> ReplaceFieldRule(string entity, Guid id, FieldRuleInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceFieldRule(entity, id, input, version), cancellationToken);

    /// <summary>Delete a rule about a field.</summary>
    /// <remarks>To put it out of force for a while, replace it with <c>active: false</c>.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="id">Id of the rule.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteFieldRule(string entity, Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteFieldRule(entity, id, version), cancellationToken));
}
