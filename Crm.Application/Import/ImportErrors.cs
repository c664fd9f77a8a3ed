using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Domain.Common;
using Crm.Domain.Import;
using Crm.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Import;

/// <summary>What could not be imported, as a file like the one that was sent: each row as it stood there, and why it is here.</summary>
internal sealed class ImportErrors(ICrmDb db, IFileStore store, ISourceFiles files, ISentences sentences)
{
    /// <summary>Name of the added column; a file that has it can be sent again, and the column is ignored.</summary>
    public const string ReasonZh = "未导入原因";

    /// <inheritdoc cref="ReasonZh"/>
    public const string ReasonEn = "Reason";

    private const int MostFaults = 20;

    /// <summary>What a refusal says about a row.</summary>
    public static IReadOnlyList<RowFault> FaultsOf(Exception refusal, RowReading? reading) => refusal switch
    {
        InvalidException invalid => [.. invalid.Errors.Select(e => new RowFault(ColumnOf(e.Pointer, reading), e.Code, e.Params))],
        DomainException broken => [new RowFault(ColumnOf("/" + broken.Field, reading), broken.Code)],
        ConflictException conflict => [new RowFault(ColumnOf("/" + conflict.Field, reading), conflict.Code)],
        ForbiddenException forbidden => [new RowFault(null, forbidden.Code, forbidden.Permission is null ? null : new Dictionary<string, object?> { ["permission"] = forbidden.Permission })],
        NotFoundException => [new RowFault(null, "not_found")],
        _ => [new RowFault(null, "internal_error")],
    };

    /// <summary>Faults as they are kept.</summary>
    public static string ToJson(IReadOnlyList<RowFault> faults)
    {
        var list = new JsonArray([.. faults.Take(MostFaults).Select(f => (JsonNode)new JsonObject
        {
            ["field"] = f.Column,
            ["code"] = f.Code,
            ["params"] = f.Params is null ? null : JsonSerializer.SerializeToNode(f.Params, CrmJson.Options),
        })]);
        while (list.ToJsonString(CrmJson.Options).Length > JobItem.ReasonsMaxLength) list.RemoveAt(list.Count - 1);
        return list.ToJsonString(CrmJson.Options);
    }

    /// <summary>Writes the file; null when there is nothing to write.</summary>
    public async Task<JobFile?> WriteAsync(Guid jobId, ImportUpload upload, StagedFile staged, string language, CancellationToken cancellationToken)
    {
        if (!await db.Set<JobItem>().AnyAsync(i => i.JobId == jobId, cancellationToken)) return null;
        await using var content = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await files.WriteAsync(staged.Layout, RowsAsync(jobId, upload, staged, language, cancellationToken), content, cancellationToken);
        content.Position = 0;
        var stored = (await store.SaveAsync(content, long.MaxValue, cancellationToken))!;
        var (extension, type) = staged.Layout.Format switch
        {
            SourceFormat.Csv => (".csv", "text/csv"),
            SourceFormat.Vcard => (".vcf", "text/vcard"),
            _ => (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        };
        var name = Path.GetFileNameWithoutExtension(upload.Name);
        var ending = (language == "en" ? "-not-imported" : "-未导入") + extension;
        return new JobFile(stored.Key, name[..Math.Min(name.Length, JobFile.NameMaxLength - ending.Length)] + ending, type, stored.Size);
    }

    /// <summary>Reads the kept reasons and the rows side by side, both in the order of the file.</summary>
    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(Guid jobId, ImportUpload upload, StagedFile staged, string language, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return [.. staged.Columns.Select(c => c.Name), language == "en" ? ReasonEn : ReasonZh];
        using var rows = new StagedRows.Reader(store.Open(upload.RowsKey), 0);
        var number = 0;
        await foreach (var item in db.Set<JobItem>().AsNoTracking().Where(i => i.JobId == jobId).OrderBy(i => i.Number).Select(i => new { i.Number, i.Reasons }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var row = rows.Next();
            while (++number < item.Number) row = rows.Next();
            yield return [.. row!.Cells, Reason(item.Reasons, language)];
        }
    }

    /// <summary>Code and sentence of each fault, with the column it stands in.</summary>
    private string Reason(string reasons, string language) => string.Join("; ", JsonNode.Parse(reasons)!.AsArray().Select(fault =>
    {
        var code = fault!["code"]!.GetValue<string>();
        var values = (fault["params"] as JsonObject)?.ToDictionary(p => p.Key, p => (object?)p.Value?.ToString());
        var sentence = $"{code}: {sentences.Of(language, code, values)}";
        return fault["field"]?.GetValue<string>() is { } column ? $"[{column}] {sentence}" : sentence;
    }));

    private static string? ColumnOf(string? pointer, RowReading? reading)
    {
        var parts = (pointer ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? null : reading?.ColumnOf(parts is ["custom", var key, ..] ? "custom." + key : parts[0]);
    }
}
