using System.Text.Json;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Settings;

/// <summary>A kind of record.</summary>
/// <param name="Entity">Its key, as in the address.</param>
/// <param name="LabelZh">Chinese name.</param>
/// <param name="LabelEn">English name.</param>
public sealed record EntityRow(string Entity, string LabelZh, string LabelEn);

/// <summary>A kind of record with its fields.</summary>
/// <param name="Entity">Its key, as in the address.</param>
/// <param name="LabelZh">Chinese name.</param>
/// <param name="LabelEn">English name.</param>
/// <param name="DefaultSort">The order of a list when nobody asks for another.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Related">Fields of the records that it leads to (<c>owner.name</c>, <c>contacts.title</c>), by which it can be filtered too.</param>
/// <param name="Periods">The words that <c>within</c> and <c>notWithin</c> take beside <c>last:30d</c>, <c>next:7d</c>, <c>olderThan:30d</c>, <c>laterThan:7d</c> (days, <c>w</c> weeks, <c>m</c> months).</param>
public sealed record EntityMeta(
    string Entity, string LabelZh, string LabelEn, string DefaultSort, IReadOnlyList<FieldMeta> Fields, IReadOnlyList<FieldMeta> Related, IReadOnlyList<string> Periods);

/// <summary>A field of a kind of record.</summary>
public sealed record FieldMeta
{
    /// <summary>Its key, as in answers, sort and filter.</summary>
    public required string Key { get; init; }

    /// <summary>What it holds: text, money, code, owner and so on.</summary>
    public required string Type { get; init; }

    /// <summary>Chinese label.</summary>
    public required string LabelZh { get; init; }

    /// <summary>English label.</summary>
    public required string LabelEn { get; init; }

    /// <summary>Whether a record cannot be without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it cannot be written.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether lists can be ordered by it.</summary>
    public bool Sortable { get; init; }

    /// <summary>Whether lists can be narrowed by it.</summary>
    public bool Filterable { get; init; }

    /// <summary>Whether the search box finds the record by it.</summary>
    public bool Searchable { get; init; }

    /// <summary>Whether many records at once may be given one value.</summary>
    public bool BulkEditable { get; init; }

    /// <summary>The comparisons that lists accept for it.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>Key of the code list it takes its values from.</summary>
    public string? CodeList { get; init; }

    /// <summary>The words it may have.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Longest text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Key of the kind of record that its values are.</summary>
    public string? RelatesTo { get; init; }

    internal static FieldMeta From(FieldPath path) => From(path.Field) with
    {
        Key = path.Key,
        LabelZh = path.Label.Zh,
        LabelEn = path.Label.En,
        Sortable = path.Relation is null && path.Field.Sortable,
        Operators = [.. path.Operators.Select(FilterOperators.NameOf)],
    };

    private static FieldMeta From(FieldDescriptor field) => new()
    {
        Key = field.Key,
        Type = JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Type.ToString()),
        LabelZh = field.Label.Zh,
        LabelEn = field.Label.En,
        Required = field.Required,
        ReadOnly = field.ReadOnly,
        Sortable = field.Sortable,
        Filterable = field.Filterable,
        Searchable = field.Searchable,
        BulkEditable = field.BulkEditable,
        CodeList = field.CodeList,
        Choices = field.Choices,
        MaxLength = field.MaxLength,
        RelatesTo = field.RelatesTo,
    };
}

/// <summary>The kinds of record that there are.</summary>
[RequirePermission(Permissions.SettingsRead)]
public sealed record ListMeta : IRequest<ListPage<EntityRow>>;

/// <summary>One kind of record, field by field.</summary>
/// <param name="Entity">Its key.</param>
[RequirePermission(Permissions.SettingsRead)]
public sealed record GetMeta(string Entity) : IRequest<EntityMeta>;

internal sealed class MetaHandlers(IEnumerable<EntityDescriptor> descriptors, FieldMap fields) : IRequestHandler<ListMeta, ListPage<EntityRow>>, IRequestHandler<GetMeta, EntityMeta>
{
    public Task<ListPage<EntityRow>> Handle(ListMeta request, CancellationToken cancellationToken) =>
        Task.FromResult(Pages.Whole<EntityRow>([.. descriptors.Select(d => new EntityRow(d.Key, d.Label.Zh, d.Label.En))]));

    public async Task<EntityMeta> Handle(GetMeta request, CancellationToken cancellationToken)
    {
        var paths = await fields.OfAsync(request.Entity, cancellationToken);
        var descriptor = paths.Own.Descriptor;
        return new EntityMeta(
            descriptor.Key,
            descriptor.Label.Zh,
            descriptor.Label.En,
            descriptor.DefaultSort,
            [.. paths.Own.Fields.Select(field => FieldMeta.From(new FieldPath(null, field)))],
            [.. paths.Related.Where(path => path.Field.Filterable).Select(FieldMeta.From)],
            [.. Periods.Words]);
    }
}
