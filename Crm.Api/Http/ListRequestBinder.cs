using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Records;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.Api.Http;

/// <summary>Reads what a list is asked for from the query string: <c>?filter[status][in]=new,active&amp;sort=-updatedAt&amp;limit=20</c>.</summary>
internal sealed partial class ListRequestBinder : IModelBinder, IModelBinderProvider
{
    /// <summary>The parameters of every list, filters apart.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["limit", "cursor", "sort", "q", "count", "deleted"];

    private const int MaxComparisons = 50;

    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.ModelType == typeof(ListRequest) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        bindingContext.Result = ModelBindingResult.Success(Read(bindingContext.HttpContext.Request.Query));
        return Task.CompletedTask;
    }

    /// <summary>Whether a parameter is a filter: <c>filter[field]</c> or <c>filter[field][operator]</c>.</summary>
    public static bool IsFilter(string name) => FilterName().IsMatch(name);

    internal static ListRequest Read(IQueryCollection query)
    {
        string? One(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;

        return new ListRequest
        {
            Limit = One("limit") is { } limit ? Number(limit) : ListRequest.DefaultLimit,
            Cursor = One("cursor"),
            Sort = One("sort"),
            Q = One("q"),
            Count = Says(One("count"), "count", "exact"),
            Deleted = Says(One("deleted"), "deleted", "only"),
            Filter = Filter(query),
        };
    }

    private static AllOf Filter(IQueryCollection query)
    {
        var comparisons = query.Where(parameter => IsFilter(parameter.Key)).Select(parameter => Compare(parameter.Key, parameter.Value.ToString())).ToList();
        return comparisons.Count <= MaxComparisons ? new AllOf(comparisons) : throw Wrong("filter", "too_many");
    }

    private static Comparison Compare(string name, string value)
    {
        var parts = FilterName().Match(name);
        var op = FilterOperator.Eq;
        if (parts.Groups["op"] is { Success: true } given) op = FilterOperators.Find(given.Value) ?? throw Wrong(name, "unknown_operator");
        string[] values = op is FilterOperator.In or FilterOperator.Nin or FilterOperator.Between ? value.Split(',', StringSplitOptions.TrimEntries) : [value];
        return new Comparison(parts.Groups["field"].Value, op, values, name);
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("limit", "invalid_value");

    private static bool Says(string? text, string name, string word) =>
        text is not null && (text == word ? true : throw Wrong(name, "invalid_value"));

    private static InvalidException Wrong(string parameter, string code) => new(FieldError.InQuery(parameter, code), unreadable: true);

    [GeneratedRegex(@"^filter\[(?<field>\w+(\.\w+)?)\](\[(?<op>\w+)\])?$")]
    private static partial Regex FilterName();
}
