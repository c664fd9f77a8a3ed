using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>
/// A record as it would be, read from the input that would make it so, right or wrong: rules are looked at together with the shape. What an
/// input does not say (dates that follow from other records) is as the record has it.
/// </summary>
internal sealed class RecordToBe(JsonObject input, DescribedRecord? record)
{
    private static readonly MethodInfo ReadField = typeof(RecordToBe).GetMethod(nameof(Read))!;

    /// <summary>What the input says of a field, as on the wire; null when that is nothing.</summary>
    public JsonNode? Said(string key)
    {
        var node = key.StartsWith(FieldSet.CustomPrefix, StringComparison.Ordinal) ? (input["custom"] as JsonObject)?[key[FieldSet.CustomPrefix.Length..]] : input[key];
        return node switch
        {
            JsonArray { Count: 0 } => null,
            JsonValue value when value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text) => null,
            _ => node,
        };
    }

    /// <summary>The value of a field in the type that filters compare.</summary>
    public object? Read(FieldDescriptor field)
    {
        var type = field.Value.ReturnType;
        if (field.ReadOnly && !field.IsCustom) return record is null ? Nothing(type) : field.Value.Compile(preferInterpretation: true).DynamicInvoke(record);
        return Said(field.Key) is { } node && ValueOf(node, type) is { } value ? value : Nothing(type);
    }

    /// <summary>The same fields, read from a record that is yet to be: the one engine of filters runs over it.</summary>
    public static FieldDescriptor Describe(FieldDescriptor field)
    {
        var record = Expression.Parameter(typeof(RecordToBe), "r");
        return field with { Value = Expression.Lambda(Expression.Convert(Expression.Call(record, ReadField, Expression.Constant(field)), field.Value.ReturnType), record), SortBy = null };
    }

    private static object? Nothing(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)) return Array.CreateInstance(type.GetGenericArguments()[0], 0);
        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    private static object? ValueOf(JsonNode node, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (node is JsonArray items) return OfList(items, plain);
        if (node is JsonObject parts) return parts["amount"] is { } amount ? ValueOf(amount, type) : null;
        var value = node.AsValue();
        if (value.TryGetValue<bool>(out var truth)) return plain == typeof(bool) ? truth : null;
        if (value.GetValueKind() == JsonValueKind.Number) return OfText(value.ToJsonString(), plain);
        return value.TryGetValue<string>(out var text) ? OfText(text, plain) : null;
    }

    /// <summary>Of several phones or addresses the primary one counts, else the first; several words are the text of a list.</summary>
    private static object? OfList(JsonArray items, Type type)
    {
        if (type.IsGenericType && type.GetGenericArguments() is [var item])
        {
            var values = items.Select(node => node is null ? null : ValueOf(node, item)).Where(value => value is not null).ToList();
            var typed = Array.CreateInstance(item, values.Count);
            for (var i = 0; i < values.Count; i++) typed.SetValue(values[i], i);
            return typed;
        }

        if (type != typeof(string)) return null;
        if (items.OfType<JsonObject>().ToList() is not { Count: > 0 } ways) return $"[{string.Join(',', items.OfType<JsonValue>().Select(word => $"\"{word}\""))}]";
        var first = ways.Find(way => way["isPrimary"]?.GetValueKind() == JsonValueKind.True) ?? ways[0];
        return (first["number"] ?? first["address"]) is JsonValue way && way.TryGetValue<string>(out var text) ? text : null;
    }

    private static object? OfText(string text, Type type)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (type == typeof(string)) return TextRules.Clean(text);
        if (type.IsEnum) return Enum.GetNames(type).FirstOrDefault(n => JsonNamingPolicy.SnakeCaseLower.ConvertName(n) == text) is { } name ? Enum.Parse(type, name) : null;
        if (type == typeof(Guid)) return Guid.TryParse(text, out var id) ? id : null;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var number) ? number : null;
        if (type == typeof(decimal)) return decimal.TryParse(text, NumberStyles.Float, invariant, out var amount) ? amount : null;
        if (type == typeof(DateOnly)) return DateOnly.TryParseExact(text, CrmFunctions.DayPattern, invariant, DateTimeStyles.None, out var day) ? day : null;
        if (type == typeof(DateTime)) return Instants.TryParse(text, out var utc) ? utc : null;
        return null;
    }
}
