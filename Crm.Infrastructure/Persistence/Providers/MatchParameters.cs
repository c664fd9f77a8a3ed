using System.Globalization;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Sqlite.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.Internal;

namespace Crm.Infrastructure.Persistence.Providers;

#pragma warning disable EF1001 // the places where each engine turns the values of raw SQL into parameters

/// <summary>
/// The values of raw SQL in queries that are kept (<see cref="IndexMatch"/>). EF looks at them in each run and writes the SQL anew, because they
/// might be of any type and number; here they are texts, as many as the SQL has places, and the SQL is written once.
/// </summary>
internal sealed partial class MatchParameters(RelationalParameterBasedSqlProcessorDependencies on) : ExpressionVisitor
{
    /// <summary>The query with its places filled; null when it holds no such SQL.</summary>
    public static Expression? TryFill(Expression query, RelationalParameterBasedSqlProcessorDependencies on)
    {
        var filled = new MatchParameters(on).Visit(query);
        return ReferenceEquals(filled, query) ? null : filled;
    }

    protected override Expression VisitExtension(Expression node) =>
        node is FromSqlExpression { Arguments: QueryParameterExpression { Name: var name } } raw && QueryShape.IsParameterName(name)
            ? raw.Update(Expression.Constant(new CompositeRelationalParameter(name, [.. Enumerable.Range(0, Places(raw.Sql)).Select(place => Parameter(name, place))])))
            : base.VisitExtension(node);

    private static int Places(string sql) => Place().Matches(sql).Select(place => place.Value).Distinct(StringComparer.Ordinal).Count();

    private TypeMappedRelationalParameter Parameter(string values, int place) // one query may hold several such SQLs
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{values}match{place}");
        return new TypeMappedRelationalParameter(name, on.SqlGenerationHelper.GenerateParameterName(name), on.TypeMappingSource.FindMapping(typeof(string))!, nullable: true);
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}

/// <summary>For SQLite.</summary>
internal sealed class SqliteMatchParameters(RelationalParameterBasedSqlProcessorDependencies on) : IRelationalParameterBasedSqlProcessorFactory
{
    public RelationalParameterBasedSqlProcessor Create(RelationalParameterBasedSqlProcessorParameters parameters) => new Processor(on, parameters);

    private sealed class Processor(RelationalParameterBasedSqlProcessorDependencies on, RelationalParameterBasedSqlProcessorParameters parameters)
        : SqliteParameterBasedSqlProcessor(on, parameters)
    {
        protected override Expression ExpandFromSqlParameter(Expression query, ParametersCacheDecorator values) =>
            MatchParameters.TryFill(query, Dependencies) ?? base.ExpandFromSqlParameter(query, values);
    }
}

/// <summary>For PostgreSQL.</summary>
internal sealed class PostgresMatchParameters(RelationalParameterBasedSqlProcessorDependencies on) : IRelationalParameterBasedSqlProcessorFactory
{
    public RelationalParameterBasedSqlProcessor Create(RelationalParameterBasedSqlProcessorParameters parameters) => new Processor(on, parameters);

    private sealed class Processor(RelationalParameterBasedSqlProcessorDependencies on, RelationalParameterBasedSqlProcessorParameters parameters)
        : NpgsqlParameterBasedSqlProcessor(on, parameters)
    {
        protected override Expression ExpandFromSqlParameter(Expression query, ParametersCacheDecorator values) =>
            MatchParameters.TryFill(query, Dependencies) ?? base.ExpandFromSqlParameter(query, values);
    }
}
#pragma warning restore EF1001
