using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Search;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// What the index finds, as SQL of the engine whose values are one parameter: a query that begins with it can be kept, and run again for
/// another text.
/// </summary>
public sealed class IndexMatch(CrmDbContext db, FormattableString sql) : ISearchMatch
{
    private readonly QueryValue<object?[]> _values = QueryValue.Of(sql.GetArguments());

    /// <inheritdoc/>
    public object Shape => sql.Format;

    /// <inheritdoc/>
    public IReadOnlyList<QueryValue> Values => [_values];

    /// <summary>The entries that are found.</summary>
    public IQueryable<SearchEntry> Entries()
    {
#pragma warning disable EF1001 // what FromSql does, with the place of the values instead of the values
        var provider = db.GetService<IAsyncQueryProvider>();
        var values = Expression.Property(Expression.Constant(_values), nameof(QueryValue<>.Value));
        return provider.CreateQuery<SearchEntry>(new FromSqlQueryRootExpression(provider, db.Set<SearchEntry>().EntityType, sql.Format, values));
#pragma warning restore EF1001
    }

    /// <summary>Written out, because a query that is only named would be kept with the values of this time.</summary>
    public IQueryable<T> Narrow<T>(IQueryable<T> rows)
        where T : Record
    {
        var found = Entries().Select(e => e.RecordId).Expression;
        var record = Expression.Parameter(typeof(T), "r");
        var isFound = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(Guid)], found, Expression.Property(record, nameof(Record.Id)));
        return rows.Where(Expression.Lambda<Func<T, bool>>(isFound, record));
    }
}

/// <summary>Nothing, because nothing was asked for: no letter, digit or Chinese character.</summary>
internal sealed class NoMatch : ISearchMatch
{
    public static readonly NoMatch Instance = new();

    /// <inheritdoc/>
    public object Shape => nameof(NoMatch);

    /// <inheritdoc/>
    public IReadOnlyList<QueryValue> Values => [];

    /// <inheritdoc/>
    public IQueryable<T> Narrow<T>(IQueryable<T> rows)
        where T : Record => rows.Where(_ => false);
}
