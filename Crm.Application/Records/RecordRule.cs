using System.Text.Json;
using Crm.Domain.Settings;

namespace Crm.Application.Records;

/// <summary>A rule about a field, as whoever writes records knows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Field">Key of the field it is about.</param>
/// <param name="Kind">What it asks.</param>
/// <param name="When">What a record must match for the rule to hold; null when it always holds.</param>
/// <param name="Message">What to say to whoever breaks it.</param>
public sealed record RecordRule(Guid Id, string Field, FieldRuleKind Kind, Filter? When, Label Message)
{
    /// <summary>The form of its text.</summary>
    public string? Pattern { get; init; }

    /// <summary>How it compares.</summary>
    public FilterOperator? Operator { get; init; }

    /// <summary>The field it is compared with.</summary>
    public string? OtherField { get; init; }

    /// <summary>The value it is compared with.</summary>
    public string? Value { get; init; }

    /// <summary>The words it may be.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The rule as it is stored.</summary>
    public static RecordRule From(FieldRule rule) =>
        new(rule.Id, rule.Field, rule.Kind, rule.When is { } json ? FilterParser.Read(JsonSerializer.Deserialize<JsonElement>(json), "/when") : null, new Label(rule.MessageZh, rule.MessageEn))
        {
            Pattern = rule.Pattern,
            Operator = rule.Operator is { } name ? FilterOperators.Find(name) : null,
            OtherField = rule.OtherField,
            Value = rule.Value,
            Options = rule.Options,
        };
}
