using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Activities;

/// <summary>拜访路线 — visits on site, by day and district.</summary>
[ApiController, Route("api/v1/follow-ups/rounds"), Tags("Follow-ups")]
public sealed class VisitRoundsController(IMediator mediator) : ControllerBase
{
    /// <summary>List rounds of visits.</summary>
    /// <remarks>The visits that are planned in these days, grouped by the day and by the district of the customer, so that one way serves several of them. What is planned by itself prefers days with such company.</remarks>
    /// <param name="from">The first day; today when nothing is said.</param>
    /// <param name="to">The last day; a week from the first when nothing is said, at most 31 days.</param>
    /// <param name="ownerId">Who goes: the id of a user, or <c>me</c>; everybody in your sight when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag]
    public Task<ListPage<VisitRound>> ListVisitRounds([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] string? ownerId, CancellationToken cancellationToken) =>
        mediator.Send(new ListVisitRounds(from, to, ownerId), cancellationToken);
}
