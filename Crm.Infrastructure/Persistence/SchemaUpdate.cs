using System.Data.Common;
using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Infrastructure.Persistence;

/// <summary>Brings the database to the program's version, and will not touch one that it does not understand.</summary>
/// <param name="db">The database.</param>
/// <param name="guard">A second connection to it, which holds the lock while the first migrates.</param>
/// <param name="engine">The engine.</param>
internal sealed class SchemaUpdate(CrmDbContext db, CrmDbContext guard, IEngine engine)
{
    private const string HistoryTable = "__EFMigrationsHistory";
    private const string LockTable = "__EFMigrationsLock";
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan OtherNodesPatience = TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await IsBehindAsync(cancellationToken)) await TakeTurnAsync(cancellationToken);
        await RefuseMissingColumnsAsync(cancellationToken);
    }

    /// <summary>Of several nodes that start at the same moment one migrates; the others wait and find it done.</summary>
    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (!engine.IsShared)
        {
            await MigrateAsync(cancellationToken);
            return;
        }

        guard.Database.SetCommandTimeout(OtherNodesPatience);
        await guard.InTransactionAsync(
            async () =>
            {
                await engine.LockAsync(guard, "schema", cancellationToken);
                if (await IsBehindAsync(cancellationToken)) await MigrateAsync(cancellationToken);
                return true;
            },
            _ => true,
            cancellationToken);
    }

    private async Task<bool> IsBehindAsync(CancellationToken cancellationToken)
    {
        var tables = await engine.TablesAsync(db, cancellationToken);
        var known = db.Database.GetMigrations().ToList();
        var applied = tables.Contains(HistoryTable) ? (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList() : [];

        RefuseNewer(applied.Except(known).ToList());
        RefuseForeignTables(applied, tables);
        if (!known.Except(applied).Any()) return false;
        if (tables.Contains(LockTable)) await RefuseAbandonedLockAsync(cancellationToken);
        return true;
    }

    private static void RefuseNewer(List<string> unknown)
    {
        if (unknown.Count == 0) return;
        throw new StartupRefusedException(
            ExitCodes.DatabaseTooNew,
            $"The database was written by a newer version of this program (it knows {string.Join(", ", unknown)}). Start that version, or restore a backup made before it.");
    }

    private void RefuseForeignTables(List<string> applied, IReadOnlyList<string> tables)
    {
        if (applied.Count > 0) return;
        var ours = db.Model.GetEntityTypes().Select(e => e.GetTableName()).Intersect(tables).ToList();
        if (ours.Count > 0) throw HalfMigrated($"it has tables ({string.Join(", ", ours.Take(3))}…) but no history of migrations");
    }

    /// <summary>A lock that stays means that a migration was cut off, or that another node is at it right now.</summary>
    private async Task RefuseAbandonedLockAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < LockPatience; waited += TimeSpan.FromMilliseconds(500))
        {
            if (await db.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM \"{LockTable}\"").SingleAsync(cancellationToken) == 0) return;
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }

        throw HalfMigrated($"a migration was begun and not ended (table {LockTable} holds its lock)");
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.Database.MigrateAsync(cancellationToken);
            await DerivedColumns.FillAsync(db, cancellationToken);
            await SortKeys.FillAsync(db, cancellationToken);
        }
        catch (DbException e)
        {
            throw HalfMigrated($"migrating it failed: {e.Message}");
        }
    }

    /// <summary>Reads no row of any table, but every column: what is missing shows now and not in the middle of somebody's work.</summary>
    private async Task RefuseMissingColumnsAsync(CancellationToken cancellationToken)
    {
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            try
            {
                await db.Database.ExecuteSqlRawAsync(ReadNothingOf(table), cancellationToken);
            }
            catch (DbException e)
            {
                throw HalfMigrated($"table {table.Name} is not as its history says: {e.Message}");
            }
        }
    }

    private static string ReadNothingOf(ITable table) =>
        $"SELECT {string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))} FROM \"{table.Name}\" WHERE 1 = 0";

    private static StartupRefusedException HalfMigrated(string why) => new(
        ExitCodes.DatabaseHalfMigrated,
        $"The database is half migrated: {why}. Restore the backup made before the update, or start with an empty database.");
}
