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

    /// <summary>Whether he holds a permission of <see cref="Security.Permissions"/>.</summary>
    bool May(string permission);
}

/// <summary>What use cases ask of the current user.</summary>
public static class CurrentUserExtensions
{
    /// <summary>The id of the signed-in user; only for requests that demand a permission.</summary>
    public static Guid RequireId(this ICurrentUser user) =>
        user.UserId ?? throw new InvalidOperationException("This request has no signed-in user.");

    /// <summary>Whether the user may give rows to this owner: to himself, or to whom he sees. Only who sees all rows may leave one to nobody.</summary>
    public static bool MayAssignTo(this ICurrentUser user, Guid? ownerId) =>
        user.OwnersInSight is not { } owners || (ownerId is { } id && owners.Contains(id));
}
