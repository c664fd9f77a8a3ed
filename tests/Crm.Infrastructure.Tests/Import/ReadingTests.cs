using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Import;
using Crm.Infrastructure.Import;
using Crm.TestKit;

namespace Crm.Infrastructure.Tests.Import;

/// <summary>Files as people send them.</summary>
public class ReadingTests
{
    private const string Chinese = "客户名称,电话,备注\n青岛海尔股份有限公司,13800138000,重点客户\n上海宝钢集团,021-38888888,每月拜访一次\n";
    private static readonly SourceFiles Files = new();

    static ReadingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", true }, { "utf-16", false }, { "utf-16BE", true }, { "utf-16BE", false },
        { "utf-32", true }, { "utf-32", false }, { "utf-32BE", true }, { "utf-32BE", false }, { "gb18030", false }, { "gbk", false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_is_seen_from_the_bytes(string name, bool marked)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(Chinese)];

        var rows = Rows(bytes, "客户.csv");

        Assert.Equal(["客户名称", "电话", "备注"], rows[0]);
        Assert.Equal(["上海宝钢集团", "021-38888888", "每月拜访一次"], rows[2]);
    }

    [Fact]
    public void Characters_that_GB18030_writes_in_four_bytes_are_read()
    {
        const string rare = "姓名,地址\n𠮷田㐂,䶮城路\n王喆,镕基街 1 号\nЖук,Тверская\n";

        var rows = Rows(Encoding.GetEncoding("gb18030").GetBytes(rare), "a.csv");

        Assert.Equal(["𠮷田㐂", "䶮城路"], rows[1]);
        Assert.Equal(["Жук", "Тверская"], rows[3]);
    }

    [Fact]
    public void Western_text_is_not_taken_for_Chinese() =>
        Assert.Equal(["Café Müller", "Straße 5"], Rows(Encoding.GetEncoding("windows-1252").GetBytes("Name,Street\nCafé Müller,Straße 5\nJosé Peña,Calle Mayor\n"), "a.csv")[1]);

    [Fact]
    public void What_cannot_be_read_late_in_a_file_is_noticed()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("name\n" + string.Concat(Enumerable.Repeat("plain line\n", 20_000))), 0xB5, 0xC2, 0xBA, 0xC3, (byte)'\n'];

        var rows = Rows(bytes, "a.csv");

        Assert.Equal("德好", rows[^1][0]);
    }

    [Theory]
    [InlineData(',', '"')]
    [InlineData(';', '"')]
    [InlineData('\t', '"')]
    [InlineData('|', '"')]
    [InlineData(';', '\'')]
    public void What_is_written_in_a_dialect_is_read_from_it(char separator, char quote)
    {
        var random = new Random(20261128);
        string[] pieces = ["a", "客户", "1,234.50", "x;y", "\"quoted\"", "it's", "two\nlines", "\r\n", " ", "", "tab\there", "a|b", "=SUM(A1)", "末尾\"", "'"];
        for (var round = 0; round < 60; round++)
        {
            var width = random.Next(2, 9);
            List<string[]> table = [.. Enumerable.Range(0, random.Next(6, 40)).Select(_ => Enumerable.Range(0, width).Select(i => i == 0 ? "k" + random.Next(1000) : pieces[random.Next(pieces.Length)] + pieces[random.Next(pieces.Length)]).ToArray())];
            var dialect = new CsvDialect(separator, quote);
            var text = string.Concat(table.Select(row => string.Join(separator, row.Select(dialect.Escape)) + (random.Next(2) == 0 ? "\r\n" : "\n")));

            var read = new CsvParser(new StringReader(text), dialect).Rows().Select(r => r.Cells).ToList();

            Assert.Equal(table.Count, read.Count);
            Assert.All(table.Zip(read), pair => Assert.Equal(pair.First, pair.Second));
        }
    }

    [Theory]
    [InlineData("name;city;phone\n\"A; B\";Qingdao;1\nC;Jinan, Shandong;2\n", ";", 3)]
    [InlineData("name\tcity\nA\tB, C\n", "\\t", 2)]
    [InlineData("name|amount\nA|1,5\nB|2,5\n", "|", 2)]
    [InlineData("sep=;\r\na;b\r\n1;2\r\n", ";", 2)]
    [InlineData("only\n1\n2\n", ",", 1)]
    public void Separators_are_seen_from_the_lines(string text, string separator, int width)
    {
        using var table = Files.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.csv", new ReadOptions());

        Assert.Equal(separator, table.Layout.Separator);
        Assert.All(table.Rows().ToList(), row => Assert.Equal(width, row.Cells.Count));
    }

    [Fact]
    public void Rows_know_the_line_on_which_they_begin()
    {
        using var table = Files.Open(new MemoryStream(Encoding.UTF8.GetBytes("a,b\r\n\"two\r\nlines\",1\r\n\r\nlast,2")), "a.csv", new ReadOptions());

        Assert.Equal([1, 2, 4, 5], table.Rows().Select(r => r.Line));
    }

    [Fact]
    public void Quotes_out_of_place_are_forgiven() =>
        Assert.Equal(["The \"Best\" Account", "5\" pipe", "q"], Rows("a,b,c\n\"The \"Best\" Account\",5\" pipe, \"q\" \n"u8.ToArray(), "a.csv")[1]);

    [Fact]
    public void A_quote_that_is_never_closed_is_told_with_its_row()
    {
        var refusal = Assert.Throws<InvalidException>(() => Rows("a,b\n1,2\n\"open,3\n4,5\n"u8.ToArray(), "a.csv"));

        Assert.Equal(("quote_not_closed", 3), (refusal.Errors[0].Code, refusal.Errors[0].Params!["row"]));
    }

    [Fact]
    public async Task A_sheet_keeps_digits_and_texts()
    {
        string[][] table = [["名称", "信用代码", "公式"], ["青岛", "913702007189234567", "=1+1"], ["多行\n文本", "007", " x "]];
        var file = new MemoryStream();
        await Files.WriteAsync(new SourceLayout { Format = SourceFormat.Xlsx, Sheet = "客户/2026" }, table.ToAsyncEnumerable<IReadOnlyList<string>>(), file, default);

        using var read = Files.Open(file, "a.xlsx", new ReadOptions());

        Assert.Equal("客户_2026", read.Layout.Sheet);
        Assert.All(table.Zip(read.Rows().ToList()), pair => Assert.Equal(pair.First, pair.Second.Cells));
    }

    [Theory]
    [InlineData(13800138000d, null, "13800138000")]
    [InlineData(91370200718923400d, null, "91370200718923400")]
    [InlineData(1e14, "0.00E+00", "100000000000000")]
    [InlineData(266000d, "000000", "266000")]
    [InlineData(1057d, "000000", "001057")]
    [InlineData(0.1d, null, "0.1")]
    [InlineData(1234.5d, "#,##0.00", "1234.5")]
    public void Numbers_of_a_sheet_come_out_as_digits(double number, string? format, string expected) => Assert.Equal(expected, SheetTable.TextOf(number, format));

    [Fact]
    public void A_sheet_that_unpacks_beyond_all_use_is_refused()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var bomb = zip.CreateEntry("xl/sharedStrings.xml").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 300; i++) bomb.Write(zeros);
        }

        Assert.Equal("file_unpacks_too_large", Assert.Throws<InvalidException>(() => Files.Open(file, "a.xlsx", new ReadOptions())).Errors[0].Code);
    }

    [Theory]
    [InlineData("%PDF-1.7 ...", "a.csv", "file_type_not_allowed")]
    [InlineData("PK\u0003\u0004 no zip at all", "a.xlsx", "file_broken")]
    [InlineData("", "a.csv", "file_empty")]
    public void What_is_no_table_is_refused(string content, string name, string code) =>
        Assert.Equal(code, Assert.Throws<InvalidException>(() => Files.Open(new MemoryStream(Encoding.Latin1.GetBytes(content)), name, new ReadOptions())).Errors[0].Code);

    [Fact]
    public void Old_cards_say_for_each_value_how_it_is_written()
    {
        var gb = Encoding.GetEncoding("gb18030").GetBytes("张");
        var card = $"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=GB18030;ENCODING=QUOTED-PRINTABLE:={gb[0]:X2}={gb[1]:X2};;;;\r\n"
            + "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=\r\n=B8=89\r\nTEL;CELL;PREF:13800138000\r\nTEL;WORK;FAX:0532-88880000\r\nEND:VCARD\r\n";

        var row = Card(card);

        Assert.Equal(("张三", "张", "13800138000", "0532-88880000"), (row["Name"], row["Family name"], row["Mobile"], row["Fax"]));
    }

    [Fact]
    public async Task A_card_that_failed_comes_back_with_its_reason()
    {
        using var table = Files.Open(new MemoryStream("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Li Wei\r\nNOTE:a\\nb\r\nEND:VCARD\r\n"u8.ToArray()), "a.vcf", new ReadOptions());
        var rows = table.Rows().Select(r => (IReadOnlyList<string>)[.. r.Cells, "too_long: 太长"]).ToList();
        var file = new MemoryStream();
        await Files.WriteAsync(table.Layout, rows.ToAsyncEnumerable(), file, default);

        Assert.Contains("X-REASON:too_long: 太长", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
        Assert.Equal("a\nb", Card(Encoding.UTF8.GetString(file.ToArray()))["Note"]);
    }

    [ReferenceTheory]
    [InlineData("csvtext.csv")]
    [InlineData("csvtext_BOM_UTF8.csv")]
    [InlineData("csvtext_BOM_UTF16BE.csv")]
    [InlineData("csvtext_BOM_UTF16LE.csv")]
    [InlineData("csvtext_BOM_UTF32BE.csv")]
    [InlineData("csvtext_BOM_UTF32LE.csv")]
    public void The_encodings_of_the_Data_Loader_are_read_alike(string name)
    {
        var rows = Rows(File.ReadAllBytes(Reference.File("crm_exports/dev/salesforce/dataloader_tests/" + name)), name);

        Assert.Equal([["column1", "column2", "column3"], ["row1-1", "row1-2", "row1-3"], ["row2-1", "row2-2", "row2-3"]], rows);
    }

    [ReferenceTheory]
    [InlineData("crm_exports/dev/salesforce/accountData.csv", 424, 37)]
    [InlineData("crm_exports/dev/sp500_companies.csv", 504, 8)]
    [InlineData("crm_sales_opps/dev/accounts.csv", 86, 7)]
    [InlineData("crm_exports/dev/salesforce/dataloader_tests/20kRows.csv", 20_001, 1)]
    public void Real_exports_have_all_their_rows(string path, int rows, int width)
    {
        var read = Rows(File.ReadAllBytes(Reference.File(path)), path).Where(r => r.Any(c => c.Length > 0)).ToList();

        Assert.Equal(rows, read.Count);
        Assert.All(read, r => Assert.Equal(width, r.Count));
    }

    [ReferenceFact]
    public void Real_cards_say_what_an_independent_reader_finds_in_them()
    {
        var expected = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(Reference.File("vcard/dev/ref/expected_vobject.json")))!;
        foreach (var (path, file) in expected)
        {
            using var table = Files.Open(File.OpenRead(Reference.File("vcard/dev/" + path)), path, new ReadOptions());
            var rows = table.Rows().ToList();
            Assert.Equal(file.GetProperty("cards").GetInt32(), rows.Count - 1);

            var row = rows[0].Cells.Zip(rows[1].Cells).ToDictionary(p => p.First, p => p.Second);
            var first = file.GetProperty("first")[0];
            string[] Texts(string name) => first.TryGetProperty(name, out var values)
                ? [.. values.EnumerateArray().Select(First)]
                : [];
            Assert.All(Texts("fn"), name => Assert.StartsWith(name, row["Name"], StringComparison.Ordinal)); // that reader stops at a comma
            Assert.All(Texts("org"), name => Assert.StartsWith(name, row["Company"], StringComparison.Ordinal));
            Assert.All(Texts("title"), title => Assert.StartsWith(title, row["Job title"], StringComparison.Ordinal));
            Assert.All(Texts("note"), note => Assert.StartsWith(Words(note), Words(row["Note"]), StringComparison.Ordinal));
            Assert.All(Texts("url"), url => Assert.Contains(url.Replace(@"\:", ":", StringComparison.Ordinal), row["Website"], StringComparison.Ordinal));
            var phones = string.Join('\n', row["Mobile"], row["Work phone"], row["Home phone"], row["Fax"], row["Other phone"]);
            Assert.All(Texts("tel"), tel => Assert.Contains(Digits(tel), phones.Split('\n').Select(Digits)));
            var mails = string.Join('\n', row["Work e-mail"], row["Home e-mail"], row["Other e-mail"]).Split('\n');
            Assert.All(Texts("email"), mail => Assert.Contains(mail, mails));
        }
    }

    private static string First(JsonElement value) => value.ValueKind == JsonValueKind.Array ? First(value[0]) : value.GetString()!;

    /// <summary>White space at the ends of lines is not kept.</summary>
    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static List<IReadOnlyList<string>> Rows(byte[] bytes, string name)
    {
        using var table = Files.Open(new MemoryStream(bytes), name, new ReadOptions());
        return [.. table.Rows().Select(r => r.Cells)];
    }

    private static Dictionary<string, string> Card(string text)
    {
        var rows = Rows(Encoding.UTF8.GetBytes(text), "a.vcf");
        return rows[0].Zip(rows[1]).ToDictionary(p => p.First, p => p.Second);
    }
}
