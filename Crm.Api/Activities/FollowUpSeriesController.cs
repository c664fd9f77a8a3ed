using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Activities;

/// <summary>重复日程 — appointments that come again by a rule.</summary>
[ApiController, Route("api/v1/follow-up-series"), Tags("Follow-ups")]
public sealed class FollowUpSeriesController(IMediator mediator) : ControllerBase
{
    /// <summary>List series.</summary>
    /// <remarks>Series in your sight, with the next days on which they come. Their appointments are follow-ups: <c>GET /follow-ups?filter[seriesId]=…</c>.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<FollowUpSeriesDescriptor>]
    public Task<ListPage<FollowUpSeriesRow>> ListFollowUpSeries([FromQuery] ListRequest list, CancellationToken cancellationToken) => mediator.Send(new ListFollowUpSeries(list), cancellationToken);

    /// <summary>Plan a series.</summary>
    /// <remarks>The rule is an RRULE of RFC 5545. Its appointments of the next 60 days become follow-ups at once, later ones night by night.</remarks>
    /// <param name="input">What, by which rule, by whom.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<FollowUpSeriesRow>> PlanFollowUpSeries(FollowUpSeriesInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new PlanFollowUpSeries(input), cancellationToken), series => series.Id);

    /// <summary>Preview a rule.</summary>
    /// <remarks>The first 20 days that a rule gives. Nothing is kept.</remarks>
    /// <param name="input">The rule.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("preview"), ReadByPost]
    public Task<SeriesDays> PreviewFollowUpSeries(SeriesRuleInput input, CancellationToken cancellationToken) => mediator.Send(new PreviewFollowUpSeries(input), cancellationToken);

    /// <summary>Get a series.</summary>
    /// <remarks>With the next days on which it comes.</remarks>
    /// <param name="id">Id of the series.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<FollowUpSeriesRow> GetFollowUpSeries(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetFollowUpSeries(id), cancellationToken);

    /// <summary>Change a series.</summary>
    /// <remarks>A JSON merge patch. Without <c>from</c> it holds for all appointments that are still to come; with it for that one and those that follow: the series ends before that day and
    /// the answer is the one that goes on. Appointments that somebody changed on their own stay as they are while the rule gives their day. To change a single one, change its follow-up.</remarks>
    /// <param name="id">Id of the series.</param>
    /// <param name="from">A day of the series, from which on the change holds.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<FollowUpSeriesRow> ChangeFollowUpSeries(Guid id, [FromQuery] DateOnly? from, MergePatch<FollowUpSeriesInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeFollowUpSeries(id, from, patch, version), cancellationToken);

    /// <summary>End a series.</summary>
    /// <remarks>It comes on no day from then on, and what was planned goes into the bin. To cancel a single appointment, cancel its follow-up.</remarks>
    /// <param name="id">Id of the series.</param>
    /// <param name="input">From when on.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/end")]
    public Task<FollowUpSeriesRow> EndFollowUpSeries(Guid id, SeriesEndInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new EndFollowUpSeries(id, input, version), cancellationToken);

    /// <summary>Delete a series.</summary>
    /// <remarks>Puts it into the bin with what is planned of it and still to come. To let it stop on a day, end it. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the series.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteFollowUpSeries(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => this.Done(mediator.Send(new DeleteFollowUpSeries(id, version), cancellationToken));

    /// <summary>Restore a series.</summary>
    /// <remarks>Takes it out of the bin and plans what is to come. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the series.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<FollowUpSeriesRow> RestoreFollowUpSeries(Guid id, CancellationToken cancellationToken) => mediator.Send(new RestoreFollowUpSeries(id), cancellationToken);
}
