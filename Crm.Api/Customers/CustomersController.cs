using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Customers;

/// <summary>客户 — companies and persons you do business with.</summary>
[ApiController, Route("api/v1/customers"), Tags("Customers")]
public sealed class CustomersController(IMediator mediator) : ControllerBase
{
    /// <summary>List customers.</summary>
    /// <remarks>Customers in your sight, 50 per page. <c>filter[nextFollowUpAt][isEmpty]=true</c> finds those without a next step.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<CustomerDescriptor>]
    public Task<ListPage<CustomerRow>> ListCustomers([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListCustomers(list), cancellationToken);

    /// <summary>Create a customer.</summary>
    /// <remarks>Whoever creates a customer looks after it, unless <c>ownerId</c> names another user you may assign to. The number is given by the system.</remarks>
    /// <param name="input">What is known about the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<CustomerDetail>> CreateCustomer(CustomerInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new CreateCustomer(input), cancellationToken), customer => customer.Id);

    /// <summary>Get a customer.</summary>
    /// <remarks>The whole file, also of a customer in the bin (<c>deletedAt</c> is set then).</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="expand">What to add, separated by commas: <c>owner</c>, <c>parent</c>, <c>contacts</c>, <c>addresses</c>, <c>taxProfiles</c>.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<CustomerDetail> GetCustomer(Guid id, [FromQuery] string? expand, CancellationToken cancellationToken) =>
        mediator.Send(new GetCustomer(id, CommaList.Split(expand)), cancellationToken);

    /// <summary>Change a customer.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there.</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<CustomerDetail> ChangeCustomer(Guid id, MergePatch<CustomerInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeCustomer(id, patch, version), cancellationToken);

    /// <summary>Delete a customer.</summary>
    /// <remarks>Puts the customer into the bin, from which it can be restored. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteCustomer(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteCustomer(id, version), cancellationToken));

    /// <summary>Restore a customer.</summary>
    /// <remarks>Takes the customer out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<CustomerDetail> RestoreCustomer(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreCustomer(id), cancellationToken);

    /// <summary>Return a customer to the public pool.</summary>
    /// <remarks>Nobody looks after him from then on, and what was planned with him is cancelled. The reason is a code of the list <c>pool_reason</c>.</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="input">Why.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/pool-return"), ProducesResponseType(204)]
    public Task<NoContentResult> ReturnCustomer(Guid id, ReturnInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new ReturnCustomer(id, input, version), cancellationToken));

    /// <summary>Protect a customer.</summary>
    /// <remarks>A protected customer is never taken back into the public pool, however long nobody speaks with him.</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="input">Whether he is protected.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/protection")]
    public Task<CustomerDetail> ProtectCustomer(Guid id, ProtectionInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ProtectCustomer(id, input, version), cancellationToken);

    /// <summary>Get everything about a customer at a glance.</summary>
    /// <remarks>One answer with the file, counters, next step, open follow-ups, contacts, addresses, tax profiles and the newest page of the timeline.</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/overview")]
    public Task<CustomerOverview> GetCustomerOverview(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetCustomerOverview(id), cancellationToken);

    /// <summary>List what happened with a customer.</summary>
    /// <remarks>Conversations, notes and closed follow-ups, newest first. Open follow-ups are under <c>/follow-ups</c>.</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="timeline">Which part.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/timeline")]
    public Task<ListPage<TimelineItem>> GetCustomerTimeline(Guid id, [FromQuery] TimelineRequest timeline, CancellationToken cancellationToken) =>
        mediator.Send(new GetCustomerTimeline(id, timeline), cancellationToken);
}
