using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Products;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Products;

/// <summary>产品分类 — the tree in which products stand.</summary>
[ApiController, Route("api/v1/product-categories"), Tags("Products")]
public sealed class ProductCategoriesController(IMediator mediator) : ControllerBase
{
    /// <summary>List categories.</summary>
    /// <remarks>Each names the one above it; <c>filter[parentId][isEmpty]=true</c> are those at the top.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<ProductCategoryDescriptor>]
    public Task<ListPage<ProductCategoryRow>> ListProductCategories([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListProductCategories(list), cancellationToken);

    /// <summary>Create a category.</summary>
    /// <remarks>At the top of the tree, or below the parent that is named; at most 8 levels.</remarks>
    /// <param name="input">Its name and its place.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<ProductCategoryRow>> CreateProductCategory(ProductCategoryInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddProductCategory(input), cancellationToken), category => category.Id);

    /// <summary>Get a category.</summary>
    /// <remarks>Also one in the bin.</remarks>
    /// <param name="id">Id of the category.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<ProductCategoryRow> GetProductCategory(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetProductCategory(id), cancellationToken);

    /// <summary>Change a category.</summary>
    /// <remarks>A JSON merge patch. What stands below it moves with it.</remarks>
    /// <param name="id">Id of the category.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<ProductCategoryRow> ChangeProductCategory(Guid id, MergePatch<ProductCategoryInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeProductCategory(id, patch, version), cancellationToken);

    /// <summary>Delete a category.</summary>
    /// <remarks>Puts it into the bin, unless products or categories stand in it. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the category.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteProductCategory(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteProductCategory(id, version), cancellationToken));

    /// <summary>Restore a category.</summary>
    /// <remarks>Takes it out of the bin, unless another one has its name by now. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the category.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<ProductCategoryRow> RestoreProductCategory(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new RestoreProductCategory(id), cancellationToken);
}
