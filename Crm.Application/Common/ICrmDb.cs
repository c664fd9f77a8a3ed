using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Common;

/// <summary>The database as use cases see it. Rows of the bin and rows out of sight are filtered away before anybody asks.</summary>
public interface ICrmDb
{
    /// <summary>The rows of one kind, without those that are deleted or out of the user's sight.</summary>
    DbSet<T> Set<T>()
        where T : class;

    /// <summary>Reads a query that is asked again and again: it is built and translated when its shape is met first, and from then on only run.</summary>
    /// <param name="shape">What the query looks like, and the values of this time.</param>
    /// <param name="query">Builds the query; every value of this time must be a <see cref="QueryValue"/> of the shape.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<List<T>> ReadAsync<T>(QueryShape shape, Func<IQueryable<T>> query, CancellationToken cancellationToken);

    /// <summary>Saves all changes, tells the domain events and commits, all or nothing.</summary>
    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Does the work in one transaction while nobody else, on any node, does work of one of these names: where two at once would each see the
    /// state before the other, and no index or version stands between them. Where several names are needed they are taken in one order.
    /// </summary>
    Task<T> AloneAsync<T>(IEnumerable<string> names, Func<Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Does the work in a transaction, or in a part of the one that is open, and takes all of it back when it throws or when what came of it is not
    /// to be kept. Afterwards nothing is tracked, neither what was saved nor what was refused.
    /// </summary>
    Task<T> AttemptAsync<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken);

    /// <summary>Lets go of a record, and of what is part of it, as if it had never been loaded: its changes are not saved.</summary>
    void Forget(Record record);
}

/// <summary>The filters that every query carries. Whoever lifts one names it here and says why on that line.</summary>
public static class QueryFilters
{
    /// <summary>Hides what lies in the bin.</summary>
    public const string Bin = "Bin";

    /// <summary>Hides what is out of the user's sight.</summary>
    public const string Sight = "Sight";
}
