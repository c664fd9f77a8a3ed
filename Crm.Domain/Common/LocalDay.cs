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
}
