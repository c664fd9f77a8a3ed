using Crm.Domain.Common;

namespace Crm.Domain.Tests;

/// <summary>Ids and refusals as the tests say them.</summary>
internal static class Say
{
    public static Guid Id(int number) => new(0x01990000, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number);

    public static DateTime Utc(string moment) => DateTime.Parse(moment, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);

    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    public static void AssertRefused(string code, string? field, Action act)
    {
        var refused = Assert.Throws<DomainException>(act);
        Assert.Equal((code, field), (refused.Code, refused.Field));
    }
}
