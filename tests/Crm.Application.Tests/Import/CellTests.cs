using Crm.Application.Import;

namespace Crm.Application.Tests.Import;

/// <summary>What single values mean.</summary>
public class CellTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("2024-03-05", DayFormat.YearMonthDay, "2024-03-05")]
    [InlineData("2024/3/5", DayFormat.YearMonthDay, "2024-03-05")]
    [InlineData("2024.3.5", DayFormat.YearMonthDay, "2024-03-05")]
    [InlineData("2024年3月5日", DayFormat.YearMonthDay, "2024-03-05")]
    [InlineData("２０２４年３月５日", DayFormat.YearMonthDay, "2024-03-05")]
    [InlineData("20240305", DayFormat.YearMonthDay, "2024-03-05")]
    [InlineData("2024-03-05 14:30:00", DayFormat.YearMonthDay, "2024-03-05")]
    [InlineData("05/03/2024", DayFormat.DayMonthYear, "2024-03-05")]
    [InlineData("5.3.24", DayFormat.DayMonthYear, "2024-03-05")]
    [InlineData("03/05/2024", DayFormat.MonthDayYear, "2024-03-05")]
    [InlineData("3/5/98", DayFormat.MonthDayYear, "1998-03-05")]
    [InlineData("5-Mar-2024", DayFormat.DayMonthYear, "2024-03-05")]
    [InlineData("March 5, 2024", DayFormat.MonthDayYear, "2024-03-05")]
    [InlineData("Tue, 5 Mar 2024", DayFormat.YearMonthDay, "2024-03-05")]
    [InlineData("1902", DayFormat.Year, "1902-01-01")]
    [InlineData("45356", DayFormat.Serial, "2024-03-05")]
    public void Days_are_read_in_their_format(string text, DayFormat format, string expected) => Assert.Equal(DateOnly.Parse(expected, null), DayReading.Day(text, format));

    [Theory]
    [InlineData("31/12/2024", DayFormat.MonthDayYear)]
    [InlineData("12/31/2024", DayFormat.DayMonthYear)]
    [InlineData("2023-02-29", DayFormat.YearMonthDay)]
    [InlineData("2009\\7\\14", DayFormat.YearMonthDay)]
    [InlineData("wrongdate", DayFormat.YearMonthDay)]
    [InlineData("13800138000", DayFormat.Serial)]
    [InlineData("", DayFormat.YearMonthDay)]
    public void What_is_no_day_is_none(string text, DayFormat format) => Assert.Null(DayReading.Day(text, format));

    [Theory]
    [InlineData("2010-10-14T12:00:00.000Z", DayFormat.YearMonthDay, "2010-10-14T12:00:00.000Z")]
    [InlineData("2010-10-14T12:00:00.000GMT", DayFormat.YearMonthDay, "2010-10-14T12:00:00.000Z")]
    [InlineData("2010-10-14T12:00:00.000Z-0300", DayFormat.YearMonthDay, "2010-10-14T15:00:00.000Z")]
    [InlineData("07/15/2009 02:14:45+0800", DayFormat.MonthDayYear, "2009-07-14T18:14:45.000Z")]
    [InlineData("2024-03-05 14:30", DayFormat.YearMonthDay, "2024-03-05T06:30:00.000Z")]
    [InlineData("2024年3月5日 下午2时30分", DayFormat.YearMonthDay, "2024-03-05T06:30:00.000Z")]
    [InlineData("3/5/2024 2:30 PM", DayFormat.MonthDayYear, "2024-03-05T06:30:00.000Z")]
    [InlineData("45356.5", DayFormat.Serial, "2024-03-05T04:00:00.000Z")]
    public void Moments_are_read_with_their_zone_or_in_that_of_the_user(string text, DayFormat format, string expected) =>
        Assert.Equal(expected, Crm.Application.Common.Instants.Format(DayReading.Moment(text, format, Shanghai)!.Value));

    [Theory]
    [InlineData("1,234.50", 1234.5, null)]
    [InlineData("1.234,50", 1234.5, null)]
    [InlineData("1 234,5", 1234.5, null)]
    [InlineData("1,234", 1234, null)]
    [InlineData("12,5", 12.5, null)]
    [InlineData("¥12.5万", 125000, "CNY")]
    [InlineData("￥1,000", 1000, "CNY")]
    [InlineData("3亿元", 300000000, "CNY")]
    [InlineData("USD 1,000", 1000, "USD")]
    [InlineData("$1.5m", 1500000, "USD")]
    [InlineData("(300)", -300, null)]
    [InlineData("１２３", 123, null)]
    [InlineData("1.5E+3", 1500, null)]
    public void Amounts_are_read_as_people_write_them(string text, double expected, string? currency)
    {
        Assert.Equal((decimal)expected, NumberReading.Read(text, out var found));
        Assert.Equal(currency, found);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("12-34")]
    [InlineData("415-555-0000")]
    public void What_is_no_amount_is_none(string text) => Assert.Null(NumberReading.Read(text, out _));

    [Theory]
    [InlineData("是", true)]
    [InlineData("Yes", true)]
    [InlineData("TRUE", true)]
    [InlineData("１", true)]
    [InlineData("否", false)]
    [InlineData("no", false)]
    [InlineData("maybe", null)]
    public void Yes_and_no_are_said_in_both_languages(string text, bool? expected) => Assert.Equal(expected, CellText.YesNo(text));

    [Theory]
    [InlineData("13800138000；0532-88889999", 2)]
    [InlineData("13800138000, 13900139000", 2)]
    [InlineData("0532-88939999,801", 1)]
    [InlineData("13800138000/13900139000", 2)]
    public void Phones_in_one_value_are_told_apart(string text, int count) => Assert.Equal(count, CellText.Phones(text).Count());

    [Theory]
    [InlineData("www.example.com", "http://www.example.com")]
    [InlineData("example.com.cn/a", "http://example.com.cn/a")]
    [InlineData("https://a.example", "https://a.example")]
    [InlineData(@"http\://www.ibm.com", "http://www.ibm.com")]
    public void Web_addresses_get_their_scheme(string text, string expected) => Assert.Equal(expected, CellText.Web(text));

    [Theory]
    [InlineData("张", "三", null, "张三")]
    [InlineData("Doe", "John", "Q", "John Q Doe")]
    [InlineData("Doe", "", null, "Doe")]
    public void Names_are_put_together_as_their_language_does(string family, string given, string? middle, string expected) =>
        Assert.Equal(expected, CellText.Name(family, given, middle));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86 532 8889", "+86 532 8889")]
    [InlineData("-300.5", "-300.5")]
    [InlineData("@name", "'@name")]
    [InlineData("plain", "plain")]
    public void What_a_spreadsheet_would_reckon_is_marked_and_unmarked(string value, string marked)
    {
        Assert.Equal(marked, TextMark.Put(value));
        Assert.Equal(value, TextMark.Take(marked));
    }
}
