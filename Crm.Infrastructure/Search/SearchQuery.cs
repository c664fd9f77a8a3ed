using Crm.Domain.Common;

namespace Crm.Infrastructure.Search;

/// <summary>By what a record was found; the value of matchedOn in the API.</summary>
public enum SearchMatch
{
    /// <summary>Characters of its Chinese name.</summary>
    Name,

    /// <summary>A word in Latin letters.</summary>
    Word,

    /// <summary>The first letters of the syllables.</summary>
    Initials,

    /// <summary>Its name in pinyin.</summary>
    Pinyin,

    /// <summary>Its record number or a code.</summary>
    Number,

    /// <summary>Digits of a phone number.</summary>
    Phone,

    /// <summary>Parts of an e-mail address.</summary>
    Email,
}

/// <summary>Tokens that must follow one another in the index; as a prefix the last may be the beginning of a longer token.</summary>
public sealed record SearchPhrase(IReadOnlyList<string> Tokens, bool Prefix);

/// <summary>One way to understand a word of the query: all phrases must be found.</summary>
public sealed record SearchAlternative(SearchMatch MatchedOn, IReadOnlyList<SearchPhrase> Phrases);

/// <summary>What a user looks for.</summary>
/// <param name="Text">The cleaned query in half width, for comparing with titles.</param>
/// <param name="Words">For every word its alternatives: one of each word must be found in the terms of a record.</param>
/// <param name="Anchors">Beginnings of anchor tokens that the whole query may be.</param>
public sealed record SearchQuery(
    string Text,
    IReadOnlyList<IReadOnlyList<SearchAlternative>> Words,
    IReadOnlyList<string> Anchors)
{
    /// <summary>Longer queries are cut.</summary>
    public const int MaxLength = 100;

    private const int PhoneFragmentMinLength = 3;
    private const int WholePhoneMinLength = 7;

    /// <summary>The text as titles are compared with it: its letters and digits without case and width.</summary>
    internal string Key { get; } = SearchRanking.Key(Text);

    /// <summary>Whether there is nothing to look for: no letter, digit or Chinese character.</summary>
    public bool IsEmpty => Words.Count == 0;

    /// <summary>Whether everything that is found must have been found in the same way.</summary>
    public bool IsOfOneKind => Words is [[_], ..];

    /// <summary>
    /// Understands what a user typed. Every input is valid; signs have no meaning of their own.
    /// Traditional characters are not converted.
    /// </summary>
    public static SearchQuery Parse(string q)
    {
        var text = TextRules.Clean(TextRules.ToHalfWidth(SearchChars.Compose(q))) ?? "";
        text = text.Length > MaxLength ? SearchChars.Compose(text[..MaxLength]) : text;
        var folded = SearchChars.Fold(text);

        var words = IsWholePhone(folded)
            ? [SpacedPhone(folded)]
            : folded.Split(' ').SelectMany(WordsOf).Where(alternatives => alternatives.Count > 0).ToArray();
        return new SearchQuery(text, words, AnchorsOf(folded));
    }

    private static IEnumerable<IReadOnlyList<SearchAlternative>> WordsOf(string word) =>
        word.EnumerateRunes().Any(SearchChars.IsHan) ? SearchChars.Runs(word).Select(RunAlternatives) : [LatinAlternatives(word)];

    private static List<SearchAlternative> RunAlternatives(string run)
    {
        if (!SearchChars.StartsWithHan(run))
            return LatinAlternatives(run);
        var pairs = SearchText.Pairs(run).ToArray();
        return [new(SearchMatch.Name, [pairs.Length == 0 ? new([run], Prefix: true) : new(pairs, Prefix: false)])];
    }

    // "haier", "xi'an", "SO-2026-001", "zhang.san@haier": signs part words but join everything else.
    private static List<SearchAlternative> LatinAlternatives(string word)
    {
        var joined = SearchChars.Squash(word);
        if (joined.Length == 0)
            return [];

        var alternatives = new List<SearchAlternative>();
        if (!word.Contains('@'))
        {
            alternatives.Add(new(SearchMatch.Word, [.. SearchChars.Runs(word).Select(run => Prefix('w', run))]));
            if (joined.Any(char.IsAsciiLetter))
            {
                alternatives.Add(new(SearchMatch.Initials, [Prefix('i', joined)]));
                alternatives.Add(new(SearchMatch.Pinyin, [Prefix('p', SearchText.PinyinForm(joined))]));
            }
            alternatives.Add(new(SearchMatch.Number, [Prefix('n', joined)]));
            if (joined.Length >= PhoneFragmentMinLength && joined.All(char.IsAsciiDigit))
                alternatives.Add(new(SearchMatch.Phone, [Prefix('d', joined)]));
        }
        alternatives.Add(new(SearchMatch.Email, [Prefix('e', joined)]));
        return alternatives;
    }

    // "+86 532 8893 9999": the country code alone would be a word that nothing matches.
    private static bool IsWholePhone(string folded) =>
        PhoneNumber.Digits(folded).Length >= WholePhoneMinLength
        && folded.All(c => char.IsAsciiDigit(c) || c is ' ' or '+' or '-' or '(' or ')' or '.' or '/');

    private static List<SearchAlternative> SpacedPhone(string folded)
    {
        var digits = PhoneNumber.Digits(folded);
        var national = PhoneNumber.ToE164(folded) is { } e164 ? e164.TrimStart('+') : digits;
        return
        [
            .. new[] { digits, national }.Distinct().Select(spelling => new SearchAlternative(SearchMatch.Phone, [Prefix('d', spelling)])),
            new(SearchMatch.Number, [Prefix('n', digits)]),
        ];
    }

    private static string[] AnchorsOf(string folded)
    {
        var joined = SearchChars.Squash(folded);
        if (joined.Length == 0)
            return [];
        var name = SearchText.NameAnchor(joined);
        return SearchChars.StartsWithHan(joined)
            ? [name]
            : [name, .. "iend".Select(kind => SearchText.Token(kind, joined)), SearchText.Token('p', SearchText.PinyinForm(joined))];
    }

    private static SearchPhrase Prefix(char kind, string value) => new([SearchText.Token(kind, value)], Prefix: true);
}
