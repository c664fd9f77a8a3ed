using System.Collections.Frozen;
using System.Globalization;

namespace Crm.Domain.Calendar;

/// <summary>
/// Working days: Monday to Friday, less the public holidays, plus the weekend days on which a holiday is made up for. The holidays of China
/// from 2007 to 2026 are known as the State Council announced them; a company may add days of its own. Beyond the last announced year only
/// weekends are off.
/// </summary>
public sealed class WorkCalendar
{
    private const int LongestHoliday = 60;
    private static readonly Lazy<FrozenDictionary<DateOnly, Announced>> Announcements = new(Load);
    private readonly FrozenDictionary<DateOnly, bool> _own;
    private readonly bool _chinese;

    private WorkCalendar(bool chinese, IReadOnlyDictionary<DateOnly, bool> own) => (_chinese, _own) = (chinese, own.ToFrozenDictionary());

    /// <summary>Working days in mainland China.</summary>
    public static WorkCalendar China { get; } = new(chinese: true, FrozenDictionary<DateOnly, bool>.Empty);

    /// <summary>Monday to Friday, whatever happens.</summary>
    public static WorkCalendar Weekdays { get; } = new(chinese: false, FrozenDictionary<DateOnly, bool>.Empty);

    /// <summary>The last year whose holidays have been announced and are known here.</summary>
    public static int LastAnnouncedYear => Announcements.Value.Keys.Max().Year;

    /// <summary>The same calendar with days of the company's own: true for a day on which it works, false for one on which it does not.</summary>
    public WorkCalendar With(IReadOnlyDictionary<DateOnly, bool> days) => new(_chinese, days);

    /// <summary>Whether people work on this day.</summary>
    public bool IsWorkday(DateOnly day)
    {
        if (_own.TryGetValue(day, out var works)) return works;
        if (_chinese && Announcements.Value.TryGetValue(day, out var announced)) return announced.Works;
        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    /// <summary>The festival that this day belongs to, whether it is off or made up for; null for an ordinary day.</summary>
    public string? FestivalOf(DateOnly day) => _chinese && Announcements.Value.TryGetValue(day, out var announced) ? announced.Festival : null;

    /// <summary>The day itself when people work on it, else the next one on which they do.</summary>
    public DateOnly OnOrAfter(DateOnly day) => Seek(day, 1);

    /// <summary>The day itself when people work on it, else the last one before it on which they did.</summary>
    public DateOnly OnOrBefore(DateOnly day) => Seek(day, -1);

    /// <summary>The working day that comes so many working days after this day, or before it when the number is negative; zero is <see cref="OnOrAfter"/>.</summary>
    public DateOnly Add(DateOnly day, int workdays)
    {
        if (workdays == 0) return OnOrAfter(day);
        var step = Math.Sign(workdays);
        for (var left = Math.Abs(workdays); left > 0; left--) day = Seek(day.AddDays(step), step);
        return day;
    }

    /// <summary>How many working days there are from the first day to the last, both counted.</summary>
    public int Count(DateOnly first, DateOnly last)
    {
        var count = 0;
        for (var day = first; day <= last; day = day.AddDays(1)) count += IsWorkday(day) ? 1 : 0;
        return count;
    }

    private DateOnly Seek(DateOnly day, int step)
    {
        for (var i = 0; i < LongestHoliday; i++, day = day.AddDays(step))
            if (IsWorkday(day)) return day;
        return day; // a company that closed for good
    }

    private static FrozenDictionary<DateOnly, Announced> Load()
    {
        using var stream = typeof(WorkCalendar).Assembly.GetManifestResourceStream("Crm.Domain.Calendar.Data.holidays.txt")!;
        using var reader = new StreamReader(stream);
        var days = new Dictionary<DateOnly, Announced>();
        while (reader.ReadLine() is { Length: > 11 } line)
            days.Add(DateOnly.ParseExact(line[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), new Announced(line[10] == '+', line[11..]));
        return days.ToFrozenDictionary();
    }

    private readonly record struct Announced(bool Works, string Festival);
}
