using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Api.Http;
using Crm.Api.Problems;
using Crm.Application.Common;
using Crm.Application.Records;
using Microsoft.OpenApi;

namespace Crm.Api.OpenApi;

/// <summary>Parameters, headers and refusals that many operations share, described once.</summary>
internal static class SharedParts
{
    public const string AcceptLanguage = "AcceptLanguage";
    public const string IdempotencyKey = "IdempotencyKey";
    public const string NeededIdempotencyKey = "NeededIdempotencyKey";
    public const string IfMatch = "IfMatch";

    /// <summary>The parameters of every list, in the order in which people think of them.</summary>
    public static readonly IReadOnlyList<string> List = ["Limit", "Cursor", "Search", "Count", "Deleted"];

    public static Dictionary<string, IOpenApiParameter> Parameters() => new()
    {
        ["Limit"] = Query("limit", $"Rows of a page, 1 to {ListRequest.MaxLimit}; {ListRequest.DefaultLimit} when nothing is said.", Whole(1, ListRequest.MaxLimit), 20),
        ["Cursor"] = Query("cursor", "Where to go on: `page.next` of the page before. Good only with the same sort and filter.", Text(), null),
        ["Search"] = Query("q", "Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters.", Text(ListRequest.MaxSearchLength), null),
        ["Count"] = Query("count", "`exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then).", Text(), null),
        ["Deleted"] = Query("deleted", "`only` lists the bin instead of what is in use.", Text(), null),
        [AcceptLanguage] = Header("Accept-Language", "Language of problem texts: `zh-CN` (default) or `en`.", Text(), "zh-CN"),
        [IdempotencyKey] = Header(
            IdempotencyMiddleware.Header,
            "A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`.",
            Text(255),
            null),
        [NeededIdempotencyKey] = Required(Header(
            IdempotencyMiddleware.Header,
            "A text of your own, at most 255 characters; required here. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`.",
            Text(255),
            null)),
        [IfMatch] = Header("If-Match", "The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins.", Text(), null),
    };

    public static Dictionary<string, IOpenApiHeader> Headers() => new()
    {
        ["RequestId"] = new OpenApiHeader { Description = "Name of this request; quote it when you ask for help.", Schema = Text(), Example = "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7" },
        ["ETag"] = new OpenApiHeader { Description = "Version of the record.", Schema = Text(), Example = "\"v3\"" },
        ["Location"] = new OpenApiHeader { Description = "Address of what was made.", Schema = Text(), Example = $"/api/v1/customers/{Examples.CustomerId}" },
        ["IdempotencyReplayed"] = new OpenApiHeader { Description = "`true` when this is the answer to an earlier request with the same key.", Schema = Text(), Example = "true" },
        ["RetryAfter"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = Whole(1, 900), Example = 4 },
    };

    /// <summary>A refusal per status, each with an example in the words that users read.</summary>
    public static Dictionary<string, IOpenApiResponse> Responses(OpenApiDocument document) => Refusals.ToDictionary(
        refusal => refusal.Status.ToString(CultureInfo.InvariantCulture),
        IOpenApiResponse (refusal) => new OpenApiResponse
        {
            Description = ProblemTexts.In("en").Title(refusal.Status) + ".",
            Headers = refusal.RetryAfter is null ? null : new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeaderReference("RetryAfter", document) },
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemWriter.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(Problem), document), Example = ExampleOf(refusal) },
            },
        });

    private static readonly IReadOnlyList<Refusal> Refusals =
    [
        Refusal.Of(new InvalidException(new FieldError("/nmae", "unknown_field"), unreadable: true)),
        Refusal.Of(401),
        Refusal.Of(new ForbiddenException("permission_missing", "customers.write")),
        Refusal.Of(404),
        Refusal.Of(new ConflictException("duplicate_credit_code", "creditCode")),
        Refusal.Of(ConflictException.Stale(5, ["status"])),
        Refusal.Of(413),
        Refusal.Of(415),
        Refusal.Of(new InvalidException([new FieldError("/phones/0/number", "too_long", new Dictionary<string, object?> { ["max"] = 40 }), FieldError.At("name", "required")])),
        Refusal.Of(new NotSignedInException("too_many_attempts", TimeSpan.FromSeconds(4))),
        Refusal.Of(500),
    ];

    public static OpenApiSchema Text(int? max = null) => new() { Type = JsonSchemaType.String, MaxLength = max };

    private static OpenApiSchema Whole(int min, int max) =>
        new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = min.ToString(CultureInfo.InvariantCulture), Maximum = max.ToString(CultureInfo.InvariantCulture) };

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema, JsonNode? example) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema, Example = example };

    private static OpenApiParameter Required(OpenApiParameter parameter)
    {
        parameter.Required = true;
        return parameter;
    }

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema, JsonNode? example) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema, Example = example };

    private static JsonNode ExampleOf(Refusal refusal) =>
        Examples.ToJson(ProblemWriter.Describe(refusal, "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7", ProblemTexts.In(ProblemTexts.DefaultLanguage)), leaveOutNull: true);
}
