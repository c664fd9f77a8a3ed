using Crm.Application.Activities;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Activities;

/// <summary>服务偏差 — what service plans promise and what took place.</summary>
[ApiController, Route("api/v1/service-plans/deviations"), Tags("Account managers")]
public sealed class ServiceDeviationsController(IMediator mediator) : ControllerBase
{
    /// <summary>List deviations from service plans.</summary>
    /// <remarks>The customers in your sight with whom nobody spoke within the rhythm of their plan and its grace, as of a week, in the order of their ids.</remarks>
    /// <param name="week">Any day of the week; the last whole week when nothing is said.</param>
    /// <param name="q">Narrows the customers: any part of a name, pinyin, initials, phone or number.</param>
    /// <param name="limit">Rows of a page, 1 to 200.</param>
    /// <param name="cursor">Where to go on: <c>page.next</c> of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<ServiceDeviation>> ListServiceDeviations([FromQuery] DateOnly? week, [FromQuery] string? q, [FromQuery] int? limit, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListServiceDeviations(week, q, limit ?? ListRequest.DefaultLimit, cursor), cancellationToken);
}
