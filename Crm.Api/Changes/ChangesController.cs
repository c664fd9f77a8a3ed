using Crm.Application.Changes;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Changes;

/// <summary>变更历史 — who changed what, when, from what to what; and undo.</summary>
[ApiController, Route("api/v1"), Tags("Changes")]
public sealed class ChangesController(IMediator mediator) : ControllerBase
{
    /// <summary>List what became of a record.</summary>
    /// <remarks>
    /// Every saved change, newest first: who, when, through what, and each field with its value before and after, written as an input writes it.
    /// Also of a record in the bin. Whoever sees the record sees its history.
    /// </remarks>
    /// <param name="entity">Kind of record: <c>customers</c>, <c>contacts</c>, <c>interactions</c>, <c>follow-ups</c>.</param>
    /// <param name="id">Id of the record.</param>
    /// <param name="field">Only changes of this field, by its key: <c>ownerId</c>, or <c>custom.</c> and the key of an added one.</param>
    /// <param name="limit">Changes of a page, 1 to 200; 50 when nothing is said.</param>
    /// <param name="cursor">Where to go on: <c>page.next</c> of the page before. Good only for the same record and field.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{entity}/{id:guid}/history")]
    public Task<ListPage<ChangeRow>> GetHistory(
        string entity, Guid id, [FromQuery] string? field, [FromQuery] int? limit, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new GetHistory(entity, id, field, limit ?? ListRequest.DefaultLimit, cursor), cancellationToken);

    /// <summary>Get a change.</summary>
    /// <remarks>One saved change with all its fields, by the id that a history or a webhook names.</remarks>
    /// <param name="id">Id of the change.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("changes/{id:guid}")]
    public Task<ChangeRow> GetChange(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetChange(id), cancellationToken);

    /// <summary>Undo a change.</summary>
    /// <remarks>
    /// Takes back one saved change as a new one, which can itself be undone. A field goes back only if it still says what this change made of
    /// it; the others stay, and the answer tells who has changed them since. A new record goes into the bin if nobody has changed it since; a
    /// deleted one comes back. With <c>force</c> later changes of the same fields are overwritten. What goes back passes the same rules as a form.
    /// </remarks>
    /// <param name="id">Id of the change.</param>
    /// <param name="input">How.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("changes/{id:guid}/undo")]
    public Task<UndoneChange> UndoChange(Guid id, UndoInput input, CancellationToken cancellationToken) =>
        mediator.Send(new UndoChange(id, input.Force), cancellationToken);
}
