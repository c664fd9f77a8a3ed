using Crm.Domain.Calendar;
using Crm.Domain.Care;

namespace Crm.Infrastructure.Seeding;

/// <summary>The festivals that every house starts with; administrators switch them on and off and add their own.</summary>
public static class DefaultFestivals
{
    private static readonly (string Name, string English, YearCalendar Calendar, int Month, int Day, bool SwitchedOff)[] All =
    [
        ("元旦", "New Year", YearCalendar.Solar, 1, 1, false),
        ("春节", "Spring Festival", YearCalendar.Lunar, 1, 1, false),
        ("元宵节", "Lantern Festival", YearCalendar.Lunar, 1, 15, true),
        ("妇女节", "International Women's Day", YearCalendar.Solar, 3, 8, true),
        ("劳动节", "Labour Day", YearCalendar.Solar, 5, 1, true),
        ("端午节", "Dragon Boat Festival", YearCalendar.Lunar, 5, 5, false),
        ("七夕", "Qixi Festival", YearCalendar.Lunar, 7, 7, true),
        ("教师节", "Teachers' Day", YearCalendar.Solar, 9, 10, true),
        ("中秋节", "Mid-Autumn Festival", YearCalendar.Lunar, 8, 15, false),
        ("国庆节", "National Day", YearCalendar.Solar, 10, 1, false),
        ("重阳节", "Double Ninth Festival", YearCalendar.Lunar, 9, 9, true),
        ("腊八节", "Laba Festival", YearCalendar.Lunar, 12, 8, true),
        ("除夕", "New Year's Eve by the lunar calendar", YearCalendar.Lunar, 12, 30, true),
        ("圣诞节", "Christmas", YearCalendar.Solar, 12, 25, true),
    ];

    private static readonly (string Name, string English, int Month, int Day, SolarTerm Term)[] ByTheSun =
    [
        ("清明节", "Qingming", 4, 5, SolarTerm.PureBrightness),
        ("冬至", "Winter Solstice", 12, 22, SolarTerm.WinterSolstice),
    ];

    /// <summary>All of them, new.</summary>
    public static IEnumerable<Festival> Create(DateTimeOffset now) =>
        All.Select(f => Festival.Usual(Guid.CreateVersion7(now), f.Name, f.English, new YearlyDay(f.Calendar, f.Month, f.Day), f.SwitchedOff))
            .Concat(ByTheSun.Select(f => Festival.Usual(Guid.CreateVersion7(now), f.Name, f.English, new YearlyDay(YearCalendar.Solar, f.Month, f.Day), term: f.Term)));
}
