using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

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
/// <param name="Id">The record. A new one may be given its id, a version-7 UUID that the caller made, so that he knows it beforehand; null to let it be made.</param>
/// <param name="Values">The whole input of a new record, or a merge patch (RFC 7396) of one that is there; null for the bin.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null when he does not care.</param>
public sealed record RecordWrite(RecordVerb Verb, Guid? Id, JsonObject? Values, int? ExpectedVersion = null)
{
    internal Guid RequireId() => Id ?? throw new InvalidException(FieldError.At("id", "required"));

    internal TInput ReadAs<TInput>() => JsonFaults.Read<TInput>(Values ?? []);

    internal MergePatch<TInput> PatchOf<TInput>()
        where TInput : class => new(Values ?? []);

    /// <summary>The whole input as it would be with these members instead: for kinds that are only written whole, whose members are not merged into one another.</summary>
    internal TInput WholeOf<TInput>(TInput now)
        where TInput : class
    {
        var whole = (JsonObject)JsonSerializer.SerializeToNode(now, CrmJson.Options)!;
        foreach (var (name, value) in Values ?? []) whole[name] = value?.DeepClone();
        return JsonFaults.Read<TInput>(whole);
    }
}

/// <summary>What came of it.</summary>
/// <param name="Id">The record; null when none came to be.</param>
/// <param name="Version">Its version now; null when nothing was done.</param>
/// <param name="Changed">Whether anything is different from before.</param>
/// <param name="Refusal">Why nothing was done: one of the five expected exceptions or a refusal of the domain; null when it was done.</param>
public sealed record WriteResult(Guid? Id, int? Version, bool Changed, Exception? Refusal = null);

/// <summary>What a record says now.</summary>
/// <param name="Id">The record.</param>
/// <param name="Version">Its version.</param>
/// <param name="Values">Its values as an input would write them.</param>
/// <param name="Deleted">Whether it lies in the bin.</param>
public sealed record RecordState(Guid Id, int Version, JsonObject Values, bool Deleted);

/// <summary>A record that stands in the file of another one.</summary>
/// <param name="Id">The record.</param>
/// <param name="Name">What people know it by.</param>
public sealed record PartOfFile(Guid Id, string? Name);

/// <summary>
/// A kind of record as the engines see it that work on any kind: batch, bulk work, import, export, undo. They write what a form would
/// write and pass the same permission, validation and rules; nothing is written past the use cases.
/// </summary>
public abstract class RecordKind(EntityDescriptor descriptor) : ReadKind(descriptor)
{
    /// <summary>What whoever makes or changes such records must be allowed.</summary>
    public abstract string WritePermission { get; }

    /// <summary>What whoever deletes or restores such records must be allowed.</summary>
    public abstract string DeletePermission { get; }

    /// <summary>
    /// Does these things in one transaction (the one that is open, if there is one) and answers in their order. A refused one leaves no trace
    /// and does not hold up the others, unless all or none is wanted: then one refusal takes back all, and the others are refused with
    /// <c>batch_refused</c>. What the database tracked before is no longer tracked afterwards.
    /// </summary>
    public abstract Task<IReadOnlyList<WriteResult>> WriteAsync(IReadOnlyList<RecordWrite> writes, bool allOrNone, CancellationToken cancellationToken);

    /// <summary>What these records say now, also those in the bin; what is out of sight is missing from the answer.</summary>
    public abstract Task<IReadOnlyList<RecordState>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Ids of the records that a list would show, in the order of their ids, behind one of them: for work on "all that match".</summary>
    public abstract Task<IReadOnlyList<Guid>> NextIdsAsync(ListRequest list, Guid? behind, int most, CancellationToken cancellationToken);

    /// <summary>Those of these records that are in use and in sight.</summary>
    public abstract Task<IReadOnlyList<Guid>> InSightAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>The records of this kind that stand in the file of another one, those that were taken away among them; none where this kind stands in no such file or one may not read it.</summary>
    /// <param name="file">Key of the kind of the other one.</param>
    /// <param name="id">The other one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<IReadOnlyList<PartOfFile>> InFileAsync(string file, Guid id, CancellationToken cancellationToken);

    /// <summary>Records in use and in sight whose text in a field is one of these; see <see cref="RecordMatcher"/>.</summary>
    internal abstract Task<List<ValueMatch>> MatchAsync(FieldDescriptor field, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}

/// <summary>A kind of record whose use cases are sent one by one, each as the form would send it.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class RecordKind<T>(EntityDescriptor<T> descriptor, ICrmDb db, RecordLister lister, ICurrentUser user) : RecordKind(descriptor)
    where T : Record
{
    /// <summary>The database.</summary>
    protected ICrmDb Db { get; } = db;

    /// <summary>In whose name it is written.</summary>
    protected ICurrentUser User { get; } = user;

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<WriteResult>> WriteAsync(IReadOnlyList<RecordWrite> writes, bool allOrNone, CancellationToken cancellationToken)
    {
        var results = await Db.AttemptAsync(
            () => WriteAllAsync(writes, cancellationToken),
            done => !allOrNone || done.TrueForAll(r => r.Refusal is null),
            cancellationToken);
        return allOrNone && results.Exists(r => r.Refusal is not null) ? results.ConvertAll(TakenBack) : results;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<RecordState>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        var wanted = QueryValue.Of(ids.ToList());
        var rows = await Db.ReadAsync(
            QueryShape.Of(GetType(), wanted),
            () => Whole(Db.Set<T>().AsNoTracking(), wanted)
                .IgnoreQueryFilters([QueryFilters.Bin]) // what lies in the bin is told to lie there
                .Where(r => wanted.Value.Contains(r.Id)),
            cancellationToken);
        return rows.ConvertAll(r => new RecordState(r.Id, r.Version, (JsonObject)JsonSerializer.SerializeToNode(InputOf(r), CrmJson.Options)!, r.IsDeleted));
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Guid>> NextIdsAsync(ListRequest list, Guid? behind, int most, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        return lister.NextIdsAsync(descriptor, list, behind, most, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<int> CountAsync(ListRequest list, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        return lister.CountAsync(descriptor, list, cancellationToken);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<Guid> IdsAsync(ListRequest list, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        return lister.IdsAsync(descriptor, list, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<Guid>> InSightAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        return ids.Count == 0 ? [] : await Db.Set<T>().Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<PartOfFile>> InFileAsync(string file, Guid id, CancellationToken cancellationToken) =>
        InFile(file, id) is { } parts && (User.IsSystem || User.May(ReadPermission)) ? await parts.ToListAsync(cancellationToken) : [];

    /// <inheritdoc/>
    public override Task<Dictionary<Guid, object?[]>> ValuesAsync(IReadOnlyCollection<Guid> ids, IReadOnlyList<FieldDescriptor> fields, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        return RecordColumns.ReadAsync(Db.Set<T>().AsNoTracking().IgnoreQueryFilters([QueryFilters.Bin]).Where(r => ids.Contains(r.Id)), fields, cancellationToken); // the bin can be listed, and so exported
    }

    internal override Task<List<ValueMatch>> MatchAsync(FieldDescriptor field, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        return field is { Type: FieldType.Phone, Stored: { } phones } ? lister.MatchPhonesAsync<T>(phones, keys, cancellationToken) : RecordColumns.MatchAsync(Db.Set<T>().AsNoTracking(), field, keys, cancellationToken);
    }

    /// <summary>
    /// The rows together with what their input tells of other tables, such as tags. What is joined as a list is narrowed to these ids once more inside:
    /// SQLite would read the tags of all records for the few that were asked for.
    /// </summary>
    protected abstract IQueryable<T> Whole(IQueryable<T> records, QueryValue<List<Guid>> ids);

    /// <summary>What an input would say that makes the record what it is.</summary>
    protected abstract object InputOf(T record);

    /// <summary>Those that stand in the file of another record; null where this kind stands in no such file.</summary>
    protected virtual IQueryable<PartOfFile>? InFile(string file, Guid id) => null;

    /// <summary>Sends the use case and tells which record it was.</summary>
    /// <param name="write">What to do.</param>
    /// <param name="cancellationToken">Stops it.</param>
    protected abstract Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken);

    /// <summary>Does them one after the other; the first refusal does not stop the rest, so that all that is wrong is known at once.</summary>
    protected virtual async Task<List<WriteResult>> WriteAllAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync([.. writes.Select(w => w.Id).OfType<Guid>()], cancellationToken);
        var results = new List<WriteResult>(writes.Count);
        foreach (var write in writes)
        {
            var result = await WriteOneAsync(write, versions, cancellationToken);
            if (result is { Id: { } id, Version: { } version }) versions[id] = version;
            results.Add(result);
        }

        return results;
    }

    /// <summary>Lets only those pass whom the requests that read such records would let pass.</summary>
    private void EnsureMayRead() => RequestGate.Check(User, ReadPermission);

    private async Task<WriteResult> WriteOneAsync(RecordWrite write, Dictionary<Guid, int> versions, CancellationToken cancellationToken)
    {
        var before = write is { Verb: not RecordVerb.Create, Id: { } known } && versions.TryGetValue(known, out var version) ? version : (int?)null;
        try
        {
            if (write.Verb == RecordVerb.Restore && write.ExpectedVersion is { } expected && before is { } current && expected != current)
                throw ConflictException.Stale(current, []);
            var (id, now) = await Db.AttemptAsync(
                async () =>
                {
                    var sent = await SendAsync(write, cancellationToken);
                    return (sent, (await Db.Set<T>().FindAsync([sent], cancellationToken))!.Version); // still tracked: no question
                },
                _ => true,
                cancellationToken);
            return new WriteResult(id, now, now != before);
        }
        catch (Exception refusal) when (Refusals.Include(refusal))
        {
            return new WriteResult(write.Verb == RecordVerb.Create ? null : write.Id, null, false, refusal);
        }
    }

    private async Task<Dictionary<Guid, int>> VersionsAsync(List<Guid> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? []
        : await Db.Set<T>()
            .IgnoreQueryFilters([QueryFilters.Bin]) // restoring looks there
            .Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Version })
            .ToDictionaryAsync(r => r.Id, r => r.Version, cancellationToken);

    private static WriteResult TakenBack(WriteResult result) =>
        result.Refusal is null ? new WriteResult(null, null, false, new ConflictException("batch_refused")) : result;
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
