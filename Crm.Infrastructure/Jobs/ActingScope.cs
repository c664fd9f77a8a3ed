using System.Collections.Frozen;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Jobs;

/// <summary>Says of a scope that no request came for who acts in it: the system itself, or the user who started a job.</summary>
public sealed class ActingScope
{
    /// <summary>Who acts; null where a request says who.</summary>
    public ICurrentUser? User { get; private set; }

    /// <summary>From now on he does. To be said before anything else is asked of the scope.</summary>
    public void Enter(ICurrentUser user) => User = user;
}

/// <summary>Beginning such scopes.</summary>
internal static class ActingScopes
{
    extension(IServiceScopeFactory scopes)
    {
        /// <summary>A scope in which this user acts.</summary>
        public AsyncServiceScope BeginAs(ICurrentUser user)
        {
            var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActingScope>().Enter(user);
            return scope;
        }
    }
}

/// <summary>A user in whose name a job is done, with the rights that he has now.</summary>
internal sealed class ActingUser : ICurrentUser
{
    private readonly FrozenSet<string> _permissions;

    private ActingUser(UserEntry user, IReadOnlyList<Guid>? ownersInSight)
    {
        (UserId, Role, MustChangePassword, OwnersInSight, _permissions) = (user.Id, user.Role, user.MustChangePassword, ownersInSight, Permissions.Of(user.Role));
        if (TimeZoneInfo.TryFindSystemTimeZoneById(user.TimeZone, out var zone)) TimeZone = zone;
    }

    public Guid? UserId { get; }

    public Guid? SessionId => null;

    public Role? Role { get; }

    public TimeZoneInfo TimeZone { get; } = User.HouseZone;

    public bool MustChangePassword { get; }

    public IReadOnlyList<Guid>? OwnersInSight { get; }

    public bool May(string permission) => _permissions.Contains(permission);

    /// <summary>Whether he is still the same for all that matters to rights.</summary>
    public bool MayAsMuchAs(ActingUser? now) =>
        now is not null && now.Role == Role && !now.MustChangePassword && (now.OwnersInSight is null || (OwnersInSight is { } saw && saw.All(now.OwnersInSight.Contains)));

    /// <summary>The user as he is now; null when there is none any more or he has been shut out.</summary>
    public static async ValueTask<ActingUser?> OfAsync(IUserDirectory directory, Guid userId, CancellationToken cancellationToken) =>
        await directory.FindAsync(userId, cancellationToken) is { Active: true } user ? new ActingUser(user, await directory.OwnersInSightOfAsync(user, cancellationToken)) : null;
}
