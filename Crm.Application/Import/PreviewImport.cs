using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Settings;
using MediatR;

namespace Crm.Application.Import;

/// <summary>What was seen in a file, and what its columns probably fill.</summary>
public sealed record ImportPreview
{
    /// <summary>Id of the stored file; an import names it instead of sending the file again.</summary>
    public Guid UploadId { get; init; }

    /// <summary>From when on the file is forgotten (UTC).</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>Its name.</summary>
    public string FileName { get; init; } = "";

    /// <summary>How it is read.</summary>
    public required SourceLayout Layout { get; init; }

    /// <summary>The line that names the columns; 0 when none does, and they are called A, B, C.</summary>
    public int HeaderRow { get; init; }

    /// <summary>Rows of data.</summary>
    public int Rows { get; init; }

    /// <summary>Rows that have fewer values than there are columns; what is missing is empty.</summary>
    public int ShortRows { get; init; }

    /// <summary>Rows that have more values than there are columns; they will fail.</summary>
    public int WideRows { get; init; }

    /// <summary>Rows with signs that cannot be read in this encoding; they will fail unless another one is chosen.</summary>
    public int UnreadableRows { get; init; }

    /// <summary>Its columns.</summary>
    public IReadOnlyList<PreviewColumn> Columns { get; init; } = [];

    /// <summary>The whole mapping as proposed, to be changed and sent back.</summary>
    public required ImportMapping Mapping { get; init; }

    /// <summary>Whether the mapping is the one you used last for a file with these columns.</summary>
    public bool Remembered { get; init; }

    /// <summary>What columns can fill in this kind of record.</summary>
    public IReadOnlyList<PreviewTarget> Targets { get; init; } = [];

    /// <summary>What can find a record that is there.</summary>
    public IReadOnlyList<string> MatchKeys { get; init; } = [];
}

/// <summary>A column of a file.</summary>
public sealed record PreviewColumn
{
    /// <summary>Its name, made different from those of all others.</summary>
    public string Name { get; init; } = "";

    /// <summary>How many rows have a value in it.</summary>
    public int Filled { get; init; }

    /// <summary>Its first different values.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>The field that it probably fills; null when none fits.</summary>
    public string? Field { get; init; }

    /// <summary>How sure that is, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>For days: the orders that fit all its values, each with a value as it would be read; more than one means that the file does not tell.</summary>
    public IReadOnlyList<DayExample> DayFormats { get; init; } = [];

    /// <summary>For codes, choices and users: values that stand for nothing known. Rows with them will fail unless <c>values</c> of the mapping says what they mean.</summary>
    public IReadOnlyList<string> UnknownValues { get; init; } = [];

    /// <summary>The field that an administrator could add for it, with the type that fits what was seen; null where no fields can be added.</summary>
    public NewField? NewField { get; init; }
}

/// <summary>An order in which days can be read, with one of them.</summary>
/// <param name="Format">The order.</param>
/// <param name="Text">A value of the column.</param>
/// <param name="Day">The day that it is in this order.</param>
public sealed record DayExample(DayFormat Format, string Text, DateOnly Day);

/// <summary>What a column can fill.</summary>
/// <param name="Key">Its key, as in <c>field</c> of a mapping.</param>
/// <param name="LabelZh">Chinese label.</param>
/// <param name="LabelEn">English label.</param>
/// <param name="Type">What it holds.</param>
/// <param name="OnlyFinds">Whether it only finds the record and is not written.</param>
/// <param name="TakesSeveral">Whether several columns may fill it together.</param>
/// <param name="Required">Whether a new record cannot be without it.</param>
public sealed record PreviewTarget(string Key, string LabelZh, string LabelEn, FieldType Type, bool OnlyFinds, bool TakesSeveral, bool Required)
{
    /// <summary>The code list that its values come from.</summary>
    public string? CodeList { get; init; }

    /// <summary>For choices: what can be chosen.</summary>
    public IReadOnlyList<CustomFieldOption> Options { get; init; } = [];
}

/// <summary>Looks into a file before it is imported, and keeps it for the import.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="File">The file; null to look again into one that was sent.</param>
/// <param name="UploadId">The file that was sent before.</param>
/// <param name="Options">What people know better than can be seen.</param>
[RequirePermission(Permissions.ImportsCreate)]
public sealed record PreviewImport(string Entity, UploadedFile? File, Guid? UploadId, ReadOptions Options) : IRequest<ImportPreview>;

internal sealed class PreviewImportHandler(RecordKinds kinds, ImportDesk desk, ICrmDb db, ICurrentUser user) : IRequestHandler<PreviewImport, ImportPreview>
{
    public async Task<ImportPreview> Handle(PreviewImport request, CancellationToken cancellationToken)
    {
        var kind = ImportDesk.KindOf(kinds, request.Entity, user);
        var targets = await desk.TargetsAsync(kind, cancellationToken);
        var upload = await desk.TakeOrFindAsync(request.File, request.UploadId, request.Options, targets, cancellationToken);
        if (request.File is null && request.Options != new ReadOptions()) await desk.ReadAgainAsync(upload, request.Options, targets, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        var staged = ImportDesk.StagedOf(upload);
        var proposal = new MappingProposal(staged, targets, await desk.WordsAsync(targets, cancellationToken));
        var remembered = await desk.RememberedAsync(kind.Descriptor.Key, staged, cancellationToken);
        var columns = remembered is null ? proposal.Columns() : [.. staged.Columns.Select(c => proposal.Complete(remembered.Columns.FirstOrDefault(m => m.Column == c.Name) ?? new ColumnMapping { Column = c.Name }))];
        return new ImportPreview
        {
            UploadId = upload.Id,
            ExpiresAt = upload.ExpiresAt,
            FileName = upload.Name,
            Layout = staged.Layout,
            HeaderRow = staged.HeaderRow,
            Rows = staged.Rows,
            ShortRows = staged.ShortRows,
            WideRows = staged.WideRows,
            UnreadableRows = staged.UnreadableRows,
            Columns = [.. staged.Columns.Zip(columns, (column, proposed) => Column(column, proposed))],
            Mapping = (remembered ?? new ImportMapping()) with { Columns = [.. columns.Select(c => c.Map)] },
            Remembered = remembered is not null,
            Targets = [.. targets.All.Select(t => new PreviewTarget(t.Key, t.Label.Zh, t.Label.En, t.Type, t.OnlyFinds, t.TakesSeveral, t is { Part: null, Field.Required: true, OnlyFinds: false } && t.Key == t.Field.Key)
            {
                CodeList = t.CodeList,
                Options = t.Field is { Type: FieldType.Choice or FieldType.Choices } field ? OptionsOf(field) : [],
            })],
            MatchKeys = RowMatching.KeysOf(targets.Fields),
        };
    }

    private static IReadOnlyList<CustomFieldOption> OptionsOf(FieldDescriptor field) => field.Options.Count > 0
        ? [.. field.Options.Where(o => !o.Retired).Select(o => new CustomFieldOption(o.Value, o.Label.Zh, o.Label.En))]
        : [.. field.Choices.Select(c => new CustomFieldOption(c, c, c))];

    private static PreviewColumn Column(ColumnProfile column, ColumnProposal proposed) => new()
    {
        Name = column.Name,
        Filled = column.Filled,
        Samples = column.Samples,
        Field = proposed.Map.Field,
        Confidence = proposed.Confidence,
        DayFormats = [.. column.DayFormats.SelectMany(f => column.Samples.Where(s => DayReading.Day(s, f) is not null).Take(1).Select(s => new DayExample(f, s, DayReading.Day(s, f)!.Value)))],
        UnknownValues = proposed.Unknown,
        NewField = proposed.NewField,
    };
}
