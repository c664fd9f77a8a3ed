using System.Globalization;
using Crm.Infrastructure.Search;
using Microsoft.Data.Sqlite;

namespace Crm.Infrastructure.Tests.Search;

/// <summary>An index of records in SQLite, as small as it can be. What it finds, conditions with LIKE must find too.</summary>
internal sealed class SearchIndex : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SearchIndex()
    {
        _connection.Open();
        Run("CREATE VIRTUAL TABLE records USING fts5(title UNINDEXED, anchors, terms, tokenize = 'unicode61')");
    }

    public SearchIndex Add(string title, params SearchableText[] texts)
    {
        var document = SearchText.Build(texts);
        Run("INSERT INTO records VALUES ($1, $2, $3)", title, document.Anchors, document.Terms);
        return this;
    }

    public List<string> Find(string q) => Same(Match(SearchQuery.Parse(q).ToFts5()), Where(SearchQuery.Parse(q).ToLike("(' ' || terms || ' ')")));

    public List<string> FindAnchors(string q) => Same(Match(SearchQuery.Parse(q).ToFts5Anchors()), Where(SearchQuery.Parse(q).ToLikeAnchors("(' ' || anchors || ' ')")));

    public void Dispose() => _connection.Dispose();

    private static List<string> Same(List<string> byIndex, List<string> byLike)
    {
        Assert.Equal(byIndex, byLike);
        return byIndex;
    }

    private List<string> Match(string? expression) => expression is null ? [] : Titles("records MATCH $1", expression);

    private List<string> Where((string Condition, object[] Patterns)? wanted) => wanted is var (condition, patterns)
        ? Titles(string.Format(CultureInfo.InvariantCulture, condition, [.. patterns.Select((_, i) => $"${i + 1}")]), [.. patterns.Cast<string>()])
        : [];

    private List<string> Titles(string condition, params string[] values)
    {
        var titles = new List<string>();
        using var command = Command($"SELECT title FROM records WHERE {condition} ORDER BY rowid", values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            titles.Add(reader.GetString(0));
        return titles;
    }

    private void Run(string sql, params string[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params string[] values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        return command;
    }
}
