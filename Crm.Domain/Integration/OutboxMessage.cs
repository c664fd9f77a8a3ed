namespace Crm.Domain.Integration;

/// <summary>
/// Something that leaves the process. It is saved in the transaction of the change that it tells about and delivered after the commit, at
/// least once. Messages about the same record go out in their order; one that was given up no longer holds up the others.
/// </summary>
public sealed class OutboxMessage
{
    /// <summary>Longest kind.</summary>
    public const int KindMaxLength = 20;

    /// <summary>Longest payload.</summary>
    public const int PayloadMaxLength = 4000;

    /// <summary>Longest reason.</summary>
    public const int ErrorMaxLength = 200;

    /// <summary>After so many failures nobody tries any more.</summary>
    public const int MaxAttempts = 10;

    /// <summary>How long whoever takes a message may be at it; then his node is taken for dead and another takes it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private OutboxMessage()
    {
    }

    /// <summary>A new message, due at once.</summary>
    /// <param name="kind">What it is, for example <c>mail</c>.</param>
    /// <param name="aboutId">The record that it tells about.</param>
    /// <param name="payload">What is delivered, as JSON.</param>
    /// <param name="now">Now (UTC).</param>
    public OutboxMessage(string kind, Guid aboutId, string payload, DateTime now) =>
        (Kind, AboutId, Payload, CreatedAt, DueAt) = (kind, aboutId, payload, now, now);

    /// <summary>Its place in the order.</summary>
    public long Number { get; private set; }

    /// <summary>What it is.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The record that it tells about.</summary>
    public Guid AboutId { get; private set; }

    /// <summary>What is delivered, as JSON.</summary>
    public string Payload { get; private set; } = "";

    /// <summary>When it was written (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>From when on it may be taken (UTC): now, after a pause, or when the lease of whoever holds it runs out.</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>How often it was taken; whoever takes it counts it up, so that the count tells who holds it.</summary>
    public int Attempts { get; private set; }

    /// <summary>Why the last attempt failed, without personal data.</summary>
    public string? Error { get; private set; }

    /// <summary>When it was given up (UTC).</summary>
    public DateTime? DeadAt { get; private set; }

    /// <summary>How long to wait after so many failed attempts: ten seconds at first, four times as long each time, at most six hours.</summary>
    public static TimeSpan Pause(int attempts) => FirstPause * Math.Min(Math.Pow(4, attempts - 1), LongestPause / FirstPause);
}
