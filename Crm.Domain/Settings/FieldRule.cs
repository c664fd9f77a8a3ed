using Crm.Domain.Common;

namespace Crm.Domain.Settings;

/// <summary>What a rule asks of a field.</summary>
public enum FieldRuleKind
{
    /// <summary>It must be given.</summary>
    Required,

    /// <summary>It stays as it is.</summary>
    ReadOnly,

    /// <summary>Its text has a form.</summary>
    Pattern,

    /// <summary>It compares with another field, with a value or with today.</summary>
    Compare,

    /// <summary>It is one of some words.</summary>
    Options,
}

/// <summary>What a rule says.</summary>
public sealed record FieldRuleContent
{
    /// <summary>Key of the field it is about.</summary>
    public required string Field { get; init; }

    /// <summary>What it asks.</summary>
    public required FieldRuleKind Kind { get; init; }

    /// <summary>The filter that a record must match for the rule to hold, as JSON; null when it always holds.</summary>
    public string? When { get; init; }

    /// <summary>The form, as a regular expression that the whole text matches.</summary>
    public string? Pattern { get; init; }

    /// <summary>How it compares: eq, ne, gt, gte, lt, lte.</summary>
    public string? Operator { get; init; }

    /// <summary>Key of the field it is compared with.</summary>
    public string? OtherField { get; init; }

    /// <summary>The value it is compared with, as in filters; <c>today</c> for days and <c>now</c> for moments.</summary>
    public string? Value { get; init; }

    /// <summary>The words it may be.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What to say to whoever breaks it, in Chinese.</summary>
    public required string MessageZh { get; init; }

    /// <summary>What to say to whoever breaks it, in English.</summary>
    public required string MessageEn { get; init; }

    /// <summary>Whether it is in force.</summary>
    public bool Active { get; init; } = true;
}

/// <summary>A rule about one field of one kind of record, the same for forms, API, imports and bulk work.</summary>
public sealed class FieldRule : Record
{
    /// <summary>Longest message.</summary>
    public const int MessageMaxLength = 200;

    /// <summary>Longest value.</summary>
    public const int ValueMaxLength = 200;

    /// <summary>Longest condition.</summary>
    public const int WhenMaxLength = 4000;

    /// <summary>Most rules of one kind of record.</summary>
    public const int MaxCount = 200;

    private FieldRule()
    {
    }

    /// <summary>A new rule.</summary>
    public FieldRule(Guid id, string entity, FieldRuleContent content)
        : base(id)
    {
        Entity = entity;
        Say(content);
    }

    /// <summary>Key of the kind of record.</summary>
    public string Entity { get; private set; } = "";

    /// <inheritdoc cref="FieldRuleContent.Field"/>
    public string Field { get; private set; } = "";

    /// <inheritdoc cref="FieldRuleContent.Kind"/>
    public FieldRuleKind Kind { get; private set; }

    /// <inheritdoc cref="FieldRuleContent.When"/>
    public string? When { get; private set; }

    /// <inheritdoc cref="FieldRuleContent.Pattern"/>
    public string? Pattern { get; private set; }

    /// <inheritdoc cref="FieldRuleContent.Operator"/>
    public string? Operator { get; private set; }

    /// <inheritdoc cref="FieldRuleContent.OtherField"/>
    public string? OtherField { get; private set; }

    /// <inheritdoc cref="FieldRuleContent.Value"/>
    public string? Value { get; private set; }

    /// <inheritdoc cref="FieldRuleContent.Options"/>
    public IReadOnlyList<string> Options { get; private set; } = [];

    /// <inheritdoc cref="FieldRuleContent.MessageZh"/>
    public string MessageZh { get; private set; } = "";

    /// <inheritdoc cref="FieldRuleContent.MessageEn"/>
    public string MessageEn { get; private set; } = "";

    /// <inheritdoc cref="FieldRuleContent.Active"/>
    public bool Active { get; private set; }

    /// <summary>Says something else.</summary>
    public void Say(FieldRuleContent content)
    {
        Field = content.Field;
        Kind = content.Kind;
        When = content.When;
        Pattern = content.Pattern;
        Operator = content.Operator;
        OtherField = content.OtherField;
        Value = content.Value;
        Options = content.Options;
        MessageZh = content.MessageZh;
        MessageEn = content.MessageEn;
        Active = content.Active;
    }
}
