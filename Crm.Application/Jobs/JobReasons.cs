using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Jobs;

namespace Crm.Application.Jobs;

/// <summary>Why something could not be done.</summary>
/// <param name="Code">Stable snake_case code.</param>
/// <param name="Field">The field that is to blame, as a path: <c>phones/0/number</c>.</param>
/// <param name="Params">Values that the sentence speaks of.</param>
public sealed record JobReason(string Code, string? Field = null, IReadOnlyDictionary<string, object?>? Params = null)
{
    /// <summary>A sentence for people, in the reader's language.</summary>
    public string? Detail { get; init; }
}

/// <summary>Keeps why things were skipped, and never what was in them.</summary>
public static class JobReasons
{
    /// <summary>All that a use case said against it.</summary>
    public static IReadOnlyList<JobReason> Of(Exception refusal) => refusal switch
    {
        InvalidException e => [.. e.Errors.Select(error => new JobReason(error.Code, error.Pointer?.TrimStart('/') ?? error.Parameter, error.Params))],
        ForbiddenException e => [new JobReason(e.Code, null, e.Permission is null ? null : new Dictionary<string, object?> { ["permission"] = e.Permission })],
        ConflictException e => [new JobReason(e.Code, e.Field)],
        DomainException e => [new JobReason(e.Code, e.Field)],
        NotFoundException => [new JobReason("not_found")],
        _ => [new JobReason("internal_error")],
    };

    /// <summary>As they are stored.</summary>
    public static string Write(IReadOnlyList<JobReason> reasons)
    {
        var json = JsonSerializer.Serialize(reasons, CrmJson.Options);
        return json.Length <= JobItem.ReasonsMaxLength ? json : JsonSerializer.Serialize(reasons.Take(1).Select(r => r with { Params = null }), CrmJson.Options);
    }

    /// <summary>As they were stored.</summary>
    public static IReadOnlyList<JobReason> Read(string json) => JsonSerializer.Deserialize<List<JobReason>>(json, CrmJson.Options) ?? [];
}
