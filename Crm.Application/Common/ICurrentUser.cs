using Crm.Domain.Security;

namespace Crm.Application.Common;

/// <summary>Who is asking.</summary>
public interface ICurrentUser
{
    /// <summary>The user's id; null for the system itself and for strangers.</summary>
    Guid? UserId { get; }

    /// <summary>The session he came with.</summary>
    Guid? SessionId { get; }

    /// <summary>The role; null for strangers.</summary>
    Role? Role { get; }

    /// <summary>The time zone in which his days begin and end.</summary>
    TimeZoneInfo TimeZone { get; }

    /// <summary>Whether he still has to replace a password that somebody else gave him.</summary>
    bool MustChangePassword { get; }

    /// <summary>The owners whose rows he sees: himself, or his team; null when he sees all.</summary>
    IReadOnlyList<Guid>? OwnersInSight { get; }

    /// <summary>Whether it is the system itself that acts, in a job: it passes every gate and sees every row.</summary>
    bool IsSystem => false;

    /// <summary>Whether he holds a permission of <see cref="Security.Permissions"/>.</summary>
    bool May(string permission);
}

/// <summary>What use cases ask of the current user.</summary>
public static class CurrentUserExtensions
{
    /// <summary>The id of the signed-in user; only for requests that demand a permission.</summary>
    public static Guid RequireId(this ICurrentUser user) =>
        user.UserId ?? throw new InvalidOperationException("This request has no signed-in user.");

    /// <summary>Whether the user sees what this owner owns: himself, his team, everybody. What nobody owns only who sees everything has in sight.</summary>
    public static bool HasInSight(this ICurrentUser user, Guid? ownerId) =>
        user.OwnersInSight is not { } owners || (ownerId is { } id && owners.Contains(id));

    /// <summary>Whether the user may pass something on: it is nobody's or he has its owner in sight, and he goes on seeing it.</summary>
    public static bool MayHandOver(this ICurrentUser user, Guid? from, Guid? to) => (from is null || user.HasInSight(from)) && user.HasInSight(to);
}
