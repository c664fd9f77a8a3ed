using Crm.Application.Records;
using Crm.Application.Simple;
using Crm.Domain.Care;
using Crm.Domain.Settings;

namespace Crm.Application.Care;

/// <summary>A gift, field by field. Everybody chooses from the catalogue; administrators write it.</summary>
public sealed class GiftDescriptor : SimpleDescriptor<Gift>
{
    private const decimal MostPrice = 10_000_000;
    private const decimal MostStock = 10_000_000;

    /// <summary>Names every field once.</summary>
    public GiftDescriptor()
        : base("gifts", new Label("礼品", "gift"), new Label("礼品目录", "Gift catalogue"))
    {
        AddName("名称", "Name", Gift.NameMaxLength);
        Add(Field("price", FieldType.Number, "单价", "Price", g => g.Price) with { Required = true, Sortable = true, Filterable = true, Min = 0, Max = MostPrice });
        Add(Field("stock", FieldType.Number, "库存", "In stock", g => g.Stock) with { Sortable = true, Filterable = true, Min = 0, Max = MostStock });
        Add(Field("fromTier", FieldType.Code, "最低适用等级", "From tier", g => g.FromTier) with { Filterable = true, CodeList = CodeLists.CustomerTier });
        Add(Field("retired", FieldType.YesNo, "停用", "Retired", g => g.Retired) with { Filterable = true });
        Add(Field("notes", FieldType.LongText, "说明", "Notes", g => g.Notes) with { MaxLength = 2000 });
        AddStamps();
    }

    /// <inheritdoc/>
    public override bool IsManaged => true;
}
