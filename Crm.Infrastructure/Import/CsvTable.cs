using System.Text;
using Crm.Application.Common;
using Crm.Application.Import;

namespace Crm.Infrastructure.Import;

/// <summary>A text file with separators. Rows may be ragged and quotes may be out of place: what stands there is handed on as it stands.</summary>
internal sealed class CsvTable : ISourceTable
{
    private readonly CsvDialect _dialect;
    private readonly StreamReader _reader;

    public CsvTable(Stream content, ReadOptions options)
    {
        var begin = 0;
        var encoding = options.Encoding is { Length: > 0 } name ? TextEncodings.ByName(name) : TextEncodings.Detect(content, out begin);
        var separator = Character(options.Separator, "separator");
        var quote = Character(options.Quote, "quote");
        content.Position = begin;
        using (var start = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true)) _dialect = CsvDialect.Detect(start, separator, quote);

        content.Position = begin;
        _reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: false);
        Layout = new SourceLayout
        {
            Format = SourceFormat.Csv,
            Encoding = encoding.WebName,
            IsProven = options.Encoding is not { Length: > 0 } && encoding.CodePage == 65001,
            Separator = CsvDialect.Spell(_dialect.Separator),
            Quote = _dialect.Quote.ToString(),
        };
    }

    public SourceLayout Layout { get; }

    public IEnumerable<SourceRow> Rows()
    {
        foreach (var row in new CsvParser(_reader, _dialect).Rows())
        {
            if (row.Line > 1) yield return row;
            else if (CsvDialect.Declared(string.Join(_dialect.Separator, row.Cells)) is null) yield return row with { Cells = [row.Cells[0].TrimStart('\uFEFF'), .. row.Cells.Skip(1)] };
        }
    }

    public void Dispose() => _reader.Dispose();

    private static char? Character(string? spelling, string option) => spelling is not { Length: > 0 }
        ? null
        : CsvDialect.Read(spelling) ?? throw new InvalidException(FieldError.At(option, "not_one_character"));

    /// <summary>Writes rows in the dialect and encoding of a layout. What a spreadsheet would take for a formula is marked as text, as in exports.</summary>
    public static async Task WriteAsync(SourceLayout layout, IAsyncEnumerable<IReadOnlyList<string>> rows, Stream target, CancellationToken cancellationToken)
    {
        var dialect = new CsvDialect(CsvDialect.Read(layout.Separator) ?? ',', CsvDialect.Read(layout.Quote) ?? '"');
        var encoding = layout.Encoding is null or "utf-8" ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: true) : TextEncodings.ByName(layout.Encoding);
        await using var writer = new StreamWriter(target, encoding, leaveOpen: true);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var line = string.Join(dialect.Separator, row.Select(cell => dialect.Escape(TextMark.Put(cell))));
            await writer.WriteAsync((line + "\r\n").AsMemory(), cancellationToken);
        }
    }
}
