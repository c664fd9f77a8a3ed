using System.Globalization;
using Crm.Bench.Seeding;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Orders;
using Crm.Domain.Products;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;

namespace Crm.Bench.Tiers;

/// <summary>Orders of customers who are there already: about ten each, few of many and many of few, over three years, one line each.</summary>
/// <param name="Customers">Those who ordered.</param>
/// <param name="Products">What was ordered.</param>
/// <param name="Orders">How many orders.</param>
internal sealed record Trade(IReadOnlyList<Guid> Customers, IReadOnlyList<Guid> Products, int Orders)
{
    private const int Categories = 8;
    private const int ProductsOfCategory = 5;
    private const int Batch = 10_000;
    private const double Mean = 9.5;
    private static readonly DateTime First = new(2023, 11, 19, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The last day on which somebody ordered.</summary>
    public static readonly DateOnly Last = new(2026, 11, 18);

    /// <summary>Writes the orders, and the figures that the product would have kept of them.</summary>
    public static async Task<Trade> LoadAsync(IStore store, string database, string folder, bool withFigures)
    {
        var chance = new Chance(2);
        var categories = Enumerable.Range(1, Categories).Select(n => new ProductCategory(chance.Id(First), $"类别 {n}")).ToList();
        var products = categories.SelectMany((category, n) => Enumerable.Range(1, ProductsOfCategory).Select(i => Product.Offer(
            chance.Id(First),
            new ProductProfile { Code = $"P{n}{i}", Name = $"产品 {n}-{i}", CategoryId = category.Id, Price = new Money(chance.Number(10, 5_000), "CNY") }))).ToList();
        var (customers, seller, order, line, figures) = await PrepareAsync(store, database, folder, [.. categories, .. products]);
        var ids = products.ConvertAll(p => p.Id);
        var categoryOf = products.ToDictionary(p => p.Id, p => p.CategoryId!.Value);
        await using var load = await store.LoadAsync(database, order.Table, line.Table, figures.Table);
        var (count, orders, lines, trades) = (0, new List<object?[]>(Batch), new List<object?[]>(Batch), new List<object?[]>());
        foreach (var customer in customers)
        {
            var made = Enumerable.Range(0, 1 + (int)(-Mean * Math.Log(1 - chance.Share()))).Select(_ => Make(++count, customer, seller, ids, chance)).ToList();
            orders.AddRange(made.Select(order.Read));
            lines.AddRange(made.Select(o => line.Read(o.Lines[0])));
            if (withFigures) trades.Add(figures.Read(Figures(customer, made, categoryOf)));
            if (orders.Count >= Batch) await WriteAsync();
        }

        await WriteAsync();
        await load.CompleteAsync();
        return new Trade(customers, ids, count);

        async Task WriteAsync()
        {
            await load.WriteAsync(order, orders);
            await load.WriteAsync(line, lines);
            await load.WriteAsync(figures, trades);
            orders.Clear();
            lines.Clear();
            trades.Clear();
        }
    }

    /// <summary>The product lets go of the database before it is loaded.</summary>
    private static async Task<(List<Guid> Customers, Guid Seller, RowShape Order, RowShape Line, RowShape Figures)> PrepareAsync(IStore store, string database, string folder, IReadOnlyList<Record> goods)
    {
        await using var product = new ProductSchema(store.Provider, store.ConnectionString(database), folder);
        return await product.WithDatabaseAsync(async (db, _) =>
        {
            db.AddRange(goods);
            await db.SaveChangesAsync();
            var customers = await db.Set<Customer>().OrderBy(c => c.Id).Select(c => c.Id).ToListAsync();
            var seller = await db.Set<User>().Where(u => u.Role == Role.Sales).Select(u => u.Id).FirstAsync();
            return (customers, seller, RowShape.Of(db.Model, typeof(Order)), RowShape.Of(db.Model, typeof(OrderLine)), RowShape.Of(db.Model, typeof(CustomerTrade)));
        });
    }

    private static CustomerTrade Figures(Guid customer, List<Order> orders, Dictionary<Guid, Guid> categoryOf)
    {
        var figures = new CustomerTrade(customer);
        figures.Calculate(
            Last,
            orders.Select(o => new TradeEntry(o.OrderedOn, o.Revenue)),
            [],
            [],
            orders.GroupBy(o => categoryOf[o.Lines[0].ProductId!.Value]).ToDictionary(g => g.Key, g => g.Sum(o => o.Goods)));
        return figures;
    }

    private static Order Make(int number, Guid customer, Guid seller, List<Guid> products, Chance chance)
    {
        var at = chance.Between(First, Last.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        var facts = new OrderFacts
        {
            CustomerId = customer,
            OwnerId = seller,
            OrderedAt = at,
            OrderedOn = DateOnly.FromDateTime(at),
            Lines = [new OrderLineFacts(chance.PickSkewed(products), "产品", chance.Number(1, 20), decimal.Round((decimal)Math.Exp(3 + (6 * chance.Share())), 2))],
        };
        return Stamps.At(Order.Take(chance.Id(at), "B" + number.ToString("00000000", CultureInfo.InvariantCulture), facts, OrderStatus.Completed), at, seller);
    }
}
