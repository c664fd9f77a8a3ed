namespace Crm.Infrastructure.Search;

/// <summary>
/// Queries in the syntax of PostgreSQL's tsquery (https://www.postgresql.org/docs/current/datatype-textsearch.html section 8.11.2). Every
/// token is quoted and holds letters and digits only: what a user types can never be an operator.
/// </summary>
public static class SearchTsQuery
{
    /// <summary>What finds the query among the terms; null for an empty query, which finds nothing.</summary>
    public static string? ToTsQuery(this SearchQuery query) => query.IsEmpty
        ? null
        : string.Join(" & ", query.Words.Select(word => $"({string.Join(" | ", word.Select(Render))})"));

    /// <summary>What finds records one of whose texts begins with the query; null for an empty query.</summary>
    public static string? ToTsQueryAnchors(this SearchQuery query) => query.Anchors.Count == 0
        ? null
        : string.Join(" | ", query.Anchors.Select(anchor => Quote(anchor, prefix: true)));

    private static string Render(SearchAlternative alternative) => $"({string.Join(" & ", alternative.Phrases.Select(Phrase))})";

    private static string Phrase(SearchPhrase phrase) =>
        $"({string.Join(" <-> ", phrase.Tokens.Select((token, i) => Quote(token, phrase.Prefix && i == phrase.Tokens.Count - 1)))})";

    private static string Quote(string token, bool prefix) => $"'{token.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'{(prefix ? ":*" : "")}";
}
