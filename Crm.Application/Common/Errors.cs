using Crm.Domain.Common;

namespace Crm.Application.Common;

/// <summary>One thing that is wrong with what was sent.</summary>
/// <param name="Pointer">JSON pointer into the body (RFC 6901), for example <c>/phones/0/number</c>; null for a query parameter.</param>
/// <param name="Code">Stable snake_case code.</param>
/// <param name="Params">Values for the text, for example <c>max</c>.</param>
/// <param name="Parameter">Name of the query parameter, for example <c>filter[name]</c>.</param>
public sealed record FieldError(string? Pointer, string Code, IReadOnlyDictionary<string, object?>? Params = null, string? Parameter = null)
{
    /// <summary>What an administrator wants to be said about it, instead of the sentence of its code.</summary>
    public Records.Label? Message { get; init; }

    /// <summary>An error in a member of the body, by its camelCase name.</summary>
    public static FieldError At(string field, string code) => new("/" + field, code);

    /// <summary>An error in a query parameter.</summary>
    public static FieldError InQuery(string parameter, string code, IReadOnlyDictionary<string, object?>? parameters = null) => new(null, code, parameters, parameter);

    /// <summary>A number in a query parameter that is too small or too large.</summary>
    public static FieldError OutOfRange(string parameter, int min, int max) =>
        InQuery(parameter, "out_of_range", new Dictionary<string, object?> { ["min"] = min, ["max"] = max });

    /// <summary>A word in a query parameter that is none of those that would do.</summary>
    public static FieldError NotAmong(string parameter, string code, IEnumerable<string> allowed) =>
        InQuery(parameter, code, new Dictionary<string, object?> { ["allowed"] = string.Join(", ", allowed) });
}

/// <summary>There is no such record, or the user may not see it (404).</summary>
public sealed class NotFoundException(string entity) : Exception(entity + " not found")
{
    /// <summary>What was looked for.</summary>
    public string Entity { get; } = entity;
}

/// <summary>The user is known and may not do this (403).</summary>
public sealed class ForbiddenException(string code, string? permission = null) : Exception(code)
{
    /// <summary>Stable snake_case code.</summary>
    public string Code { get; } = code;

    /// <summary>The permission that is missing, if it is one.</summary>
    public string? Permission { get; } = permission;
}

/// <summary>What was sent is not right: 422 for values, 400 for what cannot be read at all.</summary>
public sealed class InvalidException(IReadOnlyList<FieldError> errors, bool unreadable = false) : Exception("invalid: " + string.Join(", ", errors.Select(e => e.Code)))
{
    /// <summary>One wrong value.</summary>
    public InvalidException(FieldError error, bool unreadable = false)
        : this([error], unreadable)
    {
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;

    /// <summary>Whether the request could not be understood at all (400 instead of 422).</summary>
    public bool Unreadable { get; } = unreadable;
}

/// <summary>The record is not as the caller thinks (409), or was changed by somebody else (412).</summary>
public sealed class ConflictException(string code, string? field = null, Exception? inner = null) : Exception(code, inner)
{
    /// <summary>Stable snake_case code.</summary>
    public string Code { get; } = code;

    /// <summary>The camelCase field that is to blame, if it is one.</summary>
    public string? Field { get; } = field;

    /// <summary>The version the record has now; set when the caller's is stale (412).</summary>
    public int? CurrentVersion { get; private init; }

    /// <summary>The fields of the stale change that differ from what is there now.</summary>
    public IReadOnlyList<string> ConflictingFields { get; private init; } = [];

    /// <summary>The records in sight that match, where one was meant.</summary>
    public IReadOnlyList<Guid> Matches { get; private init; } = [];

    /// <summary>Several records match, where one was meant.</summary>
    public static ConflictException Several(string field, IReadOnlyList<Guid> matches) => new("several_matches", field) { Matches = matches };

    /// <summary>The caller's version is stale.</summary>
    public static ConflictException Stale(int currentVersion, IReadOnlyList<string> conflictingFields) =>
        new("version_conflict") { CurrentVersion = currentVersion, ConflictingFields = conflictingFields };
}

/// <summary>Whoever asks is not signed in, or could not be (401), or must wait (429).</summary>
public sealed class NotSignedInException(string code, TimeSpan? retryAfter = null) : Exception(code)
{
    /// <summary>Stable snake_case code.</summary>
    public string Code { get; } = code;

    /// <summary>How long to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>The ways in which a use case says no.</summary>
public static class Refusals
{
    /// <summary>Whether this is one of them; everything else is a defect or a database in trouble.</summary>
    public static bool Include(Exception failure) =>
        failure is NotFoundException or ForbiddenException or InvalidException or ConflictException or NotSignedInException or DomainException;
}
