using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Application.Common;

namespace Crm.Application.Records;

/// <summary>A comparison that a filter can make.</summary>
public enum FilterOperator
{
    /// <summary>Equal.</summary>
    Eq,

    /// <summary>Not equal; also true for an empty field.</summary>
    Ne,

    /// <summary>Greater.</summary>
    Gt,

    /// <summary>Greater or equal.</summary>
    Gte,

    /// <summary>Less.</summary>
    Lt,

    /// <summary>Less or equal.</summary>
    Lte,

    /// <summary>One of several values; of tags at least one.</summary>
    In,

    /// <summary>None of several values; also true for an empty field.</summary>
    Nin,

    /// <summary>All of several values, for fields that hold several.</summary>
    HasAll,

    /// <summary>Contains this text.</summary>
    Contains,

    /// <summary>Does not contain this text; also true for an empty field.</summary>
    NotContains,

    /// <summary>Starts with this text.</summary>
    StartsWith,

    /// <summary>Ends with this text.</summary>
    EndsWith,

    /// <summary>In one of these regions, or in a region within it: of a province all its cities and districts.</summary>
    Inside,

    /// <summary>In none of these regions; also true for an empty field.</summary>
    NotInside,

    /// <summary>Empty (true) or not (false).</summary>
    IsEmpty,

    /// <summary>From the first value to the second, both included.</summary>
    Between,

    /// <summary>In a span of days that is told from today, see <see cref="Periods"/>.</summary>
    Within,

    /// <summary>Outside of a span of days that is told from today; also true for an empty field.</summary>
    NotWithin,
}

/// <summary>A filter: comparisons, and combinations of filters.</summary>
[JsonConverter(typeof(FilterConverter))]
public abstract record Filter
{
    /// <summary>Most comparisons in one filter.</summary>
    public const int MaxComparisons = 50;

    /// <summary>Most groups within each other.</summary>
    public const int MaxDepth = 4;

    /// <summary>Most values in one comparison.</summary>
    public const int MaxValues = 500;

    /// <summary>All comparisons in it.</summary>
    [JsonIgnore]
    public IEnumerable<Comparison> Comparisons => this switch
    {
        AllOf all => all.Filters.SelectMany(filter => filter.Comparisons),
        AnyOf any => any.Filters.SelectMany(filter => filter.Comparisons),
        Not not => not.Filter.Comparisons,
        Comparison comparison => [comparison],
        _ => throw new NotSupportedException(GetType().Name),
    };

    private sealed class FilterConverter : JsonConverter<Filter>
    {
        public override Filter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            FilterParser.Read(JsonElement.ParseValue(ref reader), "/filter");

        public override void Write(Utf8JsonWriter writer, Filter value, JsonSerializerOptions options) => FilterParser.Write(value).WriteTo(writer, options);
    }
}

/// <summary>All of these.</summary>
/// <param name="Filters">None means everything.</param>
public sealed record AllOf(IReadOnlyList<Filter> Filters) : Filter;

/// <summary>At least one of these.</summary>
/// <param name="Filters">None means nothing.</param>
public sealed record AnyOf(IReadOnlyList<Filter> Filters) : Filter;

/// <summary>Whatever this leaves out.</summary>
/// <param name="Filter">What is not wanted.</param>
public sealed record Not(Filter Filter) : Filter;

/// <summary>One field against one or several values.</summary>
/// <param name="Field">Key of the field; of a related record with the relation before it: <c>owner.name</c>.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Values">As written by whoever asks.</param>
/// <param name="Source">Where it was written, for messages: a parameter such as <c>filter[name][contains]</c>, or a pointer into a body such as <c>/where/and/0</c>.</param>
public sealed record Comparison(string Field, FilterOperator Operator, IReadOnlyList<string> Values, string Source) : Filter
{
    /// <summary>Says what is wrong with one part of it, <c>field</c>, <c>op</c> or <c>value</c>, where it was written.</summary>
    public InvalidException Wrong(string part, string code, IReadOnlyDictionary<string, object?>? parameters = null) => new(
        Source.StartsWith('/') ? new FieldError($"{Source}/{part}", code, parameters) : FieldError.InQuery(Source, code, parameters),
        unreadable: true);

    /// <summary>Says that a word is none of those that would do.</summary>
    public InvalidException NotAmong(string part, string code, IEnumerable<string> allowed) =>
        Wrong(part, code, new Dictionary<string, object?> { ["allowed"] = string.Join(", ", allowed) });
}

/// <summary>Names of the comparisons and which field takes which.</summary>
public static class FilterOperators
{
    private static readonly Dictionary<string, FilterOperator> ByName =
        Enum.GetValues<FilterOperator>().ToDictionary(NameOf, StringComparer.Ordinal);

    private static readonly FilterOperator[] Equality = [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.In, FilterOperator.Nin];
    private static readonly FilterOperator[] Order = [FilterOperator.Gt, FilterOperator.Gte, FilterOperator.Lt, FilterOperator.Lte, FilterOperator.Between];
    private static readonly FilterOperator[] Words = [FilterOperator.Contains, FilterOperator.NotContains, FilterOperator.StartsWith, FilterOperator.EndsWith];
    private static readonly FilterOperator[] Days = [FilterOperator.Within, FilterOperator.NotWithin];
    private static readonly FilterOperator[] Sets = [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.In, FilterOperator.Nin, FilterOperator.HasAll, FilterOperator.IsEmpty];

    /// <summary>As on the wire: <c>startsWith</c>.</summary>
    public static string NameOf(FilterOperator op) => JsonNamingPolicy.CamelCase.ConvertName(op.ToString());

    /// <summary>The comparison of this name, if there is one.</summary>
    public static FilterOperator? Find(string name) => ByName.TryGetValue(name, out var op) ? op : null;

    /// <summary>Whether it takes several values.</summary>
    public static bool TakesSeveral(FilterOperator op) => op is FilterOperator.In or FilterOperator.Nin or FilterOperator.HasAll or FilterOperator.Between or FilterOperator.Inside or FilterOperator.NotInside;

    /// <summary>What can be asked of a field.</summary>
    public static IReadOnlyList<FilterOperator> For(FieldType type, bool nullable)
    {
        FilterOperator[] operators = type switch
        {
            FieldType.Text or FieldType.LongText or FieldType.PersonName or FieldType.WebAddress or FieldType.Phone or FieldType.Email => [.. Equality, .. Words],
            FieldType.Date or FieldType.DateTime => [.. Equality, .. Order, .. Days],
            FieldType.Number or FieldType.Percent or FieldType.Money or FieldType.Score => [.. Equality, .. Order],
            FieldType.YesNo => [FilterOperator.Eq, FilterOperator.Ne],
            FieldType.Region => [.. Equality, FilterOperator.StartsWith, FilterOperator.Inside, FilterOperator.NotInside],
            FieldType.Tags or FieldType.Relations or FieldType.Choices => Sets,
            FieldType.Segments => [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.In, FilterOperator.Nin, FilterOperator.HasAll],
            FieldType.Choice or FieldType.Code or FieldType.Relation or FieldType.Owner => Equality,
            _ => [],
        };
        return nullable && operators.Length > 0 && type != FieldType.Segments && !operators.Contains(FilterOperator.IsEmpty) ? [.. operators, FilterOperator.IsEmpty] : operators;
    }
}
