namespace Crm.Infrastructure.Search;

/// <summary>
/// Queries in the syntax of SQLite FTS5 (https://www.sqlite.org/fts5.html section 3) for a table with the columns
/// anchors and terms, tokenize = 'unicode61'. Every token is a quoted string of letters and digits: what a user
/// types can never be an operator.
/// </summary>
public static class SearchFts5
{
    /// <summary>The MATCH expression that finds what the query asks for; null for an empty query, which finds nothing.</summary>
    public static string? ToFts5(this SearchQuery query) => query.IsEmpty
        ? null
        : $"terms : ({string.Join(" AND ", query.Words.Select(word => $"({string.Join(" OR ", word.Select(Render))})"))})";

    /// <summary>The MATCH expression for records one of whose texts begins with the query; null for an empty query.</summary>
    public static string? ToFts5Anchors(this SearchQuery query) => query.Anchors.Count == 0
        ? null
        : $"anchors : ({string.Join(" OR ", query.Anchors.Select(anchor => Quote([anchor], prefix: true)))})";

    private static string Render(SearchAlternative alternative) =>
        $"({string.Join(" AND ", alternative.Phrases.Select(phrase => Quote(phrase.Tokens, phrase.Prefix)))})";

    private static string Quote(IReadOnlyList<string> tokens, bool prefix) =>
        $"\"{string.Join(' ', tokens).Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(prefix ? "*" : "")}";
}
