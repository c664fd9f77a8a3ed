using Crm.Api.Http;
using Crm.Application.Jobs;
using Crm.Application.Orders;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Orders;

/// <summary>交易 — what customers' orders, returns and payments come to.</summary>
[ApiController, Route("api/v1/customers"), Tags("Orders")]
public sealed class CustomerTradeController(IMediator mediator) : ControllerBase
{
    /// <summary>Get a customer's trade.</summary>
    /// <remarks>
    /// First and last order, number, revenue and returns, rhythm, favourite category and manner of paying, and every month with trade. The same figures stand in the customer's
    /// record, where lists can be filtered and sorted by them; here they are also told as they were on another day.
    /// </remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="asOf">As it was on this day; today when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{customerId:guid}/trade"), MayLag]
    public Task<CustomerTradeView> GetCustomerTrade(Guid customerId, [FromQuery] DateOnly? asOf, CancellationToken cancellationToken) =>
        mediator.Send(new GetCustomerTrade(customerId, asOf), cancellationToken);

    /// <summary>Rebuild the figures of trade.</summary>
    /// <remarks>They are kept right with every change; this makes those of all customers anew from their orders, returns and payments, as a job.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("trade/rebuild"), ProducesResponseType(202)]
    public Task<ActionResult<JobRow>> RebuildTrade(CancellationToken cancellationToken) =>
        this.Begun(mediator.Send(new RebuildTrade(this.Language()), cancellationToken));
}
