using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Products;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Products;

/// <summary>产品 — what is sold.</summary>
[ApiController, Route("api/v1/products"), Tags("Products")]
public sealed class ProductsController(IMediator mediator) : ControllerBase
{
    /// <summary>List products.</summary>
    /// <remarks>All products, also those that can no longer be ordered; <c>filter[active]=true</c> leaves them out.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<ProductDescriptor>]
    public Task<ListPage<ProductRow>> ListProducts([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListProducts(list), cancellationToken);

    /// <summary>Create a product.</summary>
    /// <remarks>The code is kept in capitals and is unique. To bring many, or those of another system again and again, use <c>/products/batch</c>.</remarks>
    /// <param name="input">What is known about it.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<ProductRow>> CreateProduct(ProductInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new OfferProduct(input), cancellationToken), product => product.Id);

    /// <summary>Get a product.</summary>
    /// <remarks>Also one in the bin.</remarks>
    /// <param name="id">Id of the product.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<ProductRow> GetProduct(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetProduct(id), cancellationToken);

    /// <summary>Change a product.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears. Orders keep the price at which they were taken.</remarks>
    /// <param name="id">Id of the product.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<ProductRow> ChangeProduct(Guid id, MergePatch<ProductInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeProduct(id, patch, version), cancellationToken);

    /// <summary>Delete a product.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored; lines of orders keep it. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the product.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteProduct(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteProduct(id, version), cancellationToken));

    /// <summary>Restore a product.</summary>
    /// <remarks>Takes it out of the bin, unless another one has its code by now. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the product.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<ProductRow> RestoreProduct(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreProduct(id), cancellationToken);
}
