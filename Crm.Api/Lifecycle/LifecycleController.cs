using Crm.Api.Http;
using Crm.Application.Jobs;
using Crm.Application.Lifecycle;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Lifecycle;

/// <summary>生命周期 — how far the story with each customer has come, by his own rhythm.</summary>
[ApiController, Route("api/v1/lifecycle"), Tags("Lifecycle")]
public sealed class LifecycleController(IMediator mediator) : ControllerBase
{
    /// <summary>Get the flow of customers through the stages.</summary>
    /// <remarks>
    /// Of each month how many came from which stage to which, and how many stood where at its end; customers in your sight. A story follows from the
    /// days on which a customer ordered: an order that is entered late corrects it.
    /// </remarks>
    /// <param name="from">A day in the first month; eleven months before the last when nothing is said. At most 60 months.</param>
    /// <param name="to">A day in the last month; today when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("flow"), MayLag]
    public Task<LifecycleFlow> GetLifecycleFlow([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, CancellationToken cancellationToken) =>
        mediator.Send(new GetLifecycleFlow(from, to), cancellationToken);

    /// <summary>Get the rules of stages.</summary>
    /// <remarks>Multiples of the customer's own median gap between two days on which he ordered; whoever has ordered too seldom has the gap of the house.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("rules")]
    public Task<LifecycleRulesView> GetLifecycleRules(CancellationToken cancellationToken) => mediator.Send(new GetLifecycleRules(), cancellationToken);

    /// <summary>Replace the rules of stages.</summary>
    /// <remarks>All of them at once. They decide from today on and take effect at night, or with <c>POST /lifecycle/assignment</c>; what was decided before stays in the history.</remarks>
    /// <param name="input">All of it.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("rules")]
    public Task<LifecycleRulesView> SetLifecycleRules(LifecycleRulesInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new SetLifecycleRules(input, version), cancellationToken);

    /// <summary>Bring stages up to date now.</summary>
    /// <remarks>Does as a job what is done every night.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("assignment"), ProducesResponseType(202)]
    public Task<ActionResult<JobRow>> AdvanceLifecycle(CancellationToken cancellationToken) => this.Begun(mediator.Send(new StartLifecycle(this.Language()), cancellationToken));

    /// <summary>Get a customer's stage of life with its why.</summary>
    /// <remarks>The change that brought him there with the figures it was decided by, and all changes before. With <c>asOf</c> as it was on another day.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="asOf">As it was on this day; today when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("/api/v1/customers/{customerId:guid}/lifecycle")]
    public Task<CustomerLifecycleView> GetCustomerLifecycle(Guid customerId, [FromQuery] DateOnly? asOf, CancellationToken cancellationToken) =>
        mediator.Send(new GetCustomerLifecycle(customerId, asOf), cancellationToken);
}
