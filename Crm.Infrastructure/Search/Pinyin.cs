using System.Globalization;
using System.Text;

namespace Crm.Infrastructure.Search;

/// <summary>One Chinese character, or one run of Latin letters and digits, with its sound.</summary>
/// <param name="Text">The character or run as written.</param>
/// <param name="Reading">Pinyin without tone, ü as v; a run in lower case without diacritics.</param>
/// <param name="Tone">1 to 4, 5 for the neutral tone, 0 for a run of letters or digits.</param>
/// <param name="Alternatives">Up to two other readings that may be meant, without tone.</param>
public sealed record Syllable(string Text, string Reading, int Tone, IReadOnlyList<string> Alternatives)
{
    /// <summary>Whether this is a Chinese character.</summary>
    public bool IsHan => Tone > 0;
}

/// <summary>Readings of Chinese texts: phrases decide between the readings of a character, surnames have their own.</summary>
public static class Pinyin
{
    private const int SortKeyMaxLength = 200;
    private const int MaxAlternatives = 2;
    private static readonly Lazy<PinyinTables> Tables = new(() => new PinyinTables());

    /// <summary>The readable parts of a text in order; punctuation and other scripts are skipped.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="personName">Reads the first one or two characters as a surname: 单 shan, 仇 qiu, 尉迟 yu chi.</param>
    public static IReadOnlyList<Syllable> Syllables(string text, bool personName = false)
    {
        var syllables = new List<Syllable>();
        var rest = SearchChars.Compose(text).AsSpan();

        if (personName)
            rest = TakeSurname(rest.TrimStart(), syllables);
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (SearchChars.IsHan(rune))
                rest = TakeHan(rest, length, personName, syllables);
            else if (SearchChars.IsWord(rune))
                rest = TakeRun(rest, syllables);
            else
                rest = rest[length..];
        }
        return syllables;
    }

    /// <summary>
    /// A lower-case ASCII key of at most 200 characters; comparing keys by ordinal sorts Chinese by pinyin and tone,
    /// keeps equal characters together and different ones apart, and puts Latin words in their alphabetical place.
    /// </summary>
    public static string SortKey(string text, bool personName = false)
    {
        var key = new StringBuilder(64);
        var syllables = Syllables(text, personName);

        for (var i = 0; i < syllables.Count && key.Length < SortKeyMaxLength; i++)
        {
            if (syllables[i].IsHan)
                key.Append(syllables[i].Reading).Append(syllables[i].Tone).Append(CharacterCode(syllables[i].Text));
            else
                key.Append(i > 0 && !syllables[i - 1].IsHan ? " " : "").Append(AsciiOnly(syllables[i].Reading));
        }
        return key.ToString(0, Math.Min(key.Length, SortKeyMaxLength));
    }

    private static ReadOnlySpan<char> TakeSurname(ReadOnlySpan<char> text, List<Syllable> target)
    {
        var readings = Surnames.At(text);
        for (var i = 0; i < readings.Length; i++)
        {
            var reading = readings[i][..^1];
            var others = Tables.Value.Readings(new Rune(text[i])).Select(Tables.Value.Plain);
            target.Add(new Syllable(text[i].ToString(), reading, readings[i][^1] - '0', Others(reading, others)));
        }
        return text[readings.Length..];
    }

    private static ReadOnlySpan<char> TakeHan(ReadOnlySpan<char> text, int length, bool personName, List<Syllable> target)
    {
        var phrase = Tables.Value.PhraseAt(text);
        for (var i = 0; i < phrase.Length; i++)
        {
            // Given names are free combinations: that two characters look like a phrase proves little.
            var others = personName ? [.. phrase[i], .. Tables.Value.Readings(new Rune(text[i]))] : phrase[i];
            target.Add(Read(text.Slice(i, 1), others));
        }
        if (phrase.Length > 0)
            return text[phrase.Length..];

        Rune.DecodeFromUtf16(text, out var character, out _);
        if (Tables.Value.Readings(character) is { Length: > 0 } readings)
            target.Add(Read(text[..length], readings));
        return text[length..];
    }

    private static Syllable Read(ReadOnlySpan<char> character, ushort[] readings)
    {
        var main = Tables.Value.Plain(readings[0]);
        return new Syllable(character.ToString(), main, Tables.Value.Tone(readings[0]), Others(main, readings.Select(Tables.Value.Plain)));
    }

    private static string[] Others(string reading, IEnumerable<string> readings) =>
        [.. readings.Where(other => other != reading).Distinct().Take(MaxAlternatives)];

    private static ReadOnlySpan<char> TakeRun(ReadOnlySpan<char> text, List<Syllable> target)
    {
        var end = 0;
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text[end..], out var rune, out var length);
            if (!SearchChars.IsWord(rune) || SearchChars.IsHan(rune))
                break;
            end += length;
        }
        var run = text[..end].ToString();
        target.Add(new Syllable(run, SearchChars.Fold(run), 0, []));
        return text[end..];
    }

    // Two homophones must not share a place. Three digits of base 36 hold the CJK blocks below U+B640;
    // the rest get a z and four digits, so that every code is one length per leading character.
    private static string CharacterCode(string character)
    {
        const string digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var value = char.ConvertToUtf32(character, 0);
        Span<char> code = stackalloc char[5];
        var used = value < 36 * 36 * 35 ? 3 : 5;

        for (var i = used - 1; i >= 0; i--)
        {
            code[i] = digits[value % 36];
            value /= 36;
        }
        if (used == 5)
            code[0] = 'z';
        return code[..used].ToString();
    }

    // Letters of other scripts sort behind z by their code point.
    private static string AsciiOnly(string word) => Ascii.IsValid(word)
        ? word
        : string.Concat(word.Select(c => char.IsAscii(c) ? c.ToString() : "~" + ((int)c).ToString("x4", CultureInfo.InvariantCulture)));
}
