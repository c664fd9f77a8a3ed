using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Import;

/// <summary>Starts an import, which is done as a job.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="Mode">What to do with records that are there.</param>
/// <param name="MatchOn">What finds them: field keys, <c>id</c>, <c>externalRef:{system}</c>, separated by commas.</param>
/// <param name="Mapping">Which column fills what; the remembered or proposed one when nothing is said.</param>
/// <param name="DryRun">Whether to write nothing and say what would happen.</param>
/// <param name="File">The file; null when it was sent before.</param>
/// <param name="UploadId">The file that was sent before.</param>
/// <param name="Options">How to read it, where people know better than can be seen.</param>
/// <param name="Language">Language of titles and of the sentences in the file of what failed.</param>
[RequirePermission(Permissions.ImportsCreate)]
public sealed record StartImport(
    string Entity, ImportMode Mode, IReadOnlyList<string> MatchOn, ImportMapping? Mapping, bool DryRun, UploadedFile? File, Guid? UploadId, ReadOptions Options, string Language) : IRequest<JobRow>;

internal sealed class StartImportHandler(RecordKinds kinds, ImportDesk desk, MissingCodes codes, NewFields newFields, JobBook book, IMediator mediator, ICrmDb db, ICurrentUser user, TimeProvider clock) : IRequestHandler<StartImport, JobRow>
{
    public async Task<JobRow> Handle(StartImport request, CancellationToken cancellationToken)
    {
        var kind = ImportDesk.KindOf(kinds, request.Entity, user);
        var targets = await desk.TargetsAsync(kind, cancellationToken);
        var upload = await desk.TakeOrFindAsync(request.File, request.UploadId, request.Options, targets, cancellationToken);
        var staged = ImportDesk.StagedOf(upload);
        var words = await desk.WordsAsync(targets, cancellationToken);
        var mapping = await MappingAsync(request, kind, staged, targets, words, cancellationToken);
        if (mapping.AddsCodes) RequestGate.Check(user, Permissions.SettingsManage);
        var plan = await newFields.PlanAsync(kind, mapping, staged, cancellationToken);
        targets = await desk.TargetsAsync(kind, plan.Fields, added: false, cancellationToken);
        var reading = RowReading.By(plan.Mapping, staged, targets, words, user.TimeZone);
        EnsureCanBeRead(staged, reading);
        if (OrderTargets.Fit(kind.Descriptor.Key) && reading.ColumnOf(OrderTargets.Number) is { } number)
            await desk.GatherAsync(upload, staged.Columns.Index().First(c => c.Item.Name == number).Index, cancellationToken);

        var import = new ImportRequest
        {
            UploadId = upload.Id,
            Entity = kind.Descriptor.Key,
            Mode = request.Mode,
            MatchOn = MatchOn(request, targets, reading),
            Mapping = plan.Mapping,
            NewFields = plan.Fields,
            DryRun = request.DryRun,
            Language = request.Language,
        };
        if (!request.DryRun) await newFields.AddAsync(kind, plan.Fields, cancellationToken);
        if (request.Mapping is not null) await desk.RememberAsync(kind.Descriptor.Key, staged, request.DryRun ? mapping : plan.Mapping, cancellationToken);
        if (mapping.AddsCodes && !request.DryRun) await codes.AddAsync(plan.Mapping, staged, targets, words, cancellationToken);
        upload.KeepForImport(clock.GetUtcNow().UtcDateTime);
        var label = kind.Descriptor.Label;
        var title = request.DryRun ? new Label($"试导入{label.Zh}：{upload.Name}", $"Dry run, {label.En}: {upload.Name}") : new Label($"导入{label.Zh}：{upload.Name}", $"Import {label.En}: {upload.Name}");
        var job = await book.StartAsync(ImportRequest.Kind, Cut(title), kind.Descriptor.Key, (JsonObject)JsonSerializer.SerializeToNode(import, CrmJson.Options)!, staged.Rows, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await mediator.Send(new GetJob(job.Id, request.Language), cancellationToken);
    }

    private async Task<ImportMapping> MappingAsync(StartImport request, RecordKind kind, StagedFile staged, ImportTargets targets, ReadingWords words, CancellationToken cancellationToken)
    {
        var proposal = new MappingProposal(staged, targets, words);
        var mapping = request.Mapping ?? await desk.RememberedAsync(kind.Descriptor.Key, staged, cancellationToken);
        return mapping is null
            ? new ImportMapping { Columns = [.. proposal.Columns().Select(c => c.Map)] }
            : mapping with { Columns = [.. mapping.Columns.Select(m => staged.Columns.Any(c => c.Name == m.Column) ? proposal.Complete(m).Map : m)] };
    }

    /// <summary>The keys that find records: those that were named, or the first that the mapping fills; an id in another system before all others.</summary>
    private static IReadOnlyList<string> MatchOn(StartImport request, ImportTargets targets, RowReading reading)
    {
        var (possible, filled) = (RowMatching.KeysOf(targets.Fields), reading.Members.ToHashSet(StringComparer.Ordinal));
        foreach (var key in request.MatchOn)
        {
            if (!possible.Contains(key) && ImportTargets.SystemOf(key) is null)
                throw new InvalidException(new FieldError("/matchOn", "cannot_match", new Dictionary<string, object?> { ["allowed"] = string.Join(", ", possible) }));
            if (!filled.Contains(key)) throw new InvalidException(FieldError.At("matchOn", "match_not_mapped"));
        }

        if (request.MatchOn.Count > 0) return request.MatchOn;
        var elsewhere = filled.Where(key => ImportTargets.SystemOf(key) is not null);
        if (request.Mode == ImportMode.Create) return [.. elsewhere, .. RowMatching.SameBy(targets.Fields.Descriptor).Where(filled.Contains)];
        return elsewhere.Concat(possible.Where(filled.Contains)).FirstOrDefault() is { } first ? [first] : throw new InvalidException(FieldError.At("matchOn", "required"));
    }

    private static void EnsureCanBeRead(StagedFile staged, RowReading reading)
    {
        if (staged.Rows == 0) throw new InvalidException(FieldError.At("file", "file_without_rows"));
        if (!reading.Members.Any()) throw new InvalidException(FieldError.At("mapping", "nothing_mapped"));
    }

    private static Label Cut(Label title)
    {
        static string Short(string text) => text.Length <= Domain.Jobs.Job.TitleMaxLength ? text : text[..Domain.Jobs.Job.TitleMaxLength];
        return new Label(Short(title.Zh), Short(title.En));
    }
}
