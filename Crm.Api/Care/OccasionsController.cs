using Crm.Api.Http;
using Crm.Application.Care;
using Crm.Application.Records;
using Crm.Domain.Care;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Care;

/// <summary>重要日子 — days on which customers are thought of.</summary>
[ApiController, Route("api/v1/occasions"), Tags("Care")]
public sealed class OccasionsController(IMediator mediator) : ControllerBase
{
    /// <summary>List occasions.</summary>
    /// <remarks>
    /// Birthdays, founding days, contract anniversaries and own days of customers in your sight, and the festivals that the house keeps, in the order of their days. A 29 February is kept on the 28th in
    /// common years; a lunar birthday in a leap month in the ordinary month of that number where the year has no such leap month; the thirtieth of a lunar month on the 29th where the month is short.
    /// </remarks>
    /// <param name="from">The first day; today when nothing is said.</param>
    /// <param name="to">The last day; 30 days later when nothing is said, at most 366.</param>
    /// <param name="ownerId">Only those of customers of this user; <c>me</c> for your own.</param>
    /// <param name="customerId">Only those of this customer.</param>
    /// <param name="kind">Only those of this kind: <c>birthday</c>, <c>founding</c>, <c>contract</c>, <c>festival</c> or <c>own</c>.</param>
    /// <param name="limit">Rows of a page, 1 to 200.</param>
    /// <param name="cursor">Where to go on: <c>page.next</c> of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag]
    public Task<ListPage<OccasionRow>> ListOccasions(
        [FromQuery] DateOnly? from,
        [FromQuery] DateOnly? to,
        [FromQuery] string? ownerId,
        [FromQuery] Guid? customerId,
        [FromQuery] OccasionKind? kind,
        [FromQuery] string? cursor,
        CancellationToken cancellationToken,
        [FromQuery] int limit = ListRequest.DefaultLimit) =>
        mediator.Send(new ListOccasions(new OccasionQuery { From = from, To = to, OwnerId = ownerId, CustomerId = customerId, Kind = kind, Limit = limit, Cursor = cursor }), cancellationToken);
}
