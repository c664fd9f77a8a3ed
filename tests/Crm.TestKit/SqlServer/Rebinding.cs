using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace Crm.TestKit.SqlServer;

/// <summary>The same query over another context: its tables, the queries it has captured, and what the search index matches.</summary>
/// <param name="twin">The other context.</param>
/// <param name="joined">Whether a split query is asked as one: without rows, only the first of its statements would be sent.</param>
internal sealed class Rebinding(CrmDbContext twin, bool joined = false) : ExpressionVisitor
{
    private static readonly Type[] Operators = [typeof(Queryable), typeof(EntityFrameworkQueryableExtensions), typeof(RelationalQueryableExtensions)];
    private readonly IAsyncQueryProvider _provider = twin.GetService<IAsyncQueryProvider>();

    /// <summary>Whether the query was split into several statements.</summary>
    public bool IsSplit { get; private set; }

    public override Expression? Visit(Expression? node)
    {
        if (node is null) return null;
        return IsCaptured(node) ? Visit(Captured(node)) : base.Visit(node);
    }

    protected override Expression VisitExtension(Expression node) => node switch
    {
        FromSqlQueryRootExpression raw when SearchNotes.MatchedBy(ValuesOf(raw)) is { } asked => new IndexMatch(twin, asked(Mirror.Engine)).Entries().Expression,
        FromSqlQueryRootExpression raw => new FromSqlQueryRootExpression(_provider, Same(raw.EntityType), raw.Sql, Visit(raw.Argument)!),
        SqlQueryRootExpression raw => new SqlQueryRootExpression(_provider, raw.ElementType, raw.Sql, Visit(raw.Argument)!),
        EntityQueryRootExpression table when table.GetType() == typeof(EntityQueryRootExpression) => new EntityQueryRootExpression(_provider, Same(table.EntityType)),
        QueryRootExpression other => throw new NotSupportedException($"The mirror does not know a {other.GetType().Name}."),
        _ => base.VisitExtension(node),
    };

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.Name != nameof(RelationalQueryableExtensions.AsSplitQuery)) return base.VisitMethodCall(node);
        IsSplit = true;
        return joined
            ? Expression.Call(typeof(RelationalQueryableExtensions), nameof(RelationalQueryableExtensions.AsSingleQuery), node.Method.GetGenericArguments(), Visit(node.Arguments[0])!)
            : base.VisitMethodCall(node);
    }

    /// <summary>A query that was made elsewhere and is only named here: a local variable, a set of the context.</summary>
    private static bool IsCaptured(Expression node) =>
        node.Type.IsAssignableTo(typeof(IQueryable))
        && (node is ConstantExpression or MemberExpression || (node is MethodCallExpression call && !Operators.Contains(call.Method.DeclaringType)))
        && !DependsOnRow.In(node);

    private static Expression Captured(Expression node) =>
        Expression.Lambda<Func<IQueryable>>(node).Compile(preferInterpretation: true)().Expression;

    private static object? ValuesOf(FromSqlQueryRootExpression raw) =>
        raw.Argument is MemberExpression { Expression: ConstantExpression { Value: QueryValue values } } ? values.Boxed : null;

    private IEntityType Same(IEntityType type) => twin.Model.FindEntityType(type.Name) ?? throw new InvalidOperationException($"{type.Name} is not in the model for SQL Server.");

    private sealed class DependsOnRow : ExpressionVisitor
    {
        private bool _found;

        public static bool In(Expression node)
        {
            var search = new DependsOnRow();
            search.Visit(node);
            return search._found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found = true;
            return node;
        }

        protected override Expression VisitExtension(Expression node) => node;
    }
}
