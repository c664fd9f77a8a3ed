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
    /// <remarks>
    /// The customers in your sight, in the order of their ids, with whom nobody spoke within the rhythm of their plan and its grace, as of a week (<c>rhythm</c>), and what they asked in writing, by e-mail, chat or
    /// text message (inbound conversations), that was due for an answer in that week and was answered later or not at all (<c>response</c>). Due is when the plan's hours of work have passed: nine to six on working days.
    /// An answer is the next outbound conversation, the next call, visit or meeting, or the next follow-up that was done; what a customer writes while he waits belongs to the same question.
    /// </remarks>
    /// <param name="week">Any day of the week; the last whole week when nothing is said.</param>
    /// <param name="q">Narrows the customers: any part of a name, pinyin, initials, phone or number.</param>
    /// <param name="limit">Rows of a page, 1 to 200.</param>
    /// <param name="cursor">Where to go on: <c>page.next</c> of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<ServiceDeviation>> ListServiceDeviations([FromQuery] DateOnly? week, [FromQuery] string? q, [FromQuery] int? limit, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListServiceDeviations(week, q, limit ?? ListRequest.DefaultLimit, cursor), cancellationToken);
}
