using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Export;

namespace Crm.Infrastructure.Export;

/// <summary>The kinds of file that a table can become.</summary>
internal sealed class TableFiles : ITableFiles
{
    public long? MostRows(ExportFormat format) => format == ExportFormat.Xlsx ? XlsxTable.MostRows - 1 : null;

    public ITableWriter Begin(ExportFormat format, Stream file, IReadOnlyList<TableColumn> columns) => format switch
    {
        ExportFormat.Xlsx => new XlsxTable(file, columns),
        ExportFormat.Jsonl => new JsonLines(file, columns),
        _ => new CsvTable(file, columns),
    };
}

/// <summary>Text with commas (RFC 4180) as Excel reads it: UTF-8 with BOM, CRLF, and nothing in it that a spreadsheet would run.</summary>
internal sealed class CsvTable : ITableWriter
{
    private readonly StreamWriter _text;

    public CsvTable(Stream file, IReadOnlyList<TableColumn> columns)
    {
        _text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 81_920, leaveOpen: true) { NewLine = "\r\n" };
        Write([.. columns.Select(column => column.Heading)]);
    }

    public void Write(IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) _text.Write(',');
            Write(cells[i]);
        }

        _text.WriteLine();
    }

    public void Complete() => _text.Flush();

    public void Dispose() => _text.Dispose();

    private void Write(object? cell)
    {
        switch (cell)
        {
            case null:
                break;
            case DateTime moment:
                _text.Write(moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                break;
            case DateOnly day:
                _text.Write(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case string text:
                WriteText(text);
                break;
            default:
                _text.Write(Convert.ToString(cell, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void WriteText(string text)
    {
        var safe = Formulas.MayRun(text) ? "'" + text : text;
        if (safe.AsSpan().IndexOfAny(",\"\r\n\t") < 0 && !safe.StartsWith(' ') && !safe.EndsWith(' ')) _text.Write(safe);
        else
        {
            _text.Write('"');
            _text.Write(safe.Replace("\"", "\"\"", StringComparison.Ordinal));
            _text.Write('"');
        }
    }
}

/// <summary>What a spreadsheet would take for a formula (OWASP: CSV injection).</summary>
internal static class Formulas
{
    public static bool MayRun(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}

/// <summary>One JSON object a line, with the values as they are on the wire.</summary>
internal sealed class JsonLines(Stream file, IReadOnlyList<TableColumn> columns) : ITableWriter
{
    private readonly JsonEncodedText[] _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Key))];
    private readonly BufferedStream _buffer = new(file, 81_920);

    public void Write(IReadOnlyList<object?> cells)
    {
        using (var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = CrmJson.Options.Encoder }))
        {
            json.WriteStartObject();
            for (var i = 0; i < cells.Count; i++)
            {
                json.WritePropertyName(_names[i]);
                JsonSerializer.Serialize(json, cells[i], CrmJson.Options);
            }

            json.WriteEndObject();
        }

        _buffer.WriteByte((byte)'\n');
    }

    public void Complete() => _buffer.Flush();

    public void Dispose()
    {
        // The file belongs to the caller, and a buffered stream would close it.
    }
}
