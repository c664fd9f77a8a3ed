using System.Text.Json;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using MediatR;

namespace Crm.Application.Settings;

/// <summary>A kind of record.</summary>
/// <param name="Entity">Its key, as in the address.</param>
/// <param name="LabelZh">Chinese name.</param>
/// <param name="LabelEn">English name.</param>
/// <param name="Customizable">Whether an administrator can add fields and rules to it.</param>
public sealed record EntityRow(string Entity, string LabelZh, string LabelEn, bool Customizable);

/// <summary>A kind of record with its fields.</summary>
/// <param name="Entity">Its key, as in the address.</param>
/// <param name="LabelZh">Chinese name.</param>
/// <param name="LabelEn">English name.</param>
/// <param name="DefaultSort">The order of a list when nobody asks for another.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Related">Fields of the records that it leads to (<c>owner.name</c>, <c>contacts.title</c>), by which it can be filtered too.</param>
/// <param name="Periods">The words that <c>within</c> and <c>notWithin</c> take beside <c>last:30d</c>, <c>next:7d</c>, <c>olderThan:30d</c>, <c>laterThan:7d</c> (days, <c>w</c> weeks, <c>m</c> months).</param>
public sealed record EntityMeta(
    string Entity, string LabelZh, string LabelEn, string DefaultSort, IReadOnlyList<FieldMeta> Fields, IReadOnlyList<FieldMeta> Related, IReadOnlyList<string> Periods)
{
    /// <summary>Whether an administrator can add fields and rules to it.</summary>
    public bool Customizable { get; init; }

    /// <summary>The rules about its fields that are in force, so that a form can say at once what must be given and what stays as it is.</summary>
    public IReadOnlyList<RuleMeta> Rules { get; init; } = [];
}

/// <summary>A word that a field may have.</summary>
/// <param name="Value">The word, as in answers and inputs.</param>
/// <param name="LabelZh">Chinese label.</param>
/// <param name="LabelEn">English label.</param>
/// <param name="Retired">Whether it can no longer be chosen.</param>
/// <param name="Color">grey, blue, green, yellow, orange, red, purple or teal; null where nobody chose one. Those of code lists are under <c>/code-lists</c>.</param>
public sealed record OptionMeta(string Value, string LabelZh, string LabelEn, bool Retired, string? Color);

/// <summary>A rule about a field that is in force.</summary>
public sealed record RuleMeta
{
    /// <summary>Id of the rule.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Field"/>
    public required string Field { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Kind"/>
    public required FieldRuleKind Kind { get; init; }

    /// <inheritdoc cref="FieldRuleInput.When"/>
    public JsonElement? When { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Pattern"/>
    public string? Pattern { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Operator"/>
    public string? Operator { get; init; }

    /// <inheritdoc cref="FieldRuleInput.OtherField"/>
    public string? OtherField { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Value"/>
    public string? Value { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Options"/>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <inheritdoc cref="FieldRuleInput.MessageZh"/>
    public required string MessageZh { get; init; }

    /// <inheritdoc cref="FieldRuleInput.MessageEn"/>
    public required string MessageEn { get; init; }

    internal static RuleMeta From(RecordRule rule) => new()
    {
        Id = rule.Id,
        Field = rule.Field,
        Kind = rule.Kind,
        When = rule.When is { } when ? JsonSerializer.SerializeToElement(FilterParser.Write(when)) : null,
        Pattern = rule.Pattern,
        Operator = rule.Operator is { } op ? FilterOperators.NameOf(op) : null,
        OtherField = rule.OtherField,
        Value = rule.Value,
        Options = rule.Options,
        MessageZh = rule.Message.Zh,
        MessageEn = rule.Message.En,
    };
}

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

    /// <summary>Whether no two records in use may have the same value.</summary>
    public bool Unique { get; init; }

    /// <summary>Whether an import or an upsert can find the record by it.</summary>
    public bool Matchable { get; init; }

    /// <summary>Whether an import can write it.</summary>
    public bool Importable { get; init; }

    /// <summary>Whether an administrator added it; it is in <c>custom</c> of inputs and answers.</summary>
    public bool Custom { get; init; }

    /// <summary>What it says about a person: none, contact, sensitive.</summary>
    public PersonalData PersonalData { get; init; }

    /// <summary>The words of <c>choices</c> with what people call them, retired ones among them; for added fields.</summary>
    public IReadOnlyList<OptionMeta> Options { get; init; } = [];

    /// <summary>What to write into it, in Chinese.</summary>
    public string? HelpZh { get; init; }

    /// <summary>What to write into it, in English.</summary>
    public string? HelpEn { get; init; }

    /// <summary>The part of the form it stands in, in Chinese.</summary>
    public string? SectionZh { get; init; }

    /// <summary>The part of the form it stands in, in English.</summary>
    public string? SectionEn { get; init; }

    /// <summary>Its place among the fields, ascending from 1.</summary>
    public int Order { get; init; }

    /// <summary>What a new record gets when nothing is said.</summary>
    public JsonElement? DefaultValue { get; init; }

    /// <summary>Smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>Regular expression that the whole text must match.</summary>
    public string? Pattern { get; init; }

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
        CodeList = field.CodeList,
        Choices = field.Choices,
        MaxLength = field.MaxLength,
        RelatesTo = field.RelatesTo,
        Unique = field.Unique,
        Matchable = field.Matchable,
        BulkEditable = field.BulkEditable,
        Importable = field is { ReadOnly: false, Type: not FieldType.Structure },
        Custom = field.IsCustom,
        PersonalData = field.PersonalData,
        Options = [.. field.Options.Select(o => new OptionMeta(o.Value, o.Label.Zh, o.Label.En, o.Retired, o.Color))],
        HelpZh = field.Help?.Zh,
        HelpEn = field.Help?.En,
        SectionZh = field.Section?.Zh,
        SectionEn = field.Section?.En,
        DefaultValue = field.Default,
        Min = field.Min,
        Max = field.Max,
        Pattern = field.Pattern,
    };
}

/// <summary>The kinds of record that have lists of their own.</summary>
[RequirePermission(Permissions.SettingsRead)]
public sealed record ListMeta : IRequest<ListPage<EntityRow>>;

/// <summary>One kind of record, field by field.</summary>
/// <param name="Entity">Its key.</param>
[RequirePermission(Permissions.SettingsRead)]
public sealed record GetMeta(string Entity) : IRequest<EntityMeta>;

internal sealed class MetaHandlers(IEnumerable<EntityDescriptor> descriptors, FieldMap fields) : IRequestHandler<ListMeta, ListPage<EntityRow>>, IRequestHandler<GetMeta, EntityMeta>
{
    public Task<ListPage<EntityRow>> Handle(ListMeta request, CancellationToken cancellationToken) =>
        Task.FromResult(Pages.Whole<EntityRow>([.. descriptors.Where(d => !d.IsPart).Select(d => new EntityRow(d.Key, d.Label.Zh, d.Label.En, d.TakesCustomFields))]));

    public async Task<EntityMeta> Handle(GetMeta request, CancellationToken cancellationToken)
    {
        var paths = await fields.OfAsync(request.Entity, cancellationToken);
        var descriptor = paths.Own.Descriptor;
        return new EntityMeta(
            descriptor.Key,
            descriptor.Label.Zh,
            descriptor.Label.En,
            descriptor.DefaultSort,
            [.. paths.Own.Fields.Select((field, i) => FieldMeta.From(new FieldPath(null, field)) with { Order = i + 1 })],
            [.. paths.Related.Where(path => path.Field.Filterable).Select(FieldMeta.From)],
            [.. Periods.Words])
        {
            Customizable = descriptor.TakesCustomFields,
            Rules = [.. paths.Own.Rules.Select(RuleMeta.From)],
        };
    }
}
