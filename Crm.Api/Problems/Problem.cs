namespace Crm.Api.Problems;

/// <summary>Why a request was refused (RFC 9457). <c>code</c> is stable and meant for programs; the texts follow <c>Accept-Language</c>.</summary>
public sealed record Problem
{
    /// <summary>Identifies the kind of problem; the code as a path.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened and what to do about it.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable snake_case code.</summary>
    public required string Code { get; init; }

    /// <summary>Quote it when you ask for help; it is also in the header <c>Request-Id</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>Every value that is wrong, when it is about values.</summary>
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    /// <summary>The version the record has now, when yours is stale (412).</summary>
    public int? CurrentVersion { get; init; }

    /// <summary>The members of your change that differ from what is there now (412).</summary>
    public IReadOnlyList<string>? ConflictingFields { get; init; }

    /// <summary>Ids of the records in your sight that match, when one was meant (409).</summary>
    public IReadOnlyList<Guid>? Matches { get; init; }
}

/// <summary>One thing that is wrong with what was sent.</summary>
public sealed record ProblemError
{
    /// <summary>JSON pointer into the body (RFC 6901): <c>/phones/0/number</c>.</summary>
    public string? Pointer { get; init; }

    /// <summary>Name of the query parameter or header, when it is not in the body.</summary>
    public string? Parameter { get; init; }

    /// <summary>Stable snake_case code.</summary>
    public required string Code { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Detail { get; init; }

    /// <summary>Values that the sentence speaks of, for example <c>max</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Params { get; init; }
}
