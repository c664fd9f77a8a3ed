namespace Crm.Infrastructure.Search;

/// <summary>
/// Queries in the syntax of PostgreSQL's tsquery (https://www.postgresql.org/docs/current/datatype-textsearch.html section 8.11.2). Every
/// token is quoted and holds letters and digits only: what a user types can never be an operator.
/// </summary>
public static class SearchTsQuery
{
    /// <summary>What finds the query among the terms; null for an empty query, which finds nothing.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="sign">What stands before each token, if the index tells kinds of record apart: see <see cref="SearchSigns"/>.</param>
    public static string? ToTsQuery(this SearchQuery query, string sign = "") => query.IsEmpty
        ? null
        : string.Join(" & ", query.Words.Select(word => $"({string.Join(" | ", word.Select(way => Render(way, sign)))})"));

    /// <summary>What finds records one of whose texts begins with the query; null for an empty query.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="sign">What stands before each token, if the index tells kinds of record apart.</param>
    public static string? ToTsQueryAnchors(this SearchQuery query, string sign = "") => query.Anchors.Count == 0
        ? null
        : string.Join(" | ", query.Anchors.Select(anchor => Quote(sign + anchor, prefix: true)));

    /// <summary>What finds records that have one of these anchors, whole.</summary>
    /// <param name="anchors">At least one.</param>
    /// <param name="sign">What stands before each token, if the index tells kinds of record apart.</param>
    public static string AnyAnchor(IReadOnlyCollection<string> anchors, string sign = "") =>
        string.Join(" | ", anchors.Select(anchor => Quote(sign + anchor, prefix: false)));

    private static string Render(SearchAlternative alternative, string sign) => $"({string.Join(" & ", alternative.Phrases.Select(phrase => Phrase(phrase, sign)))})";

    private static string Phrase(SearchPhrase phrase, string sign) =>
        $"({string.Join(" <-> ", phrase.Tokens.Select((token, i) => Quote(sign + token, phrase.Prefix && i == phrase.Tokens.Count - 1)))})";

    private static string Quote(string token, bool prefix) => $"'{token.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'{(prefix ? ":*" : "")}";
}
