namespace Crm.Domain.Common;

/// <summary>Days as people in a place live them.</summary>
public static class LocalDay
{
    /// <summary>The day it is in a place at this moment.</summary>
    public static DateOnly Of(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    /// <summary>
    /// The first moment of a day in a place (UTC). Where the clock is put forward at midnight the day begins at the first minute that exists;
    /// where midnight comes twice it begins at the first.
    /// </summary>
    public static DateTime Start(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return zone.IsAmbiguousTime(local)
            ? DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    /// <summary>
    /// A time of a day in a place (UTC), as RFC 5545 reads it: one that the clock jumps over is counted with the offset from before the jump, and one that comes
    /// twice is the first.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="minute">Minutes after midnight.</param>
    /// <param name="zone">The place.</param>
    public static DateTime At(DateOnly day, int minute, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-3)) : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}
