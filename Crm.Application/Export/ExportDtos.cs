using Crm.Application.Records;

namespace Crm.Application.Export;

/// <summary>What kind of file a list becomes.</summary>
public enum ExportFormat
{
    /// <summary>Text with commas, for spreadsheets: UTF-8 with BOM, CRLF.</summary>
    Csv,

    /// <summary>An Excel workbook: numbers are numbers, days are days.</summary>
    Xlsx,

    /// <summary>One JSON object a line, with the values as they are on the wire.</summary>
    Jsonl,
}

/// <summary>A list that becomes a file: exactly its columns, filter and order, and what you may see of it.</summary>
public sealed record ExportInput : ListSelectionInput
{
    /// <summary>Most rows that are answered at once.</summary>
    public const int MostAtOnce = 10_000;

    /// <summary>Key of the kind of record, for example <c>customers</c>.</summary>
    public string? Entity { get; init; }

    /// <summary>Id of a saved view: its kind of record, columns, filter and order, where this body says nothing of its own.</summary>
    public Guid? ViewId { get; init; }

    /// <summary>Fields to order by, as in lists.</summary>
    public string? Sort { get; init; }

    /// <summary>Keys of the fields, in order; all fields when nothing is said.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What kind of file; <c>csv</c> when nothing is said.</summary>
    public ExportFormat Format { get; init; }

    /// <summary>Language of headings and labels, <c>zh-CN</c> or <c>en</c>; that of <c>Accept-Language</c> when nothing is said.</summary>
    public string? Language { get; init; }

    /// <summary>IANA time zone of dates; yours when nothing is said.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether tables have codes, words and ids as on the wire, instead of what people call them.</summary>
    public bool Codes { get; init; }

    /// <summary>Whether the id of each record is the first column.</summary>
    public bool IncludeIds { get; init; }
}

/// <summary>Writes tables as files.</summary>
public interface ITableFiles
{
    /// <summary>A table that is written row by row, with as much memory for a million rows as for one.</summary>
    /// <param name="format">What kind of file.</param>
    /// <param name="file">Where it is written; stays open.</param>
    /// <param name="columns">The columns.</param>
    ITableWriter Begin(ExportFormat format, Stream file, IReadOnlyList<TableColumn> columns);

    /// <summary>Most rows that such a file holds, headings apart; null where there is no end.</summary>
    long? MostRows(ExportFormat format);
}

/// <summary>A column of a table.</summary>
/// <param name="Key">Its key, in JSON.</param>
/// <param name="Heading">Its heading, elsewhere.</param>
public sealed record TableColumn(string Key, string Heading);

/// <summary>A table that is being written.</summary>
public interface ITableWriter : IDisposable
{
    /// <summary>Adds a row: texts, numbers, days, moments without a zone, or null.</summary>
    void Write(IReadOnlyList<object?> cells);

    /// <summary>Nothing comes any more.</summary>
    void Complete();
}
