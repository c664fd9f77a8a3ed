using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>What differs between database engines. Everything else in the house is the same on each.</summary>
public interface IEngine
{
    /// <summary>Chooses the engine for a context.</summary>
    void Use(DbContextOptionsBuilder options);

    /// <summary>The copy that lists may be read from; null when there is none.</summary>
    IReplica? Replica => null;

    /// <summary>Whether several processes may share the database.</summary>
    bool IsShared { get; }

    /// <summary>Says where the schedule of jobs is kept: in the database, where all nodes share it, or in memory, where one process owns the database.</summary>
    void StoreJobs(IQuartzBuilder quartz);

    /// <summary>Says how the engine stores ids and amounts.</summary>
    void Configure(ModelConfigurationBuilder conventions);

    /// <summary>Says how the engine reads the added fields of a record.</summary>
    void MapFunctions(ModelBuilder model);

    /// <summary>The indexes over added fields that are there and whole.</summary>
    Task<IReadOnlyList<string>> FieldIndexesAsync(CrmDbContext db, CancellationToken cancellationToken);

    /// <summary>Makes an index over an added field, without holding up others where the engine can.</summary>
    Task CreateFieldIndexAsync(CrmDbContext db, FieldIndex index, CancellationToken cancellationToken);

    /// <summary>Takes one away again.</summary>
    Task DropFieldIndexAsync(CrmDbContext db, string table, string name, CancellationToken cancellationToken);

    /// <summary>Makes sure that the database can be opened and written, before anything else is tried.</summary>
    /// <exception cref="Hosting.StartupRefusedException">It cannot.</exception>
    Task EnsureWritableAsync(CancellationToken cancellationToken);

    /// <summary>How copies of the database are made and put back.</summary>
    /// <param name="files">The folder of the uploaded files.</param>
    /// <param name="clock">Names what is put aside.</param>
    IDatabaseCopies Copies(string files, TimeProvider clock);

    /// <summary>Switches that the database keeps, set once after migrating.</summary>
    Task PrepareAsync(CrmDbContext db, CancellationToken cancellationToken);

    /// <summary>Names of the tables that exist.</summary>
    Task<IReadOnlyList<string>> TablesAsync(CrmDbContext db, CancellationToken cancellationToken);

    /// <summary>Waits until this process may write; given back by disposing it. Null where writers need not take turns.</summary>
    ValueTask<IDisposable?> TakeWriteTurnAsync(CancellationToken cancellationToken);

    /// <summary>Waits until nobody else, on any node, holds this name; holds it until the transaction that is open now has ended.</summary>
    Task LockAsync(CrmDbContext db, string name, CancellationToken cancellationToken);

    /// <summary>The next values of a sequence, rising; no value is given out twice.</summary>
    Task<IReadOnlyList<long>> NextAsync(CrmDbContext db, string sequence, int count, CancellationToken cancellationToken);

    /// <summary>Tables and columns of the unique index that refused a row, as Table.Column; empty when what the row points to has gone; null when it was something else.</summary>
    string? ViolatedUniqueIndex(CrmDbContext db, DbUpdateException refused);

    /// <summary>Whether the same work may succeed when it is tried again: a deadlock, a lost connection, a server that is just starting.</summary>
    bool IsTransient(Exception failure);

    /// <summary>
    /// Writes many entries of the search index at once, where that is cheaper for the engine than one after the other: new ones, and the texts of those that
    /// are there, in the order of their rows.
    /// </summary>
    /// <returns>Whether it was done; the caller saves them like other rows otherwise.</returns>
    Task<bool> TryWriteSearchAsync(CrmDbContext db, IReadOnlyList<SearchEntry> added, IReadOnlyList<SearchEntry> changed, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>SQL for the entries of the search index that a query finds. The newest records have the highest row numbers.</summary>
    /// <param name="query">What is looked for; not empty.</param>
    /// <param name="type">Kind of record, as the entries call it; an engine tells all kinds that share its sign (<see cref="SearchSigns"/>) and may tell others too, which the caller leaves out.</param>
    /// <param name="fromStart">Whether one of the texts must begin with the whole query, instead of holding its words anywhere.</param>
    FormattableString Match(SearchQuery query, string type, bool fromStart);

    /// <summary>
    /// The same for whoever wants only the newest few: SQL in one or several parts, of each of which the newest are taken. Together they hold the newest of all, and an entry may come twice.
    /// </summary>
    IReadOnlyList<FormattableString> MatchNewest(SearchQuery query, string type, bool fromStart) => [Match(query, type, fromStart)];

    /// <summary>SQL for the entries of the search index that have one of these anchors, whole.</summary>
    /// <param name="anchors">At least one.</param>
    /// <param name="type">Kind of record, as in <see cref="Match"/>.</param>
    FormattableString MatchAnchors(IReadOnlyCollection<string> anchors, string type);
}
