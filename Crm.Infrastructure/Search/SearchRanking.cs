namespace Crm.Infrastructure.Search;

/// <summary>Orders candidates from the index in memory and names what they matched on.</summary>
public static class SearchRanking
{
    private const int Step = 1000;

    /// <summary>
    /// Smaller is better: title equal to the query, title beginning with it, short name beginning with it, another text or
    /// its pinyin beginning with it, found elsewhere, found by phone or e-mail. Within each, shorter titles first.
    /// </summary>
    public static int Rank(SearchQuery query, string title, string? shortName, SearchDocument document)
    {
        var wanted = Key(query.Text);
        var name = Key(title);
        int tier;

        if (wanted.Length > 0 && name == wanted)
            tier = 0;
        else if (wanted.Length > 0 && name.StartsWith(wanted, StringComparison.Ordinal))
            tier = 1;
        else if (wanted.Length > 0 && shortName is not null && Key(shortName).StartsWith(wanted, StringComparison.Ordinal))
            tier = 2;
        else if (Match(query, document) is SearchMatch.Phone or SearchMatch.Email)
            tier = 5;
        else
            tier = MatchesAnchor(query, document) ? 3 : 4;
        return tier * Step + Math.Min(title.Length, Step - 1);
    }

    /// <summary>
    /// name, word, initials, pinyin, number, phone or email: the first way, in this order, in which the first word of the
    /// query is found among the terms. Null when it is not.
    /// </summary>
    public static string? MatchedOn(SearchQuery query, SearchDocument document) => Match(query, document) switch
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

    private static SearchMatch? Match(SearchQuery query, SearchDocument document)
    {
        if (query.IsEmpty)
            return null;
        var terms = document.Terms.Split(' ');
        return query.Words[0].FirstOrDefault(alternative => alternative.Phrases.All(phrase => Contains(terms, phrase)))?.MatchedOn;
    }

    private static bool MatchesAnchor(SearchQuery query, SearchDocument document)
    {
        var anchors = document.Anchors.Split(' ');
        return query.Anchors.Any(wanted => anchors.Any(anchor => anchor.StartsWith(wanted, StringComparison.Ordinal)));
    }

    private static bool Contains(string[] terms, SearchPhrase phrase)
    {
        for (var start = 0; start <= terms.Length - phrase.Tokens.Count; start++)
            if (phrase.Tokens.Select((token, i) => Fits(terms[start + i], token, phrase.Prefix && i == phrase.Tokens.Count - 1)).All(fits => fits))
                return true;
        return false;
    }

    private static bool Fits(string term, string token, bool prefix) =>
        prefix ? term.StartsWith(token, StringComparison.Ordinal) : term == token;

    private static string Key(string text) => SearchChars.Squash(SearchChars.Fold(text));
}
