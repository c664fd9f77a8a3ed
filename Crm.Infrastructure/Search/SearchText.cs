using Crm.Domain.Common;

namespace Crm.Infrastructure.Search;

/// <summary>What a text is, and so how people look for it.</summary>
public enum SearchTextKind
{
    /// <summary>Company, product or title: Chinese, Latin or mixed.</summary>
    Name,

    /// <summary>A person's name; its first characters are read as a surname.</summary>
    PersonName,

    /// <summary>An English name or other words in Latin letters.</summary>
    Latin,

    /// <summary>A phone number as typed.</summary>
    Phone,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A record number, credit code or the like.</summary>
    Code,
}

/// <summary>A text of a record by which it can be found.</summary>
public readonly record struct SearchableText(string Text, SearchTextKind Kind);

/// <summary>What the index holds of a record: two lists of tokens separated by spaces.</summary>
/// <param name="Anchors">Whole texts from their first character, for ranking what begins like the query.</param>
/// <param name="Terms">Everything a query may begin to spell, in the order of the texts.</param>
public sealed record SearchDocument(string Anchors, string Terms);

/// <summary>
/// Turns the texts of a record into tokens for an inverted index that can look up tokens and beginnings of tokens.
/// Tokens are lower-case letters, digits and Chinese characters; all but Chinese ones begin with a letter for their kind:
/// <list type="table">
/// <item><term>海尔</term><description>each pair of neighbouring characters in order, and the last one alone</description></item>
/// <item><term>p</term><description>pinyin from each syllable to the end: phaierjituan, perjituan, pjituan, ptuan; ü is u</description></item>
/// <item><term>i</term><description>initials likewise: ihejt, iejt, ijt, it</description></item>
/// <item><term>w</term><description>a word in Latin or other letters: wgroup</description></item>
/// <item><term>d</term><description>phone digits from each digit to the end, at least three</description></item>
/// <item><term>e</term><description>e-mail letters and digits from each word to the end, the public suffix alone left out</description></item>
/// <item><term>n</term><description>record numbers: whole, the last three to eight characters, and without leading zeros</description></item>
/// </list>
/// Tokens end after <see cref="TokenMaxLength"/> characters.
/// </summary>
public static class SearchText
{
    /// <summary>Longer tokens are cut, in the index as in queries.</summary>
    public const int TokenMaxLength = 32;

    private const int PhoneFragmentMinLength = 3;
    private const int MaxVariants = 8;
    private const int CodeTailMinLength = 3;
    private const int CodeTailMaxLength = 8;
    private static readonly string[] PublicSuffixWords = ["com", "net", "org", "gov", "edu", "ac", "co"];

    /// <summary>The tokens of a record; empty texts are skipped.</summary>
    public static SearchDocument Build(IEnumerable<SearchableText> texts)
    {
        var document = new Tokens();
        foreach (var (text, kind) in texts)
        {
            switch (kind)
            {
                case SearchTextKind.Name or SearchTextKind.PersonName: AddName(text, kind == SearchTextKind.PersonName, document); break;
                case SearchTextKind.Latin: AddWords(text, document); break;
                case SearchTextKind.Phone: AddPhone(text, document); break;
                case SearchTextKind.Email: AddEmail(text, document); break;
                case SearchTextKind.Code: AddCode(text, document); break;
            }
        }
        return document.ToDocument();
    }

    /// <summary>A text without Chinese characters as a token of its kind.</summary>
    internal static string Token(char kind, string value) => Cut(kind + value);

    /// <summary>The anchor of a name: bare when it begins with a Chinese character, else of kind w.</summary>
    internal static string NameAnchor(string squashed) => SearchChars.StartsWithHan(squashed) ? Cut(squashed) : Token('w', squashed);

    /// <summary>The anchor that a record has for a phone number, by <see cref="PhoneNumber.Key"/>.</summary>
    internal static string PhoneAnchor(string number) => Token('d', PhoneNumber.Digits(number));

    /// <summary>Neighbouring pairs of characters: 海尔集 → 海尔, 尔集.</summary>
    internal static IEnumerable<string> Pairs(string run)
    {
        var characters = run.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        return characters.Zip(characters.Skip(1), string.Concat);
    }

    /// <summary>Pinyin as it is compared: people type ü as v or as u.</summary>
    internal static string PinyinForm(string reading) => reading.Replace('v', 'u');

    private static void AddName(string text, bool personName, Tokens document)
    {
        AddWords(text, document);
        var syllables = Pinyin.Syllables(text, personName);
        if (!syllables.Any(s => s.IsHan))
            return;

        foreach (var readings in Variants(syllables))
        {
            var initials = readings.Select((reading, i) => syllables[i].IsHan ? reading[..1] : reading).ToArray();
            document.Anchor(Token('p', PinyinForm(string.Concat(readings))));
            document.Anchor(Token('i', string.Concat(initials)));
            for (var i = 0; i < readings.Length; i++)
            {
                document.Term(Token('p', PinyinForm(string.Concat(readings.AsSpan(i)))));
                document.Term(Token('i', string.Concat(initials.AsSpan(i))));
            }
        }
    }

    private static void AddWords(string text, Tokens document)
    {
        var folded = SearchChars.Fold(text);
        document.Anchor(NameAnchor(SearchChars.Squash(folded)));

        foreach (var run in SearchChars.Runs(folded))
        {
            if (!SearchChars.StartsWithHan(run))
            {
                document.Term(Token('w', run));
                continue;
            }
            // Not deduplicated: a query of three characters is a phrase of two pairs.
            foreach (var pair in Pairs(run))
                document.Append(pair);
            document.Append(run.EnumerateRunes().Last().ToString());
        }
    }

    private static void AddPhone(string text, Tokens document)
    {
        var typed = PhoneNumber.Digits(text);
        var international = PhoneNumber.ToE164(text)?.TrimStart('+') ?? typed;
        var national = international.StartsWith("86", StringComparison.Ordinal) ? international[2..] : international;
        string[] spellings = [national, typed, "0" + national, international];

        foreach (var digits in spellings)
        {
            document.Anchor(Token('d', digits));
            document.Term(Token('d', digits));
        }
        foreach (var digits in spellings[..2])
            for (var i = 1; i <= digits.Length - PhoneFragmentMinLength; i++)
                document.Term(Token('d', digits[i..]));
    }

    private static void AddEmail(string text, Tokens document)
    {
        var address = SearchChars.Fold(EmailAddress.Normalize(text));
        var words = address.Split(['.', '@', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Select(SearchChars.Squash).ToArray();
        document.Anchor(Token('e', string.Concat(words)));

        for (var i = 0; i < words.Length - 1; i++)
            if (i == 0 || i < words.Length - 2 || !PublicSuffixWords.Contains(words[i]))
                document.Term(Token('e', string.Concat(words.AsSpan(i))));
    }

    private static void AddCode(string text, Tokens document)
    {
        var code = SearchChars.Squash(SearchChars.Fold(text));
        document.Anchor(Token('n', code));
        document.Term(Token('n', code));
        for (var length = Math.Min(CodeTailMaxLength, code.Length - 1); length >= CodeTailMinLength; length--)
            document.Term(Token('n', code[^length..]));

        var number = code.AsSpan(code.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1).TrimStart('0');
        if (number.Length is > 0 and <= CodeTailMaxLength)
            document.Term(Token('n', number.ToString()));
    }

    // Breadth first: each other reading alone, then two together, so that long names get the likely variants.
    private static List<string[]> Variants(IReadOnlyList<Syllable> syllables)
    {
        var variants = new List<string[]> { syllables.Select(s => s.Reading).ToArray() };
        var firstOpen = new List<int> { 0 };

        for (var v = 0; v < variants.Count; v++)
            for (var i = firstOpen[v]; i < syllables.Count; i++)
                foreach (var other in syllables[i].Alternatives)
                {
                    if (variants.Count == MaxVariants)
                        return variants;
                    variants.Add([.. variants[v][..i], other, .. variants[v][(i + 1)..]]);
                    firstOpen.Add(i + 1);
                }
        return variants;
    }

    private static string Cut(string token)
    {
        var length = Math.Min(token.Length, TokenMaxLength);
        return token[..(length > 0 && char.IsHighSurrogate(token[length - 1]) ? length - 1 : length)];
    }

    private sealed class Tokens
    {
        private readonly List<string> _anchors = [];
        private readonly List<string> _terms = [];
        private readonly HashSet<string> _knownAnchors = [];
        private readonly HashSet<string> _knownTerms = [];

        public void Anchor(string token)
        {
            if (token.Length > 1 && _knownAnchors.Add(token))
                _anchors.Add(token);
        }

        public void Term(string token)
        {
            if (token.Length > 1 && _knownTerms.Add(token))
                _terms.Add(token);
        }

        public void Append(string token) => _terms.Add(token);

        public SearchDocument ToDocument() => new(string.Join(' ', _anchors), string.Join(' ', _terms));
    }
}
