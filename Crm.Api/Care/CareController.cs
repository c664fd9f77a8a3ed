using Crm.Api.Http;
using Crm.Application.Care;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Care;

/// <summary>关怀设置与预算 — how the house looks after its customers' days, and what that costs.</summary>
[ApiController, Route("api/v1/care"), Tags("Care")]
public sealed class CareController(IMediator mediator) : ControllerBase
{
    /// <summary>Get the settings of care.</summary>
    /// <remarks>Budgets, the limit for one person, and for each kind of occasion how many days ahead what is proposed, with its words.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("settings")]
    public Task<CareSettingsView> GetCareSettings(CancellationToken cancellationToken) => mediator.Send(new GetCareSettings(), cancellationToken);

    /// <summary>Replace the settings of care.</summary>
    /// <remarks>All of them at once; a kind of occasion that is not mentioned keeps the usual rule.</remarks>
    /// <param name="input">All of it.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("settings")]
    public Task<CareSettingsView> ReplaceCareSettings(CareSettingsInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceCareSettings(input, version), cancellationToken);

    /// <summary>Get the budget of gifts.</summary>
    /// <remarks>What gifts for the occasions of a year cost, and what is left: the house for whoever sees all of it, teams in your sight, and your own sight.</remarks>
    /// <param name="year">The year; this one when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("budget")]
    public Task<CareBudgetView> GetCareBudget([FromQuery] int? year, CancellationToken cancellationToken) => mediator.Send(new GetCareBudget(year), cancellationToken);
}
