namespace Crm.Infrastructure.Search;

/// <summary>
/// Queries as conditions with LIKE, for engines without a full-text index of our own tokens. Every token holds letters and digits only:
/// what a user types can never be a wildcard.
/// </summary>
public static class SearchLike
{
    /// <summary>What finds the query among the terms; null for an empty query, which finds nothing.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="terms">SQL of all tokens, with a space before the first and after the last.</param>
    /// <returns>The condition with its values as {0}, {1} and so on, and the values.</returns>
    public static (string Condition, object[] Patterns)? ToLike(this SearchQuery query, string terms)
    {
        if (query.IsEmpty) return null;
        var patterns = new List<object>();
        var words = query.Words.Select(word => Join(" OR ", word.Select(alternative => Join(" AND ", alternative.Phrases.Select(p => Like(terms, p.Tokens, p.Prefix, patterns))))));
        return (Join(" AND ", words), [.. patterns]);
    }

    /// <summary>What finds records one of whose texts begins with the query; null for an empty query.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="anchors">SQL of all anchor tokens, with a space before the first and after the last.</param>
    /// <returns>The condition with its values as {0}, {1} and so on, and the values.</returns>
    public static (string Condition, object[] Patterns)? ToLikeAnchors(this SearchQuery query, string anchors)
    {
        if (query.Anchors.Count == 0) return null;
        var patterns = new List<object>();
        return (Join(" OR ", query.Anchors.Select(anchor => Like(anchors, [anchor], prefix: true, patterns))), [.. patterns]);
    }

    private static string Like(string column, IReadOnlyList<string> tokens, bool prefix, List<object> patterns)
    {
        patterns.Add($"% {string.Join(' ', tokens)}{(prefix ? "" : " ")}%");
        return $"{column} LIKE {{{patterns.Count - 1}}}";
    }

    private static string Join(string word, IEnumerable<string> conditions) => $"({string.Join(word, conditions.ToList())})";
}
