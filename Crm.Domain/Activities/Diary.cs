using Crm.Domain.Calendar;

namespace Crm.Domain.Activities;

/// <summary>
/// The working days of one colleague and how full they are. It finds a day for what is to be planned: one on which he works and has time,
/// as little filled as possible, near the day that the rhythm asks for, and for a visit one on which he is in that district anyway.
/// </summary>
/// <param name="calendar">The days on which people work.</param>
/// <param name="perDay">Conversations that fit into a day.</param>
/// <param name="company">What company of another visit in the same district is worth, as a share of a full day.</param>
public sealed class Diary(WorkCalendar calendar, int perDay, double company = Diary.SameDistrict)
{
    /// <summary>
    /// What company of another visit in the same district is worth, as a share of a full day: such a day is taken before an emptier one while it is not full,
    /// and a day on which nobody goes there is only begun where the window holds no other.
    /// </summary>
    public const double SameDistrict = 1;

    /// <summary>How much emptier a day must be to be taken one day further from the best one, as a share of a full day.</summary>
    private const double DayOfDistance = 0.01;

    private readonly Dictionary<DateOnly, int> _planned = [];
    private readonly Dictionary<(DateOnly Day, string District), int> _visits = [];
    private readonly HashSet<DateOnly> _away = [];

    /// <summary>Conversations that fit into a day.</summary>
    public int PerDay { get; } = perDay;

    /// <summary>Whether he works on this day.</summary>
    public bool Works(DateOnly day) => !_away.Contains(day) && calendar.IsWorkday(day);

    /// <summary>How many conversations are planned for this day.</summary>
    public int PlannedOn(DateOnly day) => _planned.GetValueOrDefault(day);

    /// <summary>He is on leave or ill from the first day to the last.</summary>
    public void IsAway(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1)) _away.Add(day);
    }

    /// <summary>Fills a place on a day.</summary>
    public void Add(DateOnly day, string? district)
    {
        _planned[day] = PlannedOn(day) + 1;
        if (district is not null) _visits[(day, district)] = _visits.GetValueOrDefault((day, district)) + 1;
    }

    /// <summary>Frees a place on a day.</summary>
    public void Remove(DateOnly day, string? district)
    {
        _planned[day] = PlannedOn(day) - 1;
        if (district is not null) _visits[(day, district)] = _visits.GetValueOrDefault((day, district)) - 1;
    }

    /// <summary>The best day in the window on which he works and has time; null when there is none. Equally good days: the earlier one.</summary>
    /// <param name="window">The days to choose from.</param>
    /// <param name="district">Where the visit is; null for what is not on site.</param>
    public DateOnly? Find(Window window, string? district) => Find(window, district, PerDay);

    /// <summary>The best day in the window on which he works, full or not; null when he is away all the time.</summary>
    public DateOnly? FindAnyway(Window window, string? district) => Find(window, district, int.MaxValue);

    private DateOnly? Find(Window window, string? district, int most)
    {
        DateOnly? best = null;
        var least = double.MaxValue;
        for (var day = window.From; day <= window.To; day = day.AddDays(1))
        {
            if (PlannedOn(day) >= most || !Works(day)) continue;
            var cost = CostOf(day, window.Best, district);
            if (cost < least) (best, least) = (day, cost);
        }

        return best;
    }

    private double CostOf(DateOnly day, DateOnly wanted, string? district)
    {
        var filled = (double)PlannedOn(day) / PerDay;
        var accompanied = district is not null && _visits.GetValueOrDefault((day, district)) > 0;
        return filled - (accompanied ? company : 0) + (DayOfDistance * Math.Abs(day.DayNumber - wanted.DayNumber));
    }
}
