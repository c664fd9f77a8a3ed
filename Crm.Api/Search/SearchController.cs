using Crm.Api.Http;
using Crm.Api.Security;
using Crm.Application.Records;
using Crm.Application.Search;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Search;

/// <summary>搜索 — find anything by any part of it.</summary>
[ApiController, Route("api/v1/search"), Tags("Search")]
public sealed class SearchController(IMediator mediator) : ControllerBase
{
    /// <summary>Find customers, contacts and simple records.</summary>
    /// <remarks>By any part of the Chinese name, by pinyin (<c>haier</c>) or its initials (<c>hejt</c>), by Latin words, phone digits, e-mail address or number. The best hits come first. Who asks too often is told to wait (429 with <c>Retry-After</c>).</remarks>
    /// <param name="q">What was typed, at most 100 characters.</param>
    /// <param name="types"><c>customer</c>, <c>contact</c>, <c>competitor</c>, <c>service_plan</c>, <c>gift</c>, <c>festival</c>, separated by commas; all that the user may read when nothing is said.</param>
    /// <param name="limit">Most hits, 1 to 50.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, Paced]
    public Task<ListPage<SearchHit>> Search([FromQuery] string? q, [FromQuery] string? types, [FromQuery] int limit = 20, CancellationToken cancellationToken = default) =>
        mediator.Send(new SearchRecords(q, CommaList.Split(types), limit), cancellationToken);
}
