namespace Crm.Infrastructure.Persistence;

/// <summary>What the search index holds of a record. The engine's full-text index follows this table in the same transaction.</summary>
public sealed class SearchEntry
{
    /// <summary>Number of the row in the full-text index.</summary>
    public long RowNo { get; init; }

    /// <summary>customer or contact.</summary>
    public required string RecordType { get; init; }

    /// <summary>Id of the record.</summary>
    public required Guid RecordId { get; init; }

    /// <summary>Tokens of whole names from their very start, for ranking.</summary>
    public required string Anchors { get; set; }

    /// <summary>All tokens.</summary>
    public required string Terms { get; set; }
}

/// <summary>An answer that was given to a request with an idempotency key.</summary>
public sealed class IdempotentAnswerRow
{
    /// <summary>Hash of who asked, what for, and the key he sent.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request's body.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Media type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Version tag of the answer.</summary>
    public string? ETag { get; init; }

    /// <summary>Address of what was made.</summary>
    public string? Location { get; init; }

    /// <summary>The body.</summary>
    public required byte[] Body { get; init; }

    /// <summary>From when on it is forgotten (UTC).</summary>
    public required DateTime ExpiresAt { get; init; }
}

/// <summary>A key that access tokens are signed with.</summary>
public sealed class SigningKeyRow
{
    /// <summary>Its name in the token's header.</summary>
    public required string KeyId { get; init; }

    /// <summary>The key.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>A key of ASP.NET Core's data protection.</summary>
public sealed class DataProtectionKeyRow
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 100;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The key and how long it is good.</summary>
    public required string Xml { get; init; }
}

/// <summary>
/// A customer in the bin, seen past all filters. A filter that went through <c>Customer</c> would meet the customer's own filter, find
/// nobody, and take him for one in use.
/// </summary>
internal sealed class DeletedCustomer
{
    /// <summary>Id of the customer.</summary>
    public Guid Id { get; init; }
}

/// <summary>A conversation in the bin, seen past all filters for the same reason.</summary>
internal sealed class DeletedInteraction
{
    /// <summary>Id of the conversation.</summary>
    public Guid Id { get; init; }
}

/// <summary>A follow-up in the bin, seen past all filters for the same reason.</summary>
internal sealed class DeletedFollowUp
{
    /// <summary>Id of the follow-up.</summary>
    public Guid Id { get; init; }
}
