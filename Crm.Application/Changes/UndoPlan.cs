using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;

namespace Crm.Application.Changes;

/// <summary>What it takes to undo a change, given what its record says now: only what still says what the change made of it goes back.</summary>
/// <param name="Write">What to do; null when there is nothing to do.</param>
/// <param name="Undone">The fields that go back, from what they say now to what they said before.</param>
/// <param name="Kept">The fields that stay.</param>
internal sealed record UndoPlan(RecordWrite? Write, IReadOnlyList<FieldChange> Undone, IReadOnlyList<KeptField> Kept)
{
    /// <summary>The member of an input that holds the values of added fields.</summary>
    private const string CustomMember = "custom";

    /// <summary>Makes the plan.</summary>
    /// <param name="set">The change.</param>
    /// <param name="now">What its record says now.</param>
    /// <param name="later">The changes of the record since, newest first.</param>
    /// <param name="descriptor">The kind of record.</param>
    /// <param name="force">Whether what has been changed since goes back too.</param>
    public static UndoPlan Of(ChangeSet set, RecordState now, IReadOnlyList<ChangeSet> later, EntityDescriptor descriptor, bool force) => set.Verb switch
    {
        ChangeVerb.Created => OfNew(set, now, later, descriptor, force),
        ChangeVerb.Deleted => new(now.Deleted ? Do(RecordVerb.Restore, now) : null, [], []),
        ChangeVerb.Restored => new(now.Deleted ? null : Do(RecordVerb.Delete, now), [], []),
        _ when now.Deleted => throw new ConflictException("in_bin"),
        _ => OfChange(set, now, later, descriptor, force),
    };

    /// <summary>A new record goes into the bin, unless somebody has worked on it.</summary>
    private static UndoPlan OfNew(ChangeSet set, RecordState now, IReadOnlyList<ChangeSet> later, EntityDescriptor descriptor, bool force)
    {
        if (now.Deleted) return new(null, [], []);

        var first = ChangedFields.Read(set).ToDictionary(f => f.Field, f => f.After);
        var kept = later.SelectMany(ChangedFields.Read).DistinctBy(f => f.Field)
            .Select(f => (f.Field, Before: first.GetValueOrDefault(f.Field), Now: descriptor.Find(f.Field) is { ReadOnly: true } ? f.After : ValueOf(now, f.Field)))
            .Where(f => !Same(f.Before, f.Now, descriptor.Find(f.Field)))
            .Select(f => Keep(f.Field, KeptReason.ChangedSince, f.Before, f.Now, later))
            .ToList();
        return kept.Count == 0 || force ? new(Do(RecordVerb.Delete, now), [], []) : new(null, [], kept);
    }

    private static UndoPlan OfChange(ChangeSet set, RecordState now, IReadOnlyList<ChangeSet> later, EntityDescriptor descriptor, bool force)
    {
        var (undone, kept, patch) = (new List<FieldChange>(), new List<KeptField>(), new JsonObject());
        foreach (var (key, before, after) in ChangedFields.Read(set))
        {
            var field = descriptor.Find(key);
            if (field is { ReadOnly: true })
            {
                kept.Add(Keep(key, KeptReason.ReadOnly, before, after, later));
                continue;
            }

            var value = ValueOf(now, key);
            if (Same(value, before, field)) continue;
            if (!force && !Same(value, after, field))
            {
                kept.Add(Keep(key, KeptReason.ChangedSince, before, value, later));
                continue;
            }

            undone.Add(new FieldChange(key, value?.DeepClone(), before?.DeepClone()));
            Put(patch, key, before);
        }

        return new(undone.Count == 0 ? null : Do(RecordVerb.Change, now, patch), undone, kept);
    }

    private static RecordWrite Do(RecordVerb verb, RecordState now, JsonObject? values = null) => new(verb, now.Id, values, now.Version);

    private static KeptField Keep(string field, KeptReason reason, JsonNode? before, JsonNode? now, IReadOnlyList<ChangeSet> later)
    {
        var newest = later.FirstOrDefault(s => s.Fields.Contains(ChangedFields.Mark(field), StringComparison.Ordinal));
        return new KeptField { Field = field, Reason = reason, Before = before?.DeepClone(), Now = now?.DeepClone(), ChangeId = newest?.Id, At = newest?.At, UserId = newest?.UserId };
    }

    /// <summary>The values of added fields stand together, one level down.</summary>
    private static JsonNode? ValueOf(RecordState now, string field) =>
        ChangedFields.IsAdded(field) ? now.Values[CustomMember]?[field[FieldSet.CustomPrefix.Length..]] : now.Values[field];

    private static void Put(JsonObject patch, string field, JsonNode? value)
    {
        if (!ChangedFields.IsAdded(field))
        {
            patch[field] = value?.DeepClone();
            return;
        }

        if (patch[CustomMember] is not JsonObject added) patch[CustomMember] = added = [];
        added[field[FieldSet.CustomPrefix.Length..]] = value?.DeepClone();
    }

    /// <summary>An empty list says as little as nothing, and tags have no order.</summary>
    private static bool Same(JsonNode? one, JsonNode? other, FieldDescriptor? field)
    {
        if (one is JsonArray { Count: 0 }) one = null;
        if (other is JsonArray { Count: 0 }) other = null;
        return field?.Type is FieldType.Tags or FieldType.Relations or FieldType.Choices && one is JsonArray these && other is JsonArray those
            ? these.Select(v => v?.ToJsonString()).ToHashSet().SetEquals(those.Select(v => v?.ToJsonString()))
            : JsonNode.DeepEquals(one, other);
    }
}
