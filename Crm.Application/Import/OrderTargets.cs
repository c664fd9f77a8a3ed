using Crm.Application.Records;

namespace Crm.Application.Import;

/// <summary>What a row of a file of orders can say: fields of the order, who ordered, and the one line that the row is.</summary>
internal static class OrderTargets
{
    /// <summary>Its number; rows with the same one are one order.</summary>
    public const string Number = "number";

    /// <summary>Who ordered: his number, name or id elsewhere.</summary>
    public const string Customer = "customerId";

    /// <summary>Name of a customer who is not there yet.</summary>
    public const string CustomerName = "customer.name";

    /// <summary>Phone of a customer who is not there yet.</summary>
    public const string CustomerPhone = "customer.phone";

    /// <summary>Where a customer sits who is not there yet.</summary>
    public const string CustomerPlace = "customer.country";

    /// <summary>Code of the product.</summary>
    public const string ProductCode = "line.productCode";

    /// <summary>What stands on the line, and the name of a product that is not there yet.</summary>
    public const string ProductName = "line.productName";

    /// <summary>What a product that is not there yet is counted in.</summary>
    public const string Unit = "line.unit";

    /// <summary>Category of a product that is not there yet.</summary>
    public const string Category = "line.category";

    /// <summary>How much; below zero for what came back.</summary>
    public const string Quantity = "line.quantity";

    /// <summary>Price of one.</summary>
    public const string UnitPrice = "line.unitPrice";

    /// <summary>Price of all, where the price of one is not said.</summary>
    public const string Amount = "line.amount";

    /// <summary>Discount on the line in percent.</summary>
    public const string DiscountPercent = "line.discountPercent";

    /// <summary>Tax rate in percent.</summary>
    public const string TaxPercent = "line.taxPercent";

    /// <summary>Fields that follow from others here.</summary>
    private static readonly string[] Left = ["orderedOn", "returnedOn", "orderId"];

    /// <summary>Whether records of this kind come line by line.</summary>
    public static bool Fit(string entity) => entity is "orders" or "returns";

    /// <summary>The targets of such records, made from those of their fields.</summary>
    public static IEnumerable<ImportTarget> From(IEnumerable<ImportTarget> fields)
    {
        foreach (var target in fields.Where(t => !Left.Contains(t.Key)))
        {
            if (target.Key != Customer) yield return target with { TakesSeveral = target.TakesSeveral && target.Key != Number, Field = target.Field is { } field ? field with { Required = false } : null };
            else
            {
                yield return Raw(Customer, "客户", "Customer", FieldType.Text);
                yield return Raw(CustomerName, "客户名称", "Customer name", FieldType.Text);
                yield return Raw(CustomerPhone, "客户电话", "Customer phone", FieldType.Text);
                yield return Raw(CustomerPlace, "客户国家或地址", "Customer country or address", FieldType.Text);
            }
        }

        yield return Raw(ProductCode, "产品编码", "Product code", FieldType.Text);
        yield return Raw(ProductName, "产品名称", "Product name", FieldType.Text);
        yield return Raw(Unit, "单位", "Unit", FieldType.Text);
        yield return Raw(Category, "产品分类", "Product category", FieldType.Text);
        yield return Raw(Quantity, "数量", "Quantity", FieldType.Number);
        yield return Raw(UnitPrice, "单价", "Unit price", FieldType.Number);
        yield return Raw(Amount, "金额", "Amount", FieldType.Number);
        yield return Raw(DiscountPercent, "折扣率（%）", "Discount in percent", FieldType.Number);
        yield return Raw(TaxPercent, "税率（%）", "Tax rate in percent", FieldType.Number);
    }

    private static ImportTarget Raw(string key, string zh, string en, FieldType type) => new(key, new Label(zh, en), type) { IsRaw = true };
}
