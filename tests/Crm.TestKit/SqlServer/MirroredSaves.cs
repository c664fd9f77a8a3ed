using System.Collections.Concurrent;
using System.Data.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Internal;

namespace Crm.TestKit.SqlServer;

/// <summary>Saves copies of what is about to be saved on SQL Server first, once for each kind of change.</summary>
internal sealed class MirroredSaves(Mirror mirror) : SaveChangesInterceptor
{
    private readonly ConcurrentDictionary<string, byte> _known = new();

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var changes = eventData.Context!.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var kind = string.Join('|', changes.Select(KindOf).Order(StringComparer.Ordinal));
        if (_known.TryAdd(kind, 0)) await SaveAsync(eventData.Context, changes, kind, cancellationToken);
        return result;
    }

    private static string KindOf(EntityEntry change) =>
        $"{change.State} {change.Metadata.Name} {(change.State == EntityState.Modified ? string.Join(',', change.Members.Where(m => m.IsModified).Select(m => m.Metadata.Name)) : "")}";

    private async Task SaveAsync(DbContext db, List<EntityEntry> changes, string kind, CancellationToken cancellationToken)
    {
        await using var twin = mirror.Of(db);
        twin.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        try
        {
            foreach (var change in changes) Copy(change, twin);
            await Mirror.WatchAsync(() => ((IDbContextDependencies)twin).StateManager.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken));
        }
        catch (Exception e)
        {
            _known.TryRemove(kind, out _);
            if (e is OperationCanceledException) throw;
            throw mirror.Refuse(kind, e);
        }
    }

    private static void Copy(EntityEntry change, CrmDbContext twin)
    {
        var copy = twin.Entry(change.CurrentValues.ToObject());
        copy.State = change.State == EntityState.Modified ? EntityState.Unchanged : change.State;
        foreach (var (one, other) in change.Properties.Select(p => (p, copy.Property(p.Metadata.Name))))
        {
            if (one.Metadata.IsShadowProperty()) other.CurrentValue = one.CurrentValue;
            if (one.Metadata.IsConcurrencyToken) other.OriginalValue = one.OriginalValue;
            if (one.IsTemporary) other.IsTemporary = true;
            if (change.State == EntityState.Modified) other.IsModified = one.IsModified;
        }

        if (change.State != EntityState.Modified) return;
        foreach (var part in change.ComplexProperties) copy.ComplexProperty(part.Metadata.Name).IsModified = part.IsModified;
    }
}

/// <summary>
/// Reads the plain SQL that the program runs outside its engine: it must be understood by every engine. It is read when its command is made, because
/// after a wait for a connection nobody could tell any more on whose behalf it runs. SQLite's commands are made without a word, and wait for nothing.
/// </summary>
internal sealed class MirroredCommands(Mirror mirror) : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        Read(result, eventData.CommandSource);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (command is SqliteCommand) Read(command, eventData.CommandSource);
        return ValueTask.FromResult(result);
    }

    private void Read(DbCommand command, CommandSource source)
    {
        if (source != CommandSource.ExecuteSqlRaw || Mirror.IsEngineSpeaking()) return;
        try
        {
            mirror.Take(command.CommandText);
        }
        catch (NotTSqlException e)
        {
            throw mirror.Refuse(command.CommandText, e);
        }
    }
}
