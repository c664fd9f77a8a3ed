using System.Buffers.Binary;

namespace Crm.Bench.Keys;

/// <summary>Keys as a year's work or an import would make them: one every <see cref="Step"/>, the same ones in every run.</summary>
internal sealed class KeySet
{
    /// <summary>A million rows at this pace take 28 hours.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private const int Seed = 20260318;

    private KeySet(Guid[] keys, int[] parents, int[] lookups) => (Keys, Parents, Lookups) = (keys, parents, lookups);

    public Guid[] Keys { get; }

    /// <summary>For each row an earlier one that it points to.</summary>
    public int[] Parents { get; }

    /// <summary>Rows to look up, in no order.</summary>
    public int[] Lookups { get; }

    /// <summary>Version 7: 48 bits of time, then chance.</summary>
    public static KeySet Timed(int rows, TimeSpan step) => Make(rows, (random, i) => Version(7, random, new DateTime(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc) + (i * step)));

    /// <summary>Version 4: nothing but chance.</summary>
    public static KeySet Chance(int rows) => Make(rows, (random, _) => Version(4, random, null));

    private static KeySet Make(int rows, Func<Random, int, Guid> next)
    {
        var random = new Random(Seed);
        var keys = Enumerable.Range(0, rows).Select(i => next(random, i)).ToArray();
        var parents = Enumerable.Range(0, rows).Select(i => random.Next(i + 1)).ToArray();
        var lookups = Enumerable.Range(0, Math.Min(rows, 200_000)).Select(_ => random.Next(rows)).ToArray();
        return new KeySet(keys, parents, lookups);
    }

    private static Guid Version(int version, Random random, DateTime? time)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        if (time is { } at)
        {
            Span<byte> milliseconds = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(milliseconds, (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond);
            milliseconds[2..].CopyTo(bytes);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
