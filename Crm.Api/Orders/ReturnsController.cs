using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Orders;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Orders;

/// <summary>退货 — what customers have sent back.</summary>
[ApiController, Route("api/v1/returns"), Tags("Orders")]
public sealed class ReturnsController(IMediator mediator) : ControllerBase
{
    /// <summary>List returns.</summary>
    /// <remarks>Returns of the customers in your sight.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<SalesReturnDescriptor>]
    public Task<ListPage<SalesReturnRow>> ListReturns([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListSalesReturns(list), cancellationToken);

    /// <summary>Take goods back.</summary>
    /// <remarks>Quantities and prices are positive; the return takes them off the customer's trade. The customer is the order's when only <c>orderId</c> is given.</remarks>
    /// <param name="input">What came back.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<SalesReturnDetail>> TakeReturn(SalesReturnInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new TakeSalesReturn(input), cancellationToken), back => back.Id);

    /// <summary>Get a return.</summary>
    /// <remarks>With its lines, also one in the bin.</remarks>
    /// <param name="id">Id of the return.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<SalesReturnDetail> GetReturn(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetSalesReturn(id), cancellationToken);

    /// <summary>Change a return.</summary>
    /// <remarks>A JSON merge patch; lines are replaced whole.</remarks>
    /// <param name="id">Id of the return.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<SalesReturnDetail> ChangeReturn(Guid id, MergePatch<SalesReturnInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeSalesReturn(id, patch, version), cancellationToken);

    /// <summary>Delete a return.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored; it no longer counts. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the return.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteReturn(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteSalesReturn(id, version), cancellationToken));

    /// <summary>Restore a return.</summary>
    /// <remarks>Takes it out of the bin. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the return.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<SalesReturnDetail> RestoreReturn(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreSalesReturn(id), cancellationToken);
}
