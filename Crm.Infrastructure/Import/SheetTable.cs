using System.Globalization;
using System.IO.Compression;
using Crm.Application.Common;
using Crm.Application.Import;
using ExcelDataReader;

namespace Crm.Infrastructure.Import;

/// <summary>A sheet of an Excel file, old or new.</summary>
internal sealed class SheetTable : ISourceTable
{
    /// <summary>Most bytes that a file may unpack to, and that the table of texts in it may have: the reader keeps that one in memory.</summary>
    private const long UnpackedMax = 2L * 1024 * 1024 * 1024;
    private const long TextsMax = 256L * 1024 * 1024;
    private const int EntriesMax = 2_000;

    /// <summary>A double holds fifteen digits without loss; Excel stores no more.</summary>
    private const double ExactMax = 1e15;

    private readonly IExcelDataReader _reader;
    private readonly int _sheet;

    public SheetTable(Stream content, SourceFormat format, ReadOptions options)
    {
        if (format == SourceFormat.Xlsx) RefuseBombs(content);
        content.Position = 0;
        _reader = Open(content, format);
        var names = new List<string>();
        var firstFilled = -1;
        do
        {
            if (firstFilled < 0 && _reader.RowCount > 0 && _reader.VisibleState == "visible") firstFilled = names.Count;
            names.Add(_reader.Name);
        }
        while (_reader.NextResult());

        _sheet = options.Sheet is { Length: > 0 } wanted ? names.IndexOf(wanted) : Math.Max(firstFilled, 0);
        if (_sheet < 0) throw new InvalidException(FieldError.At("sheet", "unknown_sheet"));
        _reader.Reset();
        for (var i = 0; i < _sheet; i++) _reader.NextResult();
        Layout = new SourceLayout { Format = format, Sheets = names, Sheet = names[_sheet] };
    }

    public SourceLayout Layout { get; }

    public IEnumerable<SourceRow> Rows()
    {
        var line = 0;
        while (Next(line))
        {
            line++;
            var cells = new List<string>();
            for (var i = 0; i < Math.Min(_reader.FieldCount, SourceLimits.ColumnsMax + 1); i++)
            {
                if (_reader.GetValue(i) is not { } value) continue;
                while (cells.Count < i) cells.Add("");
                cells.Add(TextOf(value, _reader.GetNumberFormatString(i)));
            }

            yield return new SourceRow(line, cells);
        }
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>What a person reads in the cell: numbers as digits and never as 1E+15, days without a time of day, leading zeros where the format shows them.</summary>
    internal static string TextOf(object value, string? format) => value switch
    {
        string text => text,
        double number => NumberText(number, format),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime { Year: < 1900 } time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        bool yes => yes ? "TRUE" : "FALSE",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string NumberText(double number, string? format)
    {
        if (double.IsNaN(number) || double.IsInfinity(number) || Math.Abs(number) > (double)decimal.MaxValue / 10) return number.ToString("R", CultureInfo.InvariantCulture);
        if (number == Math.Truncate(number) && Math.Abs(number) < ExactMax)
        {
            var digits = ((long)number).ToString(CultureInfo.InvariantCulture);
            return format is { Length: > 1 } && format.All(c => c == '0') && number >= 0 ? digits.PadLeft(format.Length, '0') : digits;
        }

        return Math.Abs(number) < ExactMax ? ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture) : ((decimal)number).ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>Unpacks everything once into nothing, and refuses what grows beyond all use.</summary>
    private static void RefuseBombs(Stream content)
    {
        try
        {
            content.Position = 0;
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > EntriesMax) throw TooLarge();
            var buffer = new byte[1 << 16];
            long all = 0;
            foreach (var entry in zip.Entries)
            {
                var most = entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) ? TextsMax : UnpackedMax;
                if (entry.Length > most) throw TooLarge();
                using var bytes = entry.Open();
                long own = 0;
                int read;
                while ((read = bytes.Read(buffer)) > 0)
                {
                    (own, all) = (own + read, all + read);
                    if (own > most || all > UnpackedMax) throw TooLarge();
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Broken();
        }
    }

    private static IExcelDataReader Open(Stream content, SourceFormat format)
    {
        TextEncodings.ByName("utf-8"); // old files name code pages that must be there
        var configuration = new ExcelReaderConfiguration { LeaveOpen = false };
        return Guarded(() => format == SourceFormat.Xlsx ? ExcelReaderFactory.CreateOpenXmlReader(content, configuration) : ExcelReaderFactory.CreateBinaryReader(content, configuration));
    }

    private bool Next(int line)
    {
        if (line >= SourceLimits.RowsMax) throw new InvalidException(SourceLimits.TooManyRows);
        return Guarded(_reader.Read);
    }

    /// <summary>The reader meets broken files with whatever it stumbles over; to whoever sent the file they are all one.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is ExcelDataReader.Exceptions.ExcelReaderException or InvalidDataException or System.Xml.XmlException or EndOfStreamException
            or FormatException or OverflowException or ArgumentException or IndexOutOfRangeException or NullReferenceException or KeyNotFoundException or InvalidCastException or NotSupportedException)
        {
            throw Broken();
        }
    }

    private static InvalidException TooLarge() => new(FieldError.At("file", "file_unpacks_too_large"));

    private static InvalidException Broken() => new(FieldError.At("file", "file_broken"));
}
