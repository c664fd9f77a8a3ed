using System.Collections.Frozen;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Security;

namespace Crm.Api.Security;

/// <summary>Who sent this request; nobody until his token has been read.</summary>
internal sealed class HttpCurrentUser(IUserDirectory directory, ISessionWatch sessions) : ICurrentUser
{
    private static readonly TimeZoneInfo DefaultZone = TimeZoneInfo.FindSystemTimeZoneById(User.DefaultTimeZone);
    private FrozenSet<string> _permissions = [];

    public Guid? UserId { get; private set; }

    public Guid? SessionId { get; private set; }

    public Role? Role { get; private set; }

    public TimeZoneInfo TimeZone { get; private set; } = DefaultZone;

    public bool MustChangePassword { get; private set; }

    public IReadOnlyList<Guid>? OwnersInSight { get; private set; } = [];

    public bool May(string permission) => _permissions.Contains(permission);

    /// <summary>Becomes the user of a token, as he is now and not as he was when it was issued.</summary>
    /// <returns>False when there is no such user any more, he has been shut out, or the session has ended.</returns>
    public async Task<bool> BecomeAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(userId, cancellationToken) is not { Active: true } user) return false;
        if (!await sessions.IsLiveAsync(sessionId, cancellationToken)) return false;

        (UserId, SessionId, Role, MustChangePassword) = (user.Id, sessionId, user.Role, user.MustChangePassword);
        _permissions = Permissions.Of(user.Role);
        if (user.TimeZone != User.DefaultTimeZone && TimeZoneInfo.TryFindSystemTimeZoneById(user.TimeZone, out var zone)) TimeZone = zone;
        OwnersInSight = await directory.OwnersInSightOfAsync(user, cancellationToken);
        return true;
    }
}
