using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>What differs between database engines. Everything else in the house is the same on each.</summary>
public interface IEngine
{
    /// <summary>Chooses the engine for a context.</summary>
    void Use(DbContextOptionsBuilder options);

    /// <summary>Says how the engine stores ids and amounts.</summary>
    void Configure(ModelConfigurationBuilder conventions);

    /// <summary>Makes sure that the database can be opened and written, before anything else is tried.</summary>
    /// <exception cref="Hosting.StartupRefusedException">It cannot.</exception>
    Task EnsureWritableAsync(CancellationToken cancellationToken);

    /// <summary>Switches that the database keeps, set once after migrating.</summary>
    Task PrepareAsync(CrmDbContext db, CancellationToken cancellationToken);

    /// <summary>Names of the tables that exist.</summary>
    Task<IReadOnlyList<string>> TablesAsync(CrmDbContext db, CancellationToken cancellationToken);

    /// <summary>Waits until this process may write; given back by disposing it.</summary>
    ValueTask<IDisposable?> TakeWriteTurnAsync(CancellationToken cancellationToken);

    /// <summary>Raises a counter by one and gives its new value, in one step that cannot be interleaved.</summary>
    Task<long> NextAsync(CrmDbContext db, string sequence, CancellationToken cancellationToken);

    /// <summary>Tables and columns of the unique index that refused a row, as Table.Column; empty when what the row points to has gone; null when it was something else.</summary>
    string? ViolatedUniqueIndex(DbUpdateException refused);

    /// <summary>The entries of the search index that match a full-text expression.</summary>
    IQueryable<SearchEntry> Match(CrmDbContext db, string expression);
}
