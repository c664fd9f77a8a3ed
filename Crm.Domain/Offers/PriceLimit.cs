namespace Crm.Domain.Offers;

/// <summary>How cheap a line of an order may be for its customer.</summary>
/// <param name="LowestPrice">The lowest price of one unit; null when there is none.</param>
/// <param name="HighestDiscount">The discount from the usual price that this is, where it was said as one.</param>
public readonly record struct PriceLimit(decimal? LowestPrice, decimal? HighestDiscount)
{
    /// <summary>Four decimals of rounding in the line's amount are nobody's discount.</summary>
    private const decimal Rounding = 0.0001m;

    /// <summary>
    /// The limit for a line. Where offers cover it, the most generous of them decides, because somebody granted it for this very case; otherwise
    /// the ceiling of the customer's service plan does.
    /// </summary>
    /// <param name="usual">The usual price of one unit.</param>
    /// <param name="offers">The offers that hold on the day and cover the line.</param>
    /// <param name="ceiling">Highest discount of the service plan, in percent; null without one.</param>
    public static PriceLimit Of(decimal usual, IEnumerable<Offer> offers, decimal? ceiling)
    {
        var granted = offers.Where(o => o.Kind != OfferKind.Benefit)
            .Select(o => o.PriceFloor is { } price ? new PriceLimit(price, null) : FromDiscount(usual, o.DiscountCeiling!.Value))
            .OrderBy(limit => limit.LowestPrice).Cast<PriceLimit?>().FirstOrDefault();
        return granted ?? (ceiling is { } percent ? FromDiscount(usual, percent) : default);
    }

    /// <summary>Whether a line with this amount, all discounts off, is too cheap.</summary>
    /// <param name="quantity">How much.</param>
    /// <param name="net">What is paid for it.</param>
    public bool IsBrokenBy(decimal quantity, decimal net) => LowestPrice is { } lowest && net + Rounding < lowest * quantity;

    private static PriceLimit FromDiscount(decimal usual, decimal percent) => new(usual * (100 - percent) / 100, percent);
}
