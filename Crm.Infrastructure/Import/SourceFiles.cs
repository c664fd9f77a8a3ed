using System.Text;
using Crm.Application.Common;
using Crm.Application.Import;

namespace Crm.Infrastructure.Import;

/// <inheritdoc/>
internal sealed class SourceFiles : ISourceFiles
{
    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public ISourceTable Open(Stream content, string name, ReadOptions options) => FormatOf(content, name) switch
    {
        SourceFormat.Vcard => new CardTable(content, options),
        SourceFormat.Csv => new CsvTable(content, options),
        var sheet => new SheetTable(content, sheet, options),
    };

    public Task WriteAsync(SourceLayout layout, IAsyncEnumerable<IReadOnlyList<string>> rows, Stream target, CancellationToken cancellationToken) => layout.Format switch
    {
        SourceFormat.Vcard => CardTable.WriteAsync(rows, target, cancellationToken),
        SourceFormat.Csv => CsvTable.WriteAsync(layout, rows, target, cancellationToken),
        _ => SheetFile.WriteAsync(layout.Sheet ?? "Sheet1", rows, target, cancellationToken),
    };

    private static SourceFormat FormatOf(Stream content, string name)
    {
        content.Position = 0;
        var bytes = new byte[512];
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        content.Position = 0;
        var start = bytes.AsSpan(0, read);
        if (read == 0) throw new InvalidException(FieldError.At("file", "file_empty"));
        if (start.StartsWith(Zip)) return SourceFormat.Xlsx;
        if (start.StartsWith(Ole)) return SourceFormat.Xls;

        var text = Encoding.Latin1.GetString(start).Replace("\0", "", StringComparison.Ordinal).TrimStart('ï', '»', '¿', 'ÿ', 'þ', ' ', '\r', '\n', '\t');
        if (text.StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".vcf", StringComparison.OrdinalIgnoreCase)) return SourceFormat.Vcard;
        string[] others = ["%PDF-", "{\\rtf", "\u0089PNG", "ÿØÿ", "GIF8", "7z¼¯", "Rar!", "\u001f\u008b", "<?xml", "<html", "<!DOCTYPE"];
        return Array.Exists(others, o => text.StartsWith(o, StringComparison.OrdinalIgnoreCase)) ? throw new InvalidException(FieldError.At("file", "file_type_not_allowed")) : SourceFormat.Csv;
    }
}
