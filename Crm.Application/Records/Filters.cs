using System.Text.Json;

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

    /// <summary>One of several values.</summary>
    In,

    /// <summary>None of several values; also true for an empty field.</summary>
    Nin,

    /// <summary>Contains this text.</summary>
    Contains,

    /// <summary>Starts with this text.</summary>
    StartsWith,

    /// <summary>Empty (true) or not (false).</summary>
    IsEmpty,

    /// <summary>From the first value to the second, both included.</summary>
    Between,
}

/// <summary>A filter: comparisons, and combinations of filters.</summary>
public abstract record Filter;

/// <summary>All of these.</summary>
/// <param name="Filters">None means everything.</param>
public sealed record AllOf(IReadOnlyList<Filter> Filters) : Filter;

/// <summary>One field against one or several values.</summary>
/// <param name="Field">Key of the field.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Values">As written by whoever asks.</param>
/// <param name="Source">Where it was written, for messages: <c>filter[name][contains]</c>.</param>
public sealed record Comparison(string Field, FilterOperator Operator, IReadOnlyList<string> Values, string Source) : Filter;

/// <summary>Names of the comparisons and which field takes which.</summary>
public static class FilterOperators
{
    private static readonly Dictionary<string, FilterOperator> ByName =
        Enum.GetValues<FilterOperator>().ToDictionary(NameOf, StringComparer.Ordinal);

    private static readonly FilterOperator[] Equality = [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.In, FilterOperator.Nin];
    private static readonly FilterOperator[] Order = [FilterOperator.Gt, FilterOperator.Gte, FilterOperator.Lt, FilterOperator.Lte, FilterOperator.Between];
    private static readonly FilterOperator[] Words = [FilterOperator.Contains, FilterOperator.StartsWith];

    /// <summary>As on the wire: <c>startsWith</c>.</summary>
    public static string NameOf(FilterOperator op) => JsonNamingPolicy.CamelCase.ConvertName(op.ToString());

    /// <summary>The comparison of this name, if there is one.</summary>
    public static FilterOperator? Find(string name) => ByName.TryGetValue(name, out var op) ? op : null;

    /// <summary>What can be asked of a field.</summary>
    public static IReadOnlyList<FilterOperator> For(FieldType type, bool nullable)
    {
        FilterOperator[] operators = type switch
        {
            FieldType.Text or FieldType.LongText or FieldType.PersonName or FieldType.WebAddress or FieldType.Phone or FieldType.Email => [.. Equality, .. Words],
            FieldType.Number or FieldType.Percent or FieldType.Money or FieldType.Date or FieldType.DateTime or FieldType.Score => [.. Equality, .. Order],
            FieldType.YesNo => [FilterOperator.Eq, FilterOperator.Ne],
            FieldType.Region => [.. Equality, FilterOperator.StartsWith],
            FieldType.Tags or FieldType.Relations or FieldType.Choices => [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.In, FilterOperator.Nin, FilterOperator.IsEmpty],
            FieldType.Choice or FieldType.Code or FieldType.Relation or FieldType.Owner => Equality,
            _ => [],
        };
        return nullable && operators.Length > 0 && !operators.Contains(FilterOperator.IsEmpty) ? [.. operators, FilterOperator.IsEmpty] : operators;
    }
}
