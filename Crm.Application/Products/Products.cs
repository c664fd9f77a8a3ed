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

/// <summary>Products, for everybody who may read orders.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record ListProducts(ListRequest List) : IRequest<ListPage<ProductRow>>;

/// <summary>One product.</summary>
/// <param name="Id">The product.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record GetProduct(Guid Id) : IRequest<ProductRow>;

/// <summary>Offers a new product.</summary>
/// <param name="Input">What is known about it.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record OfferProduct(ProductInput Input, Guid? Id = null) : IRequest<ProductRow>;

/// <summary>Changes what is known about a product.</summary>
/// <param name="Id">The product.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record ChangeProduct(Guid Id, MergePatch<ProductInput> Patch, int? ExpectedVersion) : IRequest<ProductRow>;

/// <summary>Puts a product into the bin; what was ordered keeps it.</summary>
/// <param name="Id">The product.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record DeleteProduct(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a product out of the bin.</summary>
/// <param name="Id">The product.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record RestoreProduct(Guid Id) : IRequest<ProductRow>;

/// <summary>What can be written about a product.</summary>
public sealed record ProductInput : IDescribedInput
{
    /// <summary>Article or stock number, unique whatever its case; at most 60 characters.</summary>
    public string? Code { get; init; }

    /// <summary>Its name; at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it is counted in, such as piece or box; at most 20 characters.</summary>
    public string? Unit { get; init; }

    /// <summary>Its category.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>What one unit costs without tax unless something else is agreed; not negative.</summary>
    public Money? Price { get; init; }

    /// <summary>Whether it can still be ordered; it can when nothing is said.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Anything worth knowing; at most 4,000 characters, several lines.</summary>
    public string? Description { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static ProductInput From(Product product) => new()
    {
        Code = product.Code,
        Name = product.Name,
        Unit = product.Unit,
        CategoryId = product.CategoryId,
        Price = product.Price,
        Active = product.Active,
        Description = product.Description,
        Custom = CustomWire.Input(product.Custom),
    };

    internal ProductProfile ToProfile() => new()
    {
        Code = Product.Normalize(Code!),
        Name = TextRules.Clean(Name)!,
        Unit = TextRules.Clean(Unit),
        CategoryId = CategoryId,
        Price = Price,
        Active = Active,
        Description = TextRules.CleanMultiline(Description),
    };
}

/// <summary>A product.</summary>
public sealed record ProductRow : IRow
{
    /// <inheritdoc cref="Domain.Common.Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Product.Code"/>
    public string Code { get; init; } = "";

    /// <inheritdoc cref="Product.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Product.Unit"/>
    public string? Unit { get; init; }

    /// <inheritdoc cref="Product.CategoryId"/>
    public Guid? CategoryId { get; init; }

    /// <summary>Name of the category.</summary>
    public string? CategoryName { get; init; }

    /// <inheritdoc cref="Product.Price"/>
    public Money? Price { get; init; }

    /// <inheritdoc cref="Product.Active"/>
    public bool Active { get; init; }

    /// <inheritdoc cref="Product.Description"/>
    public string? Description { get; init; }

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

    /// <summary>What you may do with it now; only where one product is asked for.</summary>
    public RecordCan? Can { get; init; }
}

/// <summary>A product, field by field.</summary>
public sealed class ProductDescriptor : EntityDescriptor<Product>
{
    /// <summary>Names every field once.</summary>
    public ProductDescriptor()
        : base("products", new Label("产品", "Products"))
    {
        Add(Field("code", FieldType.Text, "产品编码", "Code", p => p.Code) with
        {
            Required = true, Unique = true, Matchable = true, Normalize = Product.Normalize, Sortable = true, Filterable = true, Searchable = true, MaxLength = Product.CodeMaxLength,
        });
        Add(Field("name", FieldType.Text, "产品名称", "Name", p => p.Name) with
        {
            Required = true, Matchable = true, Sortable = true, SortBy = By(p => p.NameSortKey), Filterable = true, Searchable = true, MaxLength = Product.NameMaxLength,
        });
        Add(Field("unit", FieldType.Text, "单位", "Unit", p => p.Unit) with { Filterable = true, BulkEditable = true, MaxLength = Product.UnitMaxLength });
        Add(Field("categoryId", FieldType.Relation, "产品分类", "Category", p => p.CategoryId) with { Filterable = true, BulkEditable = true, RelatesTo = "product-categories" });
        Add(Field("price", FieldType.Money, "单价", "Price", p => (decimal?)p.Price!.Amount) with { Stored = By(p => p.Price), Sortable = true, Filterable = true });
        Add(Field("active", FieldType.YesNo, "在售", "Active", p => p.Active) with { Filterable = true, BulkEditable = true });
        Add(Field("description", FieldType.LongText, "说明", "Description", p => p.Description) with { Filterable = true, MaxLength = Product.DescriptionMaxLength });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", p => p.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", p => p.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<ProductCategory, ProductCategoryDescriptor>("category", "产品分类", "Category", p => p.Category));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "code";
}

internal sealed class ProductMaps : Profile
{
    public ProductMaps()
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>(null);
        CreateMap<Product, ProductRow>()
            .ForMember(row => row.CategoryName, m => m.MapFrom(p => p.Category!.Name))
            .ForMember(row => row.Price, m => m.MapFrom(p => p.Price == null ? null : new Money(p.Price.Amount, p.Price.Currency)))
            .ForMember(row => row.Custom, m => m.MapFrom(p => CustomWire.Answer(p.Custom, custom.Value)))
            .ForMember(row => row.Can, m => m.Ignore());
        CreateMap<ProductCategory, ProductCategoryRow>()
            .ForMember(row => row.ParentName, m => m.MapFrom(c => c.Parent!.Name))
            .ForMember(row => row.Custom, m => m.MapFrom(c => CustomWire.Answer(c.Custom, custom.Value)))
            .ForMember(row => row.Can, m => m.Ignore());
    }
}

internal sealed class ProductInputValidator : AbstractValidator<ProductInput>
{
    public ProductInputValidator()
    {
        RuleFor(p => p.Code).Given().Line(Product.CodeMaxLength);
        RuleFor(p => p.Name).Given().Line(Product.NameMaxLength);
        RuleFor(p => p.Unit).Line(Product.UnitMaxLength);
        RuleFor(p => p.Price!.Amount).GreaterThanOrEqualTo(0).WithErrorCode("price_negative").When(p => p.Price is not null).OverridePropertyName("Price.Amount");
        RuleFor(p => p.Price!.Currency).Currency().When(p => p.Price is not null).OverridePropertyName("Price.Currency");
        RuleFor(p => p.Description).Lines(Product.DescriptionMaxLength);
    }
}

/// <summary>Offers and changes products, one or many.</summary>
internal sealed class ProductWriter(ProductDescriptor descriptor, ICrmDb db, IValidator<ProductInput> validator, FieldCheck fields, TimeProvider clock)
    : RecordWriter<Product, ProductInput>(descriptor, db, validator, fields)
{
    protected override IQueryable<Product> Whole(IQueryable<Product> records, QueryValue<List<Guid>> ids) => records;

    protected override ProductInput InputOf(Product record) => ProductInput.From(record);

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<Product, ProductInput>> drafts, CancellationToken cancellationToken)
    {
        var open = drafts.Where(d => d.IsOpen).ToList();
        var categories = await Db.ProductCategories.KnownAsync(open.Where(d => d.Input.CategoryId != d.Before?.CategoryId).Select(d => d.Input.CategoryId), cancellationToken);
        foreach (var draft in open.Where(d => d.Input.CategoryId is { } id && id != d.Before?.CategoryId && !categories.Contains(id)))
            draft.Refuse([FieldError.At("categoryId", "unknown_category")]);

        foreach (var draft in open) draft.Try(() => Describe(draft));
        await KeepCodesUniqueAsync([.. open.Where(d => d.IsOpen && d.Record.Code != d.Before?.Code)], cancellationToken);
    }

    private void Describe(RecordDraft<Product, ProductInput> draft)
    {
        if (draft.IsNew) draft.Becomes(Product.Offer(draft.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), draft.Input.ToProfile()));
        else draft.Record.Describe(draft.Input.ToProfile());
    }

    /// <summary>Says early and kindly what the unique index would say in the end.</summary>
    private async Task KeepCodesUniqueAsync(List<RecordDraft<Product, ProductInput>> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0) return;
        var wanted = changed.ConvertAll(d => d.Record.Code);
        var taken = await Db.Products.Where(p => wanted.Contains(p.Code)).ToDictionaryAsync(p => p.Code, p => p.Id, StringComparer.Ordinal, cancellationToken);
        foreach (var draft in changed)
            draft.Try(() =>
            {
                if (!taken.TryAdd(draft.Record.Code, draft.Record.Id) && taken[draft.Record.Code] != draft.Record.Id) throw new ConflictException("duplicate_product_code", "code");
            });
    }
}

internal sealed class ProductHandlers(ICrmDb db, RecordLister lister, ProductDescriptor descriptor, ProductWriter writer, IFieldCatalogue catalogue, IMapper mapper, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ListProducts, ListPage<ProductRow>>,
    IRequestHandler<GetProduct, ProductRow>,
    IRequestHandler<OfferProduct, ProductRow>,
    IRequestHandler<ChangeProduct, ProductRow>,
    IRequestHandler<DeleteProduct>,
    IRequestHandler<RestoreProduct, ProductRow>
{
    public Task<ListPage<ProductRow>> Handle(ListProducts request, CancellationToken cancellationToken) =>
        lister.ListAsync<Product, ProductRow>(descriptor, request.List, cancellationToken);

    public async Task<ProductRow> Handle(GetProduct request, CancellationToken cancellationToken)
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>((await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys);
        var product = await db.Products
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(p => p.Id == request.Id)
            .AsNoTracking()
            .ProjectTo<ProductRow>(mapper.ConfigurationProvider, new { custom })
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(Product));
        return product with { Can = RecordCan.Of(product.DeletedAt is not null, user.May(Permissions.OrdersWrite), user.May(Permissions.OrdersDelete)) };
    }

    public Task<ProductRow> Handle(OfferProduct request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<Product, ProductInput>.New(request.Id, () => request.Input), cancellationToken);

    public Task<ProductRow> Handle(ChangeProduct request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<Product, ProductInput>.Change(request.Id, request.Patch, request.ExpectedVersion), cancellationToken);

    public async Task<Unit> Handle(DeleteProduct request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<Product>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }

    public async Task<ProductRow> Handle(RestoreProduct request, CancellationToken cancellationToken)
    {
        await db.RestoreAsync<Product>(request.Id, cancellationToken, async product =>
        {
            if (await db.Products.AnyAsync(p => p.Code == product.Code, cancellationToken)) throw new ConflictException("duplicate_product_code", "code");
        });
        return await Handle(new GetProduct(request.Id), cancellationToken);
    }

    private async Task<ProductRow> WriteAsync(RecordDraft<Product, ProductInput> draft, CancellationToken cancellationToken)
    {
        var product = await writer.WriteAsync(draft, cancellationToken);
        return await Handle(new GetProduct(product.Id), cancellationToken);
    }
}

/// <summary>Products, as batch, bulk work, import and undo write them.</summary>
internal sealed class ProductRecords(ProductDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, ProductWriter writer, IMediator mediator)
    : WrittenKind<Product, ProductInput>(descriptor, db, lister, user, writer)
{
    public override string ReadPermission => Permissions.OrdersRead;

    public override string WritePermission => Permissions.OrdersWrite;

    public override string DeletePermission => Permissions.OrdersDelete;

    protected override IQueryable<Product> Whole(IQueryable<Product> records, QueryValue<List<Guid>> ids) => records;

    protected override object InputOf(Product record) => ProductInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await mediator.Send(new DeleteProduct(write.RequireId(), write.ExpectedVersion), cancellationToken);
        else await mediator.Send(new RestoreProduct(write.RequireId()), cancellationToken);
        return write.RequireId();
    }
}
