using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Application.Common;

namespace Crm.Api.Problems;

/// <summary>Puts a refusal into words and onto the wire.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions Json = new(CrmJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Problem Describe(Refusal refusal, string requestId, ProblemTexts texts)
    {
        var errors = refusal.Errors.Select(error => new ProblemError
        {
            Pointer = error.Pointer,
            Parameter = error.Parameter,
            Code = error.Code,
            Detail = texts.Said(error.Message) ?? texts.Sentence(error.Code, error.Params) ?? texts.Title(refusal.Status),
            Params = error.Params,
        }).ToList();

        return new Problem
        {
            Type = "/problems/" + refusal.Code,
            Title = texts.Title(refusal.Status),
            Status = refusal.Status,
            Detail = errors.Count == 1 ? errors[0].Detail : texts.Sentence(refusal.Code, refusal.Params) ?? texts.Title(refusal.Status),
            Code = refusal.Code,
            RequestId = requestId,
            Errors = errors.Count > 0 ? errors : null,
            CurrentVersion = refusal.CurrentVersion,
            ConflictingFields = refusal.ConflictingFields,
            Matches = refusal.Matches,
        };
    }

    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        var texts = ProblemTexts.For(context.Request.Headers.AcceptLanguage);
        response.StatusCode = refusal.Status;
        response.Headers.ContentLanguage = texts.Language;
        response.Headers.Vary = "Accept-Language";
        response.Headers.CacheControl = "no-store";
        if (refusal.Status == 401) response.Headers.WWWAuthenticate = refusal.Code == "invalid_token" ? "Bearer error=\"invalid_token\"" : "Bearer";
        if (refusal.RetryAfter is { } wait)
            response.Headers.RetryAfter = Refusal.Seconds(wait).ToString(CultureInfo.InvariantCulture);
        return response.WriteAsJsonAsync(Describe(refusal, context.TraceIdentifier, texts), Json, ContentType, context.RequestAborted);
    }
}
