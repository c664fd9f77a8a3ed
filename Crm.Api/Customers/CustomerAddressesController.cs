using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Customers;

/// <summary>地址 — where goods, invoices and people go.</summary>
[ApiController, Route("api/v1/customers/{customerId:guid}/addresses"), Tags("Customers")]
public sealed class CustomerAddressesController(IMediator mediator) : ControllerBase
{
    /// <summary>List the addresses of a customer.</summary>
    /// <remarks>The primary one first.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<AddressRow>> ListAddresses(Guid customerId, CancellationToken cancellationToken) =>
        mediator.Send(new ListAddresses(customerId), cancellationToken);

    /// <summary>Add an address to a customer.</summary>
    /// <remarks>When it is primary, the one that was primary steps back.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">The address.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<AddressRow>> AddAddress(Guid customerId, AddressInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddAddress(customerId, input), cancellationToken), made => made.Id);

    /// <summary>Change an address of a customer.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="addressId">Id of the address.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{addressId:guid}")]
    public Task<AddressRow> ChangeAddress(Guid customerId, Guid addressId, MergePatch<AddressInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeAddress(customerId, addressId, patch, version), cancellationToken);

    /// <summary>Take an address away from a customer.</summary>
    /// <remarks>It no longer shows on the file.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="addressId">Id of the address.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{addressId:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> RemoveAddress(Guid customerId, Guid addressId, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new RemoveAddress(customerId, addressId, version), cancellationToken));
}
