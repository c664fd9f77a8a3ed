namespace Crm.Application.Import;

/// <summary>What a file is that people import.</summary>
public enum SourceFormat
{
    /// <summary>Text with separators.</summary>
    Csv,

    /// <summary>Excel since 2007.</summary>
    Xlsx,

    /// <summary>Excel before 2007.</summary>
    Xls,

    /// <summary>Address cards, vCard 2.1, 3.0 or 4.0.</summary>
    Vcard,
}

/// <summary>How a file is to be read, where people know better than we can see.</summary>
public sealed record ReadOptions
{
    /// <summary>Name of the encoding, for example <c>utf-8</c>, <c>gb18030</c>, <c>big5</c>; seen from the bytes when nothing is said.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between two values of a text file: one character, or <c>\t</c>; seen from the lines when nothing is said.</summary>
    public string? Separator { get; init; }

    /// <summary>What stands around values of a text file: one character; seen from the lines when nothing is said.</summary>
    public string? Quote { get; init; }

    /// <summary>The line that names the columns, 1 for the first; 0 when none does, and the columns are A, B, C.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>Name of the sheet; the first one with rows when nothing is said.</summary>
    public string? Sheet { get; init; }
}

/// <summary>How a file is read.</summary>
public sealed record SourceLayout
{
    /// <summary>What it is.</summary>
    public required SourceFormat Format { get; init; }

    /// <summary>Name of its encoding; null for sheets, which have none.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between two values; null where nothing does.</summary>
    public string? Separator { get; init; }

    /// <summary>What stands around values; null where nothing does.</summary>
    public string? Quote { get; init; }

    /// <summary>The sheet that is read.</summary>
    public string? Sheet { get; init; }

    /// <summary>All sheets of the file.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Whether every byte is known to be right in this encoding, so that a sign that cannot be read was in the file already.</summary>
    public bool IsProven { get; init; } = true;

    /// <summary>Whether the first row that is read names the columns, because we made it so.</summary>
    public bool NamesColumns { get; init; }
}

/// <summary>One row of a file as it stands there.</summary>
/// <param name="Line">Row of the sheet, line of the text on which it begins, or number of the card; 1 for the first.</param>
/// <param name="Cells">Its values; never null, and as many as the row has.</param>
public sealed record SourceRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>A file that is being read, row by row.</summary>
public interface ISourceTable : IDisposable
{
    /// <summary>How it is read.</summary>
    SourceLayout Layout { get; }

    /// <summary>The rows, each once; memory does not grow with their number.</summary>
    IEnumerable<SourceRow> Rows();
}

/// <summary>Reads and writes the files that people import.</summary>
public interface ISourceFiles
{
    /// <summary>Opens a file. What it is follows from its bytes; the name only decides between formats that bytes cannot tell apart.</summary>
    /// <param name="content">The bytes; it must be possible to go back in them.</param>
    /// <param name="name">Its name.</param>
    /// <param name="options">What people know better.</param>
    /// <exception cref="Common.InvalidException">It is no such file, or broken, or larger unpacked than anybody needs.</exception>
    ISourceTable Open(Stream content, string name, ReadOptions options);

    /// <summary>Writes rows in the way of a layout, so that they can be read again like the file they came from.</summary>
    Task WriteAsync(SourceLayout layout, IAsyncEnumerable<IReadOnlyList<string>> rows, Stream target, CancellationToken cancellationToken);
}
