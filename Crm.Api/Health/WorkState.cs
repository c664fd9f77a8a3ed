using Crm.Domain.Integration;
using Crm.Domain.Jobs;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Api.Health;

/// <summary>Whether messages leave the house: none was given up, and none waits for long.</summary>
internal sealed class OutboxState(CrmDbContext db, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var since = clock.GetUtcNow().UtcDateTime - Long;
        var dead = await db.Set<OutboxMessage>().CountAsync(m => m.DeadAt != null, cancellationToken);
        var late = await db.Set<OutboxMessage>().CountAsync(m => m.DeadAt == null && m.CreatedAt < since, cancellationToken);
        return dead + late == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"{late} late, {dead} given up");
    }
}

/// <summary>Whether the last run of every job ended well.</summary>
internal sealed class JobState(CrmDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var runs = db.Set<JobRun>();
        var failed = await runs.Where(r => r.Outcome == JobOutcome.Failed && !runs.Any(later => later.Job == r.Job && later.FireAt > r.FireAt))
            .Select(r => r.Job).ToListAsync(cancellationToken);
        return failed.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("failed: " + string.Join(", ", failed.Order(StringComparer.Ordinal)));
    }
}
