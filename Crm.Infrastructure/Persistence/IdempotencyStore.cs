using Crm.Application.Common;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Keeps answers in the database, in the transaction of the work they belong to.</summary>
internal sealed class IdempotencyStore(CrmDbContext db, IEngine engine, TimeProvider clock) : IIdempotencyStore
{
    public async Task<IdempotentAnswer?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var row = await db.Set<IdempotentAnswerRow>().AsNoTracking().FirstOrDefaultAsync(a => a.Key == key, cancellationToken);
        if (row?.ExpiresAt <= now)
        {
            await db.Set<IdempotentAnswerRow>().Where(a => a.Key == key && a.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken); // its key is free again
            return null;
        }

        return row is null ? null : new IdempotentAnswer(row.Key, row.Fingerprint, row.Status, row.ContentType, row.ETag, row.Location, row.Body, row.ExpiresAt);
    }

    public async Task AddAsync(IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        db.Add(new IdempotentAnswerRow
        {
            Key = answer.Key,
            Fingerprint = answer.Fingerprint,
            Status = answer.Status,
            ContentType = answer.ContentType,
            ETag = answer.ETag,
            Location = answer.Location,
            Body = answer.Body,
            ExpiresAt = answer.ExpiresAt,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task<int> ForgetExpiredAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Set<IdempotentAnswerRow>().Where(a => a.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
    }

    public Task InTransactionAsync(string key, Func<Task<bool>> work, CancellationToken cancellationToken) => db.InTransactionAsync(
        async () =>
        {
            await engine.LockAsync(db, "idempotency " + key, cancellationToken);
            return await work();
        },
        keep => keep,
        cancellationToken);
}
