using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Customers;

/// <summary>开票资料 — what invoices to the customer must say.</summary>
[ApiController, Route("api/v1/customers/{customerId:guid}/tax-profiles"), Tags("Customers")]
public sealed class TaxProfilesController(IMediator mediator) : ControllerBase
{
    /// <summary>List the tax profiles of a customer.</summary>
    /// <remarks>The default one first.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<TaxProfileRow>> ListTaxProfiles(Guid customerId, CancellationToken cancellationToken) =>
        mediator.Send(new ListTaxProfiles(customerId), cancellationToken);

    /// <summary>Add a tax profile to a customer.</summary>
    /// <remarks>When it is the default, the one that was steps back. A special invoice (专票) needs tax number, address, phone, bank and account.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">The tax profile.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<TaxProfileRow>> AddTaxProfile(Guid customerId, TaxProfileInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddTaxProfile(customerId, input), cancellationToken), made => made.Id);

    /// <summary>Change a tax profile of a customer.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="taxProfileId">Id of the tax profile.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{taxProfileId:guid}")]
    public Task<TaxProfileRow> ChangeTaxProfile(Guid customerId, Guid taxProfileId, MergePatch<TaxProfileInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeTaxProfile(customerId, taxProfileId, patch, version), cancellationToken);

    /// <summary>Take a tax profile away from a customer.</summary>
    /// <remarks>It no longer shows on the file.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="taxProfileId">Id of the tax profile.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{taxProfileId:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> RemoveTaxProfile(Guid customerId, Guid taxProfileId, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new RemoveTaxProfile(customerId, taxProfileId, version), cancellationToken));
}
