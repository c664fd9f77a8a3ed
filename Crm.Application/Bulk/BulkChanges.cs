using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Bulk;

/// <summary>Begins a change of many records, as a job.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="Input">What is to be done.</param>
/// <param name="Language">Language of the title.</param>
[ByKindRequest]
public sealed record StartBulk(string Entity, BulkInput Input, string Language) : IRequest<JobRow>;

/// <summary>Tells what a change of many records would come to, and changes nothing.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="Input">What is to be done.</param>
[ByKindRequest]
public sealed record PreviewBulk(string Entity, BulkInput Input) : IRequest<BulkPreview>;

internal sealed class BulkHandlers(ICrmDb db, RecordKinds kinds, BulkWrites writes, JobBook book, JobReader reader) : IRequestHandler<StartBulk, JobRow>, IRequestHandler<PreviewBulk, BulkPreview>
{
    private const int MostTried = 200;

    public async Task<JobRow> Handle(StartBulk request, CancellationToken cancellationToken)
    {
        var (kind, input) = (kinds.Find(request.Entity) ?? throw new NotFoundException("Entity"), request.Input);
        await writes.EnsureAsync(kind, input, cancellationToken);
        var ids = input.Ids?.Distinct().ToList();
        var count = ids?.Count ?? await kind.CountAsync(input.ToList(), cancellationToken);
        if (input.ExpectedCount is { } expected && expected != count)
            throw new InvalidException(new FieldError("/expectedCount", "count_differs", new Dictionary<string, object?> { ["count"] = count }));

        var asked = (JsonObject)JsonSerializer.SerializeToNode(input with { Ids = null }, CrmJson.Options)!;
        var job = await book.StartAsync(BulkWork.Name, TitleOf(input.Action!.Value, kind.Descriptor.Label, count), request.Entity, new JsonObject { ["entity"] = request.Entity, ["bulk"] = asked, ["listed"] = ids is not null }, count, cancellationToken);
        if (ids is not null) db.JobChunks.AddRange(ids.Chunk(JobChunk.Size).Select((part, number) => new JobChunk(job.Id, number, part)));
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(job.Id, request.Language, cancellationToken);
    }

    public async Task<BulkPreview> Handle(PreviewBulk request, CancellationToken cancellationToken)
    {
        var (kind, input) = (kinds.Find(request.Entity) ?? throw new NotFoundException("Entity"), request.Input);
        await writes.EnsureAsync(kind, input, cancellationToken);
        var named = input.Ids?.Distinct().ToList();
        var matching = named?.Count ?? await kind.CountAsync(input.ToList(), cancellationToken);
        var ids = named?.Take(MostTried).ToList() ?? await kind.NextIdsAsync(input.ToList(), null, MostTried, cancellationToken);
        var results = await db.AttemptAsync(
            async () => await kind.WriteAsync(await BulkWrites.OfAsync(kind, input, ids, cancellationToken), allOrNone: false, cancellationToken),
            _ => false,
            cancellationToken);
        var outcomes = results.CountBy(BulkWrites.OutcomeOf).ToDictionary();
        var skipped = results.Where(r => r.Refusal is not null).Select(r => JobReasons.Of(r.Refusal!)[0]).CountBy(reason => (reason.Code, reason.Field))
            .Select(of => new BulkSkip(of.Key.Code, of.Key.Field, of.Value)).OrderByDescending(skip => skip.Count);
        return new BulkPreview(matching, ids.Count, outcomes.GetValueOrDefault(ItemOutcome.Done), outcomes.GetValueOrDefault(ItemOutcome.Unchanged), [.. skipped]);
    }

    private static Label TitleOf(BulkAction action, Label kind, int count)
    {
        var (zh, en) = action switch
        {
            BulkAction.Assign => ("分配", "Assign"),
            BulkAction.AddTags => ("添加标签到", "Tag"),
            BulkAction.RemoveTags => ("移除标签自", "Untag"),
            BulkAction.Delete => ("删除", "Delete"),
            BulkAction.Restore => ("恢复", "Restore"),
            _ => ("修改", "Change"),
        };
        return new Label($"批量{zh}{kind.Zh}（{count:N0} 条）", $"{en} {count:N0} {kind.En.ToLowerInvariant()}");
    }
}

/// <summary>
/// Changes many records. First it notes which ones, so that what changes meanwhile is neither missed nor done twice; then it works through
/// them with the same checks as a form, and notes what came of each.
/// </summary>
internal sealed class BulkWork(ICrmDb db, RecordKinds kinds, BulkWrites writes, OpenItems openItems, ChangeOrigin origin) : IJobWork
{
    public const string Name = "bulk";

    /// <summary>Ids noted in one step.</summary>
    private const int NotedAtOnce = 10 * JobChunk.Size;

    public string Kind => Name;

    public bool CanBeUndone => true;

    public async Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken)
    {
        var kind = kinds.Find(job.Request["entity"]!.GetValue<string>()) ?? throw new NotFoundException("Entity");
        var input = job.Request["bulk"].Deserialize<BulkInput>(CrmJson.Options)!;
        var place = job.Place is null ? new BulkPlace(Noted: job.Request["listed"]!.GetValue<bool>() ? job.Progress.Total!.Value : 0, AllNoted: job.Request["listed"]!.GetValue<bool>())
            : job.Place.Deserialize<BulkPlace>(CrmJson.Options)!;
        if (!place.AllNoted) return await NoteAsync(job, kind, input, place, cancellationToken);
        if (place.At >= place.Noted) return StepOf(place);
        await writes.EnsureAsync(kind, input, cancellationToken); // with the rights of now
        return await WriteAsync(job, kind, input, place, cancellationToken);
    }

    private async Task<JobStep> NoteAsync(JobState job, RecordKind kind, BulkInput input, BulkPlace place, CancellationToken cancellationToken)
    {
        var ids = await kind.NextIdsAsync(input.ToList(), place.Behind, NotedAtOnce, cancellationToken);
        var number = (int)(place.Noted / JobChunk.Size);
        foreach (var part in ids.Chunk(JobChunk.Size)) db.JobChunks.Add(new JobChunk(job.Id, number++, part));
        await db.SaveChangesAsync(cancellationToken);
        return StepOf(place with { Noted = place.Noted + ids.Count, Behind = ids.Count > 0 ? ids[^1] : place.Behind, AllNoted = ids.Count < NotedAtOnce });
    }

    private async Task<JobStep> WriteAsync(JobState job, RecordKind kind, BulkInput input, BulkPlace place, CancellationToken cancellationToken)
    {
        var (number, from) = ((int)(place.At / JobChunk.Size), (int)(place.At % JobChunk.Size));
        var chunk = await db.JobChunks.AsNoTracking().FirstAsync(c => c.JobId == job.Id && c.Number == number, cancellationToken);
        var ids = Enumerable.Range(from, Math.Min(job.Rows, chunk.Count - from)).Select(chunk.IdAt).ToList();
        origin.Is(ChangeSource.Bulk, job.Id);
        var division = job.Request["handOver"].Deserialize<HandOverPlan>(CrmJson.Options);
        var results = await kind.WriteAsync(division?.WritesFrom(place.At, ids) ?? await BulkWrites.OfAsync(kind, input, ids, cancellationToken), allOrNone: false, cancellationToken);
        if (division is not null) place = place with { Received = HandOverPlan.Count(place.Received, await openItems.PassOnAsync(division, place.At, results, cancellationToken)) };

        var noted = await db.JobChunks.FirstAsync(c => c.JobId == job.Id && c.Number == number, cancellationToken);
        noted.Note(from, [.. results.Select(BulkWrites.OutcomeOf)]);
        for (var i = 0; i < results.Count; i++)
            if (results[i].Refusal is { } refusal) db.JobItems.Add(new JobItem(job.Id, place.At + i + 1, ids[i], JobReasons.Write(JobReasons.Of(refusal))));
        if (division is not null && place.At + ids.Count >= place.Noted) openItems.Tell(place.Received!);
        await db.SaveChangesAsync(cancellationToken);

        var outcomes = results.CountBy(BulkWrites.OutcomeOf).ToDictionary();
        return StepOf(place with
        {
            At = place.At + ids.Count,
            Changed = place.Changed + outcomes.GetValueOrDefault(ItemOutcome.Done),
            Unchanged = place.Unchanged + outcomes.GetValueOrDefault(ItemOutcome.Unchanged),
            Skipped = place.Skipped + outcomes.GetValueOrDefault(ItemOutcome.Skipped),
        });
    }

    private static JobStep StepOf(BulkPlace place) => new(
        (JsonObject)JsonSerializer.SerializeToNode(place, CrmJson.Options)!,
        new JobProgress(place.At, place.Noted, place.Skipped),
        new JsonObject { ["changed"] = place.Changed, ["unchanged"] = place.Unchanged, ["skipped"] = place.Skipped },
        place.AllNoted && place.At >= place.Noted);

    private sealed record BulkPlace(long Noted = 0, bool AllNoted = false, Guid? Behind = null, long At = 0, long Changed = 0, long Unchanged = 0, long Skipped = 0)
    {
        /// <summary>Of a hand-over: how many each receiver has got.</summary>
        public IReadOnlyDictionary<Guid, int>? Received { get; init; }
    }
}
