using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Settings;

/// <summary>What can be written about a field that an administrator adds. POST takes it whole; PATCH merges what is sent into what is there.</summary>
public sealed record CustomFieldInput
{
    /// <summary>Key in <c>custom</c> of inputs and answers: a small letter, then letters, digits and underscores, at most 40; never changed and never used again.</summary>
    public string? Key { get; init; }

    /// <summary>What it holds; never changed.</summary>
    public CustomFieldType? Type { get; init; }

    /// <summary>For relations: key of the kind of record it leads to, for example <c>customers</c>; never changed.</summary>
    public string? RelatesTo { get; init; }

    /// <summary>Chinese label; at most 80 characters.</summary>
    public string? LabelZh { get; init; }

    /// <summary>English label; at most 80 characters.</summary>
    public string? LabelEn { get; init; }

    /// <summary>What to write into it, in Chinese; at most 400 characters.</summary>
    public string? HelpZh { get; init; }

    /// <summary>What to write into it, in English; at most 400 characters.</summary>
    public string? HelpEn { get; init; }

    /// <summary>Part of the form it stands in, in Chinese; at most 80 characters.</summary>
    public string? SectionZh { get; init; }

    /// <summary>Part of the form it stands in, in English; at most 80 characters.</summary>
    public string? SectionEn { get; init; }

    /// <summary>For choices: what can be chosen, in its order, at most 200. One that records have can be retired and not left out.</summary>
    public IReadOnlyList<CustomFieldOptionInput>? Options { get; init; }

    /// <summary>Whether a record cannot be saved without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether no two records in use may have the same value.</summary>
    public bool Unique { get; init; }

    /// <summary>What a new record gets when nothing is said, as a record would carry it.</summary>
    public JsonElement? DefaultValue { get; init; }

    /// <summary>For numbers and amounts: the smallest.</summary>
    public decimal? Min { get; init; }

    /// <summary>For numbers and amounts: the largest.</summary>
    public decimal? Max { get; init; }

    /// <summary>For texts: the longest, at most 400 characters, 4,000 for several lines.</summary>
    public int? MaxLength { get; init; }

    /// <summary>For texts: a regular expression, without look-around and back-references, that the whole text must match; at most 200 characters.</summary>
    public string? Pattern { get; init; }

    /// <summary>For texts: whether the search box finds the record by it. Records that have it already are found after they are next saved.</summary>
    public bool Searchable { get; init; }

    /// <summary>Whether the database keeps an index for filtering and sorting by it; worth it from about 100,000 records on.</summary>
    public bool Indexed { get; init; }

    /// <summary>What it says about a person: <c>none</c>, <c>contact</c>, <c>sensitive</c>. When nothing is said, phone numbers and e-mail addresses are contact data.</summary>
    public PersonalData? PersonalData { get; init; }

    internal static CustomFieldInput From(CustomField field) => new()
    {
        Key = field.Key,
        Type = field.Type,
        RelatesTo = field.RelatesTo,
        LabelZh = field.LabelZh,
        LabelEn = field.LabelEn,
        HelpZh = field.HelpZh,
        HelpEn = field.HelpEn,
        SectionZh = field.SectionZh,
        SectionEn = field.SectionEn,
        Options = [.. field.Options.Select(o => new CustomFieldOptionInput(o.Value, o.LabelZh, o.LabelEn, o.Retired, o.Color))],
        Required = field.Required,
        Unique = field.Unique,
        DefaultValue = field.Default is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null,
        Min = field.Min,
        Max = field.Max,
        MaxLength = field.MaxLength,
        Pattern = field.Pattern,
        Searchable = field.Searchable,
        Indexed = field.Indexed,
        PersonalData = field.PersonalData,
    };

    internal CustomFieldProfile ToProfile() => new()
    {
        LabelZh = TextRules.Clean(LabelZh)!,
        LabelEn = TextRules.Clean(LabelEn)!,
        HelpZh = TextRules.Clean(HelpZh),
        HelpEn = TextRules.Clean(HelpEn),
        SectionZh = TextRules.Clean(SectionZh),
        SectionEn = TextRules.Clean(SectionEn),
        Options = [.. (Options ?? []).Select(o => new CustomFieldOption(o.Value!, TextRules.Clean(o.LabelZh)!, TextRules.Clean(o.LabelEn)!, o.Retired, o.Color))],
        Required = Required,
        Unique = Unique,
        Default = DefaultValue is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } json ? json.GetRawText() : null,
        Min = Min,
        Max = Max,
        MaxLength = MaxLength,
        Pattern = string.IsNullOrEmpty(Pattern) ? null : Pattern,
        Searchable = Searchable,
        Indexed = Indexed,
        PersonalData = PersonalData ?? (Type is CustomFieldType.Phone or CustomFieldType.Email ? Domain.Common.PersonalData.Contact : Domain.Common.PersonalData.None),
    };
}

/// <summary>An option as it is sent.</summary>
/// <param name="Value">Stable word that records keep: letters, digits, spaces and <c>_ - . / ( )</c>; at most 80.</param>
/// <param name="LabelZh">Chinese label; at most 80 characters.</param>
/// <param name="LabelEn">English label; at most 80 characters.</param>
/// <param name="Retired">Whether it can no longer be chosen.</param>
/// <param name="Color">grey, blue, green, yellow, orange, red, purple or teal; one that follows from the word when nothing is said.</param>
public sealed record CustomFieldOptionInput(string? Value, string? LabelZh, string? LabelEn, bool Retired = false, string? Color = null);

/// <summary>Keys in the order that is wanted.</summary>
/// <param name="Keys">Keys of added fields; those that are not named come after them, in the order that they have.</param>
public sealed record FieldOrderInput(IReadOnlyList<string>? Keys);

/// <summary>A field that an administrator added.</summary>
public sealed record CustomFieldRow
{
    /// <inheritdoc cref="CustomFieldInput.Key"/>
    public string Key { get; init; } = "";

    /// <inheritdoc cref="CustomFieldInput.Type"/>
    public CustomFieldType Type { get; init; }

    /// <inheritdoc cref="CustomFieldInput.RelatesTo"/>
    public string? RelatesTo { get; init; }

    /// <inheritdoc cref="CustomFieldInput.LabelZh"/>
    public string LabelZh { get; init; } = "";

    /// <inheritdoc cref="CustomFieldInput.LabelEn"/>
    public string LabelEn { get; init; } = "";

    /// <inheritdoc cref="CustomFieldInput.HelpZh"/>
    public string? HelpZh { get; init; }

    /// <inheritdoc cref="CustomFieldInput.HelpEn"/>
    public string? HelpEn { get; init; }

    /// <inheritdoc cref="CustomFieldInput.SectionZh"/>
    public string? SectionZh { get; init; }

    /// <inheritdoc cref="CustomFieldInput.SectionEn"/>
    public string? SectionEn { get; init; }

    /// <inheritdoc cref="CustomFieldInput.Options"/>
    public IReadOnlyList<CustomFieldOption> Options { get; init; } = [];

    /// <inheritdoc cref="CustomFieldInput.Required"/>
    public bool Required { get; init; }

    /// <inheritdoc cref="CustomFieldInput.Unique"/>
    public bool Unique { get; init; }

    /// <inheritdoc cref="CustomFieldInput.DefaultValue"/>
    public JsonElement? DefaultValue { get; init; }

    /// <inheritdoc cref="CustomFieldInput.Min"/>
    public decimal? Min { get; init; }

    /// <inheritdoc cref="CustomFieldInput.Max"/>
    public decimal? Max { get; init; }

    /// <inheritdoc cref="CustomFieldInput.MaxLength"/>
    public int? MaxLength { get; init; }

    /// <inheritdoc cref="CustomFieldInput.Pattern"/>
    public string? Pattern { get; init; }

    /// <inheritdoc cref="CustomFieldInput.Searchable"/>
    public bool Searchable { get; init; }

    /// <inheritdoc cref="CustomFieldInput.Indexed"/>
    public bool Indexed { get; init; }

    /// <inheritdoc cref="CustomFieldProfile.PersonalData"/>
    public PersonalData PersonalData { get; init; }

    /// <summary>Place among the added fields of its kind, ascending.</summary>
    public int Position { get; init; }

    /// <summary>When it was archived; null while it is in use.</summary>
    public DateTime? ArchivedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    internal static CustomFieldRow From(CustomField field) => new()
    {
        Key = field.Key,
        Type = field.Type,
        RelatesTo = field.RelatesTo,
        LabelZh = field.LabelZh,
        LabelEn = field.LabelEn,
        HelpZh = field.HelpZh,
        HelpEn = field.HelpEn,
        SectionZh = field.SectionZh,
        SectionEn = field.SectionEn,
        Options = field.Options,
        Required = field.Required,
        Unique = field.Unique,
        DefaultValue = field.Default is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null,
        Min = field.Min,
        Max = field.Max,
        MaxLength = field.MaxLength,
        Pattern = field.Pattern,
        Searchable = field.Searchable,
        Indexed = field.Indexed,
        PersonalData = field.PersonalData,
        Position = field.Position,
        ArchivedAt = field.ArchivedAt,
        Version = field.Version,
    };
}

/// <summary>How much an added field is used.</summary>
/// <param name="Records">Records in use that have a value, also those that you do not see.</param>
public sealed record FieldUsage(int Records);

internal sealed partial class CustomFieldInputValidator : AbstractValidator<CustomFieldInput>
{
    private const int ValueMaxLength = 80;
    private static readonly CustomFieldType[] Chosen = [CustomFieldType.Choice, CustomFieldType.Choices];
    private static readonly CustomFieldType[] Measured = [CustomFieldType.Number, CustomFieldType.Percent, CustomFieldType.Money];
    private static readonly CustomFieldType[] Written = [CustomFieldType.Text, CustomFieldType.LongText, CustomFieldType.Phone, CustomFieldType.Email, CustomFieldType.WebAddress];
    private static readonly CustomFieldType[] NeverUnique = [CustomFieldType.LongText, CustomFieldType.YesNo, CustomFieldType.Choice, CustomFieldType.Choices, CustomFieldType.Score];
    private static readonly CustomFieldType[] NeverIndexed = [CustomFieldType.LongText, CustomFieldType.Choices];

    public CustomFieldInputValidator(IEnumerable<EntityDescriptor> descriptors)
    {
        RuleFor(f => f.Key).Given().Line(CustomValues.KeyMaxLength).Must(key => key is null || Key().IsMatch(key)).WithErrorCode("not_a_key");
        RuleFor(f => f.Type).Present();
        RuleFor(f => f.RelatesTo)
            .Must((f, kind) => (f.Type == CustomFieldType.Relation) == (kind is not null)).WithErrorCode("only_for_relations")
            .Must(kind => kind is null || descriptors.Any(d => d.Key == kind && d.TakesCustomFields)).WithErrorCode("unknown_value");
        RuleFor(f => f.LabelZh).Given().Line(CodeListItem.LabelMaxLength);
        RuleFor(f => f.LabelEn).Given().Line(CodeListItem.LabelMaxLength);
        RuleFor(f => f.HelpZh).Line(CustomField.HelpMaxLength);
        RuleFor(f => f.HelpEn).Line(CustomField.HelpMaxLength);
        RuleFor(f => f.SectionZh).Line(CodeListItem.LabelMaxLength);
        RuleFor(f => f.SectionEn).Line(CodeListItem.LabelMaxLength);

        RuleFor(f => f.Options).AtMost(CustomField.OptionsMaxCount)
            .Must((f, options) => !Is(f, Chosen) || options is { Count: > 0 }).WithErrorCode("required")
            .Must((f, options) => f.Type is null || Is(f, Chosen) || options is null or { Count: 0 }).WithErrorCode("not_for_this_type")
            .Must(options => options is null || options.Select(o => o?.Value).Distinct().Count() == options.Count).WithErrorCode("listed_twice");
        RuleForEach(f => f.Options).ChildRules(option =>
        {
            option.RuleFor(o => o.Value).Given().Line(ValueMaxLength).Must(value => value is null || Word().IsMatch(value)).WithErrorCode("not_an_option");
            option.RuleFor(o => o.LabelZh).Given().Line(CodeListItem.LabelMaxLength);
            option.RuleFor(o => o.LabelEn).Given().Line(CodeListItem.LabelMaxLength);
            option.RuleFor(o => o.Color).Must(color => color is null || Tag.Colors.Contains(color)).WithErrorCode("unknown_value");
        });

        RuleFor(f => f.Unique).Must((f, unique) => !unique || !Is(f, NeverUnique)).WithErrorCode("not_for_this_type");
        RuleFor(f => f.Indexed).Must((f, indexed) => !indexed || !Is(f, NeverIndexed)).WithErrorCode("not_for_this_type");
        RuleFor(f => f.Searchable).Must((f, searchable) => !searchable || f.Type is null || Is(f, Written)).WithErrorCode("not_for_this_type");
        RuleFor(f => f.Min).Must((f, min) => min is null || f.Type is null || Is(f, Measured)).WithErrorCode("not_for_this_type").Must(min => min is null || Money.CanHold(min.Value)).WithErrorCode("not_a_number");
        RuleFor(f => f.Max).Must((f, max) => max is null || f.Type is null || Is(f, Measured)).WithErrorCode("not_for_this_type").Must(max => max is null || Money.CanHold(max.Value)).WithErrorCode("not_a_number")
            .Must((f, max) => max is null || f.Min is null || max >= f.Min).WithErrorCode("max_below_min");
        RuleFor(f => f.MaxLength).Must((f, length) => length is null || f.Type is null || Is(f, Written)).WithErrorCode("not_for_this_type")
            .Must((f, length, context) =>
            {
                var max = f.Type is { } type ? CustomFieldDescriptors.MostOf(type) ?? CustomField.TextMaxLength : CustomField.TextMaxLength;
                context.MessageFormatter.AppendArgument("min", 1).AppendArgument("max", max);
                return length is null || (length >= 1 && length <= max);
            }).WithErrorCode("out_of_range");
        RuleFor(f => f.Pattern).Line(CustomField.PatternMaxLength)
            .Must((f, pattern) => string.IsNullOrEmpty(pattern) || f.Type is null || Is(f, Written)).WithErrorCode("not_for_this_type")
            .Must(pattern => string.IsNullOrEmpty(pattern) || FieldPatterns.IsOne(pattern)).WithErrorCode("not_a_pattern");
        RuleFor(f => f.DefaultValue).Must((f, value) => value is null || !f.Unique).WithErrorCode("default_not_unique");
    }

    private static bool Is(CustomFieldInput field, CustomFieldType[] types) => field.Type is { } type && types.Contains(type);

    [GeneratedRegex("^[a-z][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    /// <summary>Nothing that JSON would have to escape: a word is found in a stored list as it is.</summary>
    [GeneratedRegex(@"^[\p{L}\p{Nd}_](?:[\p{L}\p{Nd}_ \-./()（）]*[\p{L}\p{Nd}_.)）])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
