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
}
