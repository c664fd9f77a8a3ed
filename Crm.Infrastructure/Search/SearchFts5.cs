namespace Crm.Infrastructure.Search;

/// <summary>
/// Queries in the syntax of SQLite FTS5 (https://www.sqlite.org/fts5.html section 3) for a table with the columns
/// anchors and terms, tokenize = 'unicode61'. Every token is a quoted string of letters and digits: what a user
/// types can never be an operator.
/// </summary>
public static class SearchFts5
{
    /// <summary>The MATCH expression that finds what the query asks for; null for an empty query, which finds nothing.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="sign">What stands before each token, if the index tells kinds of record apart: see <see cref="SearchSigns"/>.</param>
    public static string? ToFts5(this SearchQuery query, string sign = "") => query.IsEmpty
        ? null
        : $"terms : ({string.Join(" AND ", query.Words.Select(word => $"({string.Join(" OR ", word.Select(way => Render(way, sign)))})"))})";

    /// <summary>The MATCH expression for records one of whose texts begins with the query; null for an empty query.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="sign">What stands before each token, if the index tells kinds of record apart.</param>
    public static string? ToFts5Anchors(this SearchQuery query, string sign = "") => query.Anchors.Count == 0
        ? null
        : $"anchors : ({string.Join(" OR ", query.Anchors.Select(anchor => Quote([anchor], prefix: true, sign)))})";

    /// <summary>The MATCH expression for records that have one of these anchors, whole.</summary>
    /// <param name="anchors">At least one.</param>
    /// <param name="sign">What stands before each token, if the index tells kinds of record apart.</param>
    public static string AnyAnchor(IReadOnlyCollection<string> anchors, string sign = "") =>
        $"anchors : ({string.Join(" OR ", anchors.Select(anchor => Quote([anchor], prefix: false, sign)))})";

    private static string Render(SearchAlternative alternative, string sign) =>
        $"({string.Join(" AND ", alternative.Phrases.Select(phrase => Quote(phrase.Tokens, phrase.Prefix, sign)))})";

    private static string Quote(IReadOnlyList<string> tokens, bool prefix, string sign) =>
        $"\"{string.Join(' ', tokens.Select(token => sign + token)).Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(prefix ? "*" : "")}";
}
