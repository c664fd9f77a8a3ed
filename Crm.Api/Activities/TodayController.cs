using Crm.Api.Http;
using Crm.Application.Activities;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Activities;

/// <summary>今天 — what a user starts his day with.</summary>
[ApiController, Route("api/v1"), Tags("Today")]
public sealed class TodayController(IMediator mediator) : ControllerBase
{
    /// <summary>Get my day.</summary>
    /// <remarks>Overdue, today and the seven days after, in my time zone; customers for whom nothing is planned; what I looked at last.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("today")]
    public Task<TodayView> GetToday(CancellationToken cancellationToken) =>
        mediator.Send(new GetToday(), cancellationToken);

    /// <summary>Note that I looked at a record.</summary>
    /// <remarks>It then leads the list of what was viewed recently.</remarks>
    /// <param name="type"><c>customer</c> or <c>contact</c>.</param>
    /// <param name="id">Id of the record.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("recent-views/{type:regex(^(customer|contact)$)}/{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> NoteRecentView(string type, Guid id, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new NoteRecentView(type, id), cancellationToken));
}
