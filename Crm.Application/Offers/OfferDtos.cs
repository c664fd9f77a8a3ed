using System.Text.Json;
using System.Text.Json.Serialization;
using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Products;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Offers;
using Crm.Domain.Products;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Offers;

/// <summary>What can be written about an offer.</summary>
public sealed record OfferInput : IDescribedInput
{
    /// <summary>To whom; it never changes afterwards.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary><c>price</c> for one product, <c>discount</c> on a product, a category or everything, or <c>benefit</c>.</summary>
    public OfferKind Kind { get; init; }

    /// <summary>For which product.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>For which category, with all below it.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>For a price: what one unit costs without tax.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Price { get; init; }

    /// <summary>For a price: the lowest that may be agreed; the price itself when nothing is said.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? LowestPrice { get; init; }

    /// <summary>ISO 4217 code of the prices; <c>CNY</c> when nothing is said.</summary>
    public string? Currency { get; init; }

    /// <summary>For a discount: percent off the usual price, above 0 to 100.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? DiscountPercent { get; init; }

    /// <summary>For a discount: the highest that may be agreed; the discount itself when nothing is said.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? HighestDiscount { get; init; }

    /// <summary>For a benefit: code of the list <c>customer_benefit</c>.</summary>
    public string? Benefit { get; init; }

    /// <summary>The first day; today when nothing is said.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day; without end when nothing is said.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Why; at most 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static OfferInput From(Offer offer) => new()
    {
        CustomerId = offer.CustomerId, Kind = offer.Kind, ProductId = offer.ProductId, CategoryId = offer.CategoryId, Price = offer.Price, LowestPrice = offer.LowestPrice,
        Currency = offer.Currency, DiscountPercent = offer.DiscountPercent, HighestDiscount = offer.HighestDiscount, Benefit = offer.Benefit, ValidFrom = offer.ValidFrom,
        ValidTo = offer.ValidTo, Reason = offer.Reason, Custom = CustomWire.Input(offer.Custom),
    };

    internal OfferTerms ToTerms(DateOnly today) => new(
        CustomerId!.Value, Kind, ProductId, CategoryId, Kind == OfferKind.Price ? Price : null, Kind == OfferKind.Price ? LowestPrice : null, Currency ?? Money.Base,
        Kind == OfferKind.Discount ? DiscountPercent : null, Kind == OfferKind.Discount ? HighestDiscount : null, Kind == OfferKind.Benefit ? Benefit : null,
        ValidFrom ?? today, ValidTo, TextRules.Clean(Reason));
}

internal sealed class OfferInputValidator : AbstractValidator<OfferInput>
{
    public OfferInputValidator()
    {
        RuleFor(o => o.CustomerId).Present();
        RuleFor(o => o.Kind).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(o => o.Price).Must(price => price is null or >= 0).WithErrorCode("price_negative");
        RuleFor(o => o.LowestPrice).Must(price => price is null or >= 0).WithErrorCode("price_negative");
        RuleFor(o => o.Currency).Currency();
        RuleFor(o => o.DiscountPercent).Must(p => p is null or (> 0 and <= 100)).WithErrorCode("not_a_percentage");
        RuleFor(o => o.HighestDiscount).Must(p => p is null or (> 0 and <= 100)).WithErrorCode("not_a_percentage");
        RuleFor(o => o.Benefit).Line(CodeListItem.CodeMaxLength);
        RuleFor(o => o.Reason).Line(Offer.ReasonMaxLength);
    }
}

/// <summary>What one may do with an offer now.</summary>
/// <param name="Update">Change it.</param>
/// <param name="Submit">Let it hold, or ask for that.</param>
/// <param name="Approve">Allow it. The service plan may name who alone may.</param>
/// <param name="Withdraw">Take it back.</param>
/// <param name="Delete">Put it into the bin.</param>
public sealed record OfferCan(bool Update, bool Submit, bool Approve, bool Withdraw, bool Delete)
{
    internal static readonly OfferCan Nothing = new(false, false, false, false, false);

    internal static OfferCan Of(OfferStatus status, bool deleted, ICurrentUser user)
    {
        var may = !deleted && user.May(Permissions.OffersWrite);
        return new OfferCan(
            may && status is OfferStatus.Draft or OfferStatus.Pending, may && status == OfferStatus.Draft, may && status == OfferStatus.Pending,
            may && status is OfferStatus.Draft or OfferStatus.Pending or OfferStatus.Active, !deleted && user.May(Permissions.OffersDelete));
    }
}

/// <summary>What one customer gets that others do not.</summary>
public sealed record OfferRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Offer.CustomerId"/>
    public Guid CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <inheritdoc cref="Offer.Kind"/>
    public OfferKind Kind { get; init; }

    /// <inheritdoc cref="Offer.ProductId"/>
    public Guid? ProductId { get; init; }

    /// <summary>Name of the product.</summary>
    public string? ProductName { get; init; }

    /// <inheritdoc cref="Offer.CategoryId"/>
    public Guid? CategoryId { get; init; }

    /// <summary>Name of the category.</summary>
    public string? CategoryName { get; init; }

    /// <inheritdoc cref="Offer.Price"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Price { get; init; }

    /// <inheritdoc cref="Offer.LowestPrice"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? LowestPrice { get; init; }

    /// <inheritdoc cref="Offer.Currency"/>
    public string Currency { get; init; } = Money.Base;

    /// <inheritdoc cref="Offer.DiscountPercent"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? DiscountPercent { get; init; }

    /// <inheritdoc cref="Offer.HighestDiscount"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? HighestDiscount { get; init; }

    /// <inheritdoc cref="Offer.Benefit"/>
    public string? Benefit { get; init; }

    /// <inheritdoc cref="Offer.ValidFrom"/>
    public DateOnly ValidFrom { get; init; }

    /// <inheritdoc cref="Offer.ValidTo"/>
    public DateOnly? ValidTo { get; init; }

    /// <inheritdoc cref="Offer.Reason"/>
    public string? Reason { get; init; }

    /// <inheritdoc cref="Offer.Status"/>
    public OfferStatus Status { get; init; }

    /// <inheritdoc cref="Offer.GrantedById"/>
    public Guid? GrantedById { get; init; }

    /// <summary>His name.</summary>
    public string? GrantedByName { get; init; }

    /// <inheritdoc cref="Offer.ApprovedById"/>
    public Guid? ApprovedById { get; init; }

    /// <summary>His name.</summary>
    public string? ApprovedByName { get; init; }

    /// <inheritdoc cref="Offer.ActivatedAt"/>
    public DateTime? ActivatedAt { get; init; }

    /// <inheritdoc cref="Offer.Note"/>
    public string? Note { get; init; }

    /// <summary>Values of the fields that an administrator added, by key; <c>GET /api/v1/meta/{entity}</c> says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = CustomWire.Nothing;

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    /// <summary>What you may do with it now.</summary>
    public OfferCan Can { get; init; } = OfferCan.Nothing;

    /// <summary>Its last day decides, also before the night in which that is written down.</summary>
    internal OfferRow For(ICurrentUser user, DateOnly today)
    {
        var status = Status is OfferStatus.Active or OfferStatus.Pending && ValidTo < today ? OfferStatus.Expired : Status;
        return this with { Status = status, Can = OfferCan.Of(status, DeletedAt is not null, user) };
    }
}

/// <summary>An offer, field by field.</summary>
public sealed class OfferDescriptor : EntityDescriptor<Offer>
{
    /// <summary>Names every field once.</summary>
    public OfferDescriptor()
        : base("offers", new Label("优惠", "Offers"))
    {
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", o => o.CustomerId) with { Required = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("kind", FieldType.Choice, "类型", "Kind", o => o.Kind) with { Required = true, Filterable = true, Choices = WordsOf<OfferKind>(), Options = Named(("price", "特价", "Special price"), ("discount", "折扣", "Discount"), ("benefit", "权益", "Benefit")) });
        Add(Field("productId", FieldType.Relation, "产品", "Product", o => o.ProductId) with { Filterable = true, RelatesTo = "products" });
        Add(Field("categoryId", FieldType.Relation, "分类", "Category", o => o.CategoryId) with { Filterable = true, RelatesTo = "product-categories" });
        Add(Field("price", FieldType.Number, "价格", "Price", o => o.Price));
        Add(Field("lowestPrice", FieldType.Number, "最低价", "Lowest price", o => o.LowestPrice));
        Add(Field("currency", FieldType.Text, "币种", "Currency", o => o.Currency) with { MaxLength = 3 });
        Add(Field("discountPercent", FieldType.Percent, "折扣（%）", "Discount", o => o.DiscountPercent) with { Filterable = true, Min = 0, Max = 100 });
        Add(Field("highestDiscount", FieldType.Percent, "最高折扣（%）", "Highest discount", o => o.HighestDiscount) with { Min = 0, Max = 100 });
        Add(Field("benefit", FieldType.Code, "权益", "Benefit", o => o.Benefit) with { Filterable = true, CodeList = CodeLists.CustomerBenefit });
        Add(Field("validFrom", FieldType.Date, "生效日期", "Valid from", o => o.ValidFrom) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("validTo", FieldType.Date, "截止日期", "Valid to", o => o.ValidTo) with { Sortable = true, Filterable = true });
        Add(Field("reason", FieldType.Text, "理由", "Reason", o => o.Reason) with { MaxLength = Offer.ReasonMaxLength });
        Add(Field("status", FieldType.Choice, "状态", "Status", o => o.Status) with
        {
            ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<OfferStatus>(),
            Options = Named(("draft", "草稿", "Draft"), ("pending", "待审批", "Pending approval"), ("active", "生效", "Active"), ("expired", "已到期", "Expired"), ("withdrawn", "已撤回", "Withdrawn")),
        });
        Add(Field("grantedById", FieldType.Owner, "授予人", "Granted by", o => o.GrantedById) with { ReadOnly = true, Filterable = true });
        Add(Field("approvedById", FieldType.Owner, "批准人", "Approved by", o => o.ApprovedById) with { ReadOnly = true, Filterable = true });
        Add(Field("activatedAt", FieldType.DateTime, "生效时间", "Active since", o => o.ActivatedAt) with { ReadOnly = true, Filterable = true });
        Add(Field("note", FieldType.Text, "撤回说明", "Note", o => o.Note) with { ReadOnly = true, MaxLength = Offer.ReasonMaxLength });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", o => o.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", o => o.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", o => o.Customer));
        Add(To<Product, ProductDescriptor>("product", "产品", "Product", o => o.Product));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-validFrom";
}

internal sealed class OfferMaps : Profile
{
    public OfferMaps()
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>(null);
        CreateMap<Offer, OfferRow>()
            .ForMember(row => row.CustomerName, m => m.MapFrom(o => o.Customer!.Name))
            .ForMember(row => row.ProductName, m => m.MapFrom(o => o.Product!.Name))
            .ForMember(row => row.CategoryName, m => m.MapFrom(o => o.Category!.Name))
            .ForMember(row => row.GrantedByName, m => m.MapFrom(o => o.GrantedBy!.Name))
            .ForMember(row => row.ApprovedByName, m => m.MapFrom(o => o.ApprovedBy!.Name))
            .ForMember(row => row.Can, m => m.Ignore())
            .ForMember(row => row.Custom, m => m.MapFrom(o => CustomWire.Answer(o.Custom, custom.Value)));
    }
}
