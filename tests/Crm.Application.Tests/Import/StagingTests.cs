using Crm.Application.Common;
using Crm.Application.Import;

namespace Crm.Application.Tests.Import;

/// <summary>What is seen in a file when it is read the first time.</summary>
public class StagingTests
{
    private static readonly HashSet<string> Known = [.. new[] { "Name", "Phone", "客户名称", "电话" }.Select(Words.Key)];

    [Fact]
    public void A_header_is_known_by_its_words() => Assert.Equal(["客户名称", "电话", "额外"], Names(["客户名称", "电话", "额外"], ["甲", "1", "x"]));

    [Fact]
    public void A_title_above_the_header_is_passed_over()
    {
        var staged = Stage([["2026 年客户清单", "", ""], ["客户名称", "电话", "区域"], ["甲", "1", "x"], ["乙", "2", "y"]]);

        Assert.Equal((2, 2), (staged.HeaderRow, staged.Rows));
    }

    [Fact]
    public void Without_a_header_columns_are_called_by_letters() => Assert.Equal(["A", "B", "C"], Names(["甲公司", "13800138000", "a@b.cn"], ["乙公司", "13900139000", "c@d.cn"]));

    [Fact]
    public void People_may_say_that_there_is_none() => Assert.Equal(["A", "B"], Stage([["Name", "Phone"], ["x", "1"]], headerRow: 0).Columns.Select(c => c.Name));

    [Fact]
    public void Names_are_made_different_and_missing_ones_are_letters() => Assert.Equal(["Name", "Phone", "Phone (2)", "D"], Names(["Name", "Phone", "Phone", ""], ["a", "1", "2", "beyond"]));

    [Fact]
    public void Ragged_rows_are_kept_and_counted()
    {
        var staged = Stage([["Name", "Phone"], ["a"], ["b", "1", "too much"], ["c", "2", " "], ["", ""], ["d", "3"]]);

        Assert.Equal((4, 1, 1), (staged.Rows, staged.ShortRows, staged.WideRows));
    }

    [Fact]
    public void Rows_can_be_read_again_from_any_place()
    {
        var target = new MemoryStream();
        Staging.Stage(new Table([["Name", "Phone"], ["甲", "1"], ["乙", "2"], ["丙", "3"]]), null, Known, target, default);
        using var first = new StagedRows.Reader(target, 0);
        Assert.Equal("甲", first.Next()!.Cells[0]);
        using var again = new StagedRows.Reader(target, first.Offset);

        Assert.Equal("乙", again.Next()!.Cells[0]);
        Assert.Equal((4, "丙"), (again.Next() is { } row ? row.Line : 0, "丙"));
        Assert.Null(again.Next());
    }

    [Theory]
    [InlineData(new[] { "31/12/2024", "01/02/2024" }, DayFormat.DayMonthYear, 1)]
    [InlineData(new[] { "12/31/2024", "01/02/2024" }, DayFormat.MonthDayYear, 1)]
    [InlineData(new[] { "01/02/2024", "03/04/2024" }, DayFormat.MonthDayYear, 2)]
    [InlineData(new[] { "2024-01-02", "2024/3/4" }, DayFormat.YearMonthDay, 1)]
    [InlineData(new[] { "1902", "1988" }, DayFormat.Year, 2)]
    [InlineData(new[] { "2024年3月5日", "2024年12月31日" }, DayFormat.YearMonthDay, 1)]
    public void The_order_of_a_day_is_told_by_the_whole_column(string[] values, DayFormat likeliest, int possible)
    {
        var column = Stage([["Name"], .. values.Select(v => new[] { v })]).Columns[0];

        Assert.Equal((likeliest, possible), (column.DayFormats[0], column.DayFormats.Count));
    }

    [Fact]
    public void Too_many_columns_are_refused_with_the_row() =>
        Assert.Equal("too_many_columns", Assert.Throws<InvalidException>(() => Stage([["Name"], [.. Enumerable.Repeat("x", 501)]])).Errors[0].Code);

    private static IEnumerable<string> Names(params string[][] rows) => Stage(rows).Columns.Select(c => c.Name);

    private static StagedFile Stage(string[][] rows, int? headerRow = null) => Staging.Stage(new Table(rows), headerRow, Known, new MemoryStream(), default);

    private sealed class Table(string[][] rows) : ISourceTable
    {
        public SourceLayout Layout { get; } = new() { Format = SourceFormat.Csv };

        public IEnumerable<SourceRow> Rows() => rows.Select((cells, i) => new SourceRow(i + 1, cells));

        public void Dispose()
        {
        }
    }
}
