using System.Globalization;
using Crm.Application.Activities;

namespace Crm.Application.Tests.Activities;

/// <summary>The examples of RFC 5545 §3.8.5.3 that speak of days. Each begins on Tuesday, 2 September 1997, at nine in New York, unless it says otherwise.</summary>
public class RecurrenceTests
{
    private const int Nine = 9 * 60;
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=10", 10, "9-2 9-3 9-4 9-5 9-6 9-7 9-8 9-9 9-10 9-11")]
    [InlineData("FREQ=DAILY;UNTIL=19971224T000000Z", 113, "9-2 9-3 9-4")]
    [InlineData("FREQ=DAILY;INTERVAL=2", 0, "9-2 9-4 9-6 9-8 9-10 9-12 9-14")]
    [InlineData("FREQ=DAILY;INTERVAL=10;COUNT=5", 5, "9-2 9-12 9-22 10-2 10-12")]
    [InlineData("FREQ=WEEKLY;COUNT=10", 10, "9-2 9-9 9-16 9-23 9-30 10-7 10-14 10-21 10-28 11-4")]
    [InlineData("FREQ=WEEKLY;UNTIL=19971224T000000Z", 17, "9-2 9-9 9-16 9-23 9-30 10-7")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;WKST=SU", 0, "9-2 9-16 9-30 10-14 10-28 11-11 11-25 12-9 12-23")]
    [InlineData("FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", 10, "9-2 9-4 9-9 9-11 9-16 9-18 9-23 9-25 9-30 10-2")]
    [InlineData("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", 10, "9-2 9-4 9-9 9-11 9-16 9-18 9-23 9-25 9-30 10-2")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", 8, "9-2 9-4 9-16 9-18 9-30 10-2 10-14 10-16")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-3", 0, "9-28 10-29 11-28 12-29", "19970928")]
    [InlineData("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", 10, "9-2 9-15 10-2 10-15 11-2 11-15 12-2 12-15 1998-1-2 1998-1-15")]
    [InlineData("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", 10, "9-30 10-1 10-31 11-1 11-30 12-1 12-31 1998-1-1 1998-1-31 1998-2-1", "19970930")]
    [InlineData("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", 10, "9-10 9-11 9-12 9-13 9-14 9-15 1999-3-10 1999-3-11 1999-3-12 1999-3-13", "19970910")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", 0, "9-2 9-9 9-16 9-23 9-30 11-4 11-11 11-18 11-25 1998-1-6")]
    [InlineData("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", 10, "9-5 10-3 11-7 12-5 1998-1-2 1998-2-6 1998-3-6 1998-4-3 1998-5-1 1998-6-5", "19970905")]
    [InlineData("FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", 4, "9-5 10-3 11-7 12-5", "19970905")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", 10, "9-7 9-28 11-2 11-30 1998-1-4 1998-1-25 1998-3-1 1998-3-29 1998-5-3 1998-5-31", "19970907")]
    [InlineData("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", 6, "9-22 10-20 11-17 12-22 1998-1-19 1998-2-16", "19970922")]
    [InlineData("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", 0, "1998-2-13 1998-3-13 1998-11-13 1999-8-13 2000-10-13", "19980213")]
    [InlineData("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", 0, "9-13 10-11 11-8 12-13 1998-1-10 1998-2-7", "19970913")]
    [InlineData("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", 3, "9-4 10-7 11-6", "19970904")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", 0, "9-29 10-30 11-27 12-30 1998-1-29 1998-2-26 1998-3-30", "19970929")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", 5, "2007-1-15 2007-1-30 2007-2-15 2007-3-15 2007-3-30", "20070115")]
    [InlineData("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", 10, "6-10 7-10 1998-6-10 1998-7-10 1999-6-10 1999-7-10", "19970610")]
    [InlineData("FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", 10, "3-10 1999-1-10 1999-2-10 1999-3-10 2001-1-10", "19970310")]
    [InlineData("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", 10, "1-1 4-10 7-19 2000-1-1 2000-4-9 2000-7-18 2003-1-1", "19970101")]
    [InlineData("FREQ=YEARLY;BYDAY=20MO", 0, "5-19 1998-5-18 1999-5-17", "19970519")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", 0, "5-12 1998-5-11 1999-5-17", "19970512")]
    [InlineData("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", 0, "3-13 3-20 3-27 1998-3-5 1998-3-12", "19970313")]
    [InlineData("FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", 0, "6-5 6-12 6-19 6-26 7-3 7-10 7-17 7-24 7-31 8-7", "19970605")]
    [InlineData("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", 0, "1996-11-5 2000-11-7 2004-11-2", "19961105")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", 4, "8-5 8-10 8-19 8-24", "19970805")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", 4, "8-5 8-17 8-19 8-31", "19970805")]
    [InlineData("RRULE:FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", 93, "1998-1-1 1998-1-2 1998-1-3", "19980101")]
    public void A_rule_gives_the_days_of_the_standard(string rule, int count, string first, string start = "19970902")
    {
        var days = Recurrence.Read(rule)!.Days(Day(start), Nine, NewYork, []);

        var expected = first.Split(' ').Select(day => day.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray()).Select(n => n.Length == 3 ? new DateOnly(n[0], n[1], n[2]) : new DateOnly(1997, n[0], n[1])).ToList();
        Assert.Equal(expected, days.Take(expected.Count));
        if (count > 0) Assert.Equal(count, days.Count());
    }

    [Fact]
    public void A_day_taken_out_counts_where_the_rule_counts() =>
        Assert.Equal([Day("19980313"), Day("19981113")], Recurrence.Read("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3")!.Days(Day("19980213"), Nine, NewYork, [Day("19980213")]));

    [Fact]
    public void The_31st_comes_only_in_months_that_have_one_and_the_29th_of_February_only_in_leap_years()
    {
        Assert.Equal(["20260131", "20260331", "20260531", "20260731"], Of("FREQ=MONTHLY", "20260131", 4));
        Assert.Equal(["20240229", "20280229", "20320229"], Of("FREQ=YEARLY", "20240229", 3));
        Assert.Equal(["20260131", "20260228", "20260331", "20260430"], Of("FREQ=MONTHLY;BYMONTHDAY=-1", "20260131", 4));
    }

    [Fact]
    public void A_rule_that_never_comes_true_ends() => Assert.DoesNotContain(Of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "20260301", 2), day => day != "20260301");

    [Theory]
    [InlineData("")]
    [InlineData("FREQ=HOURLY")]
    [InlineData("INTERVAL=2")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20261201")]
    [InlineData("FREQ=DAILY;COUNT=0")]
    [InlineData("FREQ=DAILY;COUNT=1,2")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    [InlineData("FREQ=DAILY;BYHOUR=9")]
    [InlineData("FREQ=WEEKLY;BYDAY=1MO")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32")]
    [InlineData("FREQ=MONTHLY;BYMONTH=13")]
    [InlineData("FREQ=DAILY;UNTIL=tomorrow")]
    [InlineData("FREQ=DAILY;FREQ=WEEKLY")]
    [InlineData("FREQ=DAILY;RDATE=20261201")]
    public void What_is_no_rule_of_days_is_refused(string rule) => Assert.Null(Recurrence.Read(rule));

    private static IEnumerable<string> Of(string rule, string start, int count) =>
        Recurrence.Read(rule)!.Days(Day(start), null, NewYork, []).Take(count).Select(day => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
}
