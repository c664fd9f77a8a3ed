using Crm.Application.Common;
using Crm.Domain.Security;

namespace Crm.Application.Security;

/// <summary>What is known of every user without asking the database each time; at most five seconds old.</summary>
public interface IUserDirectory
{
    /// <summary>The user of this id.</summary>
    ValueTask<UserEntry?> FindAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>The users of a team.</summary>
    ValueTask<IReadOnlyList<Guid>> TeamAsync(Guid teamId, CancellationToken cancellationToken);

    /// <summary>The colleagues who are away today and for whom this user stands in.</summary>
    ValueTask<IReadOnlyList<Guid>> StandsInForAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Whoever stands in today for a colleague who is away; null when he is not away, or nobody does.</summary>
    ValueTask<Guid?> StandInOfAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Forgets what it knows, because a user has just changed.</summary>
    void Forget();
}

/// <summary>A user in short.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Role">Role.</param>
/// <param name="TeamId">Team.</param>
/// <param name="Active">Whether he may sign in.</param>
/// <param name="MustChangePassword">Whether he has to replace his password first.</param>
/// <param name="TimeZone">IANA time zone.</param>
/// <param name="DeputyId">His standing deputy.</param>
public sealed record UserEntry(Guid Id, string Name, Role Role, Guid? TeamId, bool Active, bool MustChangePassword, string TimeZone, Guid? DeputyId);

/// <summary>Names for stamps, and how far a user sees.</summary>
public static class UserDirectoryExtensions
{
    /// <summary>The owners whose rows a user sees: himself and those for whom he stands in today, a manager's whole team, or everybody (null).</summary>
    public static async ValueTask<IReadOnlyList<Guid>?> OwnersInSightOfAsync(this IUserDirectory directory, UserEntry user, CancellationToken cancellationToken) =>
        await directory.LedByAsync(user, cancellationToken) is { } led ? [.. led.Union(await directory.StandsInForAsync(user.Id, cancellationToken))] : null;

    /// <summary>Those whom a user leads, and himself; null for everybody.</summary>
    public static async ValueTask<IReadOnlyList<Guid>?> LedByAsync(this IUserDirectory directory, UserEntry user, CancellationToken cancellationToken) => user switch
    {
        { Role: Role.Administrator } => null,
        { Role: Role.SalesManager, TeamId: { } teamId } => [.. (await directory.TeamAsync(teamId, cancellationToken)).Append(user.Id).Distinct()],
        _ => [user.Id],
    };

    /// <summary>Whether he is that colleague himself, or leads him. Whoever stands in for somebody does not lead him.</summary>
    public static async ValueTask<bool> LeadsAsync(this ICurrentUser user, IUserDirectory directory, Guid userId, CancellationToken cancellationToken) =>
        user.OwnersInSight is null
            ? await directory.FindAsync(userId, cancellationToken) is not null
            : user.UserId is { } me && await directory.FindAsync(me, cancellationToken) is { } entry && (await directory.LedByAsync(entry, cancellationToken))!.Contains(userId);

    /// <summary>The user's name; null for the system.</summary>
    public static async ValueTask<string?> NameOfAsync(this IUserDirectory directory, Guid? userId, CancellationToken cancellationToken) =>
        userId is { } id ? (await directory.FindAsync(id, cancellationToken))?.Name : null;
}
