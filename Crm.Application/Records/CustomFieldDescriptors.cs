using System.Linq.Expressions;
using System.Text.Json;
using Crm.Domain.Common;
using Crm.Domain.Settings;

namespace Crm.Application.Records;

/// <summary>Describes a field that an administrator added like one that the house declares.</summary>
public static class CustomFieldDescriptors
{
    private static readonly Dictionary<CustomFieldType, (FieldType Type, string Reader)> Kinds = new()
    {
        [CustomFieldType.Text] = (FieldType.Text, nameof(CrmFunctions.CustomText)),
        [CustomFieldType.LongText] = (FieldType.LongText, nameof(CrmFunctions.CustomText)),
        [CustomFieldType.Number] = (FieldType.Number, nameof(CrmFunctions.CustomNumber)),
        [CustomFieldType.Money] = (FieldType.Money, nameof(CrmFunctions.CustomAmount)),
        [CustomFieldType.Percent] = (FieldType.Percent, nameof(CrmFunctions.CustomNumber)),
        [CustomFieldType.Date] = (FieldType.Date, nameof(CrmFunctions.CustomDay)),
        [CustomFieldType.DateTime] = (FieldType.DateTime, nameof(CrmFunctions.CustomMoment)),
        [CustomFieldType.YesNo] = (FieldType.YesNo, nameof(CrmFunctions.CustomFlag)),
        [CustomFieldType.Choice] = (FieldType.Choice, nameof(CrmFunctions.CustomText)),
        [CustomFieldType.Choices] = (FieldType.Choices, nameof(CrmFunctions.CustomList)),
        [CustomFieldType.Phone] = (FieldType.Phone, nameof(CrmFunctions.CustomText)),
        [CustomFieldType.Email] = (FieldType.Email, nameof(CrmFunctions.CustomText)),
        [CustomFieldType.WebAddress] = (FieldType.WebAddress, nameof(CrmFunctions.CustomText)),
        [CustomFieldType.User] = (FieldType.Owner, nameof(CrmFunctions.CustomId)),
        [CustomFieldType.Relation] = (FieldType.Relation, nameof(CrmFunctions.CustomId)),
        [CustomFieldType.Region] = (FieldType.Region, nameof(CrmFunctions.CustomText)),
        [CustomFieldType.Score] = (FieldType.Score, nameof(CrmFunctions.CustomNumber)),
    };

    /// <summary>Types whose values have an order that means something to people.</summary>
    private static readonly FieldType[] Ordered =
    [
        FieldType.Text, FieldType.Number, FieldType.Money, FieldType.Percent, FieldType.Date, FieldType.DateTime, FieldType.Score, FieldType.Phone, FieldType.Email, FieldType.WebAddress,
    ];

    /// <summary>Types by whose values an import or an upsert may find a record.</summary>
    private static readonly FieldType[] Telling = [FieldType.Text, FieldType.Phone, FieldType.Email];

    /// <summary>What the type is called in descriptors.</summary>
    public static FieldType TypeOf(CustomFieldType type) => Kinds[type].Type;

    /// <summary>The field as lists, filters, metadata, imports and exports know it.</summary>
    public static FieldDescriptor Describe(EntityDescriptor kind, CustomField field)
    {
        var (type, reader) = Kinds[field.Type];
        return new FieldDescriptor(FieldSet.CustomPrefix + field.Key, type, new Label(field.LabelZh, field.LabelEn), Value(kind.Record, reader, field.Key))
        {
            Id = field.Id,
            IsCustom = true,
            Required = field.Required,
            Unique = field.Unique,
            Sortable = Ordered.Contains(type),
            Filterable = true,
            Searchable = field.Searchable,
            Matchable = field.Unique && Telling.Contains(type),
            BulkEditable = !field.Unique,
            Indexed = field.Indexed,
            PersonalData = field.PersonalData,
            RelatesTo = field.RelatesTo,
            MaxLength = field.MaxLength ?? MostOf(field.Type),
            Min = field.Min,
            Max = field.Max,
            Pattern = field.Pattern,
            Help = Both(field.HelpZh, field.HelpEn),
            Section = Both(field.SectionZh, field.SectionEn),
            Choices = [.. field.Options.Where(o => !o.Retired).Select(o => o.Value)],
            Options = [.. field.Options.Select(o => new FieldOption(o.Value, new Label(o.LabelZh, o.LabelEn), o.Retired, o.Color))],
            Default = field.Default is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null,
        };
    }

    /// <summary>The longest text that a field of this type can hold; null when it holds no text of free length.</summary>
    public static int? MostOf(CustomFieldType type) => type switch
    {
        CustomFieldType.Text or CustomFieldType.WebAddress => CustomField.TextMaxLength,
        CustomFieldType.LongText => CustomField.LongTextMaxLength,
        CustomFieldType.Phone => Phone.NumberMaxLength,
        CustomFieldType.Email => Email.AddressMaxLength,
        _ => null,
    };

    private static LambdaExpression Value(Type record, string reader, string key)
    {
        var parameter = Expression.Parameter(record, "r");
        return Expression.Lambda(Expression.Call(typeof(CrmFunctions), reader, null, Expression.Property(parameter, nameof(DescribedRecord.Custom)), Expression.Constant(key)), parameter);
    }

    private static Label? Both(string? zh, string? en) => (zh ?? en) is { } any ? new Label(zh ?? any, en ?? any) : null;
}
