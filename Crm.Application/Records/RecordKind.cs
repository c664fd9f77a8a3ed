using System.Text.Json.Nodes;

namespace Crm.Application.Records;

/// <summary>What can be done with a record of any kind.</summary>
public enum RecordVerb
{
    /// <summary>Make a new one.</summary>
    Create,

    /// <summary>Merge values into one that is there.</summary>
    Change,

    /// <summary>Put it into the bin.</summary>
    Delete,

    /// <summary>Take it out of the bin.</summary>
    Restore,
}

/// <summary>One thing to do with one record.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Id">The record; null for a new one.</param>
/// <param name="Values">The whole input of a new record, or a merge patch (RFC 7396) of one that is there; null for the bin.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null when he does not care.</param>
public sealed record RecordWrite(RecordVerb Verb, Guid? Id, JsonObject? Values, int? ExpectedVersion = null);

/// <summary>What came of it.</summary>
/// <param name="Id">The record; null when none came to be.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Changed">Whether anything is different from before.</param>
/// <param name="Refusal">Why nothing was done: one of the five expected exceptions or a refusal of the domain; null when it was done.</param>
public sealed record WriteResult(Guid? Id, int? Version, bool Changed, Exception? Refusal = null);

/// <summary>What a record says now.</summary>
/// <param name="Id">The record.</param>
/// <param name="Version">Its version.</param>
/// <param name="Values">Its values as an input would write them.</param>
/// <param name="Deleted">Whether it lies in the bin.</param>
public sealed record RecordState(Guid Id, int Version, JsonObject Values, bool Deleted);

/// <summary>
/// A kind of record as the engines see it that work on any kind: batch, bulk work, import, export, undo. They write what a form would
/// write and pass the same permission, validation and rules; nothing is written past the use cases.
/// </summary>
public abstract class RecordKind(EntityDescriptor descriptor)
{
    /// <summary>Its fields.</summary>
    public EntityDescriptor Descriptor { get; } = descriptor;

    /// <summary>What whoever sees such records must be allowed.</summary>
    public abstract string ReadPermission { get; }

    /// <summary>What whoever makes or changes such records must be allowed.</summary>
    public abstract string WritePermission { get; }

    /// <summary>What whoever deletes or restores such records must be allowed.</summary>
    public abstract string DeletePermission { get; }

    /// <summary>
    /// Does these things in one transaction and answers in their order. A refused one leaves no trace and does not hold up the others,
    /// unless all or none is wanted: then one refusal takes back all.
    /// </summary>
    public abstract Task<IReadOnlyList<WriteResult>> WriteAsync(IReadOnlyList<RecordWrite> writes, bool allOrNone, CancellationToken cancellationToken);

    /// <summary>What these records say now, also those in the bin; what is out of sight is missing from the answer.</summary>
    public abstract Task<IReadOnlyList<RecordState>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Ids of the records that a list would show, in the order of their ids, behind one of them: for work on "all that match".</summary>
    public abstract Task<IReadOnlyList<Guid>> NextIdsAsync(ListRequest list, Guid? behind, int most, CancellationToken cancellationToken);

    /// <summary>How many records a list would show, counted to the end.</summary>
    public abstract Task<int> CountAsync(ListRequest list, CancellationToken cancellationToken);
}

/// <summary>The kinds of record there are.</summary>
public sealed class RecordKinds(IEnumerable<RecordKind> kinds)
{
    private readonly Dictionary<string, RecordKind> _byKey = kinds.ToDictionary(k => k.Descriptor.Key, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<RecordKind> All => _byKey.Values;

    /// <summary>The kind of this key, as in the address; null when there is none.</summary>
    public RecordKind? Find(string key) => _byKey.GetValueOrDefault(key);
}
