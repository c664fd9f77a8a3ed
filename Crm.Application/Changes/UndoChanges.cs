using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Changes;

/// <summary>
/// Undoes everything that a job changed, newest first: what it made goes into the bin, what it changed goes back, what it deleted comes
/// back. What somebody has changed since stays and is told record by record, unless it is forced: <c>{"reference":"…","force":true}</c>.
/// </summary>
internal sealed class UndoChanges(ICrmDb db, RecordKinds kinds, ChangeOrigin origin) : IJobWork
{
    /// <summary>Fields that are named for one record; more say nothing new.</summary>
    private const int MostReasons = 20;

    public string Kind => "undo";

    public bool CanBeUndone => true;

    public async Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken)
    {
        var (reference, force) = job.Request.Deserialize<UndoRequest>(CrmJson.Options)!;
        var place = job.Place?.Deserialize<UndoPlace>(CrmJson.Options) ?? new UndoPlace();
        var all = db.ChangeSets.AsNoTracking().Where(s => s.Reference == reference);
        var total = job.Place is null ? await all.LongCountAsync(cancellationToken) : job.Progress.Total;
        if (place.Behind is { } behind) all = all.Where(s => s.Id < behind);

        var found = await all.OrderByDescending(s => s.Id).Take(job.Rows).ToListAsync(cancellationToken);
        var sets = OncePerRecord(found);
        origin.Is(ChangeSource.Undo, job.Id);
        var outcomes = new Dictionary<Guid, Outcome>();
        foreach (var ofKind in sets.GroupBy(s => s.Entity)) await UndoAsync(ofKind.Key, [.. ofKind], force, outcomes, cancellationToken);

        foreach (var (set, i) in sets.Select((set, i) => (set, i)))
        {
            var outcome = outcomes[set.Id];
            place = place.With(outcome.Result) with { Behind = set.Id };
            if (outcome.Reasons.Count > 0) db.JobItems.Add(new JobItem(job.Id, job.Progress.Done + i + 1, set.RecordId, JsonSerializer.Serialize(outcome.Reasons, CrmJson.Options)));
        }

        await db.SaveChangesAsync(cancellationToken);
        var finished = found.Count < job.Rows && sets.Count == found.Count;
        return new JobStep(place.ToJson(), new JobProgress(job.Progress.Done + sets.Count, total, place.ChangedSince + place.Failed), place.Result(), finished);
    }

    /// <summary>A record that was changed twice goes back twice, one after the other.</summary>
    private static List<ChangeSet> OncePerRecord(List<ChangeSet> found)
    {
        var seen = new HashSet<Guid>();
        return [.. found.TakeWhile(s => seen.Add(s.RecordId))];
    }

    private async Task UndoAsync(string entity, List<ChangeSet> sets, bool force, Dictionary<Guid, Outcome> outcomes, CancellationToken cancellationToken)
    {
        if (kinds.Find(entity) is not { } kind)
        {
            foreach (var set in sets) outcomes[set.Id] = Outcome.Refused(new NotFoundException(entity));
            return;
        }

        var ids = sets.ConvertAll(s => s.RecordId);
        var states = (await kind.ReadAsync(ids, cancellationToken)).ToDictionary(s => s.Id);
        var later = await LaterAsync(sets, ids, cancellationToken);
        var plans = new List<(ChangeSet Set, UndoPlan Plan)>();
        foreach (var set in sets)
        {
            try
            {
                var now = states.GetValueOrDefault(set.RecordId) ?? throw new NotFoundException(entity);
                var plan = UndoPlan.Of(set, now, [.. later[set.RecordId].Where(s => s.Version > set.Version)], kind.Descriptor, force);
                if (plan.Write is not null) plans.Add((set, plan));
                else outcomes[set.Id] = Outcome.Of(plan);
            }
            catch (Exception refusal) when (Refusals.Include(refusal))
            {
                outcomes[set.Id] = Outcome.Refused(refusal);
            }
        }

        if (plans.Count == 0) return;
        var results = await kind.WriteAsync(plans.ConvertAll(p => p.Plan.Write!), allOrNone: false, cancellationToken);
        foreach (var ((set, plan), result) in plans.Zip(results)) outcomes[set.Id] = result.Refusal is { } refusal ? Outcome.Refused(refusal) : Outcome.Of(plan);
    }

    /// <summary>The changes since, by record, newest first.</summary>
    private async Task<ILookup<Guid, ChangeSet>> LaterAsync(List<ChangeSet> sets, List<Guid> ids, CancellationToken cancellationToken)
    {
        var oldest = sets.Min(s => s.Version);
        var later = await db.ChangeSets.AsNoTracking()
            .Where(s => ids.Contains(s.RecordId) && s.Version > oldest)
            .OrderByDescending(s => s.Version)
            .ToListAsync(cancellationToken);
        return later.ToLookup(s => s.RecordId);
    }

    /// <summary>What came of undoing one change, and why not all of it went back.</summary>
    private sealed record Outcome(UndoResult Result, IReadOnlyList<FieldError> Reasons)
    {
        public static Outcome Of(UndoPlan plan)
        {
            var kept = plan.Kept.Where(f => f.Reason == KeptReason.ChangedSince).Take(MostReasons).Select(f => FieldError.At(f.Field.Replace('.', '/'), "changed_since")).ToList();
            return new(kept.Count > 0 ? UndoResult.ChangedSince : plan.Write is null ? UndoResult.Unchanged : UndoResult.Undone, kept);
        }

        public static Outcome Refused(Exception refusal) => new(UndoResult.Failed, refusal switch
        {
            InvalidException e => [.. e.Errors.Take(MostReasons)],
            DomainException e => [new FieldError(e.Field is null ? null : "/" + e.Field, e.Code)],
            ConflictException e => [new FieldError(e.Field is null ? null : "/" + e.Field, e.Code)],
            ForbiddenException e => [new FieldError(null, e.Code)],
            _ => [new FieldError(null, "not_found")],
        });
    }
}

/// <summary>What is to be undone.</summary>
/// <param name="Reference">The job.</param>
/// <param name="Force">Whether what has been changed since goes back too.</param>
internal sealed record UndoRequest(Guid Reference, bool Force = false);

/// <summary>What came of undoing one change.</summary>
internal enum UndoResult
{
    /// <summary>All of it went back.</summary>
    Undone,

    /// <summary>It says already what it said before.</summary>
    Unchanged,

    /// <summary>Something stayed, because it has been changed since.</summary>
    ChangedSince,

    /// <summary>Its record is gone, or refused to go back.</summary>
    Failed,
}

/// <summary>How far undoing is, and what came of it.</summary>
internal sealed record UndoPlace
{
    /// <summary>The oldest change that was dealt with.</summary>
    public Guid? Behind { get; init; }

    /// <inheritdoc cref="UndoResult.Undone"/>
    public long Undone { get; init; }

    /// <inheritdoc cref="UndoResult.Unchanged"/>
    public long Unchanged { get; init; }

    /// <inheritdoc cref="UndoResult.ChangedSince"/>
    public long ChangedSince { get; init; }

    /// <inheritdoc cref="UndoResult.Failed"/>
    public long Failed { get; init; }

    public UndoPlace With(UndoResult result) => result switch
    {
        UndoResult.Undone => this with { Undone = Undone + 1 },
        UndoResult.Unchanged => this with { Unchanged = Unchanged + 1 },
        UndoResult.ChangedSince => this with { ChangedSince = ChangedSince + 1 },
        _ => this with { Failed = Failed + 1 },
    };

    public JsonObject ToJson() => (JsonObject)JsonSerializer.SerializeToNode(this, CrmJson.Options)!;

    public JsonObject Result() => new() { ["undone"] = Undone, ["unchanged"] = Unchanged, ["changedSince"] = ChangedSince, ["failed"] = Failed };
}
