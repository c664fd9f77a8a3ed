using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Orders;
using Crm.Domain.Products;

namespace Crm.Application.Import;

/// <summary>Who ordered, as a file says it.</summary>
/// <param name="Id">His number, name or id elsewhere.</param>
/// <param name="Name">His name, where the file has a column of its own for it.</param>
internal sealed record Buyer(string? Id, string? Name);

/// <summary>A line of an order as its row says it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Quantity">How much, above zero.</param>
/// <param name="UnitPrice">Price of one, not below zero.</param>
/// <param name="IsBack">Whether it came back.</param>
internal sealed record LineDraft(RowDraft Row, decimal Quantity, decimal UnitPrice, bool IsBack)
{
    public string? Code { get; } = Row.Keys.TryGetValue(OrderTargets.ProductCode, out var code) ? Product.Normalize(code) : null;

    public string? Name { get; } = TextRules.Clean(Row.Keys.GetValueOrDefault(OrderTargets.ProductName));

    public string? Category { get; } = TextRules.Clean(Row.Keys.GetValueOrDefault(OrderTargets.Category));

    public decimal DiscountPercent { get; init; }

    public decimal TaxPercent { get; init; }

    /// <summary>What stands on the line where the row names neither a product nor anything else: what its column of amounts is called.</summary>
    public string? Otherwise { get; init; }

    public Guid? ProductId { get; set; }

    public JsonObject ToInput() => new()
    {
        ["productId"] = ProductId?.ToString(),
        ["text"] = Name is { Length: > OrderLine.TextMaxLength } ? Name[..OrderLine.TextMaxLength] : Name ?? (ProductId is null ? Otherwise : null),
        ["quantity"] = Text(Quantity),
        ["unitPrice"] = Text(UnitPrice),
        ["discountPercent"] = Text(DiscountPercent),
        ["taxPercent"] = Text(TaxPercent),
    };

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// An order as the rows of a file say it that have its number. What has a quantity (or a price) below zero came back: it becomes a return of the same
/// number. A row that cannot be understood keeps the whole order out, so that the file of what failed holds it whole.
/// </summary>
internal sealed class OrderDraft
{
    /// <summary>The members of an order that a return has too, and what they are called there.</summary>
    private static readonly Dictionary<string, string> OfReturns = new(StringComparer.Ordinal)
    {
        ["orderedAt"] = "returnedAt", ["orderedOn"] = "returnedOn", ["returnedAt"] = "returnedAt", ["returnedOn"] = "returnedOn", ["reason"] = "reason", ["currency"] = "currency", ["rate"] = "rate", ["note"] = "note",
    };

    private readonly JsonObject _header = [];

    private OrderDraft(IReadOnlyList<RowDraft> rows) => Rows = rows;

    /// <summary>Its rows.</summary>
    public IReadOnlyList<RowDraft> Rows { get; }

    /// <summary>Its number; null when the file says none.</summary>
    public string? Number => NumberOf(Rows[0]);

    /// <summary>Its lines.</summary>
    public List<LineDraft> Lines { get; } = [];

    /// <summary>Who ordered; null when the file does not say.</summary>
    public Buyer? Buyer { get; private set; }

    /// <summary>Who ordered, once he is known.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>The currency that its rows name.</summary>
    public string Currency => _header["currency"]?.GetValue<string>() ?? Money.Base;

    /// <summary>Whether nothing is wrong with any of its rows.</summary>
    public bool IsWhole => Rows.All(row => row.Faults.Count == 0);

    /// <summary>What the rows are put together by.</summary>
    public static string? NumberOf(RowDraft row) => row.Values[OrderTargets.Number]?.GetValue<string>();

    /// <summary>Whether a row goes on with the order of the row before it.</summary>
    public static bool GoesOn(RowDraft before, RowDraft row) => NumberOf(row) is { } number && number == NumberOf(before);

    /// <summary>Puts rows together that stand behind each other.</summary>
    public static IReadOnlyList<OrderDraft> Gather(IReadOnlyList<RowDraft> rows, RowReading reading, bool allBack, TimeZoneInfo zone)
    {
        var orders = new List<List<RowDraft>>();
        foreach (var row in rows)
        {
            if (orders.Count > 0 && GoesOn(orders[^1][^1], row)) orders[^1].Add(row);
            else orders.Add([row]);
        }

        return orders.ConvertAll(own =>
        {
            var order = new OrderDraft(own);
            order.Read(reading, allBack, zone);
            return order;
        });
    }

    /// <summary>What an order would say.</summary>
    public JsonObject ToOrder(IReadOnlyList<LineDraft> lines, bool isNew)
    {
        var values = (JsonObject)_header.DeepClone();
        if (isNew) values.TryAdd("status", "completed"); // what a file tells has happened
        return Complete(values, lines);
    }

    /// <summary>What a return would say.</summary>
    public JsonObject ToReturn(IReadOnlyList<LineDraft> lines, Guid? orderId)
    {
        var values = new JsonObject();
        foreach (var (member, value) in _header)
        {
            if (OfReturns.TryGetValue(member, out var there)) values[there] = value?.DeepClone();
        }

        if (orderId is not null) values["orderId"] = orderId.ToString();
        return Complete(values, lines);
    }

    /// <summary>The first value that a row has for a target.</summary>
    public string? First(string target) => Rows.Select(row => TextRules.Clean(row.Keys.GetValueOrDefault(target))).FirstOrDefault(text => text is not null);

    private JsonObject Complete(JsonObject values, IReadOnlyList<LineDraft> lines)
    {
        if (Number is not null) values[OrderTargets.Number] = Number;
        if (CustomerId is not null) values["customerId"] = CustomerId.ToString();
        values["lines"] = new JsonArray([.. lines.Select(line => line.ToInput())]);
        return values;
    }

    private void Read(RowReading reading, bool allBack, TimeZoneInfo zone)
    {
        foreach (var (member, value) in Rows.SelectMany(row => row.Values))
        {
            if (value is not null && _header[member] is null) _header[member] = value.DeepClone();
        }

        _header.Remove(OrderTargets.Number);
        if (_header["discount"] is JsonObject discount)
        {
            _header["currency"] ??= discount["currency"]?.DeepClone();
            _header["discount"] = discount["amount"]?.DeepClone();
        }

        if (_header["currency"]?.GetValue<string>() is { } currency && NumberReading.Currency(currency) is { } code) _header["currency"] = code;
        foreach (var (moment, day) in new[] { ("orderedAt", "orderedOn"), ("returnedAt", "returnedOn") })
        {
            if (_header[moment]?.GetValue<string>() is { } text && Instants.TryParse(text, out var utc))
                _header[day] = LocalDay.Of(utc, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture); // the day that stands in the file
        }

        var (id, name) = (First(OrderTargets.Customer), First(OrderTargets.CustomerName));
        Buyer = id is null && name is null ? null : new Buyer(id, name);
        foreach (var row in Rows)
        {
            if (Line(row, reading, allBack) is { } line) Lines.Add(line);
        }
    }

    private static LineDraft? Line(RowDraft row, RowReading reading, bool allBack)
    {
        var (quantity, price, amount) = (Amount(row, OrderTargets.Quantity, reading) ?? 1, Amount(row, OrderTargets.UnitPrice, reading), Amount(row, OrderTargets.Amount, reading));
        var (discount, tax) = (Amount(row, OrderTargets.DiscountPercent, reading) ?? 0, Amount(row, OrderTargets.TaxPercent, reading) ?? 0);
        if (quantity == 0) row.Faults.Add(new RowFault(reading.ColumnOf(OrderTargets.Quantity), "quantity_not_positive"));
        else if (price is null && amount is null) row.Faults.Add(new RowFault(reading.ColumnOf(OrderTargets.UnitPrice), "required"));
        if (row.Faults.Count > 0) return null;

        var each = price ?? decimal.Round(amount!.Value / quantity, 4, MidpointRounding.AwayFromZero);
        return new LineDraft(row, Math.Abs(quantity), Math.Abs(each), allBack || quantity < 0 != each < 0) {
            DiscountPercent = discount, TaxPercent = tax, Otherwise = reading.ColumnOf(OrderTargets.Amount) ?? reading.ColumnOf(OrderTargets.UnitPrice),
        };
    }

    private static decimal? Amount(RowDraft row, string target, RowReading reading)
    {
        if (!row.Keys.TryGetValue(target, out var text)) return null;
        if (NumberReading.Read(text.TrimEnd('%', ' '), out _) is { } number && Money.CanHold(number)) return number;
        row.Faults.Add(new RowFault(reading.ColumnOf(target), "not_a_number"));
        return null;
    }
}
