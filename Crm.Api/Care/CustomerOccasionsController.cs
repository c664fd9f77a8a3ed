using Crm.Api.Http;
using Crm.Application.Care;
using Crm.Application.Common;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Care;

/// <summary>客户的重要日子 — days that matter to one customer, and what he was given.</summary>
[ApiController, Route("api/v1/customers/{customerId:guid}"), Tags("Care")]
public sealed class CustomerOccasionsController(IMediator mediator) : ControllerBase
{
    /// <summary>Get the care of a customer.</summary>
    /// <remarks>His occasions of the next 90 days, greetings and gifts of this year, and what they cost of the budget of his service plan.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("care")]
    public Task<CustomerCareView> GetCustomerCare(Guid customerId, CancellationToken cancellationToken) => mediator.Send(new GetCustomerCare(customerId), cancellationToken);

    /// <summary>List the own days of a customer.</summary>
    /// <remarks>Contract anniversaries and other days that were written down for him, the next first.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("occasions")]
    public Task<ListPage<CustomerOccasionRow>> ListCustomerOccasions(Guid customerId, CancellationToken cancellationToken) => mediator.Send(new ListCustomerOccasions(customerId), cancellationToken);

    /// <summary>Add an own day of a customer.</summary>
    /// <remarks>It comes back every year, by the solar or the lunar calendar.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">The day.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("occasions"), ProducesResponseType(201)]
    public Task<ActionResult<CustomerOccasionRow>> AddCustomerOccasion(Guid customerId, CustomerOccasionInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddCustomerOccasion(customerId, input), cancellationToken), made => made.Id);

    /// <summary>Change an own day of a customer.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="occasionId">Id of the day.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("occasions/{occasionId:guid}")]
    public Task<CustomerOccasionRow> ChangeCustomerOccasion(Guid customerId, Guid occasionId, MergePatch<CustomerOccasionInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeCustomerOccasion(customerId, occasionId, patch, version), cancellationToken);

    /// <summary>Remove an own day of a customer.</summary>
    /// <remarks>Nothing is proposed for it any more.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="occasionId">Id of the day.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("occasions/{occasionId:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> RemoveCustomerOccasion(Guid customerId, Guid occasionId, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new RemoveCustomerOccasion(customerId, occasionId, version), cancellationToken));
}
