using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Import;
using Microsoft.AspNetCore.Http.Metadata;

namespace Crm.Api.Import;

/// <summary>A file to look into.</summary>
public record PreviewForm
{
    /// <summary>The file; leave it out to use one that was sent before.</summary>
    public IFormFile? File { get; init; }

    /// <summary>The file that was sent before, from the preview.</summary>
    public Guid? UploadId { get; init; }

    /// <summary>Kind of record: <c>customers</c>, <c>contacts</c>, <c>interactions</c>, <c>follow-ups</c> and so on.</summary>
    public string? Entity { get; init; }

    /// <summary>Encoding, for example <c>gb18030</c>; seen from the bytes when nothing is said.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between two values; a tab is <c>\t</c>; seen from the lines when nothing is said.</summary>
    public string? Separator { get; init; }

    /// <summary>What stands around values; seen from the lines when nothing is said.</summary>
    public string? Quote { get; init; }

    /// <summary>The line that names the columns, 0 for none; seen from the lines when nothing is said.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>Name of the sheet; the first one with rows when nothing is said.</summary>
    public string? Sheet { get; init; }

    internal ReadOptions ReadingOptions() => new() { Encoding = Encoding, Separator = Separator, Quote = Quote, HeaderRow = HeaderRow, Sheet = Sheet };
}

/// <summary>A file to import.</summary>
public sealed record ImportForm : PreviewForm
{
    /// <summary><c>create</c> makes new records, <c>update</c> changes those that it finds, <c>upsert</c> does both; <c>create</c> when nothing is said.</summary>
    public ImportMode Mode { get; init; }

    /// <summary>What finds the record: field keys, <c>id</c> or <c>externalRef:{system}</c>, separated by commas, the first that finds one; <c>creditCode,name</c>.</summary>
    public string? MatchOn { get; init; }

    /// <summary>Which column fills what, as JSON like <c>mapping</c> of the preview; the one you used last for such a file, or the proposed one, when nothing is said.</summary>
    public string? Mapping { get; init; }

    /// <summary>Whether to write nothing and say what would happen.</summary>
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
