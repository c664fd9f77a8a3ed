using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Application.Common;

namespace Crm.Application.Records;

/// <summary>
/// Reads filters in the two forms in which they are written, as parameters (<c>filter[name][contains]=海</c>) and as JSON
/// (<c>{"and":[{"field":"name","op":"contains","value":"海"}]}</c>), into the same tree.
/// </summary>
public static partial class FilterParser
{
    private const string And = "and";
    private const string Or = "or";
    private const string Negation = "not";
    private const string Field = "field";
    private const string Op = "op";
    private const string Value = "value";

    /// <summary>Whether a query parameter is a filter: <c>filter[field]</c> or <c>filter[field][operator]</c>.</summary>
    public static bool IsFilter(string parameter) => Parameter().IsMatch(parameter);

    /// <summary>The filter of these query parameters; all of them must hold.</summary>
    /// <exception cref="InvalidException">An unknown comparison, or too many.</exception>
    public static Filter Read(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var comparisons = parameters.Where(parameter => IsFilter(parameter.Key)).Select(parameter => Compare(parameter.Key, parameter.Value)).ToList();
        return comparisons.Count <= Filter.MaxComparisons ? new AllOf(comparisons) : throw new InvalidException(FieldError.InQuery("filter", "too_many", Most(Filter.MaxComparisons)), unreadable: true);
    }

    /// <summary>The filter that stands in a body.</summary>
    /// <param name="json">The filter.</param>
    /// <param name="pointer">Where it stands (RFC 6901).</param>
    /// <exception cref="InvalidException">It has another shape, or is too large or too deep.</exception>
    public static Filter Read(JsonElement json, string pointer)
    {
        var comparisons = 0;
        try
        {
            return Read(json, pointer, 0, ref comparisons, pointer);
        }
        catch (InvalidOperationException)
        {
            throw Wrong(pointer, "malformed_json"); // half a surrogate pair
        }
    }

    /// <summary>A filter as JSON.</summary>
    public static JsonObject Write(Filter filter) => filter switch
    {
        AllOf all => new JsonObject { [And] = new JsonArray([.. all.Filters.Select(Write)]) },
        AnyOf any => new JsonObject { [Or] = new JsonArray([.. any.Filters.Select(Write)]) },
        Not not => new JsonObject { [Negation] = Write(not.Filter) },
        Comparison comparison => new JsonObject { [Field] = comparison.Field, [Op] = FilterOperators.NameOf(comparison.Operator), [Value] = ValueOf(comparison) },
        _ => throw new NotSupportedException(filter.GetType().Name),
    };

    private static JsonNode ValueOf(Comparison comparison) =>
        FilterOperators.TakesSeveral(comparison.Operator) ? new JsonArray([.. comparison.Values.Select(value => (JsonNode)value)])
        : comparison.Operator == FilterOperator.IsEmpty && bool.TryParse(comparison.Values[0], out var empty) ? empty
        : comparison.Values[0];

    private static Comparison Compare(string name, string value)
    {
        var parts = Parameter().Match(name);
        var op = FilterOperator.Eq;
        if (parts.Groups[Op] is { Success: true } given) op = FilterOperators.Find(given.Value) ?? throw new InvalidException(FieldError.InQuery(name, "unknown_operator"), unreadable: true);
        string[] values = FilterOperators.TakesSeveral(op) ? value.Split(',', StringSplitOptions.TrimEntries) : [value];
        return new Comparison(parts.Groups[Field].Value, op, values, name);
    }

    private static Filter Read(JsonElement json, string pointer, int depth, ref int comparisons, string root)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Wrong(pointer, "wrong_type");
        var members = json.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        if (members.Keys.FirstOrDefault(name => name is not (And or Or or Negation or Field or Op or Value)) is { } unknown) throw Wrong(Into(pointer, unknown), "unknown_field");

        if (members.TryGetValue(Field, out var field) && !members.Keys.Any(name => name is And or Or or Negation))
            return ++comparisons <= Filter.MaxComparisons ? Compare(members, field, pointer) : throw Wrong(root, "too_many", Most(Filter.MaxComparisons));

        if (members.Count != 1 || members.ContainsKey(Op) || members.ContainsKey(Value)) throw Wrong(pointer, "filter_shape");
        if (++depth > Filter.MaxDepth) throw Wrong(pointer, "too_deep", Most(Filter.MaxDepth));

        var (kind, inner) = members.First();
        if (kind == Negation) return new Not(Read(inner, Into(pointer, kind), depth, ref comparisons, root));
        if (inner.ValueKind != JsonValueKind.Array) throw Wrong(Into(pointer, kind), "wrong_type");
        var filters = new List<Filter>();
        foreach (var item in inner.EnumerateArray()) filters.Add(Read(item, $"{pointer}/{kind}/{filters.Count}", depth, ref comparisons, root));
        if (kind == And) return new AllOf(filters);
        return filters.Count > 0 ? new AnyOf(filters) : throw Wrong(Into(pointer, kind), "required");
    }

    private static Comparison Compare(Dictionary<string, JsonElement> members, JsonElement field, string pointer)
    {
        if (field.ValueKind != JsonValueKind.String) throw Wrong(Into(pointer, Field), "wrong_type");
        var op = FilterOperator.Eq;
        if (members.TryGetValue(Op, out var given))
        {
            if (given.ValueKind != JsonValueKind.String) throw Wrong(Into(pointer, Op), "wrong_type");
            op = FilterOperators.Find(given.GetString()!) ?? throw Wrong(Into(pointer, Op), "unknown_operator");
        }

        if (!members.TryGetValue(Value, out var value)) throw Wrong(Into(pointer, Value), "required");
        return new Comparison(field.GetString()!, op, Values(value, op, Into(pointer, Value)), pointer);
    }

    private static List<string> Values(JsonElement value, FilterOperator op, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Array) return [Text(value, pointer)];
        if (!FilterOperators.TakesSeveral(op)) throw Wrong(pointer, "wrong_type");
        if (value.GetArrayLength() > Filter.MaxValues) throw Wrong(pointer, "too_many", Most(Filter.MaxValues));
        var values = new List<string>();
        foreach (var item in value.EnumerateArray()) values.Add(Text(item, $"{pointer}/{values.Count}"));
        return values;
    }

    private static string Text(JsonElement value, string pointer) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw Wrong(pointer, "wrong_type"),
    };

    private static Dictionary<string, object?> Most(int max) => new() { ["max"] = max };

    private static string Into(string pointer, string name) => $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static InvalidException Wrong(string pointer, string code, IReadOnlyDictionary<string, object?>? parameters = null) => new(new FieldError(pointer, code, parameters), unreadable: true);

    [GeneratedRegex(@"^filter\[(?<field>\w+(\.\w+){0,2})\](\[(?<op>\w+)\])?$")]
    private static partial Regex Parameter();
}
