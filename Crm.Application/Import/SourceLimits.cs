using Crm.Application.Common;

namespace Crm.Application.Import;

/// <summary>How much a file may hold.</summary>
public static class SourceLimits
{
    /// <summary>Largest file: 200 MiB.</summary>
    public const long BytesMax = 200L * 1024 * 1024;

    /// <summary>Most columns.</summary>
    public const int ColumnsMax = 500;

    /// <summary>Longest value, as in Excel.</summary>
    public const int CellMaxLength = 32_767;

    /// <summary>Most rows, about as many as a sheet of Excel has.</summary>
    public const int RowsMax = 1_048_576;

    /// <summary>There are more rows than that.</summary>
    public static FieldError TooManyRows => new("/file", "too_many_rows", new Dictionary<string, object?> { ["max"] = RowsMax });

    /// <summary>There are more columns than that in this row.</summary>
    public static FieldError TooManyColumns(int line) => new("/file", "too_many_columns", new Dictionary<string, object?> { ["max"] = ColumnsMax, ["row"] = line });

    /// <summary>A value is longer than that; mostly because a quote was opened and never closed.</summary>
    public static FieldError TooLong(int line, string? column) =>
        new("/file", "cell_too_long", new Dictionary<string, object?> { ["max"] = CellMaxLength, ["row"] = line, ["column"] = column ?? "?" });
}

/// <summary>
/// The mark of spreadsheets for "this is text": an apostrophe before what would be a formula. Exports put it, imports take it off again, so
/// that nothing changes on the way.
/// </summary>
public static class TextMark
{
    private const string Risky = "=+-@\t\r";
    private static readonly System.Buffers.SearchValues<char> NumberChars = System.Buffers.SearchValues.Create("0123456789 .,()-");

    /// <summary>The value as it may stand in a file that a spreadsheet opens.</summary>
    public static string Put(string value) => value.Length > 0 && Risky.Contains(value[0], StringComparison.Ordinal) && !IsNumberLike(value) ? "'" + value : value;

    /// <summary>The value as it was before.</summary>
    public static string Take(string value) => value.Length > 1 && value[0] == '\'' && Risky.Contains(value[1], StringComparison.Ordinal) ? value[1..] : value;

    /// <summary>Negative amounts and phone numbers with a country code do no harm.</summary>
    private static bool IsNumberLike(string value) => value[0] is '+' or '-' && value.AsSpan(1).IndexOfAnyExcept(NumberChars) < 0;
}
