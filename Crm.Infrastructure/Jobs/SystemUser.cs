using Crm.Application.Common;
using Crm.Domain.Security;

namespace Crm.Infrastructure.Jobs;

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
