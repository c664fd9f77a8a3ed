using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.TestKit.SqlServer;

/// <summary>Sees every query of a context right before EF compiles and runs it, and asks SQL Server the same first.</summary>
internal sealed class MirroredQueries(
    IQueryContextFactory queryContexts,
    ICompiledQueryCache compiled,
    ICompiledQueryCacheKeyGenerator keys,
    IDatabase database,
    IDiagnosticsLogger<DbLoggerCategory.Query> log,
    ICurrentDbContext current,
    IEvaluatableExpressionFilter evaluatable,
    IModel model)
    : QueryCompiler(queryContexts, compiled, keys, database, log, current, evaluatable, model), IDisposable
{
    private readonly DbContext _db = current.Context;
    private CrmDbContext? _twin;

    public override TResult Execute<TResult>(Expression query)
    {
        Show(query, (twin, same) => twin.Execute<TResult>(same));
        return base.Execute<TResult>(query);
    }

    public override TResult ExecuteAsync<TResult>(Expression query, CancellationToken cancellationToken = default)
    {
        Show(query, (twin, same) => twin.ExecuteAsync<TResult>(same, cancellationToken));
        return base.ExecuteAsync<TResult>(query, cancellationToken);
    }

    public override Func<QueryContext, TResult> CreateCompiledQuery<TResult>(Expression query) => throw Unseen(query);

    /// <summary>What is compiled once is shown each time that it runs, with the values of that time.</summary>
    public override Func<QueryContext, TResult> CreateCompiledAsyncQuery<TResult>(Expression query)
    {
        var run = base.CreateCompiledAsyncQuery<TResult>(query);
        return values =>
        {
            ((MirroredQueries)values.Context.GetService<IQueryCompiler>()).Show(new WithValues(values.Parameters).Visit(query), (twin, same) => twin.ExecuteAsync<TResult>(same, values.CancellationToken));
            return run(values);
        };
    }

    public void Dispose() => _twin?.Dispose();

    private static NotSupportedException Unseen(Expression query) => new("A query that is compiled ahead passes by the mirror: " + query.Print());

    private void Show<TResult>(Expression query, Func<IQueryCompiler, Expression, TResult> execute)
    {
        if (Mirror.ServicesOf(_db)?.GetService<Mirror>() is not { } mirror || (query is SqlQueryRootExpression && Mirror.IsEngineSpeaking())) return;
        try
        {
            _twin ??= mirror.Of(_db);
            Mirror.Lend(_twin, _db);
            var compiler = _twin.GetService<IQueryCompiler>();
            var rebinding = new Rebinding(_twin);
            Watch(rebinding.Visit(query)!);
            if (rebinding.IsSplit) Watch(new Rebinding(_twin, joined: true).Visit(query)!);

            void Watch(Expression same) => Mirror.WatchAsync(() => RunAsync(mirror, execute(compiler, same))).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not OperationCanceledException) // that is for whoever took it back, as from the database itself
        {
            throw mirror.Refuse(query.Print(), e);
        }
    }

    private static Task RunAsync<TResult>(Mirror mirror, TResult running)
    {
        if (running is IRelationalQueryingEnumerable rows)
        {
            using var command = rows.CreateDbCommand();
            mirror.Take(command.CommandText);
        }

        return running as Task ?? Task.CompletedTask;
    }

    /// <summary>Puts captured values where the parameters of a compiled query stand.</summary>
    private sealed class WithValues(Dictionary<string, object?> values) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is QueryParameterExpression parameter
            ? Expression.Property(Expression.Constant(Activator.CreateInstance(typeof(QueryValue<>).MakeGenericType(parameter.Type), values[parameter.Name])), nameof(QueryValue<>.Value))
            : base.VisitExtension(node);
    }
}
