using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.Api.Http;

/// <summary>The version of a record as a header: <c>"v3"</c>.</summary>
internal static partial class VersionTag
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>The version in a tag; a weak one counts too, because proxies that compress weaken tags and the version stays true.</summary>
    public static int? Parse(string tag) =>
        Tag().Match(tag.Trim()) is { Success: true } match && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    [GeneratedRegex("^(?:W/)?\"v([0-9]{1,10})\"$")]
    private static partial Regex Tag();
}

/// <summary>Takes the version that the caller has seen from <c>If-Match</c>; null when he does not send it, or sends <c>*</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FromIfMatchAttribute() : ModelBinderAttribute(typeof(IfMatchBinder))
{
    public override BindingSource BindingSource => BindingSource.Header;
}

internal sealed class IfMatchBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var header = bindingContext.HttpContext.Request.Headers.IfMatch.ToString();
        bindingContext.Result = ModelBindingResult.Success(header is "" or "*" ? null : VersionTag.Parse(header) ?? throw Malformed());
        return Task.CompletedTask;
    }

    private static InvalidException Malformed() => new(FieldError.InQuery("If-Match", "malformed_if_match"), unreadable: true);
}

/// <summary>Writes <c>ETag</c> on every answer whose body has a version, for <c>If-Match</c>. There is no 304: an answer also shows names and dates of other records, which change without a new version of this one.</summary>
internal sealed class VersionTagFilter : IResultFilter
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> VersionOf = new();

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not ObjectResult { Value: { } body, StatusCode: null or (>= 200 and < 300) }) return;
        var property = VersionOf.GetOrAdd(body.GetType(), type => type.GetProperty("Version", typeof(int)));
        if (property?.GetValue(body) is not int version) return;

        context.HttpContext.Response.Headers.ETag = VersionTag.Of(version);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
