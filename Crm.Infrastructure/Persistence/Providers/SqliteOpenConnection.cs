using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// Stays open as long as its context lives, which is long, because contexts are lent out and taken back. EF Core would open it for every
/// command and teach it some thirty functions each time.
/// </summary>
#pragma warning disable EF1001 // EF Core has no public way to keep a connection
internal sealed class SqliteOpenConnection(
    RelationalConnectionDependencies dependencies,
    IRawSqlCommandBuilder commands,
    IDiagnosticsLogger<DbLoggerCategory.Infrastructure> log) : SqliteRelationalConnection(dependencies, commands, log)
{
    private readonly Sqlite _engine = ((CrmDbContext)dependencies.CurrentContext.Context).Engine as Sqlite ?? throw new InvalidOperationException("Not on SQLite.");

    /// <summary>What this connection has prepared.</summary>
    public SqliteStatements Statements { get; } = new();

    protected override DbConnection CreateDbConnection()
    {
        _engine.Opened.TryAdd(this, true);
        return base.CreateDbConnection();
    }

    protected override void OpenDbConnection(bool errorsExpected)
    {
        base.OpenDbConnection(errorsExpected);
        SqliteSwitches.Set((SqliteConnection)DbConnection);
    }

    protected override async Task OpenDbConnectionAsync(bool errorsExpected, CancellationToken cancellationToken)
    {
        await base.OpenDbConnectionAsync(errorsExpected, cancellationToken);
        SqliteSwitches.Set((SqliteConnection)DbConnection);
    }

    protected override void CloseDbConnection()
    {
    }

    protected override Task CloseDbConnectionAsync() => Task.CompletedTask;

    protected override void DisposeDbConnection()
    {
        LetGo();
        base.DisposeDbConnection();
    }

    protected override ValueTask DisposeDbConnectionAsync()
    {
        LetGo();
        return base.DisposeDbConnectionAsync();
    }

    private void LetGo()
    {
        Statements.Close();
        _engine.Opened.TryRemove(this, out _);
    }
}
