using System.Collections.Concurrent;
using Crm.Application.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// Queries by their shape, compiled once for each model. The filters of sight and bin are part of what is compiled, and ask the context of
/// each run what they let through; the values of a run are its parameters. Nothing else of the first run is kept.
/// </summary>
internal sealed class PreparedReads
{
    /// <summary>Filters can be put together in more ways than should be kept; what comes later is run as any query.</summary>
    private const int MaxKept = 1_000;

    private const string Annotation = "Crm:PreparedReads";
    private readonly ConcurrentDictionary<QueryShape, Delegate> _kept = new();

    /// <summary>Those of a model.</summary>
    public static PreparedReads Of(IModel model) => model.GetOrAddRuntimeAnnotationValue(Annotation, static _ => new PreparedReads(), (object?)null);

    /// <summary>Runs a query.</summary>
    public IAsyncEnumerable<T> Run<T>(CrmDbContext db, QueryShape shape, Func<IQueryable<T>> query, CancellationToken cancellationToken)
    {
        if (!_kept.TryGetValue(shape, out var prepared))
        {
            if (_kept.Count >= MaxKept) return query().AsAsyncEnumerable();
            prepared = _kept[shape.Bare()] = Prepare(db, shape, query());
        }

#pragma warning disable EF1001 // what EF.CompileAsyncQuery does, for queries that are put together
        var run = db.GetService<IQueryContextFactory>().Create();
#pragma warning restore EF1001
        for (var i = 0; i < shape.Values.Count; i++) run.Parameters.Add(QueryShape.ParameterName(i), shape.Values[i].Boxed);
        run.CancellationToken = cancellationToken;
        return ((Func<QueryContext, IAsyncEnumerable<T>>)prepared)(run);
    }

    private static Func<QueryContext, IAsyncEnumerable<T>> Prepare<T>(CrmDbContext db, QueryShape shape, IQueryable<T> query)
    {
#pragma warning disable EF1001
        return db.GetService<IQueryCompiler>().CreateCompiledAsyncQuery<IAsyncEnumerable<T>>(shape.Parameterize(query.Expression));
#pragma warning restore EF1001
    }
}
