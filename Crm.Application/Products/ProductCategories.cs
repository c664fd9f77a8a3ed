using System.Text.Json;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Products;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Products;

/// <summary>Categories of products.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record ListProductCategories(ListRequest List) : IRequest<ListPage<ProductCategoryRow>>;

/// <summary>One category.</summary>
/// <param name="Id">The category.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record GetProductCategory(Guid Id) : IRequest<ProductCategoryRow>;

/// <summary>Adds a category to the tree.</summary>
/// <param name="Input">Its name and its place.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record AddProductCategory(ProductCategoryInput Input, Guid? Id = null) : IRequest<ProductCategoryRow>;

/// <summary>Renames a category or places it elsewhere.</summary>
/// <param name="Id">The category.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record ChangeProductCategory(Guid Id, MergePatch<ProductCategoryInput> Patch, int? ExpectedVersion) : IRequest<ProductCategoryRow>;

/// <summary>Puts a category into the bin, when neither products nor categories stand in it.</summary>
/// <param name="Id">The category.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record DeleteProductCategory(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a category out of the bin.</summary>
/// <param name="Id">The category.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record RestoreProductCategory(Guid Id) : IRequest<ProductCategoryRow>;

/// <summary>What can be written about a category.</summary>
public sealed record ProductCategoryInput : IDescribedInput
{
    /// <summary>Its name, unique among all categories; at most 80 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The category above it; null at the top.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static ProductCategoryInput From(ProductCategory category) => new() { Name = category.Name, ParentId = category.ParentId, Custom = CustomWire.Input(category.Custom) };
}

/// <summary>A category of products.</summary>
public sealed record ProductCategoryRow : IRow
{
    /// <inheritdoc cref="Domain.Common.Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="ProductCategory.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="ProductCategory.ParentId"/>
    public Guid? ParentId { get; init; }

    /// <summary>Name of the category above it.</summary>
    public string? ParentName { get; init; }

    /// <summary>Values of the fields that an administrator added, by key; <c>GET /api/v1/meta/{entity}</c> says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = CustomWire.Nothing;

    /// <inheritdoc cref="Domain.Common.Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Record.Version"/>
    public int Version { get; init; }

    /// <summary>What you may do with it now; only where one category is asked for.</summary>
    public RecordCan? Can { get; init; }
}

/// <summary>A category of products, field by field.</summary>
public sealed class ProductCategoryDescriptor : EntityDescriptor<ProductCategory>
{
    /// <summary>Names every field once.</summary>
    public ProductCategoryDescriptor()
        : base("product-categories", new Label("产品分类", "Product categories"))
    {
        Add(Field("name", FieldType.Text, "分类名称", "Name", c => c.Name) with
        {
            Required = true, Unique = true, Matchable = true, Sortable = true, SortBy = By(c => c.NameSortKey), Filterable = true, Searchable = true, MaxLength = ProductCategory.NameMaxLength,
        });
        Add(Field("parentId", FieldType.Relation, "上级分类", "Parent", c => c.ParentId) with { Filterable = true, BulkEditable = true, RelatesTo = "product-categories" });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", c => c.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", c => c.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "name";
}

internal sealed class ProductCategoryInputValidator : AbstractValidator<ProductCategoryInput>
{
    public ProductCategoryInputValidator() => RuleFor(c => c.Name).Given().Line(ProductCategory.NameMaxLength);
}

/// <summary>Adds and changes categories, one or many. The tree is small and changes one step after the other, so that no circle can close between two checks.</summary>
internal sealed class ProductCategoryWriter(ProductCategoryDescriptor descriptor, ICrmDb db, IValidator<ProductCategoryInput> validator, FieldCheck fields, TimeProvider clock)
    : RecordWriter<ProductCategory, ProductCategoryInput>(descriptor, db, validator, fields)
{
    protected override IQueryable<ProductCategory> Whole(IQueryable<ProductCategory> records, QueryValue<List<Guid>> ids) => records;

    protected override ProductCategoryInput InputOf(ProductCategory record) => ProductCategoryInput.From(record);

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<ProductCategory, ProductCategoryInput>> drafts, CancellationToken cancellationToken)
    {
        var tree = await Db.ProductCategories.AsNoTracking().ToDictionaryAsync(c => c.Id, cancellationToken);
        var (above, names) = (tree.ToDictionary(c => c.Key, c => c.Value.ParentId), tree.ToDictionary(c => c.Value.Name, c => c.Key, StringComparer.Ordinal));
        foreach (var draft in drafts) draft.Try(() => Place(draft, above, names));
    }

    protected override Task<int> SaveAsync(IReadOnlyList<RecordDraft<ProductCategory, ProductCategoryInput>> open, CancellationToken cancellationToken) =>
        Db.AloneAsync(["product categories"], () => SaveAloneAsync(open, cancellationToken), cancellationToken);

    private void Place(RecordDraft<ProductCategory, ProductCategoryInput> draft, Dictionary<Guid, Guid?> above, Dictionary<string, Guid> names)
    {
        var (name, parentId) = (TextRules.Clean(draft.Input.Name)!, draft.Input.ParentId);
        if (parentId is { } parent && parentId != draft.Before?.ParentId && !above.ContainsKey(parent)) throw new InvalidException(FieldError.At("parentId", "unknown_category"));
        if (draft.IsNew) draft.Becomes(new ProductCategory(draft.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), name));
        else draft.Record.Rename(name);
        if (!names.TryAdd(name, draft.Record.Id) && names[name] != draft.Record.Id) throw new ConflictException("duplicate_name", "name");
        draft.Record.PlaceUnder(parentId, Climb(parentId, above));
        above[draft.Record.Id] = parentId;
    }

    /// <summary>Looks at the tree again where nobody else changes it.</summary>
    private async Task<int> SaveAloneAsync(IReadOnlyList<RecordDraft<ProductCategory, ProductCategoryInput>> open, CancellationToken cancellationToken)
    {
        var above = await Db.ProductCategories.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.ParentId, cancellationToken);
        foreach (var draft in open) above[draft.Record.Id] = draft.Record.ParentId;
        foreach (var draft in open) draft.Record.PlaceUnder(draft.Record.ParentId, Climb(draft.Record.ParentId, above));
        return await Db.SaveChangesAsync(cancellationToken);
    }

    private static List<Guid> Climb(Guid? parentId, Dictionary<Guid, Guid?> above)
    {
        var chain = new List<Guid>();
        for (var id = parentId; id is { } current && chain.Count <= ProductCategory.MaxDepth && !chain.Contains(current); id = above.GetValueOrDefault(current)) chain.Add(current);
        return chain;
    }
}

internal sealed class ProductCategoryHandlers(ICrmDb db, RecordLister lister, ProductCategoryDescriptor descriptor, ProductCategoryWriter writer, IFieldCatalogue catalogue, IMapper mapper, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ListProductCategories, ListPage<ProductCategoryRow>>,
    IRequestHandler<GetProductCategory, ProductCategoryRow>,
    IRequestHandler<AddProductCategory, ProductCategoryRow>,
    IRequestHandler<ChangeProductCategory, ProductCategoryRow>,
    IRequestHandler<DeleteProductCategory>,
    IRequestHandler<RestoreProductCategory, ProductCategoryRow>
{
    public Task<ListPage<ProductCategoryRow>> Handle(ListProductCategories request, CancellationToken cancellationToken) =>
        lister.ListAsync<ProductCategory, ProductCategoryRow>(descriptor, request.List, cancellationToken);

    public async Task<ProductCategoryRow> Handle(GetProductCategory request, CancellationToken cancellationToken)
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>((await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys);
        var category = await db.ProductCategories
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(c => c.Id == request.Id)
            .AsNoTracking()
            .ProjectTo<ProductCategoryRow>(mapper.ConfigurationProvider, new { custom })
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(ProductCategory));
        return category with { Can = RecordCan.Of(category.DeletedAt is not null, user.May(Permissions.OrdersWrite), user.May(Permissions.OrdersDelete)) };
    }

    public Task<ProductCategoryRow> Handle(AddProductCategory request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<ProductCategory, ProductCategoryInput>.New(request.Id, () => request.Input), cancellationToken);

    public Task<ProductCategoryRow> Handle(ChangeProductCategory request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<ProductCategory, ProductCategoryInput>.Change(request.Id, request.Patch, request.ExpectedVersion), cancellationToken);

    public async Task<Unit> Handle(DeleteProductCategory request, CancellationToken cancellationToken)
    {
        var category = await db.ProductCategories
            .IgnoreQueryFilters([QueryFilters.Bin]) // deleting twice is no error
            .GetAsync(request.Id, cancellationToken);
        if (category.IsDeleted) return Unit.Value;

        category.EnsureVersion(request.ExpectedVersion);
        if (await db.ProductCategories.AnyAsync(c => c.ParentId == request.Id, cancellationToken) || await db.Products.AnyAsync(p => p.CategoryId == request.Id, cancellationToken))
            throw new DomainException("category_in_use");
        category.Delete(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<ProductCategoryRow> Handle(RestoreProductCategory request, CancellationToken cancellationToken)
    {
        await db.RestoreAsync<ProductCategory>(request.Id, cancellationToken, async category =>
        {
            if (await db.ProductCategories.AnyAsync(c => c.Name == category.Name, cancellationToken)) throw new ConflictException("duplicate_name", "name");
        });
        return await Handle(new GetProductCategory(request.Id), cancellationToken);
    }

    private async Task<ProductCategoryRow> WriteAsync(RecordDraft<ProductCategory, ProductCategoryInput> draft, CancellationToken cancellationToken)
    {
        var category = await writer.WriteAsync(draft, cancellationToken);
        return await Handle(new GetProductCategory(category.Id), cancellationToken);
    }
}

/// <summary>Categories, as batch, bulk work, import and undo write them.</summary>
internal sealed class ProductCategoryRecords(ProductCategoryDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, ProductCategoryWriter writer, IMediator mediator)
    : WrittenKind<ProductCategory, ProductCategoryInput>(descriptor, db, lister, user, writer)
{
    public override string ReadPermission => Permissions.OrdersRead;

    public override string WritePermission => Permissions.OrdersWrite;

    public override string DeletePermission => Permissions.OrdersDelete;

    protected override IQueryable<ProductCategory> Whole(IQueryable<ProductCategory> records, QueryValue<List<Guid>> ids) => records;

    protected override object InputOf(ProductCategory record) => ProductCategoryInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await mediator.Send(new DeleteProductCategory(write.RequireId(), write.ExpectedVersion), cancellationToken);
        else await mediator.Send(new RestoreProductCategory(write.RequireId()), cancellationToken);
        return write.RequireId();
    }
}
