using Crm.Infrastructure.Search;
using Microsoft.Data.Sqlite;

namespace Crm.Infrastructure.Tests.Search;

/// <summary>An index of records in SQLite, as small as it can be.</summary>
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

    public List<string> Find(string q) => Match(SearchQuery.Parse(q).ToFts5());

    public List<string> FindAnchors(string q) => Match(SearchQuery.Parse(q).ToFts5Anchors());

    public void Dispose() => _connection.Dispose();

    private List<string> Match(string? expression)
    {
        var titles = new List<string>();
        if (expression is null)
            return titles;

        using var command = Command("SELECT title FROM records WHERE records MATCH $1 ORDER BY rowid", expression);
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
