using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>A copy of the database that answers reads, a moment behind.</summary>
public interface IReplica
{
    /// <summary>Chooses the copy for a context.</summary>
    void Use(DbContextOptionsBuilder options);

    /// <summary>Sends a context that chose the copy to the primary.</summary>
    void Leave(CrmDbContext db);

    /// <summary>Whether the copy has all that the primary had written so long ago.</summary>
    Task<bool> IsFollowingAsync(TimeSpan window, CancellationToken cancellationToken);
}
