using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Throws away what nobody will ask for again: old sessions and forgotten failures to sign in.</summary>
internal sealed class Housekeeping(CrmDbContext db, TimeProvider clock)
{
    private static readonly TimeSpan SessionsKept = TimeSpan.FromDays(90);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (oldSession, oldFailure) = (now - SessionsKept, now - SignInThrottle.Forget - SignInThrottle.MaxWait);
        await db.Set<UserSession>().Where(s => s.LastUsedAt < oldSession).ExecuteDeleteAsync(cancellationToken);
        await db.Set<SignInThrottle>().Where(t => t.LastFailureAt < oldFailure).ExecuteDeleteAsync(cancellationToken);
    }
}
