using Crm.Application.Common;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Security;

/// <summary>Starts, renews and ends sessions.</summary>
internal sealed class Sessions(ICrmDb db, IAccessTokens tokens, TimeProvider clock)
{
    public async Task<SignedIn> StartAsync(User user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var sessionId = Guid.CreateVersion7(now);
        var (token, hash) = RefreshToken.New(sessionId);
        var session = new UserSession(sessionId, user.Id, hash, now.UtcDateTime);
        db.UserSessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return Answer(user, session, token);
    }

    /// <summary>The new token takes the old one's place in one step; null when another request was quicker and the old one is used up.</summary>
    public async Task<SignedIn?> RenewAsync(UserSession session, User user, CancellationToken cancellationToken)
    {
        var (used, (token, hash)) = (session.TokenHash, RefreshToken.New(session.Id));
        session.Rotate(hash, clock.GetUtcNow().UtcDateTime);
        var rotated = await db.UserSessions.Where(s => s.Id == session.Id && s.TokenHash == used && s.EndedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.TokenHash, session.TokenHash).SetProperty(s => s.LastUsedAt, session.LastUsedAt).SetProperty(s => s.ExpiresAt, session.ExpiresAt),
            cancellationToken);
        return rotated == 1 ? Answer(user, session, token) : null;
    }

    /// <summary>Marks all sessions of a user as ended; the caller saves.</summary>
    public async Task EndAllAsync(Guid userId, CancellationToken cancellationToken)
    {
        var live = await db.UserSessions.Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync(cancellationToken);
        foreach (var session in live) session.End(clock.GetUtcNow().UtcDateTime);
    }

    private SignedIn Answer(User user, UserSession session, string token) =>
        new(new AuthResult(tokens.Issue(user, session.Id), (int)tokens.Lifetime.TotalSeconds, Me.From(user)), token, session.ExpiresAt);
}

/// <summary>Exchanges a refresh token for a new one and a new access token. Who shows an old one ends the whole session.</summary>
/// <param name="RefreshToken">From the cookie.</param>
[AllowAnonymousRequest]
public sealed record RefreshSession(string? RefreshToken) : IRequest<SignedIn>;

/// <summary>Ends the session of this refresh token. Doing it twice changes nothing.</summary>
/// <param name="RefreshToken">From the cookie.</param>
[AllowAnonymousRequest]
public sealed record SignOut(string? RefreshToken) : IRequest;

internal sealed class SessionHandlers(ICrmDb db, Sessions sessions, ISessionWatch watch, TimeProvider clock) : IRequestHandler<RefreshSession, SignedIn>, IRequestHandler<SignOut>
{
    public async Task<SignedIn> Handle(RefreshSession request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (RefreshToken.Read(request.RefreshToken) is not var (sessionId, hash)) throw new NotSignedInException("session_expired");
        var session = await db.UserSessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == sessionId, cancellationToken);
        if (session is null || !session.IsLive(now)) throw new NotSignedInException("session_expired");
        if (session.TokenHash != hash) throw await EndAsync(sessionId, now, cancellationToken);

        var user = await db.Users.Include(u => u.Team).FirstOrDefaultAsync(u => u.Id == session.UserId && u.Active, cancellationToken)
            ?? throw new NotSignedInException("session_expired");
        return await sessions.RenewAsync(session, user, cancellationToken) ?? throw await EndAsync(sessionId, now, cancellationToken);
    }

    public async Task<Unit> Handle(SignOut request, CancellationToken cancellationToken)
    {
        if (RefreshToken.Read(request.RefreshToken) is not var (sessionId, hash)) return Unit.Value;
        var session = await db.UserSessions.FirstOrDefaultAsync(s => s.Id == sessionId && s.TokenHash == hash, cancellationToken);
        session?.End(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        watch.Forget();
        return Unit.Value;
    }

    /// <summary>Somebody showed a token that was used before: two hold it, so nobody goes on.</summary>
    private async Task<NotSignedInException> EndAsync(Guid sessionId, DateTime now, CancellationToken cancellationToken)
    {
        await db.UserSessions.Where(s => s.Id == sessionId && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        watch.Forget();
        return new NotSignedInException("session_expired");
    }
}

/// <summary>Knows which sessions are live without asking the database each time; at most five seconds old.</summary>
public interface ISessionWatch
{
    /// <summary>Whether a session is still live.</summary>
    ValueTask<bool> IsLiveAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Forgets what it knows, because a session has just ended.</summary>
    void Forget();
}
