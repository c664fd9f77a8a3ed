using System.Buffers.Binary;
using Crm.Application.Common;
using Crm.Application.Export;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Jobs;

/// <summary>What came of one record of a job.</summary>
/// <param name="Number">Its place among the things of the job, from 1.</param>
/// <param name="RecordId">The record.</param>
/// <param name="Title">What it is called, as far as it is in sight.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reasons">Why it was skipped.</param>
public sealed record JobItemRow(long Number, Guid? RecordId, string? Title, ItemOutcome Outcome, IReadOnlyList<JobReason> Reasons);

/// <summary>What came of the records of a job, in their order.</summary>
/// <param name="Id">The job.</param>
/// <param name="Outcome">Only this outcome; null for all that were dealt with.</param>
/// <param name="Limit">Rows of a page.</param>
/// <param name="Cursor">Where to go on.</param>
[RequirePermission(Permissions.JobsRun)]
public sealed record ListJobItems(Guid Id, ItemOutcome? Outcome, int Limit, string? Cursor) : IRequest<ListPage<JobItemRow>>;

/// <summary>A file that a job made; the right is checked anew at every download.</summary>
/// <param name="Id">The job.</param>
/// <param name="Errors">Whether the file of what could not be done is meant.</param>
[RequirePermission(Permissions.JobsRun)]
public sealed record DownloadJobFile(Guid Id, bool Errors) : IRequest<DownloadedFile?>;

internal sealed class JobResultHandlers(ICrmDb db, ReadKinds kinds, IFileStore store, ICursorSeal seal, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ListJobItems, ListPage<JobItemRow>>,
    IRequestHandler<DownloadJobFile, DownloadedFile?>
{
    public async Task<ListPage<JobItemRow>> Handle(ListJobItems request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > ListRequest.MaxLimit) throw new InvalidException(FieldError.OutOfRange("limit", 1, ListRequest.MaxLimit), unreadable: true);
        var job = await db.Jobs.AsNoTracking().GetAsync(request.Id, cancellationToken);
        var behind = request.Cursor is { } cursor ? Read(cursor) : 0;
        var found = request.Outcome == ItemOutcome.Skipped ? await SkippedAsync(job, behind, request.Limit + 1, cancellationToken) : await NotedAsync(job, request.Outcome, behind, request.Limit + 1, cancellationToken);
        var hasMore = found.Count > request.Limit;
        if (hasMore) found.RemoveAt(request.Limit);
        return new ListPage<JobItemRow>(await NamedAsync(job, found, cancellationToken), new PageInfo(hasMore ? Write(found[^1].Number) : null, hasMore, request.Limit));
    }

    public async Task<DownloadedFile?> Handle(DownloadJobFile request, CancellationToken cancellationToken)
    {
        var job = await db.Jobs.AsNoTracking().GetAsync(request.Id, cancellationToken);
        if (job.Kind == ExportWork.Name) RequestGate.Check(user, Permissions.ExportsCreate);
        if (job.Entity is { } entity && kinds.Find(entity) is { } kind) RequestGate.Check(user, kind.ReadPermission);
        var file = request.Errors ? job.Errors : job.File;
        var kept = job.EndedAt + Job.FilesKept > clock.GetUtcNow().UtcDateTime;
        if (file is not null && kept) return new DownloadedFile(file.Name, file.ContentType, store.Open(file.Key));
        return request.Errors && job.Failed > 0 ? null : throw new NotFoundException(nameof(JobFile));
    }

    private async Task<List<JobItemRow>> SkippedAsync(Job job, long behind, int most, CancellationToken cancellationToken) =>
        (await db.JobItems.AsNoTracking().Where(i => i.JobId == job.Id && i.Number > behind).OrderBy(i => i.Number).Take(most).ToListAsync(cancellationToken))
            .ConvertAll(i => new JobItemRow(i.Number, i.RecordId, null, ItemOutcome.Skipped, JobReasons.Read(i.Reasons)));

    /// <summary>Chunk after chunk until there are enough.</summary>
    private async Task<List<JobItemRow>> NotedAsync(Job job, ItemOutcome? outcome, long behind, int most, CancellationToken cancellationToken)
    {
        var rows = new List<JobItemRow>();
        for (var number = (int)(behind / JobChunk.Size); rows.Count < most; number++)
        {
            var chunk = await db.JobChunks.AsNoTracking().FirstOrDefaultAsync(c => c.JobId == job.Id && c.Number == number, cancellationToken);
            if (chunk is null) break;
            var first = ((long)number * JobChunk.Size) + 1;
            for (var i = (int)Math.Max(0, behind - first + 1); i < chunk.Count && rows.Count < most; i++)
            {
                var of = (ItemOutcome)chunk.Outcomes[i];
                if (of != ItemOutcome.Waiting && (outcome is null || outcome == of)) rows.Add(new JobItemRow(first + i, chunk.IdAt(i), null, of, []));
            }
        }

        var skipped = rows.Where(r => r.Outcome == ItemOutcome.Skipped).Select(r => r.Number).ToList();
        if (skipped.Count == 0) return rows;
        var reasons = await db.JobItems.AsNoTracking().Where(i => i.JobId == job.Id && skipped.Contains(i.Number)).ToDictionaryAsync(i => i.Number, i => i.Reasons, cancellationToken);
        return rows.ConvertAll(r => reasons.TryGetValue(r.Number, out var json) ? r with { Reasons = JobReasons.Read(json) } : r);
    }

    private async Task<IReadOnlyList<JobItemRow>> NamedAsync(Job job, List<JobItemRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.RecordId).OfType<Guid>().ToList();
        if (ids.Count == 0 || job.Entity is not { } entity || kinds.Find(entity) is not { } kind || (kind.Descriptor.Find("name") ?? kind.Descriptor.Find("subject")) is not { } title || !user.May(kind.ReadPermission)) return rows;
        var titles = await kind.ValuesAsync(ids, [title], cancellationToken);
        return rows.ConvertAll(r => r.RecordId is { } id && titles.TryGetValue(id, out var values) ? r with { Title = values[0] as string } : r);
    }

    private long Read(string cursor) =>
        seal.Open(cursor) is [(byte)'j', .. { Length: sizeof(long) } number] ? BinaryPrimitives.ReadInt64BigEndian(number) : throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);

    private string Write(long number)
    {
        var bytes = new byte[1 + sizeof(long)];
        bytes[0] = (byte)'j';
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), number);
        return seal.Seal(bytes);
    }
}
