using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Receivables;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Receivables;

/// <summary>收款 — money that came from customers, and that went back to them.</summary>
[ApiController, Route("api/v1/payments"), Tags("Payments")]
public sealed class PaymentsController(IMediator mediator) : ControllerBase
{
    /// <summary>List payments.</summary>
    /// <remarks>Payments of the customers in your sight.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<PaymentDescriptor>]
    public Task<ListPage<PaymentRow>> ListPayments([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListPayments(list), cancellationToken);

    /// <summary>Note a payment.</summary>
    /// <remarks>For a customer or one of his orders; a negative amount is money that went back.</remarks>
    /// <param name="input">Who paid what, and when.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<PaymentRow>> RecordPayment(PaymentInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new RecordPayment(input), cancellationToken), payment => payment.Id);

    /// <summary>Get a payment.</summary>
    /// <remarks>Also one in the bin.</remarks>
    /// <param name="id">Id of the payment.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<PaymentRow> GetPayment(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetPayment(id), cancellationToken);

    /// <summary>Correct a payment.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears.</remarks>
    /// <param name="id">Id of the payment.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<PaymentRow> CorrectPayment(Guid id, MergePatch<PaymentInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new CorrectPayment(id, patch, version), cancellationToken);

    /// <summary>Delete a payment.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored; it no longer counts. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the payment.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeletePayment(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeletePayment(id, version), cancellationToken));

    /// <summary>Restore a payment.</summary>
    /// <remarks>Takes it out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the payment.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<PaymentRow> RestorePayment(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestorePayment(id), cancellationToken);
}
