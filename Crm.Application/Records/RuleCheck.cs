using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Settings;

namespace Crm.Application.Records;

/// <summary>
/// Looks at the rules of a kind of record. What was broken before may stay broken: a rule that is new does not hold up the change of something
/// else.
/// </summary>
internal sealed class RuleCheck(FieldSet fields, FilterSetting setting)
{
    /// <summary>The day on which it is looked at, in comparisons with a value.</summary>
    public const string Today = "today";

    /// <summary>The moment at which it is looked at.</summary>
    public const string Now = "now";

    private readonly FilterExpressions _expressions = new(fields.ToBe, setting);

    /// <summary>The rules that the record would break and does not break yet.</summary>
    public IEnumerable<FieldError> Find(RecordToBe record, RecordToBe? before)
    {
        foreach (var rule in fields.Rules)
        {
            if (fields.Find(rule.Field) is not { } field) continue; // archived
            var broken = rule.Kind == FieldRuleKind.ReadOnly
                ? before is not null && Holds(rule, before) && !JsonNode.DeepEquals(before.Said(rule.Field), record.Said(rule.Field))
                : Breaks(rule, field, record) && !(before is not null && JsonNode.DeepEquals(before.Said(rule.Field), record.Said(rule.Field)) && Breaks(rule, field, before));
            if (broken) yield return new FieldError(PointerOf(rule.Field), CodeOf(rule.Kind), new Dictionary<string, object?> { ["rule"] = rule.Id }) { Message = rule.Message };
        }
    }

    /// <summary>Refuses a rule that nobody could look at: an unknown field in its condition, a value that the field cannot have.</summary>
    /// <exception cref="InvalidException">It cannot be read; the pointer tells where.</exception>
    public void EnsureReadable(RecordRule rule, FieldDescriptor field)
    {
        if (rule.When is not null) _expressions.Of<RecordToBe>(rule.When);
        if (rule.Operator is not { } op) return;
        if (!field.Operators.Contains(op)) throw new InvalidException(FieldError.At("operator", "unknown_operator"));
        if (rule.OtherField is null) _expressions.Of<RecordToBe>(new Comparison(rule.Field, op, [OtherOf(rule, field, new RecordToBe([], null))!], ""));
    }

    /// <summary>Whether the record matches the condition of the rule.</summary>
    private bool Holds(RecordRule rule, RecordToBe record) => rule.When is null || Matches(rule.When, record);

    private bool Breaks(RecordRule rule, FieldDescriptor field, RecordToBe record)
    {
        var said = record.Said(rule.Field);
        if (rule.Kind == FieldRuleKind.Required) return said is null && Holds(rule, record);
        if (said is null) return false;
        return rule.Kind switch
        {
            FieldRuleKind.Pattern => record.Read(field) is string text && !FieldPatterns.Match(rule.Pattern!, text) && Holds(rule, record),
            FieldRuleKind.Options => Words(said).Except(rule.Options).Any() && Holds(rule, record),
            _ => OtherOf(rule, field, record) is { } other && !Matches(new Comparison(rule.Field, rule.Operator!.Value, [other], ""), record) && Holds(rule, record),
        };
    }

    /// <summary>What the field is compared with, as filters write it; null when that is nothing.</summary>
    private string? OtherOf(RecordRule rule, FieldDescriptor field, RecordToBe record)
    {
        if (rule.OtherField is { } key) return fields.Find(key) is { } other ? Written(record.Read(other)) : null;
        return rule.Value switch
        {
            Today when field.Type == FieldType.Date => LocalDay.Of(setting.Now, setting.Zone).ToString(CrmFunctions.DayPattern, CultureInfo.InvariantCulture),
            Now when field.Type == FieldType.DateTime => Instants.Format(setting.Now),
            var value => value,
        };
    }

    private bool Matches(Filter filter, RecordToBe record) => _expressions.Of<RecordToBe>(filter).Compile(preferInterpretation: true)(record);

    private static string? Written(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString(CrmFunctions.DayPattern, CultureInfo.InvariantCulture),
        DateTime utc => Instants.Format(utc),
        Enum word => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()),
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static IEnumerable<string> Words(JsonNode said) => said is JsonArray words ? words.Select(word => word?.ToString() ?? "") : [said.ToString()];

    private static string PointerOf(string field) => "/" + field.Replace('.', '/');

    private static string CodeOf(FieldRuleKind kind) => kind switch
    {
        FieldRuleKind.Required => "required",
        FieldRuleKind.ReadOnly => "read_only",
        FieldRuleKind.Pattern => "pattern_mismatch",
        FieldRuleKind.Options => "unknown_value",
        _ => "rule_broken",
    };
}
