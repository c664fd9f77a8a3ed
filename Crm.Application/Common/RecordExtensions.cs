using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Common;

/// <summary>What handlers do with records again and again.</summary>
internal static class RecordExtensions
{
    /// <summary>The record of this id, or 404: what one may not see does not exist.</summary>
    public static async Task<T> GetAsync<T>(this IQueryable<T> records, Guid id, CancellationToken cancellationToken)
        where T : Record =>
        await records.FirstOrDefaultAsync(r => r.Id == id, cancellationToken) ?? throw new NotFoundException(typeof(T).Name);

    /// <summary>Those of the ids that there are records of; asks nothing when there are no ids.</summary>
    public static async Task<HashSet<Guid>> KnownAsync<T>(this IQueryable<T> records, IEnumerable<Guid?> ids, CancellationToken cancellationToken)
        where T : Record
    {
        var wanted = ids.OfType<Guid>().Distinct().ToList();
        return wanted.Count == 0 ? [] : await records.Where(r => wanted.Contains(r.Id)).Select(r => r.Id).ToHashSetAsync(cancellationToken);
    }

    /// <summary>404 unless there is such a record in sight.</summary>
    public static async Task EnsureExistsAsync<T>(this IQueryable<T> records, Guid id, CancellationToken cancellationToken)
        where T : Record
    {
        if (!await records.AnyAsync(r => r.Id == id, cancellationToken)) throw new NotFoundException(typeof(T).Name);
    }

    /// <summary>412 unless the caller knows the newest version, or does not care.</summary>
    public static void EnsureVersion(this Record record, int? expected, Func<IReadOnlyList<string>>? differences = null)
    {
        if (expected is not null && expected != record.Version) throw ConflictException.Stale(record.Version, differences?.Invoke() ?? []);
    }

    /// <summary>Puts the record of this id into the bin, or leaves it there.</summary>
    public static async Task DeleteAsync<T>(this ICrmDb db, Guid id, int? expectedVersion, TimeProvider clock, CancellationToken cancellationToken)
        where T : Record
    {
        var record = await db.Set<T>()
            .IgnoreQueryFilters([QueryFilters.Bin]) // deleting twice is no error
            .GetAsync(id, cancellationToken);
        if (record.IsDeleted) return;

        record.EnsureVersion(expectedVersion);
        record.Delete(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Takes the record of this id out of the bin, or leaves it where it is.</summary>
    /// <param name="db">The database.</param>
    /// <param name="id">The record.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="check">Refuses what may not come back.</param>
    public static async Task RestoreAsync<T>(this ICrmDb db, Guid id, CancellationToken cancellationToken, Func<T, Task>? check = null)
        where T : Record
    {
        var record = await db.Set<T>()
            .IgnoreQueryFilters([QueryFilters.Bin]) // it lies in the bin
            .GetAsync(id, cancellationToken);
        if (!record.IsDeleted) return;

        if (check is not null) await check(record);
        record.Restore();
        await db.SaveChangesAsync(cancellationToken);
    }
}
