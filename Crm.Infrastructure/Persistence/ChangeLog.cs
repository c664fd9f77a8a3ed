using System.Text.Json;
using Crm.Application.Changes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Infrastructure.Persistence;

/// <summary>Writes what becomes of records into the change log, in the transaction that changes them: one row for each record and save.</summary>
public sealed class ChangeLog(LoggedKinds kinds, ChangeOrigin origin, ICurrentUser user, RisingIds ids)
{
    /// <summary>Puts a row beside everything that is about to be saved and is described; stamps and numbers have been given.</summary>
    internal async Task<IReadOnlyList<ChangeSet>> WriteAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var sets = new List<ChangeSet>();
        ILookup<(Guid, Type), EntityEntry>? parts = null;
        using var fields = new ChangedFields();
        foreach (var entry in db.ChangeTracker.Entries<Record>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            if (kinds.Of(entry.Entity) is not { } kind) continue;

            var verb = VerbOf(entry);
            fields.Begin();
            var any = verb == ChangeVerb.Created ? AddNew(fields, kind, entry.Entity) : AddChanged(fields, kind, entry);
            foreach (var part in kind.Parts)
            {
                parts ??= db.ChangeTracker.Entries<IPartOfRecord>().ToLookup(p => (p.Entity.RecordId, p.Metadata.ClrType), p => (EntityEntry)p);
                any |= await AddPartsAsync(db, fields, verb, part, [.. parts[(entry.Entity.Id, part.Type)]], cancellationToken);
            }

            var text = fields.End();
            if (any || verb != ChangeVerb.Changed) sets.Add(Set(kind.Key, entry.Entity, verb, text));
        }

        db.AddRange(sets);
        return sets;
    }

    private static ChangeVerb VerbOf(EntityEntry<Record> entry)
    {
        if (entry.State == EntityState.Added) return ChangeVerb.Created;
        var before = entry.Property(r => r.DeletedAt).OriginalValue;
        return (before is null) == (entry.Entity.DeletedAt is null) ? ChangeVerb.Changed : before is null ? ChangeVerb.Deleted : ChangeVerb.Restored;
    }

    private static bool AddNew(ChangedFields fields, LoggedKind kind, Record record)
    {
        foreach (var field in kind.Fields)
        {
            if (field.Read(record) is { } value && !ChangedFields.IsEmpty(value)) fields.Add(field.Key, value);
        }

        if (record is not DescribedRecord { Custom: { } custom }) return true;
        foreach (var key in custom.Keys) fields.Add(FieldSet.CustomPrefix + key, custom[key]!);
        return true;
    }

    private static bool AddChanged(ChangedFields fields, LoggedKind kind, EntityEntry<Record> entry)
    {
        var any = false;
        var before = (Record)entry.OriginalValues.ToObject();
        foreach (var field in kind.Fields)
        {
            var (was, now) = (field.Read(before), field.Read(entry.Entity));
            if (AreSame(was, now)) continue;
            fields.Add(field.Key, was, now);
            any = true;
        }

        return before is DescribedRecord described ? any | AddCustom(fields, described.Custom, ((DescribedRecord)entry.Entity).Custom) : any;
    }

    private static bool AddCustom(ChangedFields fields, CustomValues? was, CustomValues? now)
    {
        if (Equals(was, now)) return false;
        foreach (var key in (was ?? CustomValues.Empty).Keys.Union((now ?? CustomValues.Empty).Keys).Where(key => was?.Compared(key) != now?.Compared(key)))
            fields.Add(FieldSet.CustomPrefix + key, was?[key], now?[key]);
        return true;
    }

    private static async ValueTask<bool> AddPartsAsync(
        CrmDbContext db, ChangedFields fields, ChangeVerb verb, LoggedParts part, List<EntityEntry> rows, CancellationToken cancellationToken)
    {
        if (!rows.Exists(row => row.State is EntityState.Added or EntityState.Deleted)) return false;

        var now = await part.ReadAsync(db, rows.Where(row => row.State != EntityState.Deleted), cancellationToken);
        if (verb == ChangeVerb.Created) fields.Add(part.Key, now);
        else fields.Add(part.Key, await part.ReadAsync(db, rows.Where(row => row.State != EntityState.Added), cancellationToken), now);
        return true;
    }

    /// <summary>Lists are compared by what they say, and nothing is the same as an empty one.</summary>
    private static bool AreSame(object? was, object? now)
    {
        if (Equals(was, now) || (ChangedFields.IsEmpty(was) && ChangedFields.IsEmpty(now))) return true;
        if (was is JsonElement one && now is JsonElement other) return JsonElement.DeepEquals(one, other);
        return was is System.Collections.ICollection && now is System.Collections.ICollection
            && JsonSerializer.Serialize(was, was.GetType(), CrmJson.Options) == JsonSerializer.Serialize(now, now.GetType(), CrmJson.Options);
    }

    private ChangeSet Set(string entity, Record record, ChangeVerb verb, string fields) => new()
    {
        Id = ids.Next(),
        Entity = entity,
        RecordId = record.Id,
        Version = record.Version,
        Verb = verb,
        At = record.UpdatedAt,
        UserId = user.UserId,
        Source = origin.Source,
        Reference = origin.Reference,
        Row = origin.Rows.TryGetValue(record.Id, out var row) ? row : null,
        RequestId = origin.RequestId,
        Fields = fields,
    };
}
