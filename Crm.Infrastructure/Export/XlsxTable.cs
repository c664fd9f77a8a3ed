using System.Globalization;
using System.IO.Compression;
using System.Text;
using Crm.Application.Export;

namespace Crm.Infrastructure.Export;

/// <summary>
/// An Excel workbook of one sheet (ECMA-376), written straight through: each row goes into the compressed file as it comes, texts stand in
/// their cells instead of in a table of all texts, so that memory stays the same however long the sheet is. System.IO.Packaging, which the
/// Open XML SDK writes through, keeps a part in memory until it is closed.
/// </summary>
internal sealed class XlsxTable : ITableWriter
{
    /// <summary>Rows of a sheet, headings included.</summary>
    public const int MostRows = 1_048_576;

    private const int MostCharacters = 32_767;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Places in the table of styles.</summary>
    private const int Heading = 1, Day = 2, Moment = 3, Quoted = 4;

    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private readonly ZipArchive _zip;
    private readonly StreamWriter _sheet;
    private int _rows;

    public XlsxTable(Stream file, IReadOnlyList<TableColumn> columns)
    {
        _zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        Add("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
        Add("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Add("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Add("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");
        Add("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs></styleSheet>""");
        _sheet = new StreamWriter(_zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 81_920);
        _sheet.Write($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>""");
        Write([.. columns.Select(column => column.Heading)], Heading);
    }

    public void Write(IReadOnlyList<object?> cells) => Write(cells, 0);

    public void Complete() => _sheet.Write("</sheetData></worksheet>");

    public void Dispose()
    {
        _sheet.Dispose();
        _zip.Dispose();
    }

    private void Write(IReadOnlyList<object?> cells, int style)
    {
        if (++_rows > MostRows) throw new InvalidOperationException("A sheet ends after 1,048,576 rows.");
        _sheet.Write("<row>");
        foreach (var cell in cells) Write(cell, style);
        _sheet.Write("</row>");
    }

    private void Write(object? cell, int style)
    {
        switch (cell)
        {
            case null:
                _sheet.Write("<c/>");
                break;
            case DateOnly day:
                WriteDay(day.ToDateTime(TimeOnly.MinValue), Day);
                break;
            case DateTime moment:
                WriteDay(moment, Moment);
                break;
            case int or long or decimal:
                _sheet.Write("<c><v>");
                _sheet.Write(Convert.ToString(cell, CultureInfo.InvariantCulture));
                _sheet.Write("</v></c>");
                break;
            default:
                WriteText(Convert.ToString(cell, CultureInfo.InvariantCulture)!, style);
                break;
        }
    }

    /// <summary>Days are counted from 1900; what lies before the first of March of that year, of which Excel has its own idea, is text.</summary>
    private void WriteDay(DateTime at, int style)
    {
        if (at.Year < 1901)
        {
            WriteText(at.ToString(style == Day ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), 0);
            return;
        }

        _sheet.Write($"<c s=\"{style}\"><v>{(at - Epoch).TotalDays.ToString("R", CultureInfo.InvariantCulture)}</v></c>");
    }

    private void WriteText(string text, int style)
    {
        if (text.Length > MostCharacters) text = text[..MostCharacters];
        if (style == 0 && Formulas.MayRun(text)) style = Quoted;
        _sheet.Write(style == 0 ? "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">" : $"<c t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">");
        foreach (var c in text.AsSpan())
        {
            switch (c)
            {
                case '<': _sheet.Write("&lt;"); break;
                case '>': _sheet.Write("&gt;"); break;
                case '&': _sheet.Write("&amp;"); break;
                case '\r': _sheet.Write("&#13;"); break;
                case < ' ' and not ('\t' or '\n') or '\uFFFE' or '\uFFFF': break; // XML cannot hold it
                default: _sheet.Write(c); break;
            }
        }

        _sheet.Write("</t></is></c>");
    }

    private void Add(string name, string xml)
    {
        using var part = new StreamWriter(_zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        part.Write(xml);
    }
}
