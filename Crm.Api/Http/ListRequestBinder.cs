using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Records;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.Api.Http;

/// <summary>Reads what a list is asked for from the query string: <c>?filter[status][in]=new,active&amp;sort=-updatedAt&amp;limit=20</c>.</summary>
internal sealed class ListRequestBinder : IModelBinder, IModelBinderProvider
{
    /// <summary>The parameters of every list, filters apart.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["limit", "cursor", "sort", "q", "count", "deleted"];

    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.ModelType == typeof(ListRequest) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        bindingContext.Result = ModelBindingResult.Success(Read(bindingContext.HttpContext.Request.Query));
        return Task.CompletedTask;
    }

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
            Filter = FilterParser.Read(query.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString()))),
        };
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("limit", "invalid_value");

    private static bool Says(string? text, string name, string word) =>
        text is not null && (text == word ? true : throw Wrong(name, "invalid_value"));

    private static InvalidException Wrong(string parameter, string code) => new(FieldError.InQuery(parameter, code), unreadable: true);
}
