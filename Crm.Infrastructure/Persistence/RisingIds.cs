using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// Version-7 UUIDs that rise with every call on this node, also within one millisecond and when the clock is put back: the twelve bits
/// behind the time count (RFC 9562, section 6.2, method 1).
/// </summary>
public sealed class RisingIds(TimeProvider clock)
{
    private const int CounterBits = 12;
    private long _last;

    /// <summary>The next one.</summary>
    public Guid Next()
    {
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        var (milliseconds, count) = ((ulong)next >> CounterBits, (ulong)next & ((1 << CounterBits) - 1));
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | count);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
