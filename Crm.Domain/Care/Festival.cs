using Crm.Domain.Calendar;
using Crm.Domain.Common;

namespace Crm.Domain.Care;

/// <summary>A festival on which the house thinks of its customers. Administrators switch each on and off and add days of their own.</summary>
public sealed class Festival : NamedRecord
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 60;

    /// <summary>Longest greeting.</summary>
    public const int GreetingMaxLength = 1000;

    private Festival()
    {
    }

    /// <summary>A festival that says nothing yet.</summary>
    public Festival(Guid id)
        : base(id)
    {
    }

    /// <summary>Its name in English.</summary>
    public string? EnglishName { get; private set; }

    /// <summary>The calendar that it goes by.</summary>
    public YearCalendar Calendar { get; private set; }

    /// <summary>Month of that calendar, 1 to 12.</summary>
    public int Month { get; private set; }

    /// <summary>Day of the month; the last one where the month is shorter.</summary>
    public int Day { get; private set; }

    /// <summary>The solar term by which it goes; month and day then say only about when. Null for a festival that has its day.</summary>
    public SolarTerm? Term { get; private set; }

    /// <summary>Whether it stands in the calendar and nobody is wished anything: 清明 is for the dead.</summary>
    public bool ShownOnly { get; private set; }

    /// <summary>Whether the house leaves it out.</summary>
    public bool SwitchedOff { get; private set; }

    /// <summary>What is wished in Chinese, instead of the usual text.</summary>
    public string? Greeting { get; private set; }

    /// <summary>What is wished in English, instead of the usual text.</summary>
    public string? EnglishGreeting { get; private set; }

    /// <summary>The days from one day to another on which it is kept.</summary>
    public IEnumerable<KeptDay> Between(DateOnly from, DateOnly to) => Term is { } term ? term.Between(from, to) : new YearlyDay(Calendar, Month, Day).Between(from, to);

    /// <summary>A festival that every house starts with.</summary>
    public static Festival Usual(Guid id, string name, string englishName, YearlyDay day, bool switchedOff = false, SolarTerm? term = null)
    {
        var festival = new Festival(id) { EnglishName = englishName, Calendar = day.Calendar, Month = day.Month, Day = day.Day, SwitchedOff = switchedOff, Term = term, ShownOnly = term == SolarTerm.PureBrightness };
        festival.Call(name);
        return festival;
    }
}
