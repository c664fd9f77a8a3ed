using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Infrastructure.Persistence;

/// <summary>Every moment in the database is UTC, to the millisecond like those on the wire: each engine would cut it elsewhere.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    moment => Cut(moment.Kind == DateTimeKind.Utc ? moment : moment.ToUniversalTime()),
    stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc))
{
    private static DateTime Cut(DateTime utc) => utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
}
