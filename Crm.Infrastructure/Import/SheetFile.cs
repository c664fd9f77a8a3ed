using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Crm.Infrastructure.Import;

/// <summary>Writes one sheet of texts as XLSX, row by row. Every cell is text, so nothing in it can be a formula and no digit is lost.</summary>
internal static class SheetFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int NameMaxLength = 31;

    public static async Task WriteAsync(string name, IAsyncEnumerable<IReadOnlyList<string>> rows, Stream target, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        Put(zip, "[Content_Types].xml", """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """);
        Put(zip, "_rels/.rels", $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        Put(zip, "xl/_rels/workbook.xml.rels", $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
            """);
        Put(zip, "xl/workbook.xml", $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{SheetName(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>
            """);

        await using var sheet = await zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await using var writer = XmlWriter.Create(sheet, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), CheckCharacters = false });
        await writer.WriteStartDocumentAsync(standalone: true);
        await writer.WriteStartElementAsync(null, "worksheet", Main);
        await writer.WriteStartElementAsync(null, "sheetData", Main);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteStartElementAsync(null, "row", Main);
            foreach (var cell in row)
            {
                await writer.WriteStartElementAsync(null, "c", Main);
                if (cell.Length > 0)
                {
                    await writer.WriteAttributeStringAsync(null, "t", null, "inlineStr");
                    await writer.WriteStartElementAsync(null, "is", Main);
                    await writer.WriteStartElementAsync(null, "t", Main);
                    await writer.WriteAttributeStringAsync("xml", "space", null, "preserve");
                    await writer.WriteStringAsync(Writable(cell));
                    await writer.WriteEndElementAsync();
                    await writer.WriteEndElementAsync();
                }

                await writer.WriteEndElementAsync();
            }

            await writer.WriteEndElementAsync();
        }

        await writer.WriteEndElementAsync();
        await writer.WriteEndElementAsync();
        await writer.WriteEndDocumentAsync();
        await writer.FlushAsync();
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        writer.Write(text);
    }

    /// <summary>XML has no place for control characters; Excel writes them as _x0001_.</summary>
    private static string Writable(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i])) clean.Append(text[i]);
            else clean.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
        }

        return clean.ToString();
    }

    private static string SheetName(string name)
    {
        var plain = new string([.. name.Select(c => "[]:*?/\\".Contains(c, StringComparison.Ordinal) ? '_' : c)]);
        return System.Security.SecurityElement.Escape(plain.Length > NameMaxLength ? plain[..NameMaxLength] : plain)!;
    }
}
