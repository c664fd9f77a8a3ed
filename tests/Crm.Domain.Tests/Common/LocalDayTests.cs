using Crm.Domain.Common;

namespace Crm.Domain.Tests.Common;

public class LocalDayTests
{
    /// <summary>Zones with half and quarter hours, with changes of the clock at midnight, at night, and by half an hour, and without any.</summary>
    public static TheoryData<string> Zones =>
    [
        "Asia/Shanghai", "UTC", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "America/New_York", "Africa/Cairo", "Asia/Beirut",
        "America/Havana", "America/Santiago", "America/Asuncion", "Australia/Lord_Howe", "America/St_Johns", "Atlantic/Azores", "Antarctica/Troll",
    ];

    [Theory]
    [InlineData("2026-03-18T15:59:59.999Z", "2026-03-18")]
    [InlineData("2026-03-18T16:00:00Z", "2026-03-19")]
    [InlineData("2026-12-31T16:00:00Z", "2027-01-01")]
    [InlineData("2028-02-28T16:00:00Z", "2028-02-29")]
    public void In_Shanghai_the_day_changes_at_16_UTC(string moment, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), LocalDay.Of(Utc(moment), Zone("Asia/Shanghai")));

    [Fact]
    public void A_day_whose_midnight_does_not_exist_begins_at_one() =>
        Assert.Equal(Utc("2026-04-23T22:00:00Z"), LocalDay.Start(new DateOnly(2026, 4, 24), Zone("Africa/Cairo")));

    [Fact]
    public void A_day_whose_midnight_comes_twice_begins_at_the_first() =>
        Assert.Equal(Utc("2026-11-01T04:00:00Z"), LocalDay.Start(new DateOnly(2026, 11, 1), Zone("America/Havana")));

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_day_of_three_years_begins_where_the_one_before_ends(string zoneId)
    {
        var zone = Zone(zoneId);
        for (var day = new DateOnly(2026, 1, 1); day.Year < 2029; day = day.AddDays(1))
        {
            var start = LocalDay.Start(day, zone);
            Assert.Equal((zoneId, day, day.AddDays(-1)), (zoneId, LocalDay.Of(start, zone), LocalDay.Of(start.AddMilliseconds(-1), zone)));
        }
    }
}
