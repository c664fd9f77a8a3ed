using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Products;
using Crm.Application.Records;
using Crm.Domain.Offers;
using Crm.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Offers;

/// <summary>
/// Refuses lines of orders that are cheaper than their customer's offers or service plan allow. What a file or an undo brings back happened already and is not
/// refused; nor is an order whose prices stay as they are.
/// </summary>
internal sealed class PriceLimits(ICrmDb db, ServicePlanBook plans, ChangeOrigin origin)
{
    /// <summary>What is too cheap in each order, as it would be saved.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<FieldError>>> FindErrorsAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        if (origin.Source is ChangeSource.Import or ChangeSource.Undo || orders.All(o => o.CustomerId is null)) return [.. orders.Select(_ => Array.Empty<FieldError>())];
        var customerIds = orders.Select(o => o.CustomerId).OfType<Guid>().Distinct().ToList();
        var productIds = orders.SelectMany(o => o.Lines).Select(l => l.ProductId).OfType<Guid>().Distinct().ToList();
        var all = await plans.PlansAsync(cancellationToken);
        var offers = (await db.Offers.AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Sight]) // they bind whoever writes the order, also a colleague who does not see the customer's file
            .Where(o => customerIds.Contains(o.CustomerId) && o.Kind != OfferKind.Benefit && (o.Status == OfferStatus.Active || o.Status == OfferStatus.Expired)).ToListAsync(cancellationToken)).ToLookup(o => o.CustomerId);
        if (all.IsEmpty && offers.Count == 0) return [.. orders.Select(_ => Array.Empty<FieldError>())];

        var planOf = await all.OfAsync(db.Customers.IgnoreQueryFilters([QueryFilters.Sight]).Where(c => customerIds.Contains(c.Id)), cancellationToken); // as above
        var products = productIds.Count == 0 ? [] : await db.Products.AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Bin]) // a line keeps the product that has gone since
            .Where(p => productIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var parents = offers.SelectMany(o => o).Any(o => o.CategoryId is not null) ? await db.ProductCategories.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.ParentId, cancellationToken) : [];

        return [.. orders.Select(order => order.CustomerId is not null
            ? order.Lines.OrderBy(l => l.Position).SelectMany((line, at) => Check(order, line, at)).ToList()
            : [])];

        IEnumerable<FieldError> Check(Order order, OrderLine line, int at)
        {
            var product = line.ProductId is { } productId ? products.GetValueOrDefault(productId) : null;
            var usual = product?.Price is { } price && price.Currency == order.Currency && price.Amount > line.UnitPrice ? price.Amount : line.UnitPrice;
            var holding = offers[order.CustomerId!.Value].Where(o => o.HoldsOn(order.OrderedOn) && Covers(o, line.ProductId, product?.CategoryId) && (o.Kind != OfferKind.Price || o.Currency == order.Currency));
            var limit = PriceLimit.Of(usual, holding, planOf.GetValueOrDefault(order.CustomerId!.Value)?.DiscountCeiling);
            var net = order.Goods == 0 ? line.Net : line.Net * (order.Goods - order.Discount) / order.Goods; // a discount on the whole order is one on every line
            if (!limit.IsBrokenBy(line.Quantity, net)) yield break;
            var code = limit.HighestDiscount is null ? "price_below_floor" : "discount_above_ceiling";
            yield return new FieldError($"/lines/{at}/{(limit.HighestDiscount is null ? "unitPrice" : "discountPercent")}", code, new Dictionary<string, object?>
            {
                ["line"] = at + 1,
                ["lowest"] = decimal.Round(limit.LowestPrice!.Value, 4).ToString("0.00##", System.Globalization.CultureInfo.InvariantCulture),
                ["percent"] = limit.HighestDiscount?.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        bool Covers(Offer offer, Guid? productId, Guid? categoryId)
        {
            if (offer.ProductId is { } only) return only == productId;
            if (offer.CategoryId is not { } wanted) return true;
            for (var at = categoryId; at is { } here; at = parents.GetValueOrDefault(here))
                if (here == wanted) return true;
            return false;
        }
    }
}
