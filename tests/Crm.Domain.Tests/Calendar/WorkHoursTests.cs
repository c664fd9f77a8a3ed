using System.Globalization;
using Crm.Domain.Calendar;

namespace Crm.Domain.Tests.Calendar;

public class WorkHoursTests
{
    private static readonly WorkHours Hours = new(WorkCalendar.China, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    /// <summary>1 October 2026 is a Thursday and begins a week off; 10 October is made up for.</summary>
    [Theory]
    [InlineData("2026-11-18T10:00", 4, "2026-11-18T14:00")]
    [InlineData("2026-11-18T16:00", 4, "2026-11-19T11:00")]
    [InlineData("2026-11-18T22:30", 4, "2026-11-19T13:00")]
    [InlineData("2026-11-20T17:00", 8, "2026-11-23T16:00")]
    [InlineData("2026-11-18T09:00", 9, "2026-11-18T18:00")]
    [InlineData("2026-09-30T17:00", 4, "2026-10-08T12:00")]
    public void Hours_of_work_pass_on_working_days_from_nine_to_six(string since, double hours, string due)
    {
        Assert.Equal(At(due), Hours.After(At(since), hours));
        Assert.Equal(hours, Hours.Between(At(since), At(due)), 6);
    }

    [Fact]
    public void Nothing_lies_between_a_moment_and_an_earlier_one() => Assert.Equal(0, Hours.Between(At("2026-11-18T12:00"), At("2026-11-18T11:00")));

    private static DateTime At(string local) => DateTimeOffset.Parse(local + "+08:00", CultureInfo.InvariantCulture).UtcDateTime;
}
