using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Api.Problems;

/// <summary>What an exception or a bare status means to the caller, before it is put into words.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable snake_case code.</param>
internal sealed record Refusal(int Status, string Code)
{
    /// <summary>Several values are wrong; each error has its own code.</summary>
    public const string ValidationFailed = "validation_failed";

    /// <summary>Rules of the business that are about the state of the record rather than about a value that was sent.</summary>
    private static readonly string[] StateCodes = ["not_planned", "cannot_disable_self", "cannot_change_own_role", "job_has_ended", "cannot_be_undone"];

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Values for the sentence.</summary>
    public IReadOnlyDictionary<string, object?>? Params { get; init; }

    public int? CurrentVersion { get; init; }

    public IReadOnlyList<string>? ConflictingFields { get; init; }

    public IReadOnlyList<Guid>? Matches { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public static Refusal Of(Exception exception) => exception switch
    {
        InvalidException { Unreadable: true } e => new(400, e.Errors[0].Code) { Errors = e.Errors },
        InvalidException e => new(422, ValidationFailed) { Errors = e.Errors, Params = Count(e.Errors) },
        NotFoundException => new(404, "not_found"),
        ForbiddenException e => new(403, e.Code) { Params = Permission(e) },
        DomainException e => new(StateCodes.Contains(e.Code) ? 409 : 422, e.Code) { Errors = At(e.Field, e.Code) },
        ConflictException { CurrentVersion: { } version } e => new(412, e.Code) { CurrentVersion = version, ConflictingFields = e.ConflictingFields },
        ConflictException e => new(409, e.Code) { Errors = At(e.Field, e.Code), Matches = e.Matches.Count > 0 ? e.Matches : null, RetryAfter = e.Code == "idempotency_key_in_use" ? TimeSpan.FromSeconds(1) : null },
        NotSignedInException { RetryAfter: { } wait } e => new(429, e.Code) { RetryAfter = wait, Params = new Dictionary<string, object?> { ["seconds"] = Seconds(wait) } },
        NotSignedInException e => new(401, e.Code),
        JsonException e => Of(JsonFaults.Describe(e)),
        BadHttpRequestException e => Of(e.StatusCode),
        _ => Of(500),
    };

    public static Refusal Of(int status) => new(status, status switch
    {
        400 => "bad_request",
        401 => "not_signed_in",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        406 => "not_acceptable",
        408 => "request_timeout",
        413 => "body_too_large",
        415 => "unsupported_media_type",
        503 => "unavailable",
        _ => status < 500 ? "bad_request" : "internal_error",
    });

    private static IReadOnlyList<FieldError> At(string? field, string code) => field is null ? [] : [FieldError.At(field, code)];

    /// <summary>A wait in whole seconds, at least one.</summary>
    public static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private static Dictionary<string, object?> Count(IReadOnlyList<FieldError> errors) => new() { ["count"] = errors.Count };

    private static Dictionary<string, object?>? Permission(ForbiddenException e) => e.Permission is null ? null : new() { ["permission"] = e.Permission };
}
