using Crm.Domain.Security;

namespace Crm.Application.Security;

/// <summary>What is known of every user without asking the database each time; at most five seconds old.</summary>
public interface IUserDirectory
{
    /// <summary>The user of this id.</summary>
    ValueTask<UserEntry?> FindAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>The users of a team.</summary>
    ValueTask<IReadOnlyList<Guid>> TeamAsync(Guid teamId, CancellationToken cancellationToken);

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
public sealed record UserEntry(Guid Id, string Name, Role Role, Guid? TeamId, bool Active, bool MustChangePassword, string TimeZone);

/// <summary>Names for stamps, and how far a user sees.</summary>
public static class UserDirectoryExtensions
{
    /// <summary>The owners whose rows a user sees: himself, a manager's whole team, or everybody (null).</summary>
    public static async ValueTask<IReadOnlyList<Guid>?> OwnersInSightOfAsync(this IUserDirectory directory, UserEntry user, CancellationToken cancellationToken) => user switch
    {
        { Role: Role.Administrator } => null,
        { Role: Role.SalesManager, TeamId: { } teamId } => [.. (await directory.TeamAsync(teamId, cancellationToken)).Append(user.Id).Distinct()],
        _ => [user.Id],
    };

    /// <summary>The user's name; null for the system.</summary>
    public static async ValueTask<string?> NameOfAsync(this IUserDirectory directory, Guid? userId, CancellationToken cancellationToken) =>
        userId is { } id ? (await directory.FindAsync(id, cancellationToken))?.Name : null;
}
