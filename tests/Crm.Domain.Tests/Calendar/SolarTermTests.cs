using Crm.Domain.Calendar;

namespace Crm.Domain.Tests.Calendar;

/// <summary>Against the days of the Hong Kong Observatory's tables, and the holidays of the State Council.</summary>
public class SolarTermTests
{
    /// <summary>2007 to 2026.</summary>
    private static readonly int[] DaysInApril = [5, 4, 4, 5, 5, 4, 4, 5, 5, 4, 4, 5, 5, 4, 4, 5, 5, 4, 4, 5];

    private static readonly int[] DaysInDecember = [22, 21, 22, 22, 22, 21, 22, 22, 22, 21, 22, 22, 22, 21, 21, 22, 22, 21, 21, 22];

    [Fact]
    public void Qingming_falls_where_the_tables_have_it() =>
        Assert.Equal(DaysInApril.Select((day, i) => new DateOnly(2007 + i, 4, day)), DaysInApril.Select((_, i) => SolarTerm.PureBrightness.In(2007 + i)));

    [Fact]
    public void The_winter_solstice_falls_where_the_tables_have_it() =>
        Assert.Equal(DaysInDecember.Select((day, i) => new DateOnly(2007 + i, 12, day)), DaysInDecember.Select((_, i) => SolarTerm.WinterSolstice.In(2007 + i)));

    [Fact]
    public void Qingming_belongs_to_the_holiday_of_its_name()
    {
        for (var year = 2008; year <= WorkCalendar.LastAnnouncedYear; year++)
            Assert.Contains("清明", WorkCalendar.China.FestivalOf(SolarTerm.PureBrightness.In(year)), StringComparison.Ordinal);
    }

    /// <summary>Moments as published in UTC+8; a quarter of an hour is what the low accuracy of chapter 25 promises.</summary>
    [Theory]
    [InlineData(SolarTerm.PureBrightness, "2024-04-04T15:02:00+08:00", 15)]
    [InlineData(SolarTerm.PureBrightness, "2025-04-04T20:48:00+08:00", 15)]
    [InlineData(SolarTerm.WinterSolstice, "2023-12-22T11:27:00+08:00", 2)]
    [InlineData(SolarTerm.WinterSolstice, "2024-12-21T17:20:30+08:00", 2)]
    public void Moments_are_as_exact_as_the_method_promises(SolarTerm term, string published, int minutes)
    {
        var at = DateTimeOffset.Parse(published, System.Globalization.CultureInfo.InvariantCulture);

        Assert.InRange((term.At(at.Year) - at.UtcDateTime).TotalMinutes, -minutes, minutes);
    }

    [Fact]
    public void Days_of_a_span_are_found_over_the_turn_of_a_year() =>
        Assert.Equal([new DateOnly(2025, 12, 21), new DateOnly(2026, 12, 22)], SolarTerm.WinterSolstice.Between(new DateOnly(2025, 12, 1), new DateOnly(2027, 1, 31)).Select(day => day.On));
}
