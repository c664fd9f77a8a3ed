using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Contacts;

/// <summary>客户的联系人 — the people at a customer.</summary>
[ApiController, Route("api/v1/customers/{customerId:guid}/contacts"), Tags("Contacts")]
public sealed class CustomerContactsController(IMediator mediator) : ControllerBase
{
    /// <summary>List the contacts of a customer.</summary>
    /// <remarks>Those who are there now first, the primary one on top; then those who have left.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<CustomerContactRow>> ListCustomerContacts(Guid customerId, CancellationToken cancellationToken) =>
        mediator.Send(new ListCustomerContacts(customerId), cancellationToken);

    /// <summary>Link a contact to a customer.</summary>
    /// <remarks>The contact must exist; create one with <c>POST /contacts</c>.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">Who, and in which role.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<CustomerContactRow>> LinkContact(Guid customerId, LinkContactInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new LinkContact(customerId, input), cancellationToken), made => made.ContactId);

    /// <summary>Change the role of a contact at a customer.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there. Set <c>leftOn</c> when the person has left; the history stays.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="contactId">Id of the contact.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{contactId:guid}")]
    public Task<CustomerContactRow> ChangeCustomerContact(Guid customerId, Guid contactId, MergePatch<CustomerContactInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeCustomerContact(customerId, contactId, patch, version), cancellationToken);

    /// <summary>Unlink a contact from a customer.</summary>
    /// <remarks>For links made by mistake. Of somebody who has left, set <c>leftOn</c> instead.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="contactId">Id of the contact.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{contactId:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> UnlinkContact(Guid customerId, Guid contactId, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new UnlinkContact(customerId, contactId, version), cancellationToken));
}
