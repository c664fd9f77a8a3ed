using Crm.Domain.Common;
using Crm.Domain.Orders;
using Crm.Domain.Products;
using Crm.Domain.Receivables;

namespace Crm.Infrastructure.Seeding;

/// <summary>What was sold, sent back and paid in two years. Nothing in it is saved yet.</summary>
public sealed record DemoSales(
    IReadOnlyList<ProductCategory> Categories,
    IReadOnlyList<Product> Products,
    IReadOnlyList<Order> Orders,
    IReadOnlyList<SalesReturn> Returns,
    IReadOnlyList<Payment> Payments);

/// <summary>
/// Sells to whoever has bought: first a machine, then the parts of it that wear, now and then another machine. Good customers order often,
/// those who have gone quiet long ago no more.
/// </summary>
internal sealed class DemoTrade(DemoRandom random, DemoCalendar calendar)
{
    private const decimal TenThousand = 10_000m;
    private const decimal PartOfMachine = 0.008m;
    private const decimal ValueAddedTax = 13;
    private const int SpanDays = 720;
    private const int OrdersPerMachine = 5;
    private const int OrdersPerReturn = 14;

    private readonly List<ProductCategory> _categories = [];
    private readonly List<Product> _products = [];
    private readonly Dictionary<DemoProduct, (Product Machine, Product Part)> _sold = [];

    public DemoSales Sell(IReadOnlyList<DemoAccount> accounts)
    {
        OfferAll();
        List<Order> orders = [.. accounts.SelectMany(OrdersOf).OrderBy(o => o.OrderedAt)]; // numbers are given in this order
        var ratings = accounts.ToDictionary(a => a.Customer.Id, a => a.Customer.Rating ?? 1);
        return new DemoSales(
            _categories,
            _products,
            orders,
            [.. orders.Where((o, i) => i % OrdersPerReturn == OrdersPerReturn - 1 && o.Status == OrderStatus.Completed).Select(OneBack)],
            [.. orders.Select(o => Pay(o, ratings[o.CustomerId!.Value])).OfType<Payment>()]);
    }

    private void OfferAll()
    {
        foreach (var line in DemoProducts.All.GroupBy(p => p.Line))
        {
            var category = new ProductCategory(random.NextId(), DemoProducts.LineNames[line.Key]);
            _categories.Add(category);
            foreach (var product in line)
            {
                var (code, price) = (product.Name.Split(' ')[0], product.Price * TenThousand);
                var machine = Offer(code, product.Name, product.Unit, category, price);
                var part = Offer(code + "-P", $"{product.Part}（{code}）", "件", category, decimal.Round(price * PartOfMachine / 10) * 10);
                _sold[product] = (machine, part);
            }
        }
    }

    private Product Offer(string code, string name, string unit, ProductCategory category, decimal price)
    {
        var product = Product.Offer(random.NextId(), new ProductProfile { Code = code, Name = name, Unit = unit, CategoryId = category.Id, Price = new Money(price, "CNY") });
        _products.Add(product);
        return product;
    }

    private IEnumerable<Order> OrdersOf(DemoAccount account)
    {
        var (count, first, last) = Habit(account);
        var gap = count > 1 ? (first - last) / (count - 1) : 0;
        for (var i = 0; i < count; i++)
        {
            var ago = i > 0 && i == count - 1 ? last : first - i * gap;
            if (i > 0 && i < count - 1) ago += random.Between(-gap / 4, gap / 4);
            yield return Order(account, DemoCalendar.WorkingDayUpTo(calendar.Today.AddDays(-ago)), isMachine: i % OrdersPerMachine == 0);
        }
    }

    /// <summary>How many orders there were, and how many days ago the first and the last one.</summary>
    private (int Count, int FirstDaysAgo, int LastDaysAgo) Habit(DemoAccount account)
    {
        var rating = account.Customer.Rating ?? 1;
        var count = account.IsCompany ? 2 + 2 * rating + random.Between(-1, 2) : 1 + rating + random.Between(0, 1);
        return account.Customer.Status switch
        {
            "active" when rating <= 2 => (1, random.Between(5, 45), 0),
            "active" => (count, random.Between(count * 30, SpanDays), random.Between(2, 45)),
            "dormant" => (Math.Max(3, count / 2), SpanDays, random.Between(210, 330)),
            "lost" => (2, SpanDays, random.Between(400, 480)),
            _ => (0, 0, 0),
        };
    }

    private Order Order(DemoAccount account, DateOnly day, bool isMachine)
    {
        var rating = account.Customer.Rating ?? 1;
        var product = random.Pick(DemoProducts.OfLine(account.Line));
        var (machine, part) = _sold[product];
        var discount = rating switch { 5 => 5, 4 => 3, _ => 0 };
        List<OrderLineFacts> lines = [Line(part, account.IsCompany ? random.Between(2, 16) : random.Between(1, 4), discount)];
        if (isMachine) lines.Insert(0, Line(machine, account.IsCompany && product.Price < 20 ? random.Between(1, rating) : 1, discount));
        var facts = new OrderFacts
        {
            CustomerId = account.Customer.Id,
            OwnerId = account.Owner.Id,
            OrderedAt = calendar.Past(day, new TimeOnly(9, 0).AddMinutes(5 * random.Between(0, 90)), TimeSpan.FromMinutes(5)),
            OrderedOn = day,
            WantedOn = DemoCalendar.WorkingDayFrom(day.AddDays(isMachine ? 45 : 10)),
            Channel = account.IsCompany ? isMachine ? "visit" : "phone" : "store",
            PaymentMethod = account.IsCompany ? "bank_transfer" : "wechat_pay",
            Lines = lines,
        };
        var age = calendar.Today.DayNumber - day.DayNumber;
        var status = age > (isMachine ? 50 : 14) ? OrderStatus.Completed : age > 6 ? OrderStatus.Shipped : OrderStatus.Confirmed;
        return Domain.Orders.Order.Take(random.NextId(), number: null, facts, status);
    }

    private static OrderLineFacts Line(Product product, int quantity, decimal discount) => new(product.Id, product.Name, quantity, product.Price!.Amount, discount, ValueAddedTax);

    private SalesReturn OneBack(Order order)
    {
        var (line, day) = (order.Lines[^1], DemoCalendar.WorkingDayUpTo(order.OrderedOn.AddDays(12)));
        return SalesReturn.Take(random.NextId(), number: null, new SalesReturnFacts
        {
            CustomerId = order.CustomerId,
            OrderId = order.Id,
            ReturnedAt = calendar.At(day, new TimeOnly(15, 0)),
            ReturnedOn = day,
            Reason = random.Chance(0.6) ? "defect" : "wrong_item",
            Lines = [new OrderLineFacts(line.ProductId, line.Text, 1, line.UnitPrice, line.DiscountPercent, line.TaxPercent)],
        });
    }

    /// <summary>Good customers pay about when it is due, others weeks later; nothing yet when that day has not come.</summary>
    private Payment? Pay(Order order, int rating)
    {
        var due = order.OrderedOn.AddDays(order.PaymentMethod == "bank_transfer" ? 30 : 0);
        var paid = due.AddDays(rating >= 3 ? random.Between(-8, 6) : random.Between(2, 40));
        if (paid < order.OrderedOn) paid = order.OrderedOn;
        return paid > calendar.Today
            ? null
            : Payment.Record(random.NextId(), new PaymentFacts
            {
                CustomerId = order.CustomerId!.Value, OrderId = order.Id, PaidOn = paid, DueOn = due, Amount = new Money(order.Total, order.Currency), Method = order.PaymentMethod,
            });
    }
}
