namespace Crm.Application.Common;

/// <summary>Remembers what was answered to a request with an <c>Idempotency-Key</c>, in the same transaction as what the request did.</summary>
public interface IIdempotencyStore
{
    /// <summary>The answer given under this key, unless it has expired.</summary>
    /// <param name="key">Hash of who asks, what for, and the key he sent.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IdempotentAnswer?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keeps an answer.</summary>
    /// <exception cref="ConflictException"><c>idempotency_key_in_use</c>: another request with the same key was quicker.</exception>
    Task AddAsync(IdempotentAnswer answer, CancellationToken cancellationToken);

    /// <summary>Throws away the answers that have expired.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ForgetExpiredAsync(CancellationToken cancellationToken);

    /// <summary>Runs the work in one transaction, while requests with the same key wait: committed when it returns true, rolled back when it returns false or throws.</summary>
    Task InTransactionAsync(string key, Func<Task<bool>> work, CancellationToken cancellationToken);
}

/// <summary>What was answered to a request.</summary>
/// <param name="Key">Hash of who asked, what for, and the key he sent: 64 hexadecimal digits.</param>
/// <param name="Fingerprint">SHA-256 of the request's body: 64 hexadecimal digits.</param>
/// <param name="Status">HTTP status, always 2xx.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="ETag">Version of the record that came of it.</param>
/// <param name="Location">Address of the record that came of it.</param>
/// <param name="Body">The body as it was sent, before any compression.</param>
/// <param name="ExpiresAt">From when on it is forgotten (UTC).</param>
public sealed record IdempotentAnswer(
    string Key,
    string Fingerprint,
    int Status,
    string? ContentType,
    string? ETag,
    string? Location,
    byte[] Body,
    DateTime ExpiresAt)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
}
