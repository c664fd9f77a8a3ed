using System.Text.Json.Nodes;
using Crm.Api.Http;
using Crm.Api.Problems;
using Crm.Application.Bulk;
using Crm.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Bulk;

/// <summary>批量 — many records of one kind at once, and records by what other systems call them.</summary>
[ApiController, Route("api/v1/{entity}"), Tags("Bulk")]
public sealed class BulkController(IMediator mediator) : ControllerBase
{
    /// <summary>Change many records.</summary>
    /// <remarks>Begins a job that changes, assigns, tags, deletes or restores the records that are named, or all that match. Each passes the checks of a form;
    /// those that do not are skipped, with the reason. <c>links.undo</c> of the job takes it back within 24 hours.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="input">What is to be done.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("bulk"), ProducesResponseType(202)]
    public Task<ActionResult<JobRow>> StartBulk(string entity, BulkInput input, CancellationToken cancellationToken) =>
        this.Begun(mediator.Send(new StartBulk(entity, input, this.Language()), cancellationToken));

    /// <summary>Preview a change of many records.</summary>
    /// <remarks>Says how many records match, tries the first 200 of them without keeping anything, and tells how many of those would be skipped, and why.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="input">What is to be done.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("bulk/preview")]
    public Task<BulkPreview> PreviewBulk(string entity, BulkInput input, CancellationToken cancellationToken) => mediator.Send(new PreviewBulk(entity, input), cancellationToken);

    /// <summary>Write up to 200 records.</summary>
    /// <remarks>Creates, updates, upserts or deletes, each item with the checks of a form. Answers 207 with what came of each item, in order; with <c>allOrNone</c> one refused
    /// item takes back all. An <c>Idempotency-Key</c> is required. At most 200 items and 1 MB.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="input">What is written.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("batch"), RequireIdempotencyKey, ProducesResponseType(207)]
    public async Task<ActionResult<BatchAnswer>> WriteBatch(string entity, BatchInput input, CancellationToken cancellationToken)
    {
        var items = await mediator.Send(new WriteBatch(entity, input), cancellationToken);
        var texts = ProblemTexts.For(Request.Headers.AcceptLanguage);
        return StatusCode(207, new BatchAnswer([.. items.Select(item => BatchItemAnswer.Of(item, HttpContext.TraceIdentifier, texts))]));
    }

    /// <summary>Write the record that another system calls so.</summary>
    /// <remarks>A JSON merge patch into the record with this external reference (200), or a new record with it (201).</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="system">The other system, for example <c>sap</c>.</param>
    /// <param name="externalId">What it calls the record.</param>
    /// <param name="patch">What changes, or what is known of a new one.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("ext/{system}/{externalId}")]
    public async Task<ActionResult<WrittenRecord>> WriteByExternalRef(string entity, string system, string externalId, JsonObject patch, [FromIfMatch] int? version, CancellationToken cancellationToken)
    {
        var item = await mediator.Send(new WriteByExternalRef(entity, system, externalId, patch, version), cancellationToken);
        var written = new WrittenRecord(item.Id!.Value, item.Created, item.Version!.Value);
        return item.Created ? Created($"/api/v1/{entity}/{written.Id}", written) : written;
    }

    /// <summary>Get what other systems call a record.</summary>
    /// <remarks>Its external references, by system.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="id">Id of the record.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/external-refs")]
    public Task<ExternalRefsInput> GetExternalRefs(string entity, Guid id, CancellationToken cancellationToken) => mediator.Send(new GetExternalRefs(entity, id), cancellationToken);

    /// <summary>Say what other systems call a record.</summary>
    /// <remarks>These and no others; at most 20. A name leads to one record of a kind: one that is taken is 409.</remarks>
    /// <param name="entity">Key of the kind of record, for example <c>customers</c>.</param>
    /// <param name="id">Id of the record.</param>
    /// <param name="input">What they call it.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("{id:guid}/external-refs")]
    public Task<ExternalRefsInput> WriteExternalRefs(string entity, Guid id, ExternalRefsInput input, CancellationToken cancellationToken) =>
        mediator.Send(new WriteExternalRefs(entity, id, input), cancellationToken);
}

/// <summary>What came of a batch.</summary>
/// <param name="Results">One for each item, in order.</param>
public sealed record BatchAnswer(IReadOnlyList<BatchItemAnswer> Results);

/// <summary>What came of an item.</summary>
public sealed record BatchItemAnswer
{
    /// <summary>Its name, as you sent it.</summary>
    public string? ClientRef { get; init; }

    /// <summary>HTTP status as a request of its own would have had it: 200, 201, 204, or that of the problem.</summary>
    public required int Status { get; init; }

    /// <summary>Id of the record.</summary>
    public Guid? Id { get; init; }

    /// <summary>Whether it was made.</summary>
    public bool Created { get; init; }

    /// <summary>Its version now.</summary>
    public int? Version { get; init; }

    /// <summary>Why nothing was done.</summary>
    public Problem? Problem { get; init; }

    internal static BatchItemAnswer Of(BatchItem item, string requestId, ProblemTexts texts)
    {
        if (item.Refusal is null) return new BatchItemAnswer { ClientRef = item.ClientRef, Status = item.Created ? 201 : 200, Id = item.Id, Created = item.Created, Version = item.Version };
        var refusal = Refusal.Of(item.Refusal);
        return new BatchItemAnswer { ClientRef = item.ClientRef, Status = refusal.Status, Problem = ProblemWriter.Describe(refusal, requestId, texts) };
    }
}

/// <summary>A record that was written.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Created">Whether it was made.</param>
/// <param name="Version">Its version now.</param>
public sealed record WrittenRecord(Guid Id, bool Created, int Version);
