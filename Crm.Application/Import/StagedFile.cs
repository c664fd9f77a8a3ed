using System.Security.Cryptography;
using System.Text;

namespace Crm.Application.Import;

/// <summary>A file that was read to the end once: how it is read, what its columns are and how many rows there are.</summary>
public sealed record StagedFile
{
    /// <summary>How it is read.</summary>
    public required SourceLayout Layout { get; init; }

    /// <summary>The line that names the columns; 0 when none does.</summary>
    public int HeaderRow { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    /// <summary>Rows of data; empty ones are not counted.</summary>
    public int Rows { get; init; }

    /// <summary>Rows that have fewer values than there are columns; what is missing is empty.</summary>
    public int ShortRows { get; init; }

    /// <summary>Rows that have more values than there are columns; they cannot be imported as they are.</summary>
    public int WideRows { get; init; }

    /// <summary>Rows with signs that cannot be read in this encoding.</summary>
    public int UnreadableRows { get; init; }

    /// <summary>The same for files with the same columns in the same order.</summary>
    internal string Shape => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', Columns.Select(c => Words.Key(c.Name))))))[..32];
}

/// <summary>Reads a file to the end, checks it against the limits, and lays its rows down so that they can be imported in steps.</summary>
internal static class Staging
{
    private const int LookAhead = 50;
    private const int HeaderSearch = 12;
    private const double FewKnownNames = 0.3;
    private const char Unreadable = '\uFFFD';

    /// <summary>Reads the file and writes its rows of data.</summary>
    /// <param name="table">The file.</param>
    /// <param name="headerRow">The line that names the columns, where people say it; 0 for none.</param>
    /// <param name="known">Names of columns as they are compared, to tell a header from data.</param>
    /// <param name="target">Takes the rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static StagedFile Stage(ISourceTable table, int? headerRow, IReadOnlySet<string> known, Stream target, CancellationToken cancellationToken)
    {
        using var rows = table.Rows().Where(r => !r.IsEmpty).GetEnumerator();
        var ahead = new List<SourceRow>();
        while (ahead.Count < LookAhead && rows.MoveNext()) ahead.Add(Checked(rows.Current));

        var header = table.Layout.NamesColumns ? 0 : Header(ahead, headerRow, known);
        var names = Names(header >= 0 ? ahead[header].Cells : [], ahead.Skip(header + 1).ToList());
        var columns = names.Select(n => new ColumnProfile.Gathering(n)).ToArray();
        var (count, shorter, wider, unreadable) = (0, 0, 0, 0);

        using (var writer = new StagedRows.Writer(target))
        {
            for (var i = header + 1; ; i++)
            {
                SourceRow row;
                if (i < ahead.Count) row = ahead[i];
                else if (rows.MoveNext()) row = Checked(rows.Current);
                else break;

                if ((count & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
                if (++count > SourceLimits.RowsMax) throw new Common.InvalidException(SourceLimits.TooManyRows);
                var cells = Cells(row, columns.Length);
                if (cells.Length > columns.Length) wider++;
                else if (row.Cells.Count < columns.Length && table.Layout.Format == SourceFormat.Csv) shorter++;
                if (!table.Layout.IsProven && Array.Exists(cells, c => c.Contains(Unreadable, StringComparison.Ordinal))) unreadable++;
                for (var c = 0; c < columns.Length; c++) columns[c].Add(cells[c]);
                writer.Add(new StagedRow(row.Line, cells));
            }
        }

        return new StagedFile
        {
            Layout = table.Layout,
            HeaderRow = header >= 0 ? ahead[header].Line : 0,
            Columns = [.. columns.Select(c => c.Done())],
            Rows = count,
            ShortRows = shorter,
            WideRows = wider,
            UnreadableRows = unreadable,
        };
    }

    /// <summary>A, B, …, Z, AA: what spreadsheets call a column that nobody named.</summary>
    internal static string Letters(int column)
    {
        var letters = "";
        for (var i = column + 1; i > 0; i = (i - 1) / 26) letters = (char)('A' + ((i - 1) % 26)) + letters;
        return letters;
    }

    private static SourceRow Checked(SourceRow row)
    {
        var width = row.Cells.Count;
        while (width > 0 && string.IsNullOrWhiteSpace(row.Cells[width - 1])) width--;
        if (width > SourceLimits.ColumnsMax) throw new Common.InvalidException(SourceLimits.TooManyColumns(row.Line));
        for (var i = 0; i < width; i++)
        {
            if (row.Cells[i].Length > SourceLimits.CellMaxLength) throw new Common.InvalidException(SourceLimits.TooLong(row.Line, Letters(i)));
        }

        return row;
    }

    /// <summary>As many values as there are columns; more only where something stands in them.</summary>
    private static string[] Cells(SourceRow row, int width)
    {
        var filled = row.Cells.Count;
        while (filled > width && string.IsNullOrWhiteSpace(row.Cells[filled - 1])) filled--;
        var cells = new string[Math.Max(width, filled)];
        for (var i = 0; i < cells.Length; i++) cells[i] = i < row.Cells.Count ? TextMark.Take(row.Cells[i]) : "";
        return cells;
    }

    /// <summary>Which of the first rows names the columns; -1 when none does.</summary>
    private static int Header(List<SourceRow> rows, int? said, IReadOnlySet<string> known)
    {
        if (said is { } line) return line == 0 ? -1 : rows.FindIndex(r => r.Line >= line);
        if (rows.Count == 0) return -1;

        var usual = rows.GroupBy(Filled).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First().Key;
        for (var i = 0; i < Math.Min(rows.Count, HeaderSearch); i++)
        {
            var row = rows[i];
            if (usual > 1 && Filled(row) < Math.Max(2, (usual + 1) / 2)) continue; // a title, or who made it and when
            if (row.Cells.Count(c => known.Contains(Words.Key(c))) >= Math.Max(1, Filled(row) * FewKnownNames)) return i;
            if (row.Cells.Any(IsData) || row.Cells.Where(c => c.Length > 0).GroupBy(c => c).Any(g => g.Count() > 1)) return -1;
            var behind = rows.Skip(i + 1).ToList();
            var returns = row.Cells.Where((cell, column) => cell.Length > 0 && behind.Exists(r => column < r.Cells.Count && r.Cells[column] == cell)).Any();
            return returns ? -1 : i;
        }

        return -1;
    }

    private static int Filled(SourceRow row) => row.Cells.Count(c => !string.IsNullOrWhiteSpace(c));

    /// <summary>Whether a value is one that no column is named by.</summary>
    private static bool IsData(string cell) =>
        cell.Contains('@', StringComparison.Ordinal) || (cell.Any(char.IsAsciiDigit) && (NumberReading.Read(cell, out _) is not null || DayReading.Possible(cell).Count > 0))
        || cell.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    private static List<string> Names(IReadOnlyList<string> header, List<SourceRow> behind)
    {
        var named = header.Count;
        while (named > 0 && string.IsNullOrWhiteSpace(header[named - 1])) named--;
        var usual = behind.Count == 0 ? 0 : behind.Select(Width).Order().ElementAt(behind.Count / 2);
        var names = new List<string>();
        for (var i = 0; i < Math.Max(named, named == 0 ? behind.Select(Width).DefaultIfEmpty().Max() : usual); i++)
        {
            var plain = i < named ? Domain.Common.TextRules.Clean(header[i]) : null;
            var name = plain ?? Letters(i);
            for (var n = 2; names.Contains(name); n++) name = $"{plain ?? Letters(i)} ({n})";
            names.Add(name);
        }

        return names;
    }

    private static int Width(SourceRow row)
    {
        var width = row.Cells.Count;
        while (width > 0 && string.IsNullOrWhiteSpace(row.Cells[width - 1])) width--;
        return width;
    }
}
