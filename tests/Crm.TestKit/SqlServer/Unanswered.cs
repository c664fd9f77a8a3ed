using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.TestKit.SqlServer;

/// <summary>Keeps a connection closed that believes to be open.</summary>
internal sealed class NeverOpened : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult.Suppress());
}

/// <summary>Takes every command and answers that there is nothing.</summary>
internal sealed class Unanswered(Mirror mirror) : DbCommandInterceptor
{
    [ThreadStatic]
    private static int s_taken;

    /// <summary>How many commands this thread has sent; nothing here ever waits, so a thread sees its own work to the end.</summary>
    public static int Taken => s_taken;

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Nothing(command);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Nothing(command));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => NoRow(command);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NoRow(command));

    private InterceptionResult<DbDataReader> Nothing(DbCommand command)
    {
        Take(command);
        return InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader());
    }

    private InterceptionResult<int> NoRow(DbCommand command)
    {
        Take(command);
        return InterceptionResult<int>.SuppressWithResult(0);
    }

    private void Take(DbCommand command)
    {
        mirror.Take(command.CommandText);
        s_taken++;
    }
}
