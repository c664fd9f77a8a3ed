using Crm.Application.Records;
using Crm.Domain.Settings;

namespace Crm.Application.Import;

/// <summary>What a column can fill.</summary>
/// <param name="Key">Field key; with a part behind a dot where a field takes several columns: <c>phones.mobile</c>, <c>name.family</c>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Type">What the column holds.</param>
internal sealed record ImportTarget(string Key, Label Label, FieldType Type)
{
    /// <summary>The field it fills; null for those that only find the record.</summary>
    public FieldDescriptor? Field { get; init; }

    /// <summary>The member of the input that it fills.</summary>
    public string Member { get; init; } = Key;

    /// <summary>Which part of the field.</summary>
    public string? Part { get; init; }

    /// <summary>Whether it finds the record and is not written.</summary>
    public bool OnlyFinds { get; init; }

    /// <summary>Whether its text is kept as it stands, for whoever puts rows together to records.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Whether several columns may fill it together.</summary>
    public bool TakesSeveral { get; init; }

    /// <summary>The code list it takes its values from.</summary>
    public string? CodeList { get; init; }

    /// <summary>The kind of record it leads to.</summary>
    public string? RelatesTo { get; init; }
}

/// <summary>What the columns of a file can fill in one kind of record.</summary>
internal sealed class ImportTargets
{
    /// <summary>Finds the record by our own id.</summary>
    public const string Id = "id";

    /// <summary>Before the name of a system: the id that the record has there.</summary>
    public const string ExternalRef = "externalRef:";

    /// <summary>A whole Chinese address in one column.</summary>
    public const string WholeAddress = "address";

    private readonly Dictionary<string, ImportTarget> _byKey;

    private ImportTargets(FieldSet fields, List<ImportTarget> all) => (Fields, All, _byKey) = (fields, all, all.ToDictionary(t => t.Key, StringComparer.Ordinal));

    /// <summary>The fields behind them.</summary>
    public FieldSet Fields { get; }

    /// <summary>All of them, in the order of the fields.</summary>
    public IReadOnlyList<ImportTarget> All { get; }

    /// <summary>The targets of a kind of record.</summary>
    public static ImportTargets Of(FieldSet fields)
    {
        List<ImportTarget> all = [new(Id, new Label("系统编号（ID）", "Id"), FieldType.Text) { OnlyFinds = true }, .. fields.Fields.SelectMany(Of)];
        if (fields.Find("provinceCode") is not null && fields.Find("addressLine1") is not null)
            all.Add(new ImportTarget(WholeAddress, new Label("完整地址", "Whole address"), FieldType.Text) { Field = fields.Find("addressLine1"), TakesSeveral = true });
        if (fields.Descriptor.Key == "contacts") all.AddRange(AtCustomer(fields));
        return new ImportTargets(fields, OrderTargets.Fit(fields.Descriptor.Key) ? [.. OrderTargets.From(all)] : all);
    }

    /// <summary>The target of this key, if there is one.</summary>
    public ImportTarget? Find(string key) => _byKey.GetValueOrDefault(key) ?? (SystemOf(key) is { } system
        ? new ImportTarget(key, new Label($"外部编号（{system}）", $"Id in {system}"), FieldType.Text)
        : null);

    /// <summary>The system whose ids a key means; null when it means something else.</summary>
    public static string? SystemOf(string key) =>
        key.StartsWith(ExternalRef, StringComparison.Ordinal) && ExternalReferences.IsSystem(key[ExternalRef.Length..]) ? key[ExternalRef.Length..] : null;

    private static IEnumerable<ImportTarget> Of(FieldDescriptor field)
    {
        ImportTarget Part(string part, string zh, string en, FieldType type) =>
            new($"{field.Key}.{part}", new Label(zh, en), type) { Field = field, Member = field.Key, Part = part, TakesSeveral = type is FieldType.Phone or FieldType.Email };

        if (field.ReadOnly && field.Key == "number") return [new(field.Key, field.Label, field.Type) { Field = field, OnlyFinds = true }];
        if (field.ReadOnly || field.Type is FieldType.Preferences or FieldType.Structure || field.RelatesTo is "segments" or "questionnaires") return [];

        var whole = new ImportTarget(field.Key, field.Label, field.Type)
        {
            Field = field,
            CodeList = field.CodeList,
            RelatesTo = field.RelatesTo ?? Relation(field.Key),
            TakesSeveral = field.Type is FieldType.Phone or FieldType.Email or FieldType.Tags or FieldType.Text or FieldType.LongText or FieldType.Relations or FieldType.Choices && field.Key != "name",
        };
        return field.Type switch
        {
            FieldType.Phone when !field.IsCustom =>
            [
                whole, Part("mobile", "手机", "Mobile", FieldType.Phone), Part("office", "办公电话", "Office phone", FieldType.Phone), Part("home", "住宅电话", "Home phone", FieldType.Phone),
                Part("fax", "传真", "Fax", FieldType.Phone), Part("other", "其他电话", "Other phone", FieldType.Phone),
            ],
            FieldType.Email when !field.IsCustom =>
            [
                whole, Part("work", "工作邮箱", "Work e-mail", FieldType.Email), Part("home", "私人邮箱", "Private e-mail", FieldType.Email),
                Part("billing", "开票邮箱", "Billing e-mail", FieldType.Email), Part("other", "其他邮箱", "Other e-mail", FieldType.Email),
            ],
            FieldType.Money => [whole, Part("currency", field.Label.Zh + "币种", field.Label.En + ", currency", FieldType.Text)],
            FieldType.PersonName => [whole, Part("family", "姓", "Family name", FieldType.Text), Part("given", "名", "Given name", FieldType.Text), Part("middle", "中间名", "Middle name", FieldType.Text)],
            _ => [whole],
        };
    }

    /// <summary>A contact comes with a place at a customer.</summary>
    private static IEnumerable<ImportTarget> AtCustomer(FieldSet fields)
    {
        ImportTarget Place(string part, string zh, string en, FieldType type) =>
            new("customers." + part, new Label(zh, en), type) { Field = fields.Find("customerId"), Member = "customers", Part = part };

        yield return Place("customerId", "所在客户", "Customer", FieldType.Relation) with { RelatesTo = "customers" };
        yield return Place("title", "职位", "Job title", FieldType.Text);
        yield return Place("department", "部门", "Department", FieldType.Text);
        yield return Place("role", "联系人角色", "Role", FieldType.Code) with { CodeList = CodeLists.ContactRole };
    }

    private static string? Relation(string key) => key switch
    {
        "customerId" or "parentId" => "customers",
        "contactId" or "contactIds" => "contacts",
        _ => null,
    };
}
