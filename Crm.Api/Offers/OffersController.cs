using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Offers;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Offers;

/// <summary>客户优惠 — prices, discounts and benefits of one customer.</summary>
[ApiController, Route("api/v1/offers"), Tags("Offers")]
public sealed class OffersController(IMediator mediator) : ControllerBase
{
    /// <summary>List offers.</summary>
    /// <remarks><c>filter[customerId]=…&amp;filter[status]=active</c> is what holds for a customer.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<OfferDescriptor>]
    public Task<ListPage<OfferRow>> ListOffers([FromQuery] ListRequest list, CancellationToken cancellationToken) => mediator.Send(new ListOffers(list), cancellationToken);

    /// <summary>Draft an offer.</summary>
    /// <remarks>A price for one product, a discount on a product, a category or everything, or a benefit. It holds once it is submitted and, where that is necessary, approved.</remarks>
    /// <param name="input">What is offered.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<OfferRow>> DraftOffer(OfferInput input, CancellationToken cancellationToken) => this.Made(mediator.Send(new DraftOffer(input), cancellationToken), made => made.Id);

    /// <summary>Get an offer.</summary>
    /// <remarks>Also one that no longer holds or lies in the bin.</remarks>
    /// <param name="id">Id of the offer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<OfferRow> GetOffer(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetOffer(id), cancellationToken);

    /// <summary>Change an offer.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there. Only before it holds; one that waits for approval is a draft again.</remarks>
    /// <param name="id">Id of the offer.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<OfferRow> ChangeOffer(Guid id, MergePatch<OfferInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeOffer(id, patch, version), cancellationToken);

    /// <summary>Delete an offer.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored; it no longer holds. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the offer.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteOffer(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => this.Done(mediator.Send(new DeleteOffer(id, version), cancellationToken));

    /// <summary>Restore an offer.</summary>
    /// <remarks>Takes it out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the offer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<OfferRow> RestoreOffer(Guid id, CancellationToken cancellationToken) => mediator.Send(new RestoreOffer(id), cancellationToken);

    /// <summary>Submit an offer.</summary>
    /// <remarks>Within the discount ceiling of the customer's service plan it holds at once; above it, it waits for approval.</remarks>
    /// <param name="id">Id of the offer.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/submission")]
    public Task<OfferRow> SubmitOffer(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => mediator.Send(new SubmitOffer(id, version), cancellationToken);

    /// <summary>Approve an offer.</summary>
    /// <remarks>By whom the service plan names; where it names nobody, by managers and administrators. Others get <c>not_the_approver</c>.</remarks>
    /// <param name="id">Id of the offer.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/approval")]
    public Task<OfferRow> ApproveOffer(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => mediator.Send(new ApproveOffer(id, version), cancellationToken);

    /// <summary>Withdraw an offer.</summary>
    /// <remarks>It no longer holds; one that waits for approval is refused. Orders that were taken keep their prices.</remarks>
    /// <param name="id">Id of the offer.</param>
    /// <param name="input">Why.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/withdrawal")]
    public Task<OfferRow> WithdrawOffer(Guid id, OfferReasonInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new WithdrawOffer(id, input, version), cancellationToken);
}
