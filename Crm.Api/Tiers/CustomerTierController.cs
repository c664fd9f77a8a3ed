using Crm.Application.Tiers;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Tiers;

/// <summary>客户等级 — the tier of one customer.</summary>
[ApiController, Route("api/v1/customers/{customerId:guid}/tier"), Tags("Tiers")]
public sealed class CustomerTierController(IMediator mediator) : ControllerBase
{
    /// <summary>Get a customer's tier with its why.</summary>
    /// <remarks>The rule that decided, the figures it was decided by, the day, and all changes before. With <c>asOf</c> as it was on another day, its scores compared with those of everybody on that day.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="asOf">As it was on this day; today when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<CustomerTierView> GetCustomerTier(Guid customerId, [FromQuery] DateOnly? asOf, CancellationToken cancellationToken) =>
        mediator.Send(new GetCustomerTier(customerId, asOf), cancellationToken);

    /// <summary>Choose a customer's tier by hand.</summary>
    /// <remarks>For a reason, and until a day or without end; rules leave it alone meanwhile.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">Which and why.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut]
    public Task<CustomerTierView> ChooseTier(Guid customerId, TierChoiceInput input, CancellationToken cancellationToken) => mediator.Send(new ChooseTier(customerId, input), cancellationToken);

    /// <summary>Let the rules decide again.</summary>
    /// <remarks>Takes a choice by hand back; the rules decide at once. Doing it twice changes nothing.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete]
    public Task<CustomerTierView> ReleaseTier(Guid customerId, CancellationToken cancellationToken) => mediator.Send(new ReleaseTier(customerId), cancellationToken);
}
