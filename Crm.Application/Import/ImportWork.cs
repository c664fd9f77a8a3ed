using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Import;
using Crm.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Import;

/// <summary>What an import was asked to do.</summary>
internal sealed record ImportRequest
{
    /// <summary>The job's kind.</summary>
    public const string Kind = "import";

    /// <summary>The file.</summary>
    public Guid UploadId { get; init; }

    /// <summary>Key of the kind of record.</summary>
    public string Entity { get; init; } = "";

    /// <summary>What to do with records that are there.</summary>
    public ImportMode Mode { get; init; }

    /// <summary>What finds them, the first that finds one; for new ones what makes two the same.</summary>
    public IReadOnlyList<string> MatchOn { get; init; } = [];

    /// <summary>Which column fills what.</summary>
    public ImportMapping Mapping { get; init; } = new();

    /// <summary>Fields that were added for it, or in a dry run would be.</summary>
    public IReadOnlyList<CustomFieldInput> NewFields { get; init; } = [];

    /// <summary>Whether nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>Language of the sentences in the file of what failed.</summary>
    public string Language { get; init; } = "zh-CN";
}

/// <summary>How far an import is.</summary>
internal sealed record ImportPlace
{
    /// <summary>Where the next row begins among the rows that were laid down.</summary>
    public long Offset { get; init; }

    /// <summary>Rows read.</summary>
    public int Rows { get; init; }

    /// <summary>Records made.</summary>
    public int Created { get; init; }

    /// <summary>Records changed.</summary>
    public int Updated { get; init; }

    /// <summary>Rows left out, or that changed nothing.</summary>
    public int Skipped { get; init; }

    /// <summary>Rows that could not be imported.</summary>
    public int Failed { get; init; }

    /// <summary>Customers that were made because orders named them.</summary>
    public int Customers { get; init; }

    /// <summary>Products that were made because orders named them.</summary>
    public int Products { get; init; }

    /// <summary>Rows that speak of other rows of the file.</summary>
    public int Waiting { get; init; }

    /// <summary>When all rows are in: rows that were looked at again for the records they speak of.</summary>
    public int Related { get; init; }

    /// <summary>Where the next of those begins.</summary>
    public long RelatedOffset { get; init; }
}

/// <summary>
/// Imports the rows of a file, step by step, through the same use cases as the forms. A dry run does the same and takes each step back, so
/// that what it foretells is what would happen.
/// </summary>
internal sealed class ImportWork(
    ICrmDb db,
    RecordKinds kinds,
    ImportDesk desk,
    RowMatching matching,
    OrderRows orders,
    ImportErrors errors,
    EarlierRows earlier,
    RowsOfFile rowsOfFile,
    IFileStore store,
    ICurrentUser user,
    ChangeOrigin origin) : IJobWork
{
    /// <summary>Rows of a step, whatever the engine of jobs would like: fewer make what each step asks anew (codes, users, references) the larger part.</summary>
    private const int RowsOfStep = 500;

    public string Kind => ImportRequest.Kind;

    public bool CanBeUndone => true;

    public async Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken)
    {
        RequestGate.Check(user, Permissions.ImportsCreate);
        var request = job.Request.Deserialize<ImportRequest>(CrmJson.Options)!;
        var place = job.Place?.Deserialize<ImportPlace>(CrmJson.Options) ?? new ImportPlace();
        var kind = kinds.Find(request.Entity) ?? throw new NotFoundException("Entity");
        var upload = await db.ImportUploads.AsNoTracking().FirstOrDefaultAsync(u => u.Id == request.UploadId, cancellationToken) ?? throw new NotFoundException(nameof(ImportUpload));
        var staged = ImportDesk.StagedOf(upload);
        var targets = await desk.TargetsAsync(kind, request.NewFields, added: !request.DryRun, cancellationToken);
        var reading = RowReading.By(request.Mapping, staged, targets, await desk.WordsAsync(targets, cancellationToken), Zone(request.Mapping.TimeZone), foretells: request.DryRun);

        if (place.Rows >= staged.Rows) return await RelateAsync(job, kind, request, place, upload, staged, reading, cancellationToken);

        var byLine = OrderTargets.Fit(request.Entity);
        var (before, drafts) = (place.Rows, new List<RowDraft>());
        using (var rows = new StagedRows.Reader(store.Open(upload.RowsKey), place.Offset))
        {
            var offset = place.Offset;
            while (rows.Next() is { } row)
            {
                var draft = Read(request, reading, targets, row, place.Rows + drafts.Count + 1);
                if (drafts.Count >= (byLine ? OrderRows.RowsOfStep : RowsOfStep) && !(byLine && OrderDraft.GoesOn(drafts[^1], draft))) break;
                drafts.Add(draft);
                offset = rows.Offset;
            }

            place = place with { Offset = offset, Rows = place.Rows + drafts.Count };
        }

        if (!request.DryRun) origin.Is(ChangeSource.Import, job.Id);
        var seen = request.DryRun && !byLine ? earlier.Of(job.Id, before, () => KeysBefore(request, reading, targets, upload, before)) : [];
        HashSet<string> Within() => rowsOfFile.Of(job.Id, () => KeysOfFile(request, reading, targets, upload));
        Task<WrittenRows> WriteStepAsync() => byLine
            ? orders.WriteAsync(request, reading, Zone(request.Mapping.TimeZone), drafts, cancellationToken)
            : WriteAsync(kind, request, reading, drafts, seen, Within, cancellationToken);
        var written = request.DryRun ? await db.AttemptAsync(WriteStepAsync, _ => false, cancellationToken) : await WriteStepAsync();
        var outcomes = written.Rows;
        await NoteAsync(job.Id, outcomes, request.DryRun, cancellationToken);

        place = place with
        {
            Created = place.Created + outcomes.Count(o => o.What == RowOutcome.Created),
            Updated = place.Updated + outcomes.Count(o => o.What == RowOutcome.Updated),
            Skipped = place.Skipped + outcomes.Count(o => o.What is RowOutcome.Skipped or RowOutcome.Unchanged),
            Failed = place.Failed + outcomes.Count(o => o.What == RowOutcome.Failed),
            Customers = place.Customers + written.Customers,
            Products = place.Products + written.Products,
            Waiting = place.Waiting + (request.DryRun ? 0 : drafts.Count(d => d.Waits)),
        };
        var finished = place.Rows >= staged.Rows && place.Waiting == 0;
        if (request.DryRun && !byLine)
        {
            seen.UnionWith(drafts.Where(d => d.Faults.Count == 0).SelectMany(d => RowMatching.KeysOf(d, request.MatchOn)));
            earlier.Keep(job.Id, place.Rows, seen, finished);
        }

        return await StepAsync(job, request, place, upload, staged, finished, cancellationToken);
    }

    /// <summary>A step of the second round, which there is when rows speak of each other.</summary>
    private async Task<JobStep> RelateAsync(JobState job, RecordKind kind, ImportRequest request, ImportPlace place, ImportUpload upload, StagedFile staged, RowReading reading, CancellationToken cancellationToken)
    {
        var drafts = new List<RowDraft>();
        using (var rows = new StagedRows.Reader(store.Open(upload.RowsKey), place.RelatedOffset))
        {
            while (drafts.Count < RowsOfStep && rows.Next() is { } row) drafts.Add(reading.Read(row, place.Related + drafts.Count + 1));
            place = place with { RelatedOffset = rows.Offset, Related = place.Related + drafts.Count };
        }

        origin.Is(ChangeSource.Import, job.Id);
        var lost = await matching.RelateAsync(kind, request, job.Id, drafts, cancellationToken);
        await NoteAsync(job.Id, lost, dryRun: false, cancellationToken);
        return await StepAsync(job, request, place with { Failed = place.Failed + lost.Count }, upload, staged, finished: place.Related >= staged.Rows, cancellationToken);
    }

    private async Task<JobStep> StepAsync(JobState job, ImportRequest request, ImportPlace place, ImportUpload upload, StagedFile staged, bool finished, CancellationToken cancellationToken)
    {
        if (finished) rowsOfFile.Forget(job.Id);
        var result = new JsonObject { ["created"] = place.Created, ["updated"] = place.Updated, ["skipped"] = place.Skipped, ["failed"] = place.Failed };
        if (request.NewFields.Count > 0) result["newFields"] = request.NewFields.Count;
        if (OrderTargets.Fit(request.Entity) && !request.DryRun) (result["customers"], result["products"]) = (place.Customers, place.Products); // a dry run takes them back with each step, and would count them again
        if (request.DryRun) result["dryRun"] = true;
        return new JobStep((JsonObject)JsonSerializer.SerializeToNode(place, CrmJson.Options)!, new JobProgress(place.Rows, staged.Rows, place.Failed), result, finished)
        {
            Errors = finished ? await errors.WriteAsync(job.Id, upload, staged, request.Language, cancellationToken) : null,
        };
    }

    /// <summary>Writes what the rows say; a row that speaks of a record which an earlier row of the step makes or changes waits for that row.</summary>
    private async Task<WrittenRows> WriteAsync(
        RecordKind kind, ImportRequest request, RowReading reading, IReadOnlyList<RowDraft> drafts, IReadOnlySet<string> seen, Func<IReadOnlySet<string>> within, CancellationToken cancellationToken)
    {
        var results = new Dictionary<int, RowResult>();
        await matching.ReferAsync(drafts, request, within, cancellationToken);
        var waiting = drafts.ToList();
        while (waiting.Count > 0)
        {
            var wave = await matching.PlanAsync(kind, request, reading, waiting, seen, cancellationToken);
            foreach (var done in wave.Done) results[done.Draft.Number] = done;
            waiting = [.. wave.Later];

            var written = await kind.WriteAsync([.. wave.Writes.Select(w => w.Write)], allOrNone: false, cancellationToken);
            List<RowResult> outcomes = [.. wave.Writes.Zip(written, (w, result) => Outcome(reading, w.Draft, w.Write, result))];
            await matching.NameAsync(kind, outcomes, cancellationToken);
            foreach (var outcome in outcomes) results[outcome.Draft.Number] = outcome;
        }

        return new WrittenRows([.. drafts.Select(d => results[d.Number])]);
    }

    private static RowResult Outcome(RowReading reading, RowDraft draft, RecordWrite write, WriteResult result) => result switch
    {
        { Refusal: { } refusal } => new RowResult(draft, RowOutcome.Failed, write.Verb == RecordVerb.Create ? null : write.Id, ImportErrors.FaultsOf(refusal, reading)),
        _ when write.Verb == RecordVerb.Create => new RowResult(draft, RowOutcome.Created, result.Id, []),
        { Changed: true } => new RowResult(draft, RowOutcome.Updated, result.Id, []),
        _ => new RowResult(draft, RowOutcome.Unchanged, result.Id, []),
    };

    /// <summary>Keeps what came of rows that nobody would guess: those that failed or were left out, and in a dry run those that would change something.</summary>
    private async Task NoteAsync(Guid jobId, IReadOnlyList<RowResult> outcomes, bool dryRun, CancellationToken cancellationToken)
    {
        foreach (var outcome in outcomes)
        {
            var faults = outcome.What switch
            {
                RowOutcome.Failed or RowOutcome.Skipped => outcome.Faults,
                RowOutcome.Updated when dryRun => [new RowFault(null, "would_update")],
                _ => null,
            };
            if (faults is not null) db.Set<JobItem>().Add(new JobItem(jobId, outcome.Draft.Number, outcome.RecordId, ImportErrors.ToJson(faults)));
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static RowDraft Read(ImportRequest request, RowReading reading, ImportTargets targets, StagedRow row, int number)
    {
        var draft = reading.Read(row, number);
        if (request.DryRun) NewFields.Foretell(draft, reading, targets.Fields, request.NewFields);
        return draft;
    }

    private IEnumerable<string> KeysBefore(ImportRequest request, RowReading reading, ImportTargets targets, ImportUpload upload, int rows)
    {
        using var again = new StagedRows.Reader(store.Open(upload.RowsKey), 0);
        for (var number = 1; number <= rows && again.Next() is { } row; number++)
        {
            var draft = Read(request, reading, targets, row, number);
            foreach (var key in draft.Faults.Count == 0 ? RowMatching.KeysOf(draft, request.MatchOn) : []) yield return key;
        }
    }

    private IEnumerable<string> KeysOfFile(ImportRequest request, RowReading reading, ImportTargets targets, ImportUpload upload)
    {
        var keys = RowMatching.KeysWithin(request);
        using var rows = new StagedRows.Reader(store.Open(upload.RowsKey), 0);
        for (var number = 1; rows.Next() is { } row; number++)
        {
            var draft = Read(request, reading, targets, row, number);
            foreach (var key in draft.Faults.Count == 0 ? RowMatching.KeysOf(draft, keys) : []) yield return key;
        }
    }

    private TimeZoneInfo Zone(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : user.TimeZone;
}

/// <summary>What came of a row.</summary>
internal enum RowOutcome
{
    /// <summary>A new record.</summary>
    Created,

    /// <summary>A changed record.</summary>
    Updated,

    /// <summary>The record says so already.</summary>
    Unchanged,

    /// <summary>It is part of what the first row of its order came to.</summary>
    Part,

    /// <summary>The row was left out, as was asked for.</summary>
    Skipped,

    /// <summary>It could not be imported.</summary>
    Failed,
}

/// <summary>A row and what came of it.</summary>
/// <param name="Draft">The row.</param>
/// <param name="What">What came of it.</param>
/// <param name="RecordId">The record.</param>
/// <param name="Faults">Why not more.</param>
internal sealed record RowResult(RowDraft Draft, RowOutcome What, Guid? RecordId, IReadOnlyList<RowFault> Faults);

/// <summary>What came of the rows of a step.</summary>
/// <param name="Rows">Each row.</param>
/// <param name="Customers">Customers that were made because orders named them.</param>
/// <param name="Products">Products that were made because orders named them.</param>
internal sealed record WrittenRows(IReadOnlyList<RowResult> Rows, int Customers = 0, int Products = 0);
