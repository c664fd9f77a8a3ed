using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// Keeps statements prepared. SQLite reads, checks and plans a statement each time it is prepared, which for a wide query takes longer than
/// running it; its client has no cache of its own. Belongs to one connection and is used by one request at a time.
/// </summary>
internal sealed class SqliteStatements
{
    private const int MaxKept = 200;
    private readonly Dictionary<string, KeptCommand> _kept = new(StringComparer.Ordinal);
    private bool _closed;

    /// <summary>A command for this text: the one that was used last, or a new one.</summary>
    public DbCommand Take(string text, SqliteConnection connection) =>
        _kept.Remove(text, out var kept) ? kept : new KeptCommand(this) { Connection = connection, CommandText = text };

    /// <summary>Lets go of everything, for good: a statement that is left over would keep the file open.</summary>
    public void Close()
    {
        _closed = true;
        Forget();
    }

    private bool TryKeep(KeptCommand command)
    {
        if (_kept.Count >= MaxKept) Forget();
        return !_closed && _kept.TryAdd(command.CommandText, command);
    }

    private void Forget()
    {
        foreach (var command in _kept.Values) command.Finish();
        _kept.Clear();
    }

    /// <summary>Goes back to where it came from instead of being thrown away.</summary>
    private sealed class KeptCommand(SqliteStatements home) : SqliteCommand
    {
        public void Finish() => base.Dispose(true);

        protected override void Dispose(bool disposing)
        {
            if (!disposing)
            {
                base.Dispose(false);
                return;
            }

            Parameters.Clear();
            Transaction = null;
            if (!home.TryKeep(this)) Finish();
        }
    }
}

/// <summary>Makes commands that take their prepared statements from the connection.</summary>
internal sealed class SqliteCommandBuilders(RelationalCommandBuilderDependencies dependencies) : RelationalCommandBuilderFactory(dependencies)
{
    public override IRelationalCommandBuilder Create() => new Builder(Dependencies);

    private sealed class Builder(RelationalCommandBuilderDependencies dependencies) : RelationalCommandBuilder(dependencies)
    {
        public override IRelationalCommand Build()
        {
            var built = (RelationalCommand)base.Build();
            return new Command(Dependencies, built.CommandText, built.LogCommandText, built.Parameters);
        }
    }

    private sealed class Command(RelationalCommandBuilderDependencies dependencies, string text, string logged, IReadOnlyList<IRelationalParameter> parameters)
        : RelationalCommand(dependencies, text, logged, parameters)
    {
        public override DbCommand CreateDbCommand(RelationalCommandParameterObject parameterObject, Guid commandId, DbCommandMethod commandMethod)
        {
            if (parameterObject.Connection is not SqliteOpenConnection connection) return base.CreateDbCommand(parameterObject, commandId, commandMethod);

            var command = connection.Statements.Take(CommandText, (SqliteConnection)connection.DbConnection);
            command.Transaction = connection.CurrentTransaction?.GetDbTransaction();
            if (connection.CommandTimeout is { } seconds) command.CommandTimeout = seconds;
            foreach (var parameter in Parameters) parameter.AddDbParameter(command, parameterObject.ParameterValues);
            return command;
        }
    }
}
