using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Products;
using Crm.Domain.Security;

namespace Crm.Domain.Offers;

/// <summary>What one customer gets that others do not: a price, a discount, or a benefit, for a time and with a floor.</summary>
public sealed class Offer : DescribedRecord
{
    /// <summary>Longest reason.</summary>
    public const int ReasonMaxLength = 500;

    private Offer()
    {
    }

    private Offer(Guid id)
        : base(id)
    {
    }

    /// <summary>Whose it is.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>Whose it is, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>Price, discount or benefit.</summary>
    public OfferKind Kind { get; private set; }

    /// <summary>The product it is for; null for a category or for everything.</summary>
    public Guid? ProductId { get; private set; }

    /// <summary>The product, for reading.</summary>
    public Product? Product { get; private set; }

    /// <summary>The category it is for, with all below it; null for a product or for everything.</summary>
    public Guid? CategoryId { get; private set; }

    /// <summary>The category, for reading.</summary>
    public ProductCategory? Category { get; private set; }

    /// <summary>For a price: what one unit costs without tax.</summary>
    public decimal? Price { get; private set; }

    /// <summary>For a price: the lowest that may be agreed; the price itself when nothing is said.</summary>
    public decimal? LowestPrice { get; private set; }

    /// <summary>Currency of the prices.</summary>
    public string Currency { get; private set; } = Money.Base;

    /// <summary>For a discount: percent off the usual price.</summary>
    public decimal? DiscountPercent { get; private set; }

    /// <summary>For a discount: the highest that may be agreed; the discount itself when nothing is said.</summary>
    public decimal? HighestDiscount { get; private set; }

    /// <summary>For a benefit: code of the list <c>customer_benefit</c>.</summary>
    public string? Benefit { get; private set; }

    /// <summary>The first day.</summary>
    public DateOnly ValidFrom { get; private set; }

    /// <summary>The last day; null without end.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Why he gets it.</summary>
    public string? Reason { get; private set; }

    /// <summary>How far it is.</summary>
    public OfferStatus Status { get; private set; }

    /// <summary>Who granted it.</summary>
    public Guid? GrantedById { get; private set; }

    /// <summary>Who granted it, for reading.</summary>
    public User? GrantedBy { get; private set; }

    /// <summary>Who approved it where that was necessary.</summary>
    public Guid? ApprovedById { get; private set; }

    /// <summary>Who approved it, for reading.</summary>
    public User? ApprovedBy { get; private set; }

    /// <summary>When it became valid (UTC).</summary>
    public DateTime? ActivatedAt { get; private set; }

    /// <summary>What was said when it was withdrawn.</summary>
    public string? Note { get; private set; }

    /// <summary>The lowest price per unit that it allows; null when it is no price.</summary>
    public decimal? PriceFloor => Kind == OfferKind.Price ? LowestPrice ?? Price : null;

    /// <summary>The highest discount that it allows; null when it is no discount.</summary>
    public decimal? DiscountCeiling => Kind == OfferKind.Discount ? HighestDiscount ?? DiscountPercent : null;

    /// <summary>Drafts an offer.</summary>
    /// <exception cref="DomainException">See <see cref="Change"/>.</exception>
    public static Offer Draft(Guid id, Guid? grantedById, OfferTerms terms)
    {
        var offer = new Offer(id) { CustomerId = terms.CustomerId, GrantedById = grantedById };
        offer.Change(terms);
        return offer;
    }

    /// <summary>Says anew what is offered, while it is a draft or waits for approval; it is a draft again.</summary>
    /// <exception cref="DomainException"><c>offer_closed</c>, <c>required</c>, <c>floor_above_price</c>, <c>ceiling_below_discount</c>, <c>ends_before_start</c>, <c>one_scope_only</c>, <c>read_only</c>.</exception>
    public void Change(OfferTerms terms)
    {
        if (terms == Terms) return;
        if (Status is not (OfferStatus.Draft or OfferStatus.Pending)) throw new DomainException("offer_closed", "status");
        if (terms.CustomerId != CustomerId) throw new DomainException("read_only", "customerId");
        Ensure(terms);
        (Kind, ProductId, CategoryId, Price, LowestPrice, Currency, DiscountPercent, HighestDiscount, Benefit, ValidFrom, ValidTo, Reason) =
            (terms.Kind, terms.ProductId, terms.CategoryId, terms.Price, terms.LowestPrice, terms.Currency, terms.DiscountPercent, terms.HighestDiscount, terms.Benefit, terms.ValidFrom, terms.ValidTo, terms.Reason);
        Status = OfferStatus.Draft;
    }

    /// <summary>What is offered.</summary>
    public OfferTerms Terms => new(CustomerId, Kind, ProductId, CategoryId, Price, LowestPrice, Currency, DiscountPercent, HighestDiscount, Benefit, ValidFrom, ValidTo, Reason);

    /// <summary>Whoever drafted it wants it to hold: at once, or as soon as somebody has approved it. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>offer_closed</c>.</exception>
    public void Submit(bool needsApproval, DateTime now)
    {
        if (Status is OfferStatus.Pending or OfferStatus.Active) return;
        if (Status != OfferStatus.Draft) throw new DomainException("offer_closed", "status");
        Status = needsApproval ? OfferStatus.Pending : OfferStatus.Active;
        if (!needsApproval) ActivatedAt = now;
    }

    /// <summary>Somebody who may allows it. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>offer_not_pending</c>.</exception>
    public void Approve(Guid userId, DateTime now)
    {
        if (Status == OfferStatus.Active) return;
        if (Status != OfferStatus.Pending) throw new DomainException("offer_not_pending", "status");
        (Status, ApprovedById, ActivatedAt) = (OfferStatus.Active, userId, now);
    }

    /// <summary>It no longer holds, or never will. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>offer_closed</c> when it has expired.</exception>
    public void Withdraw(string? note)
    {
        if (Status == OfferStatus.Withdrawn) return;
        if (Status == OfferStatus.Expired) throw new DomainException("offer_closed", "status");
        (Status, Note) = (OfferStatus.Withdrawn, note);
    }

    /// <summary>Its last day is over. Doing it twice changes nothing.</summary>
    public void Expire()
    {
        if (Status is OfferStatus.Active or OfferStatus.Pending) Status = OfferStatus.Expired;
    }

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => Status is OfferStatus.Active or OfferStatus.Expired && ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    /// <summary>How far it goes below the usual price, in percent; null where that cannot be told.</summary>
    /// <param name="usual">The usual price of its product in its currency.</param>
    public decimal? DepthBelow(decimal? usual) => Kind switch
    {
        OfferKind.Discount => DiscountCeiling,
        OfferKind.Price when usual > 0 => Math.Max(0, 100 - (PriceFloor!.Value / usual.Value * 100)),
        OfferKind.Price => null,
        _ => 0,
    };

    private static void Ensure(OfferTerms terms)
    {
        if (terms.ProductId is not null && terms.CategoryId is not null) throw new DomainException("one_scope_only", "categoryId");
        if (terms.ValidTo < terms.ValidFrom) throw new DomainException("ends_before_start", "validTo");
        switch (terms.Kind)
        {
            case OfferKind.Price:
                if (terms.ProductId is null) throw new DomainException("required", "productId");
                if (terms.Price is null) throw new DomainException("required", "price");
                if (terms.LowestPrice > terms.Price) throw new DomainException("floor_above_price", "lowestPrice");
                break;
            case OfferKind.Discount:
                if (terms.DiscountPercent is null) throw new DomainException("required", "discountPercent");
                if (terms.HighestDiscount < terms.DiscountPercent) throw new DomainException("ceiling_below_discount", "highestDiscount");
                break;
            default:
                if (terms.Benefit is null) throw new DomainException("required", "benefit");
                break;
        }
    }
}

/// <summary>What is offered.</summary>
/// <param name="CustomerId">To whom.</param>
/// <param name="Kind">Price, discount or benefit.</param>
/// <param name="ProductId">For which product.</param>
/// <param name="CategoryId">For which category, with all below it.</param>
/// <param name="Price">What one unit costs.</param>
/// <param name="LowestPrice">The lowest that may be agreed.</param>
/// <param name="Currency">Currency of the prices.</param>
/// <param name="DiscountPercent">Percent off the usual price.</param>
/// <param name="HighestDiscount">The highest that may be agreed.</param>
/// <param name="Benefit">Code of the list <c>customer_benefit</c>.</param>
/// <param name="ValidFrom">The first day.</param>
/// <param name="ValidTo">The last day.</param>
/// <param name="Reason">Why.</param>
public sealed record OfferTerms(
    Guid CustomerId,
    OfferKind Kind,
    Guid? ProductId,
    Guid? CategoryId,
    decimal? Price,
    decimal? LowestPrice,
    string Currency,
    decimal? DiscountPercent,
    decimal? HighestDiscount,
    string? Benefit,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string? Reason);

/// <summary>What an offer is about.</summary>
public enum OfferKind
{
    /// <summary>A price for one product.</summary>
    Price,

    /// <summary>A discount on a product, a category or everything.</summary>
    Discount,

    /// <summary>Something that others do not get.</summary>
    Benefit,
}

/// <summary>How far an offer is.</summary>
public enum OfferStatus
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>It waits for somebody who may allow it.</summary>
    Pending,

    /// <summary>It holds.</summary>
    Active,

    /// <summary>Its last day is over.</summary>
    Expired,

    /// <summary>It was taken back.</summary>
    Withdrawn,
}
