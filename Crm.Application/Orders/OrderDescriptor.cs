using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using Crm.Domain.Orders;
using Crm.Domain.Security;
using Crm.Domain.Settings;

namespace Crm.Application.Orders;

/// <summary>An order, field by field.</summary>
public sealed class OrderDescriptor : EntityDescriptor<Order>
{
    /// <summary>Names every field once.</summary>
    public OrderDescriptor()
        : base("orders", new Label("订单", "Orders"))
    {
        Add(Field("number", FieldType.Text, "订单号", "Number", o => o.Number) with
        {
            Required = true, Sortable = true, Filterable = true, Searchable = true, Unique = true, Matchable = true, Normalize = number => number.Trim(), MaxLength = Order.NumberMaxLength,
        });
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", o => o.CustomerId) with { Filterable = true, RelatesTo = "customers" });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Owner", o => o.OwnerId) with { Filterable = true, BulkEditable = true });
        Add(Field("orderedAt", FieldType.DateTime, "下单时间", "Ordered at", o => o.OrderedAt) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("orderedOn", FieldType.Date, "下单日期", "Ordered on", o => o.OrderedOn) with { Required = true, Filterable = true });
        Add(Field("wantedOn", FieldType.Date, "期望交期", "Wanted on", o => o.WantedOn) with { Sortable = true, Filterable = true, BulkEditable = true });
        Add(Field("status", FieldType.Choice, "状态", "Status", o => o.Status) with
        {
            Required = true, Filterable = true, Choices = WordsOf<OrderStatus>(),
            Options = Named(("draft", "草稿", "Draft"), ("confirmed", "已确认", "Confirmed"), ("shipped", "已发货", "Shipped"), ("completed", "已完成", "Completed"), ("cancelled", "已取消", "Cancelled")),
        });
        Add(Field("currency", FieldType.Text, "币种", "Currency", o => o.Currency) with { Required = true, Filterable = true, MaxLength = 3 });
        Add(Field("rate", FieldType.Number, "汇率", "Exchange rate", o => o.Rate));
        Add(Field("channel", FieldType.Code, "销售渠道", "Channel", o => o.Channel) with { Filterable = true, CodeList = CodeLists.SalesChannel, BulkEditable = true });
        Add(Field("paymentMethod", FieldType.Code, "付款方式", "Payment method", o => o.PaymentMethod) with { Filterable = true, CodeList = CodeLists.PaymentMethod, BulkEditable = true });
        Add(Field("goods", FieldType.Money, "货款", "Goods", o => o.Goods) with { ReadOnly = true, Filterable = true });
        Add(Field("discount", FieldType.Money, "整单优惠", "Discount", o => o.Discount) with { Filterable = true });
        Add(Field("tax", FieldType.Money, "税额", "Tax", o => o.Tax) with { ReadOnly = true });
        Add(Field("total", FieldType.Money, "应付金额", "Total", o => o.Total) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("revenue", FieldType.Money, "收入（本位币）", "Revenue in base currency", o => o.Revenue) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("note", FieldType.LongText, "备注", "Note", o => o.Note) with { Filterable = true, Searchable = true, MaxLength = Order.NoteMaxLength });
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", o => o.Customer));
        Add(To<User, UserDescriptor>("owner", "负责人", "Owner", o => o.Owner));
        Add(ToParts(
            "lines",
            "明细",
            "Lines",
            o => o.Lines,
            PartField("productId", FieldType.Relation, "产品", "Product", (OrderLine l) => l.ProductId) with { RelatesTo = "products" },
            PartField("text", FieldType.Text, "内容", "Text", (OrderLine l) => l.Text) with { Required = true },
            PartField("productCode", FieldType.Text, "产品编码", "Product code", (OrderLine l) => l.Product!.Code),
            PartField("quantity", FieldType.Number, "数量", "Quantity", (OrderLine l) => l.Quantity) with { Required = true },
            PartField("net", FieldType.Money, "金额", "Amount", (OrderLine l) => l.Net) with { Required = true }));
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", o => o.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", o => o.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-orderedAt";
}
