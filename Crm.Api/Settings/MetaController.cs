using Crm.Api.Http;
using Crm.Application.Records;
using Crm.Application.Settings;
using Crm.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Settings;

/// <summary>数据字典 — which records there are, and what their fields can do.</summary>
[ApiController, Route("api/v1"), Tags("Settings")]
public sealed class MetaController(IMediator mediator) : ControllerBase
{
    /// <summary>List kinds of record.</summary>
    /// <remarks>Each with its names; the fields are under <c>/meta/{entity}</c>.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("meta")]
    public Task<ListPage<EntityRow>> ListMeta(CancellationToken cancellationToken) =>
        mediator.Send(new ListMeta(), cancellationToken);

    /// <summary>Get the fields of a kind of record.</summary>
    /// <remarks>What each field holds, and whether lists can be sorted and filtered by it.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("meta/{entity}")]
    public Task<EntityMeta> GetMeta(string entity, CancellationToken cancellationToken) =>
        mediator.Send(new GetMeta(entity), cancellationToken);

    /// <summary>List regions.</summary>
    /// <remarks>Provinces with their cities and districts by GB/T 2260. They change once a year; keep the answer for a day.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("regions"), KeptForADay]
    public Task<ListPage<Region>> ListRegions(CancellationToken cancellationToken) =>
        mediator.Send(new GetRegions(), cancellationToken);
}
