using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Net.Http.Headers;

namespace Crm.Api.Http;

/// <summary>Reads JSON bodies by the rules of <see cref="CrmJson"/> and says exactly what is wrong with them.</summary>
internal sealed class JsonBodyReader : InputFormatter
{
    public JsonBodyReader() => SupportedMediaTypes.Add("application/json");

    public override bool CanRead(InputFormatterContext context) => base.CanRead(context) && SupportedMediaTypes.Names(context.HttpContext.Request);

    public override Task<InputFormatterResult> ReadAsync(InputFormatterContext context) => ReadRequestBodyAsync(context);

    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context)
    {
        try
        {
            var request = context.HttpContext.Request;
            if (request.ContentLength == 0) throw BodyMissing();
            var value = await JsonSerializer.DeserializeAsync(request.Body, context.ModelType, CrmJson.Options, request.HttpContext.RequestAborted);
            return await InputFormatterResult.SuccessAsync(value ?? throw BodyMissing());
        }
        catch (JsonException fault)
        {
            throw JsonFaults.Describe(fault);
        }
    }

    protected override bool CanReadType(Type type) => !MergePatchReader.IsPatch(type) && type != typeof(JsonObject);

    /// <summary>The body is empty, or null.</summary>
    public static InvalidException BodyMissing() => new(new FieldError("", "required"), unreadable: true);
}

/// <summary>Reads the body of a PATCH: a JSON object of the members that change (RFC 7396).</summary>
internal sealed class MergePatchReader : InputFormatter
{
    public const string MediaType = "application/merge-patch+json";

    public MergePatchReader()
    {
        SupportedMediaTypes.Add(MediaType);
        SupportedMediaTypes.Add("application/json");
    }

    /// <summary>Whether a body is taken as it is: the kind of record that it is for is known to the use case alone.</summary>
    private static bool IsLoose(Type type) => type == typeof(JsonObject);

    public static bool IsPatch(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MergePatch<>);

    public override bool CanRead(InputFormatterContext context) => base.CanRead(context) && SupportedMediaTypes.Names(context.HttpContext.Request);

    public override Task<InputFormatterResult> ReadAsync(InputFormatterContext context) => ReadRequestBodyAsync(context);

    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context)
    {
        try
        {
            var request = context.HttpContext.Request;
            if (request.ContentLength == 0) throw JsonBodyReader.BodyMissing();
            var limits = new JsonDocumentOptions { MaxDepth = CrmJson.MaxDepth, AllowDuplicateProperties = false };
            var node = await JsonNode.ParseAsync(request.Body, documentOptions: limits, cancellationToken: request.HttpContext.RequestAborted);
            Decode(node);
            var patch = node as JsonObject ?? throw (node is null ? JsonBodyReader.BodyMissing() : new InvalidException(new FieldError("", "wrong_type"), unreadable: true));
            return await InputFormatterResult.SuccessAsync(IsLoose(context.ModelType) ? patch : Activator.CreateInstance(context.ModelType, patch)!);
        }
        catch (InvalidOperationException)
        {
            throw new InvalidException(new FieldError("", "malformed_json"), unreadable: true); // half a surrogate pair
        }
        catch (JsonException fault)
        {
            throw JsonFaults.Describe(fault);
        }
    }

    protected override bool CanReadType(Type type) => IsPatch(type) || IsLoose(type);

    /// <summary>Nodes decode names and texts only when they are asked for; asked here, a broken one is found here.</summary>
    private static void Decode(JsonNode? node)
    {
        if (node is JsonObject members) foreach (var (_, value) in members) Decode(value);
        else if (node is JsonArray items) foreach (var item in items) Decode(item);
        else if (node?.GetValueKind() == JsonValueKind.String) node.GetValue<string>();
    }
}

/// <summary>Content types by their exact name: MVC would read <c>application/json-patch+json</c> as any JSON, but it means something else.</summary>
internal static class ExactMediaTypes
{
    public static bool Names(this MediaTypeCollection supported, HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var sent) && supported.Any(name => sent.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase));
}
