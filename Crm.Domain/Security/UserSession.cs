using Crm.Domain.Common;

namespace Crm.Domain.Security;

/// <summary>
/// One sign-in and all refresh tokens that follow from it (RFC 9700 section 4.14.2: rotation). Only the newest token is good; whoever
/// shows an older one ends the session, because then two hold it.
/// </summary>
public sealed class UserSession : Record
{
    /// <summary>How long a session lives without use.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>How long a session lives at most.</summary>
    public static readonly TimeSpan Absolute = TimeSpan.FromDays(7);

    private UserSession()
    {
    }

    /// <summary>A user has signed in.</summary>
    public UserSession(Guid id, Guid userId, string tokenHash, DateTime now)
        : base(id)
    {
        (UserId, TokenHash, LastUsedAt) = (userId, tokenHash, now);
        (StartedAt, ExpiresAt) = (now, now + Idle);
    }

    /// <summary>Whose session it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>SHA-256 of the newest token.</summary>
    public string TokenHash { get; private set; } = "";

    /// <summary>When the user signed in (UTC).</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When the newest token was issued (UTC).</summary>
    public DateTime LastUsedAt { get; private set; }

    /// <summary>When it ends unless it is used (UTC).</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>When it was ended (UTC).</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Whether it can still be used.</summary>
    public bool IsLive(DateTime now) => EndedAt is null && now < ExpiresAt;

    /// <summary>Replaces the token by a new one.</summary>
    public void Rotate(string tokenHash, DateTime now)
    {
        var end = StartedAt + Absolute;
        (TokenHash, LastUsedAt) = (tokenHash, now);
        ExpiresAt = now + Idle < end ? now + Idle : end;
    }

    /// <summary>Ends it. Doing it twice changes nothing.</summary>
    public void End(DateTime now) => EndedAt ??= now;
}
