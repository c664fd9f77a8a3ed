using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Crm.TestKit.SqlServer;

/// <summary>SQL as Microsoft's own parser for SQL Server 2019 understands it, also what is hidden in EXEC('…').</summary>
public static class TSql
{
    /// <summary>All batches of a script, those in texts included.</summary>
    /// <exception cref="NotTSqlException">The parser refuses it.</exception>
    public static IReadOnlyList<TSqlBatch> Parse(string sql)
    {
        var script = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        if (errors.Count > 0) throw new NotTSqlException(sql, errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"));

        var hidden = new Executed();
        script.Accept(hidden);
        var bare = hidden.Statements.FirstOrDefault(e => e.ScriptTokenStream[e.FirstTokenIndex].TokenType is not (TSqlTokenType.Exec or TSqlTokenType.Execute));
        if (bare is not null) throw new NotTSqlException(sql, [$"{bare.StartLine}:{bare.StartColumn} An unknown statement, taken for the name of a procedure."]);
        return [.. script.Batches, .. hidden.Texts.SelectMany(Parse)];
    }

    /// <summary>All parts of one kind in a script.</summary>
    public static IReadOnlyList<T> Find<T>(this IEnumerable<TSqlBatch> batches)
        where T : TSqlFragment
    {
        var parts = new Parts<T>();
        foreach (var batch in batches) batch.Accept(parts);
        return parts.Found;
    }

    private sealed class Executed : TSqlFragmentVisitor
    {
        public List<string> Texts { get; } = [];

        public List<ExecuteStatement> Statements { get; } = [];

        public override void Visit(ExecuteStatement node) => Statements.Add(node);

        public override void Visit(ExecutableStringList node) => Texts.Add(string.Concat(node.Strings.OfType<StringLiteral>().Select(s => s.Value)));
    }

    private sealed class Parts<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment node)
        {
            if (node is T part) Found.Add(part);
        }
    }
}

/// <summary>SQL Server would refuse to read this.</summary>
public sealed class NotTSqlException(string sql, IEnumerable<string> errors) : Exception($"Not T-SQL: {string.Join("; ", errors)}\n{sql}");
