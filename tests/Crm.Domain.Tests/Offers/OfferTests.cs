using Crm.Domain.Common;
using Crm.Domain.Offers;

namespace Crm.Domain.Tests.Offers;

public class OfferTests
{
    private static readonly DateTime Now = new(2026, 12, 1, 2, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Product = Id(1);
    private static readonly OfferTerms Discount = new(Id(2), OfferKind.Discount, null, null, null, null, "CNY", 5, 8, null, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31), null);
    private static readonly OfferTerms Price = Discount with { Kind = OfferKind.Price, ProductId = Product, Price = 95, LowestPrice = 92, DiscountPercent = null, HighestDiscount = null };

    public static TheoryData<OfferTerms, string> Wrong => new()
    {
        { Price with { ProductId = null }, "required" },
        { Price with { Price = null }, "required" },
        { Price with { LowestPrice = 96 }, "floor_above_price" },
        { Discount with { HighestDiscount = 4 }, "ceiling_below_discount" },
        { Discount with { ValidTo = new DateOnly(2026, 11, 30) }, "ends_before_start" },
        { Price with { CategoryId = Product }, "one_scope_only" },
        { Discount with { Kind = OfferKind.Benefit }, "required" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_contradicts_itself_is_not_offered(OfferTerms terms, string code) => Assert.Equal(code, Assert.Throws<DomainException>(() => Draft(terms)).Code);

    [Fact]
    public void It_waits_for_approval_where_that_is_necessary_and_holds_on_its_days_only()
    {
        var offer = Draft(Discount);
        offer.Submit(needsApproval: true, Now);
        Assert.False(offer.HoldsOn(new DateOnly(2026, 12, 2)));
        offer.Approve(Id(3), Now);

        Assert.Equal([false, true, true, false], new[] { "2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01" }.Select(day => offer.HoldsOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void What_holds_is_not_changed_and_what_was_withdrawn_does_not_hold()
    {
        var offer = Draft(Discount);
        offer.Submit(needsApproval: false, Now);
        Assert.Equal("offer_closed", Assert.Throws<DomainException>(() => offer.Change(Discount with { DiscountPercent = 6 })).Code);
        offer.Withdraw("合同终止");

        Assert.False(offer.HoldsOn(new DateOnly(2026, 12, 2)));
        Assert.Equal("offer_not_pending", Assert.Throws<DomainException>(() => offer.Approve(Id(4), Now)).Code);
    }

    [Fact]
    public void One_that_waits_and_is_changed_is_a_draft_again()
    {
        var offer = Draft(Discount);
        offer.Submit(needsApproval: true, Now);
        offer.Change(Discount with { HighestDiscount = 50 });

        Assert.Equal(OfferStatus.Draft, offer.Status);
    }

    [Theory]
    [InlineData(null, 100, true)] // no ceiling, no offer: anything goes
    [InlineData(10, 90, true)]
    [InlineData(10, 89.99, false)]
    public void Without_an_offer_the_ceiling_of_the_plan_is_the_limit(int? ceiling, decimal net, bool fine) => Assert.Equal(fine, !PriceLimit.Of(100, [], ceiling).IsBrokenBy(1, net));

    [Theory]
    [InlineData(92, true)]
    [InlineData(91.99, false)]
    public void Where_an_offer_covers_it_its_floor_is_the_limit(decimal net, bool fine) => Assert.Equal(fine, !PriceLimit.Of(100, [Draft(Price)], 50).IsBrokenBy(1, net));

    [Fact]
    public void Of_several_offers_the_most_generous_decides()
    {
        var limit = PriceLimit.Of(100, [Draft(Price), Draft(Discount with { DiscountPercent = 10, HighestDiscount = 12 })], 0);

        Assert.Equal(new PriceLimit(88, 12), limit);
        Assert.True(limit.IsBrokenBy(3, 263.9m));
        Assert.False(limit.IsBrokenBy(3, 264m));
    }

    [Fact]
    public void How_far_below_the_usual_price_it_goes_is_counted_from_its_floor() =>
        Assert.Equal((8m, 8m, null, 0m), (Draft(Price).DepthBelow(100), Draft(Discount).DepthBelow(null), Draft(Price).DepthBelow(null), Draft(Discount with { Kind = OfferKind.Benefit, Benefit = "free_shipping" }).DepthBelow(100)));

    private static Offer Draft(OfferTerms terms) => Offer.Draft(Id(5), null, terms);
}
