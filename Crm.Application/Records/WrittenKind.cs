using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Records;

/// <summary>A kind of record that is made and changed in sets; into the bin and out of it they go one by one.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TInput">What can be written about it.</typeparam>
internal abstract class WrittenKind<T, TInput>(EntityDescriptor<T> descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, RecordWriter<T, TInput> writer)
    : RecordKind<T>(descriptor, db, lister, user)
    where T : DescribedRecord
    where TInput : class, IDescribedInput
{
    /// <summary>Most records that are saved at once.</summary>
    private const int SetSize = 500;

    /// <summary>What is asked for, as a draft.</summary>
    protected virtual RecordDraft<T, TInput> DraftOf(RecordWrite write) => write.Verb == RecordVerb.Create
        ? RecordDraft<T, TInput>.New(write.Id, write.ReadAs<TInput>)
        : RecordDraft<T, TInput>.Change(write.Id, write.PatchOf<TInput>(), write.ExpectedVersion);

    /// <inheritdoc/>
    protected sealed override async Task<List<WriteResult>> WriteAllAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var results = new List<WriteResult>(writes.Count);
        while (results.Count < writes.Count)
        {
            var set = NextSet(writes, results.Count);
            results.AddRange(set.Count > 0
                ? await WriteSetAsync(set, cancellationToken)
                : await base.WriteAllAsync([writes[results.Count]], cancellationToken));
        }

        return results;
    }

    /// <summary>
    /// The records from here on that can be written together. A record that stands there twice, or points to one that the set would only make,
    /// begins another set.
    /// </summary>
    private static List<RecordWrite> NextSet(IReadOnlyList<RecordWrite> writes, int from)
    {
        var set = new List<RecordWrite>();
        var ids = new HashSet<Guid>();
        for (var i = from; i < writes.Count && set.Count < SetSize; i++)
        {
            var write = writes[i];
            if (write.Verb is not (RecordVerb.Create or RecordVerb.Change) || (ids.Count > 0 && PointsTo(write, ids))) break;
            if (write.Id is { } id && !ids.Add(id)) break;
            set.Add(write);
        }

        return set;
    }

    private static bool PointsTo(RecordWrite write, HashSet<Guid> ids) => write.Values?.Any(value =>
        value.Key.EndsWith("Id", StringComparison.Ordinal) && value.Value is JsonValue text && text.TryGetValue<string>(out var written)
        && Guid.TryParse(written, out var id) && ids.Contains(id)) == true;

    /// <summary>
    /// Writes a set. Where somebody else was faster with one of its values, nobody can tell with which: each half is tried again, down to the
    /// one record that cannot be written.
    /// </summary>
    private async Task<IReadOnlyList<WriteResult>> WriteSetAsync(List<RecordWrite> set, CancellationToken cancellationToken)
    {
        try
        {
            return await Db.AttemptAsync(() => WriteOnceAsync(set, cancellationToken), _ => true, cancellationToken);
        }
        catch (Exception refusal) when (Refusals.Include(refusal))
        {
            if (set.Count == 1) return [await WriteAgainAsync(set[0], refusal, cancellationToken)];
            var half = set.Count / 2;
            return [.. await WriteSetAsync(set[..half], cancellationToken), .. await WriteSetAsync(set[half..], cancellationToken)];
        }
    }

    /// <summary>A second look finds what the other one saved: the tag is there now, or it can be said kindly what is taken.</summary>
    private async Task<WriteResult> WriteAgainAsync(RecordWrite write, Exception refusal, CancellationToken cancellationToken)
    {
        try
        {
            if (refusal is ConflictException { InnerException: DbUpdateException })
                return (await Db.AttemptAsync(() => WriteOnceAsync([write], cancellationToken), _ => true, cancellationToken))[0];
        }
        catch (Exception again) when (Refusals.Include(again))
        {
            refusal = again;
        }

        return new WriteResult(write.Verb == RecordVerb.Create ? null : write.Id, null, false, refusal);
    }

    private async Task<List<WriteResult>> WriteOnceAsync(List<RecordWrite> set, CancellationToken cancellationToken)
    {
        var drafts = set.ConvertAll(DraftOf);
        foreach (var draft in drafts) draft.Try(() => RequestGate.Check(User, WritePermission));
        await writer.WriteAsync(drafts, cancellationToken);
        return drafts.ConvertAll(d => d.ToResult());
    }
}
