using System.IO.Compression;
using System.Text;

namespace Crm.Infrastructure.Search;

/// <summary>
/// The pinyin data in sorted arrays: about 42,000 characters and 47,000 phrases in some two megabytes,
/// where dictionaries would take ten times as much. A reading is the index of its syllable.
/// </summary>
internal sealed class PinyinTables
{
    private const int ReadingsPerCharacter = 3;
    private const int LongestPhrase = 8;
    private const ushort NoReading = ushort.MaxValue;

    private readonly List<string> _syllables = [];
    private readonly Dictionary<string, ushort> _syllableIds = [];

    private readonly List<int> _characters = new(42_000);
    private readonly List<ushort> _characterReadings = new(42_000 * ReadingsPerCharacter);

    // Phrase n is the text from _starts[n] to _starts[n + 1]; _phraseReadings runs parallel to the text.
    private readonly List<int> _starts = new(47_200);
    private readonly List<ushort> _phraseReadings = new(180_000);
    private readonly string _phrases;

    public PinyinTables()
    {
        ReadLines("Data.pinyin-characters.txt.gz", AddCharacter);

        var phrases = new StringBuilder(180_000);
        ReadLines("Data.pinyin-phrases.txt.gz", line => AddPhrase(line, phrases));
        _starts.Add(phrases.Length);
        _phrases = phrases.ToString();
    }

    /// <summary>"zhong" of "zhong4".</summary>
    public string Plain(ushort reading) => _syllables[reading][..^1];

    /// <summary>4 of "zhong4".</summary>
    public int Tone(ushort reading) => _syllables[reading][^1] - '0';

    /// <summary>The readings of a character, most frequent first; empty when it has none.</summary>
    public ushort[] Readings(Rune character)
    {
        var index = _characters.BinarySearch(character.Value);
        return index < 0
            ? []
            : [.. _characterReadings.Skip(index * ReadingsPerCharacter).Take(ReadingsPerCharacter).TakeWhile(r => r != NoReading)];
    }

    /// <summary>
    /// For every character of the longest known phrase at the start of the text its readings there, most likely first;
    /// empty when no phrase starts here.
    /// </summary>
    public ushort[][] PhraseAt(ReadOnlySpan<char> text)
    {
        for (var length = Math.Min(text.Length, LongestPhrase); length >= 2; length--)
        {
            var first = FirstNotBefore(text[..length]);
            var count = 0;
            while (first + count < _starts.Count - 1 && Phrase(first + count).SequenceEqual(text[..length]))
                count++;
            if (count > 0)
                return [.. Enumerable.Range(0, length).Select(i => ReadingsInPhrase(first, count, i))];
        }
        return [];
    }

    private ushort[] ReadingsInPhrase(int first, int count, int position) =>
        [.. Enumerable.Range(first, count).Select(phrase => _phraseReadings[_starts[phrase] + position]).Distinct()];

    private ReadOnlySpan<char> Phrase(int index) => _phrases.AsSpan(_starts[index].._starts[index + 1]);

    private int FirstNotBefore(ReadOnlySpan<char> text)
    {
        var (low, high) = (0, _starts.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Phrase(middle).SequenceCompareTo(text) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void AddCharacter(string line)
    {
        Rune.DecodeFromUtf16(line, out var character, out var length);
        _characters.Add(character.Value);

        var target = _characterReadings.Count + ReadingsPerCharacter;
        AddReadings(line.AsSpan(length), _characterReadings);
        while (_characterReadings.Count < target)
            _characterReadings.Add(NoReading);
    }

    private void AddPhrase(string line, StringBuilder phrases)
    {
        var text = line.AsSpan(0, line.AsSpan().IndexOfAnyInRange('a', 'z'));
        _starts.Add(phrases.Length);
        phrases.Append(text);
        AddReadings(line.AsSpan(text.Length), _phraseReadings);
    }

    private void AddReadings(ReadOnlySpan<char> readings, List<ushort> target)
    {
        foreach (var range in readings.Split(' '))
        {
            if (!_syllableIds.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(readings[range], out var id))
            {
                id = (ushort)_syllables.Count;
                _syllables.Add(readings[range].ToString());
                _syllableIds.Add(_syllables[id], id);
            }
            target.Add(id);
        }
    }

    private static void ReadLines(string resource, Action<string> add)
    {
        using var packed = typeof(PinyinTables).Assembly.GetManifestResourceStream(typeof(PinyinTables), resource)!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            add(line);
    }
}
