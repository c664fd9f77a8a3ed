using System.Text.Json.Nodes;
using Crm.Api.Http;
using Crm.Api.Security;
using Crm.Application.Records;
using Crm.Application.Views;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Records;

/// <summary>记录 — what can be asked of records of any kind.</summary>
[ApiController, Route("api/v1/{entity}"), Tags("Records")]
public sealed class RecordsController(IMediator mediator) : ControllerBase
{
    private const int MaxQuestionBytes = 128 * 1024;

    /// <summary>Search records of one kind by a filter with groups.</summary>
    /// <remarks>
    /// <c>where</c> is a tree of <c>{"and":[…]}</c>, <c>{"or":[…]}</c>, <c>{"not":{…}}</c> and comparisons <c>{"field":"status","op":"in","value":["potential","active"]}</c>:
    /// at most 50 comparisons, four groups within each other, 500 values each. Which fields take which comparisons is under <c>/meta/{entity}</c>, in
    /// <c>fields</c> and <c>related</c>. Days relative to today: <c>{"field":"lastContactAt","op":"notWithin","value":"last:30d"}</c> finds who was not
    /// spoken with for 30 days or never. <c>me</c> and <c>myTeam</c> stand for users. An unknown field or comparison is refused with a pointer to it.
    /// Who asks too often is told to wait (429 with <c>Retry-After</c>).
    /// </remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="input">What is searched for.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("search"), ReadByPost, MayLag, Paced, RequestSizeLimit(MaxQuestionBytes)]
    public Task<ListPage<JsonObject>> SearchRecords(string entity, SearchInput input, CancellationToken cancellationToken) =>
        mediator.Send(new SearchKind(entity, input), cancellationToken);

    /// <summary>Count and add up records of one kind by the values of a field.</summary>
    /// <remarks>
    /// For the columns of a board and the footer of a list: <c>by</c> names the field, <c>sum</c> and <c>average</c> what is added up and averaged. Without
    /// <c>by</c> only <c>total</c> is answered. Records out of your sight do not count.
    /// </remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="input">Of what, by what.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("groups"), ReadByPost, MayLag, RequestSizeLimit(MaxQuestionBytes)]
    public Task<Groups> GroupRecords(string entity, GroupsInput input, CancellationToken cancellationToken) =>
        mediator.Send(new GroupRecords(entity, input), cancellationToken);

    /// <summary>Say a filter in words.</summary>
    /// <remarks>What the filter leaves, as a sentence in Chinese and English; ids and codes are called by their names.</remarks>
    /// <param name="entity">Key of the kind, for example <c>customers</c>.</param>
    /// <param name="input">The filter.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("filters/description"), ReadByPost, MayLag, RequestSizeLimit(MaxQuestionBytes)]
    public Task<FilterText> DescribeFilter(string entity, FilterInput input, CancellationToken cancellationToken) =>
        mediator.Send(new DescribeFilter(entity, input), cancellationToken);
}
