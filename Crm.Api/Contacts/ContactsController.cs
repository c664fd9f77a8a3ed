using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Contacts;

/// <summary>联系人 — the people you speak with.</summary>
[ApiController, Route("api/v1/contacts"), Tags("Contacts")]
public sealed class ContactsController(IMediator mediator) : ControllerBase
{
    /// <summary>List contacts.</summary>
    /// <remarks>Contacts in your sight, 50 per page.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<ContactDescriptor>]
    public Task<ListPage<ContactRow>> ListContacts([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListContacts(list), cancellationToken);

    /// <summary>Create a contact.</summary>
    /// <remarks><c>customers</c> links the person to the customers he works for in the same step.</remarks>
    /// <param name="input">What is known about the person.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<ContactDetail>> CreateContact(NewContactInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new CreateContact(input), cancellationToken), contact => contact.Id);

    /// <summary>Get a contact.</summary>
    /// <remarks>Everything about the person, also of one in the bin (<c>deletedAt</c> is set then).</remarks>
    /// <param name="id">Id of the contact.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<ContactDetail> GetContact(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetContact(id), cancellationToken);

    /// <summary>Change a contact.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there. Links to customers are changed under <c>/customers/{customerId}/contacts</c>.</remarks>
    /// <param name="id">Id of the contact.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<ContactDetail> ChangeContact(Guid id, MergePatch<ContactInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeContact(id, patch, version), cancellationToken);

    /// <summary>Delete a contact.</summary>
    /// <remarks>Puts the contact into the bin, from which it can be restored. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the contact.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteContact(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteContact(id, version), cancellationToken));

    /// <summary>Restore a contact.</summary>
    /// <remarks>Takes the contact out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the contact.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<ContactDetail> RestoreContact(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreContact(id), cancellationToken);

    /// <summary>List what happened with a contact.</summary>
    /// <remarks>Conversations, notes and closed follow-ups, newest first.</remarks>
    /// <param name="id">Id of the contact.</param>
    /// <param name="timeline">Which part.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/timeline")]
    public Task<ListPage<TimelineItem>> GetContactTimeline(Guid id, [FromQuery] TimelineRequest timeline, CancellationToken cancellationToken) =>
        mediator.Send(new GetContactTimeline(id, timeline), cancellationToken);
}
