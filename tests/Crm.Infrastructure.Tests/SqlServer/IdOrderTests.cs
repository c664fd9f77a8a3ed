using System.Data.SqlTypes;
using System.Security.Cryptography;
using static Crm.Infrastructure.Persistence.Providers.SqlServer;

namespace Crm.Infrastructure.Tests.SqlServer;

/// <summary>SqlGuid compares ids as SQL Server does.</summary>
public sealed class IdOrderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 18, 7, 20, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_made_later_come_later_in_the_index()
    {
        var made = Enumerable.Range(0, 5000).Select(i => Guid.CreateVersion7(Start.AddMilliseconds(i * 977L))).ToList();

        Assert.Equal(made, made.OrderBy(id => new SqlGuid(OrderedGuid.Permute(id))));
        Assert.NotEqual(made, made.OrderBy(id => new SqlGuid(id)));
    }

    [Fact]
    public void Any_ids_come_in_the_order_in_which_they_are_written()
    {
        var ids = Enumerable.Range(0, 5000).Select(_ => new Guid(RandomNumberGenerator.GetBytes(16))).ToList();

        Assert.Equal(
            ids.OrderBy(id => id.ToString(), StringComparer.Ordinal),
            ids.OrderBy(id => new SqlGuid(OrderedGuid.Permute(id))));
    }

    [Fact]
    public void An_id_comes_back_as_it_was() =>
        Assert.All(Enumerable.Range(0, 1000).Select(_ => new Guid(RandomNumberGenerator.GetBytes(16))), id => Assert.Equal(id, OrderedGuid.Restore(OrderedGuid.Permute(id))));

    [Fact]
    public void The_bytes_lie_as_the_notes_say() // docs/databases.md tells administrators how to turn them round in T-SQL
    {
        var id = Guid.Parse("0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b");
        var b = id.ToByteArray(bigEndian: true);

        Assert.Equal([.. b[12..16], .. b[10..12], .. b[8..10], .. b[6..8], .. b[0..6]], OrderedGuid.Permute(id).ToByteArray());
    }
}
