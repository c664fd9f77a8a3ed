using System.Buffers.Binary;

namespace Crm.Bench.Seeding;

/// <summary>The same choices on every run and machine.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    public double Share() => _random.NextDouble();

    public bool Of(double share) => _random.NextDouble() < share;

    public int Number(int from, int below) => _random.Next(from, below);

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>The first are picked far more often than the last (Zipf's law).</summary>
    public T PickSkewed<T>(IReadOnlyList<T> from)
    {
        // The inverse of the distribution function of 1/x, continuous: close to Zipf and without a table.
        var place = (int)Math.Exp(_random.NextDouble() * Math.Log(from.Count + 1)) - 1;
        return from[Math.Min(place, from.Count - 1)];
    }

    public string Digits(int count) => string.Create(count, _random, static (span, random) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = (char)('0' + random.Next(10));
    });

    public DateTime Between(DateTime from, DateTime to)
    {
        var moment = from.AddTicks((long)((to - from).Ticks * _random.NextDouble()));
        return moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>A version-7 id of a moment (RFC 9562, section 5.7).</summary>
    public Guid Id(DateTime at)
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((long)(at - DateTime.UnixEpoch).TotalMilliseconds << 16) | 0x7000 | (long)_random.Next(0x1000));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
