using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Orders;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Orders;

/// <summary>订单 — what customers have ordered.</summary>
[ApiController, Route("api/v1/orders"), Tags("Orders")]
public sealed class OrdersController(IMediator mediator) : ControllerBase
{
    /// <summary>List orders.</summary>
    /// <remarks>Orders in your sight: your own and those of your customers. <c>filter[customerId]=…&amp;sort=-orderedAt</c> is a customer's trading history.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<OrderDescriptor>]
    public Task<ListPage<OrderRow>> ListOrders([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListOrders(list), cancellationToken);

    /// <summary>Take an order.</summary>
    /// <remarks>
    /// Amounts are decimal text in the order's currency. <c>number</c> may be the one of another system and is unique; without it the order gets the next of ours.
    /// An order that comes from elsewhere may begin as <c>confirmed</c>, <c>shipped</c> or <c>completed</c>; only those count for the customer's trade.
    /// </remarks>
    /// <param name="input">What was ordered.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<OrderDetail>> TakeOrder(OrderInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new TakeOrder(input), cancellationToken), order => order.Id);

    /// <summary>Sum up trade by month.</summary>
    /// <remarks>
    /// Orders of known customers in your sight, drafts and cancelled ones left out, and what came back, by the month of the day on which it was ordered or returned.
    /// Amounts are in the base currency without tax; months without trade are left out.
    /// </remarks>
    /// <param name="groupBy"><c>month</c>, also when nothing is said.</param>
    /// <param name="customerId">Only this customer.</param>
    /// <param name="from">Only from this day on.</param>
    /// <param name="to">Only up to this day.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("summary"), MayLag]
    public Task<ListPage<TradeMonth>> SummarizeOrders(
        [FromQuery] string? groupBy, [FromQuery] Guid? customerId, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to, CancellationToken cancellationToken) =>
        mediator.Send(new GetOrderSummary(groupBy, customerId, from, to), cancellationToken);

    /// <summary>Get an order.</summary>
    /// <remarks>With its lines, also one in the bin.</remarks>
    /// <param name="id">Id of the order.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<OrderDetail> GetOrder(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetOrder(id), cancellationToken);

    /// <summary>Change an order.</summary>
    /// <remarks>A JSON merge patch; lines are replaced whole. <c>status</c> goes on or to <c>cancelled</c>, never back; a cancelled order no longer changes.</remarks>
    /// <param name="id">Id of the order.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<OrderDetail> ChangeOrder(Guid id, MergePatch<OrderInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeOrder(id, patch, version), cancellationToken);

    /// <summary>Delete an order.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored; it no longer counts. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the order.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteOrder(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteOrder(id, version), cancellationToken));

    /// <summary>Restore an order.</summary>
    /// <remarks>Takes it out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the order.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<OrderDetail> RestoreOrder(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreOrder(id), cancellationToken);

    /// <summary>Confirm an order.</summary>
    /// <remarks>From now on it counts for the customer's trade. Confirming twice changes nothing.</remarks>
    /// <param name="id">Id of the order.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/confirmation")]
    public Task<OrderDetail> ConfirmOrder(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ConfirmOrder(id, version), cancellationToken);

    /// <summary>Note that an order is on its way.</summary>
    /// <remarks>Noting it twice changes nothing.</remarks>
    /// <param name="id">Id of the order.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/shipment")]
    public Task<OrderDetail> ShipOrder(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ShipOrder(id, version), cancellationToken);

    /// <summary>Note that the customer has what he ordered.</summary>
    /// <remarks>A completed order can still be corrected, and its history tells so. Completing twice changes nothing.</remarks>
    /// <param name="id">Id of the order.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/completion")]
    public Task<OrderDetail> CompleteOrder(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new CompleteOrder(id, version), cancellationToken);

    /// <summary>Cancel an order.</summary>
    /// <remarks>It no longer counts and no longer changes. Cancelling twice changes nothing; a completed order is refused.</remarks>
    /// <param name="id">Id of the order.</param>
    /// <param name="input">Why.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/cancellation")]
    public Task<OrderDetail> CancelOrder(Guid id, CancellationInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new CancelOrder(id, input, version), cancellationToken);
}
