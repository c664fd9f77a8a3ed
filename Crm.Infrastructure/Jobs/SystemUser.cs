using Crm.Application.Common;
using Crm.Domain.Security;

namespace Crm.Infrastructure.Jobs;

/// <summary>Says of a scope that no request came for that the system itself acts in it.</summary>
public sealed class SystemScope
{
    /// <summary>Whether it does.</summary>
    public bool Entered { get; private set; }

    /// <summary>From now on it does.</summary>
    public void Enter() => Entered = true;
}

/// <summary>The system itself: no person, with every right and every row in sight.</summary>
public sealed class SystemUser : ICurrentUser
{
    /// <summary>The only one.</summary>
    public static readonly SystemUser Instance = new();

    private SystemUser()
    {
    }

    /// <inheritdoc/>
    public Guid? UserId => null;

    /// <inheritdoc/>
    public Guid? SessionId => null;

    /// <inheritdoc/>
    public Role? Role => null;

    /// <inheritdoc/>
    public TimeZoneInfo TimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public bool MustChangePassword => false;

    /// <inheritdoc/>
    public IReadOnlyList<Guid>? OwnersInSight => null;

    /// <inheritdoc/>
    public bool IsSystem => true;

    /// <inheritdoc/>
    public bool May(string permission) => true;
}
