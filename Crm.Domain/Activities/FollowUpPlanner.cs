namespace Crm.Domain.Activities;

/// <summary>Where the next conversation with a customer goes.</summary>
/// <param name="OwnerId">Who is to do it: the manager, or his deputy while he is away.</param>
/// <param name="On">The day.</param>
/// <param name="Full">Whether that day held as many as it should already.</param>
public readonly record struct Appointment(Guid OwnerId, DateOnly On, bool Full);

/// <summary>
/// Finds a day for every next conversation, so that nobody is left without one: with the manager while he has time in the window of the rhythm,
/// else with the first of those who stand in for him that has, on a full day when nobody has time, and on the first day after the window when
/// all are away. The same diaries give the same plan.
/// </summary>
public static class FollowUpPlanner
{
    private const int LongestAbsence = 400;

    /// <summary>Finds the day and fills the place in the diary of whoever does it.</summary>
    /// <param name="managerId">Who looks after the customer.</param>
    /// <param name="standIns">Who stands in for him, in this order: his deputy, then the colleagues of his team.</param>
    /// <param name="window">The days in which the rhythm wants it; see <see cref="Cadence.After"/>.</param>
    /// <param name="district">Where the visit is; null for a conversation that is not on site.</param>
    /// <param name="diaries">Diaries of managers and deputies.</param>
    public static Appointment Place(Guid managerId, IReadOnlyList<Guid> standIns, Window window, string? district, IReadOnlyDictionary<Guid, Diary> diaries)
    {
        IEnumerable<Guid> people = [managerId, .. standIns];
        foreach (var id in people)
            if (diaries[id].Find(window, district) is { } day) return Fill(id, diaries[id], day, district, full: false);
        foreach (var id in people)
            if (diaries[id].FindAnyway(window, district) is { } crowded) return Fill(id, diaries[id], crowded, district, full: true);

        var after = new Window(window.To, window.To, window.To.AddDays(LongestAbsence));
        var late = diaries[managerId].Find(after, district) ?? diaries[managerId].FindAnyway(after, district) ?? after.To;
        return Fill(managerId, diaries[managerId], late, district, full: false);
    }

    private static Appointment Fill(Guid ownerId, Diary diary, DateOnly day, string? district, bool full)
    {
        diary.Add(day, district);
        return new Appointment(ownerId, day, full);
    }
}
