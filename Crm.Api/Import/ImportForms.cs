using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Import;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Import;

/// <summary>A file to look into. Its members are named as in JSON; any case is taken.</summary>
public record PreviewForm
{
    /// <summary>The file; leave it out to use one that was sent before.</summary>
    [FromForm(Name = "file")]
    public IFormFile? File { get; init; }

    /// <summary>The file that was sent before, from the preview.</summary>
    [FromForm(Name = "uploadId")]
    public Guid? UploadId { get; init; }

    /// <summary>Kind of record: <c>customers</c>, <c>contacts</c>, <c>interactions</c>, <c>follow-ups</c> and so on.</summary>
    [FromForm(Name = "entity")]
    public string? Entity { get; init; }

    /// <summary>Encoding, for example <c>gb18030</c>; seen from the bytes when nothing is said.</summary>
    [FromForm(Name = "encoding")]
    public string? Encoding { get; init; }

    /// <summary>What stands between two values; a tab is <c>\t</c>; seen from the lines when nothing is said.</summary>
    [FromForm(Name = "separator")]
    public string? Separator { get; init; }

    /// <summary>What stands around values; seen from the lines when nothing is said.</summary>
    [FromForm(Name = "quote")]
    public string? Quote { get; init; }

    /// <summary>The line that names the columns, 0 for none; seen from the lines when nothing is said.</summary>
    [FromForm(Name = "headerRow")]
    public int? HeaderRow { get; init; }

    /// <summary>Name of the sheet; the first one with rows when nothing is said.</summary>
    [FromForm(Name = "sheet")]
    public string? Sheet { get; init; }

    internal ReadOptions ReadingOptions() => new() { Encoding = Encoding, Separator = Separator, Quote = Quote, HeaderRow = HeaderRow, Sheet = Sheet };
}

/// <summary>A file to import.</summary>
public sealed record ImportForm : PreviewForm
{
    /// <summary><c>create</c> makes new records, <c>update</c> changes those that it finds, <c>upsert</c> does both; <c>create</c> when nothing is said.</summary>
    [FromForm(Name = "mode")]
    public ImportMode Mode { get; init; }

    /// <summary>What finds the record: field keys, <c>id</c> or <c>externalRef:{system}</c>, separated by commas, the first that finds one; <c>creditCode,name</c>.</summary>
    [FromForm(Name = "matchOn")]
    public string? MatchOn { get; init; }

    /// <summary>Which column fills what, as JSON like <c>mapping</c> of the preview; the one you used last for such a file, or the proposed one, when nothing is said.</summary>
    [FromForm(Name = "mapping")]
    public string? Mapping { get; init; }

    /// <summary>Whether to write nothing and say what would happen.</summary>
    [FromForm(Name = "dryRun")]
    public bool DryRun { get; init; }

    internal ImportMapping? ReadMapping()
    {
        if (string.IsNullOrWhiteSpace(Mapping)) return null;
        try
        {
            return JsonSerializer.Deserialize<ImportMapping>(Mapping, CrmJson.Options) is { } mapping && mapping.Columns is not null && mapping.Columns.All(c => c is { Column: not null })
                ? mapping
                : throw new InvalidException(FieldError.At("mapping", "wrong_type"), unreadable: true);
        }
        catch (JsonException fault)
        {
            var error = JsonFaults.Describe(fault).Errors[0];
            throw new InvalidException(error with { Pointer = "/mapping" + error.Pointer }, unreadable: true);
        }
    }
}

/// <summary>Imports may be larger than other files: a whole file, and a little for the envelope around it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImportLimitsAttribute : Attribute, IRequestSizeLimitMetadata
{
    public const long MaxBytes = SourceLimits.BytesMax + (1024 * 1024);

    public long? MaxRequestBodySize => MaxBytes;
}
