using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Jobs;
using MediatR;

namespace Crm.Application.Export;

/// <summary>
/// Makes a file of a list: at once when that is wanted and it is not long, otherwise as a job. Either way a job keeps who exported which
/// filter, when, and how many rows.
/// </summary>
/// <param name="Input">Which list.</param>
/// <param name="AtOnce">Whether the file itself is wanted.</param>
/// <param name="Language">Language of the reader.</param>
[RequirePermission(Permissions.ExportsCreate)]
public sealed record StartExport(ExportInput Input, bool AtOnce, string Language) : IRequest<StartedExport>;

/// <summary>An export that was begun, or is already there.</summary>
/// <param name="Job">The job.</param>
/// <param name="File">The file, when it was made at once.</param>
public sealed record StartedExport(JobRow Job, DownloadedFile? File);

/// <summary>A file that is being downloaded.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Content">The bytes.</param>
public sealed record DownloadedFile(string Name, string ContentType, Stream Content);

internal sealed class StartExportHandler(ICrmDb db, ExportTable table, ExportedView views, JobBook book, JobReader reader, ICurrentUser user, TimeProvider clock) : IRequestHandler<StartExport, StartedExport>
{
    public async Task<StartedExport> Handle(StartExport request, CancellationToken cancellationToken)
    {
        var said = await views.CompleteAsync(request.Input, cancellationToken);
        var input = said with { Language = request.Input.Language ?? request.Language, TimeZone = request.Input.TimeZone ?? user.TimeZone.Id };
        var count = await table.CountAsync(input, cancellationToken);
        var label = table.LabelOf(input);
        var job = await book.StartAsync(
            ExportWork.Name,
            new Label($"导出{label.Zh}（{count:N0} 条）", $"Export {count:N0} {label.En.ToLowerInvariant()}"),
            input.Entity,
            (JsonObject)JsonSerializer.SerializeToNode(input, CrmJson.Options)!,
            count,
            cancellationToken);

        var file = request.AtOnce && count <= ExportInput.MostAtOnce ? await WriteAsync(input, job, cancellationToken) : null;
        await db.SaveChangesAsync(cancellationToken);
        return new StartedExport(await reader.GetAsync(job.Id, request.Language, cancellationToken), file);
    }

    private async Task<DownloadedFile> WriteAsync(ExportInput input, Job job, CancellationToken cancellationToken)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var rows = await table.WriteAsync(input, file, _ => Task.CompletedTask, cancellationToken);
            job.DoneAtOnce(rows, new JsonObject { ["rows"] = rows }.ToJsonString(), clock.GetUtcNow().UtcDateTime);
            file.Position = 0;
            return new DownloadedFile(ExportWork.NameOf(input, table.LabelOf(input), clock.GetUtcNow()), ExportWork.TypeOf(input.Format), file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}

/// <summary>Makes a file of a list, however long it is. It changes nothing, so a node that dies leaves nothing behind and another begins anew.</summary>
internal sealed class ExportWork(ExportTable table, IFileStore store, TimeProvider clock) : IJobWork
{
    public const string Name = "export";

    public string Kind => Name;

    public bool IsTransactional => false;

    public static string NameOf(ExportInput input, Label label, DateTimeOffset now)
    {
        var day = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(input.TimeZone!)).ToString("yyyy-MM-dd HHmm", System.Globalization.CultureInfo.InvariantCulture);
        return $"{(input.Language == "en" ? label.En : label.Zh)} {day}.{JsonNamingPolicy.SnakeCaseLower.ConvertName(input.Format.ToString())}";
    }

    public static string TypeOf(ExportFormat format) => format switch
    {
        ExportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat.Jsonl => "application/jsonl",
        _ => "text/csv; charset=utf-8",
    };

    public async Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken)
    {
        var input = job.Request.Deserialize<ExportInput>(CrmJson.Options)!;
        long rows = 0;
        var stored = await store.WriteAsync(async file => rows = await table.WriteAsync(input, file, job.TellAsync, cancellationToken), cancellationToken);
        return new JobStep(null, new JobProgress(rows, rows, 0), new JsonObject { ["rows"] = rows }, Finished: true)
        {
            File = new JobFile(stored.Key, NameOf(input, table.LabelOf(input), clock.GetUtcNow()), TypeOf(input.Format), stored.Size),
        };
    }
}
