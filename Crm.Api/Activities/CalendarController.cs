using Crm.Api.Http;
using Crm.Application.Activities;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Crm.Api.Activities;

/// <summary>日历订阅 — what I have planned, in my calendar program.</summary>
[ApiController, Route("api/v1/calendar"), Tags("Follow-ups")]
public sealed class CalendarController(IMediator mediator) : ControllerBase
{
    /// <summary>Get how the address of my calendar stands.</summary>
    /// <remarks>The address itself is told once, when it is made.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("feed")]
    public Task<CalendarFeedView> GetCalendarFeed(CancellationToken cancellationToken) => mediator.Send(new GetCalendarFeed(), cancellationToken);

    /// <summary>Make a new address of my calendar.</summary>
    /// <remarks>Whoever knows it reads what you have planned, without signing in. The one before leads nowhere from then on. It is told once and kept as a digest.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("feed"), SecretAnswer]
    public Task<NewCalendarFeed> RenewCalendarFeed(CancellationToken cancellationToken) => mediator.Send(new RenewCalendarFeed(), cancellationToken);

    /// <summary>Take the address of my calendar away.</summary>
    /// <remarks>Doing it twice changes nothing.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("feed"), ProducesResponseType(204)]
    public Task<NoContentResult> WithdrawCalendarFeed(CancellationToken cancellationToken) => this.Done(mediator.Send(new WithdrawCalendarFeed(), cancellationToken));

    /// <summary>Read a calendar.</summary>
    /// <remarks>For calendar programs: an iCalendar file (RFC 5545) of what its user has planned, as he may see it now. It needs no access token; a withdrawn address, and that of a user who was
    /// shut out, is 404. With <c>If-None-Match</c> an unchanged calendar answers 304.</remarks>
    /// <param name="token">The token in the address.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{token}.ics"), AllowAnonymous]
    public async Task<FileContentResult> ReadCalendar(string token, CancellationToken cancellationToken)
    {
        var calendar = await mediator.Send(new ReadCalendar(token, $"{Request.Scheme}://{Request.Host}{Request.PathBase}"), cancellationToken);
        Response.Headers.CacheControl = "private, max-age=300";
        Response.Headers.ContentSecurityPolicy = Downloads.Sandbox;
        return File(System.Text.Encoding.UTF8.GetBytes(calendar.Text), "text/calendar; charset=utf-8", lastModified: null, new EntityTagHeaderValue($"\"{calendar.Tag}\""));
    }
}
