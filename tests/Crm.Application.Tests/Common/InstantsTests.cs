using Crm.Application.Common;

namespace Crm.Application.Tests.Common;

public class InstantsTests
{
    [Theory]
    [InlineData("2026-12-01T08:30:00Z", "2026-12-01T08:30:00.000Z")]
    [InlineData("2026-12-01T08:30:00.5Z", "2026-12-01T08:30:00.500Z")]
    [InlineData("2026-12-01T08:30:00.123456789Z", "2026-12-01T08:30:00.123Z")]
    [InlineData("2026-12-01T08:30:00.9999Z", "2026-12-01T08:30:00.999Z")]
    [InlineData("2026-12-01T16:30:00+08:00", "2026-12-01T08:30:00.000Z")]
    [InlineData("2026-12-01T00:30:00-08:00", "2026-12-01T08:30:00.000Z")]
    [InlineData("2027-01-01T00:00:00+08:00", "2026-12-31T16:00:00.000Z")]
    [InlineData("2028-02-29T23:59:59Z", "2028-02-29T23:59:59.000Z")]
    public void A_moment_with_its_zone_is_read_to_the_millisecond(string text, string utc)
    {
        Assert.True(Instants.TryParse(text, out var moment));
        Assert.Equal((utc, DateTimeKind.Utc), (Instants.Format(moment), moment.Kind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01T08:30:00")]
    [InlineData("2026-12-01T08:30:00.000")]
    [InlineData("2026-12-01 08:30:00Z")]
    [InlineData("2026-12-01T25:30:00Z")]
    [InlineData("2026-02-29T08:30:00Z")]
    [InlineData("2026-13-01T08:30:00Z")]
    [InlineData("01/12/2026T08:30:00Z")]
    public void Anything_else_is_no_moment(string? text) => Assert.False(Instants.TryParse(text, out _));
}
