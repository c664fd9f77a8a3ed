using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// Keeps the values that only one record in use may have, in the transaction of the record: of two that race for one, the index of these rows
/// lets one win, on any node.
/// </summary>
internal static class UniqueValues
{
    public static async Task WriteAsync(CrmDbContext db, IReadOnlyDictionary<Type, FieldSet> fields, CancellationToken cancellationToken)
    {
        if (!fields.Values.Any(set => set.Added.Any(f => f.Unique))) return;
        var claims = db.ChangeTracker.Entries<DescribedRecord>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Deleted || (entry.State == EntityState.Modified && IsAffected(entry)))
            .SelectMany(entry => fields[entry.Metadata.ClrType].Added.Where(f => f.Unique).Select(field => (Entry: entry, Field: field)))
            .ToList();
        if (claims.Count == 0) return;

        var records = claims.Where(c => c.Entry.State != EntityState.Added).Select(c => c.Entry.Entity.Id).Distinct().ToList();
        var rows = records.Count == 0
            ? []
            : await db.Set<UniqueValue>().Where(v => records.Contains(v.RecordId)).ToDictionaryAsync(v => (v.FieldId, v.RecordId), cancellationToken);
        foreach (var (entry, field) in claims)
        {
            var record = entry.Entity;
            var text = record.IsDeleted || entry.State == EntityState.Deleted ? null : record.Custom?.Compared(field.Key[FieldSet.CustomPrefix.Length..]);
            var row = rows.GetValueOrDefault((field.Id!.Value, record.Id));
            if (row is null && text is not null) db.Add(new UniqueValue(field.Id.Value, record.Id, text));
            else if (row is not null && text is null) db.Remove(row);
            else if (row is not null && row.Value != text) db.Entry(row).Property(v => v.Value).CurrentValue = text!; // said, because nobody looks for changes any more
        }
    }

    /// <summary>The kinds of record that are about to be saved, each with the fields it has now.</summary>
    public static async ValueTask<IReadOnlyDictionary<Type, FieldSet>> OfChangedAsync(this IFieldCatalogue catalogue, ChangeTracker changes, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<Type, FieldSet>();
        foreach (var kind in changes.Entries<DescribedRecord>().Where(e => e.State != EntityState.Unchanged).Select(e => e.Metadata.ClrType).Distinct())
            fields[kind] = await catalogue.OfAsync(kind, cancellationToken);
        return fields;
    }

    private static bool IsAffected(EntityEntry<DescribedRecord> entry) => entry.Property(r => r.Custom).IsModified || entry.Property(r => r.DeletedAt).IsModified;
}
