using System.Globalization;
using System.Text.Json;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.Api.Activities;

/// <summary>Reads which part of a timeline is asked for: <c>?filter[type]=call,visit&amp;limit=20</c>.</summary>
internal sealed class TimelineRequestBinder : IModelBinder, IModelBinderProvider
{
    private const string KindFilter = "filter[kind]";
    private const string TypeFilter = "filter[type]";

    /// <summary>The parameters of every timeline.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["limit", "cursor", KindFilter, TypeFilter];

    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.ModelType == typeof(TimelineRequest) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        bindingContext.Result = ModelBindingResult.Success(Read(bindingContext.HttpContext.Request.Query));
        return Task.CompletedTask;
    }

    internal static TimelineRequest Read(IQueryCollection query)
    {
        string? One(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;

        return new TimelineRequest
        {
            Limit = One("limit") is not { } limit ? ListRequest.DefaultLimit
                : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("limit"),
            Cursor = One("cursor"),
            Kind = One(KindFilter) is { } kind ? Word<TimelineKind>(kind, KindFilter) : null,
            Channels = [.. Http.CommaList.Split(One(TypeFilter)).Select(word => Word<InteractionChannel>(word, TypeFilter))],
        };
    }

    private static TEnum Word<TEnum>(string word, string parameter)
        where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().FirstOrDefault(name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name) == word) is { } name ? Enum.Parse<TEnum>(name) : throw Wrong(parameter);

    private static InvalidException Wrong(string parameter) => new(FieldError.InQuery(parameter, "invalid_value"), unreadable: true);
}
