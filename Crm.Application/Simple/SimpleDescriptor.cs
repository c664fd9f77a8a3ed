using Crm.Application.Records;
using Crm.Domain.Common;

namespace Crm.Application.Simple;

/// <summary>A simple record, field by field: everything else follows from this.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="key">Key of the kind, as in the address: competitors.</param>
/// <param name="one">What people call one of them; the English word is written as in a sentence.</param>
/// <param name="many">What people call them.</param>
public abstract class SimpleDescriptor<T>(string key, Label one, Label many) : EntityDescriptor<T>(key, many)
    where T : NamedRecord
{
    /// <summary>What people call one of them.</summary>
    public Label One { get; } = one;

    /// <summary>Key of the owner field that decides who sees a record; null when whoever may read sees all.</summary>
    public virtual string? SightField => null;

    /// <summary>Whether only administrators write such records, because they say how others work.</summary>
    public virtual bool IsManaged => false;

    /// <inheritdoc/>
    public override string DefaultSort => "name";

    /// <summary>Names the name, by which the record is sorted, found and matched; no two in use may have the same.</summary>
    protected void AddName(string zh, string en, int maxLength) =>
        Add(Field("name", FieldType.Text, zh, en, r => r.Name) with
        {
            Required = true, Sortable = true, SortBy = By(r => r.NameSortKey), Filterable = true, Searchable = true, Unique = true, Matchable = true, MaxLength = maxLength,
        });

    /// <summary>Names what every record says of its own making.</summary>
    protected void AddStamps()
    {
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", r => r.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", r => r.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }
}
