namespace Crm.Infrastructure.Search;

/// <summary>Orders candidates from the index in memory and names what they matched on.</summary>
public static class SearchRanking
{
    private const int Step = 1000;

    /// <summary>
    /// Smaller is better: title equal to the query, title beginning with it, short name beginning with it, another text or
    /// its pinyin beginning with it, found elsewhere, found by phone or e-mail. Within each, shorter titles first.
    /// </summary>
    /// <param name="query">What was looked for.</param>
    /// <param name="title">Name of the record.</param>
    /// <param name="shortName">What it is called in short.</param>
    /// <param name="fromStart">Whether one of its texts begins with the query.</param>
    /// <param name="match">By what it was found.</param>
    public static int Rank(SearchQuery query, string title, string? shortName, bool fromStart, SearchMatch? match)
    {
        var wanted = query.Key;
        var name = Key(title);
        int tier;

        if (wanted.Length > 0 && name == wanted)
            tier = 0;
        else if (wanted.Length > 0 && name.StartsWith(wanted, StringComparison.Ordinal))
            tier = 1;
        else if (wanted.Length > 0 && shortName is not null && Key(shortName).StartsWith(wanted, StringComparison.Ordinal))
            tier = 2;
        else if (match is SearchMatch.Phone or SearchMatch.Email)
            tier = 5;
        else
            tier = fromStart ? 3 : 4;
        return tier * Step + Math.Min(title.Length, Step - 1);
    }

    /// <summary>
    /// The first way, in the order of the query, in which its first word is found among the terms of a record that was found. Null when it is
    /// not. Where there is only one way, the terms need not be known.
    /// </summary>
    public static SearchMatch? Match(SearchQuery query, string? terms)
    {
        if (query.IsEmpty)
            return null;
        if (query.IsOfOneKind || terms is null)
            return query.Words[0][0].MatchedOn;
        foreach (var alternative in query.Words[0])
            if (alternative.Phrases.All(phrase => Contains(terms, phrase)))
                return alternative.MatchedOn;
        return null;
    }

    /// <summary>The way of matching as the API calls it.</summary>
    public static string? NameOf(SearchMatch? match) => match switch
    {
        SearchMatch.Name => "name",
        SearchMatch.Word => "word",
        SearchMatch.Initials => "initials",
        SearchMatch.Pinyin => "pinyin",
        SearchMatch.Number => "number",
        SearchMatch.Phone => "phone",
        SearchMatch.Email => "email",
        _ => null,
    };

    /// <summary>Whether the tokens stand next to each other among the terms, which are separated by spaces.</summary>
    private static bool Contains(string terms, SearchPhrase phrase)
    {
        var wanted = phrase.Tokens is [var single] ? single : string.Join(' ', phrase.Tokens);
        for (var at = terms.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = terms.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            var end = at + wanted.Length;
            if ((at == 0 || terms[at - 1] == ' ') && (phrase.Prefix || end == terms.Length || terms[end] == ' '))
                return true;
        }
        return false;
    }

    internal static string Key(string text) => SearchChars.Squash(SearchChars.Fold(text));
}
