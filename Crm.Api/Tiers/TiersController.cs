using Crm.Api.Http;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Tiers;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Tiers;

/// <summary>客户等级 — how much attention each customer gets, and why.</summary>
[ApiController, Route("api/v1/tiers"), Tags("Tiers")]
public sealed class TiersController(IMediator mediator) : ControllerBase
{
    /// <summary>Get the rules of tiers.</summary>
    /// <remarks>Bands of RFM, value classes and the ordered rules, of which the first that a customer matches decides. Tiers themselves are the items of the code list <c>customer_tier</c>.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("scheme")]
    public Task<TierSchemeView> GetTierScheme(CancellationToken cancellationToken) => mediator.Send(new GetTierScheme(), cancellationToken);

    /// <summary>Replace the rules of tiers.</summary>
    /// <remarks>All of them at once. They take effect with the next run: every night, or by <c>POST /tiers/assignment</c>.</remarks>
    /// <param name="input">All of it.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("scheme")]
    public Task<TierSchemeView> ReplaceTierScheme(TierSchemeInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceTierScheme(input, version), cancellationToken);

    /// <summary>Preview rules of tiers.</summary>
    /// <remarks>Who would move if these rules were in force now. Nothing is kept.</remarks>
    /// <param name="input">All of it.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("preview")]
    public Task<TierPreview> PreviewTierScheme(TierSchemeInput input, CancellationToken cancellationToken) => mediator.Send(new PreviewTierScheme(input), cancellationToken);

    /// <summary>Assign tiers now.</summary>
    /// <remarks>Does as a job what is done every night: scores everybody and moves those whose tier is another than the rules say, or proposes it when moves are reviewed.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("assignment"), ProducesResponseType(202)]
    public Task<ActionResult<JobRow>> AssignTiers(CancellationToken cancellationToken) => this.Begun(mediator.Send(new StartTiering(this.Language()), cancellationToken));

    /// <summary>Get the bands of RFM.</summary>
    /// <remarks>
    /// The edges of recency, frequency and monetary value on a day, and how many customers have each score. An edge from quantiles lies one unit above the quantile of type 7 (Hyndman and
    /// Fan 1996, the default of R), as in the R package rfm; an edge belongs to the band above it.
    /// </remarks>
    /// <param name="asOf">The day; today when nothing is said.</param>
    /// <param name="bands">Equally large bands, 3 to 5; those of the scheme when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("rfm"), MayLag]
    public Task<RfmView> GetRfm([FromQuery] DateOnly? asOf, [FromQuery] int? bands, CancellationToken cancellationToken) => mediator.Send(new GetRfm(asOf, bands), cancellationToken);

    /// <summary>List proposed moves.</summary>
    /// <remarks>Moves of customers in your sight that wait for somebody, the oldest first; at most 500.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("proposals")]
    public Task<ListPage<TierProposalRow>> ListTierProposals(CancellationToken cancellationToken) => mediator.Send(new ListTierProposals(), cancellationToken);

    /// <summary>Decide about proposed moves.</summary>
    /// <remarks>A refused move is not proposed again until the rules say something else.</remarks>
    /// <param name="input">To which, and what.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("proposals/decision")]
    public Task<TierVerdict> DecideTierProposals(TierVerdictInput input, CancellationToken cancellationToken) => mediator.Send(new DecideTierProposals(input), cancellationToken);
}
