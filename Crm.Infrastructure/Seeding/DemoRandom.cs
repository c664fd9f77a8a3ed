using System.Buffers.Binary;

namespace Crm.Infrastructure.Seeding;

/// <summary>Chance that falls the same way whenever it is asked on the same day.</summary>
internal sealed class DemoRandom(DateOnly day, DateTime dayStart)
{
    private readonly Random _random = new(day.DayNumber);
    private long _milliseconds = new DateTimeOffset(dayStart).ToUnixTimeMilliseconds();

    /// <summary>A number from <paramref name="min"/> up to and including <paramref name="max"/>.</summary>
    public int Between(int min, int max) => _random.Next(min, max + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));

    public List<T> Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        _random.Shuffle(shuffled);
        return [.. shuffled];
    }

    /// <summary>
    /// A version-7 UUID (RFC 9562 section 5.7) whose time is the beginning of the day, one millisecond more for each that was made before,
    /// so that ids ascend in the order of birth.
    /// </summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        var rest = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, _milliseconds++ << 16 | rest);
        bytes[6] = (byte)(0x70 | bytes[6] & 0x0F);
        bytes[8] = (byte)(0x80 | bytes[8] & 0x3F);
        return new Guid(bytes, bigEndian: true);
    }
}
