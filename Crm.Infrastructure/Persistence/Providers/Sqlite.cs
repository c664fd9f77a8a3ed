using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// SQLite, the engine that needs no set-up. Readers never wait (write-ahead log); writers of this process take turns, so that none of
/// them meets "database is locked". Every commit is flushed to disk (synchronous=FULL, SQLite's default).
/// </summary>
public sealed partial class Sqlite : IEngine, IDisposable
{
    /// <summary>Name of the engine in migrations.</summary>
    public const string ProviderName = "Microsoft.EntityFrameworkCore.Sqlite";

    private const int Busy = 5;
    private const int Locked = 6;
    private const int ConstraintForeignKey = 787;
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly string _connectionString;
    private readonly ILogger<Sqlite> _log;
    private SqliteUse? _use;

    /// <summary>The database of a connection string; its folder is made when it is missing.</summary>
    public Sqlite(string connectionString, ILogger<Sqlite>? log = null)
    {
        _log = log ?? NullLogger<Sqlite>.Instance;
        var parts = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, Pooling = false };
        _connectionString = parts.ToString();
        File = parts.DataSource;
    }

    /// <summary>Connections that contexts keep open, in use or waiting to be used; a pool of contexts does not close them.</summary>
    internal ConcurrentDictionary<IDisposable, bool> Opened { get; } = new();

    /// <summary>The database file.</summary>
    public string File { get; }

    /// <summary>How amounts are stored.</summary>
    internal static RelationalTypeMapping AmountMapping { get; } = (RelationalTypeMapping)new LongTypeMapping("INTEGER").WithComposedConverter(new TenThousandths());

    /// <inheritdoc/>
#pragma warning disable EF1001 // see SqliteOpenConnection
    public void Use(DbContextOptionsBuilder options) => options
        .UseSqlite(_connectionString, sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .ReplaceService<IMigrationsSqlGenerator, SqliteMigrations>()
        .ReplaceService<ISqliteRelationalConnection, SqliteOpenConnection>()
        .ReplaceService<IRelationalCommandBuilderFactory, SqliteCommandBuilders>()
        .ReplaceService<IRelationalParameterBasedSqlProcessorFactory, SqliteMatchParameters>();
#pragma warning restore EF1001

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public void StoreJobs(IQuartzBuilder quartz) => quartz.UseInMemoryStore();

    /// <summary>
    /// Ids are 16 bytes in big-endian order, so that version-7 ids stay in the order in which they were made. Amounts are whole numbers of
    /// ten-thousandths: SQLite has no decimals, and text would neither sort nor add up.
    /// </summary>
    public void Configure(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Guid>().HaveConversion<BigEndianGuid>();
        conventions.Properties<decimal>().HaveConversion<TenThousandths>();
    }

    /// <inheritdoc/>
    public void MapFunctions(ModelBuilder model) => CustomFunctions.Map(model, new SqliteJson(), new SqliteDays());

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FieldIndexesAsync(CrmDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<string>($"""SELECT name AS "Value" FROM sqlite_master WHERE type = 'index' AND substr(name, 1, {FieldIndex.Prefix.Length}) = {FieldIndex.Prefix}""").ToListAsync(cancellationToken);

    /// <summary>Writers wait for their turn meanwhile, about three seconds for a million rows; readers do not.</summary>
    public Task CreateFieldIndexAsync(CrmDbContext db, FieldIndex index, CancellationToken cancellationToken)
    {
        var sql = $"""CREATE INDEX IF NOT EXISTS "{index.Name}" ON "{index.Table}" ({SqliteJson.Read("Custom", index.Path)}, "Id")"""; // names of ours
        var analyze = $"ANALYZE \"{index.Name}\"";
        return db.InTransactionAsync(
            async () =>
            {
                await db.Database.ExecuteSqlRawAsync(sql, cancellationToken);
                await db.Database.ExecuteSqlRawAsync("PRAGMA analysis_limit=1000", cancellationToken);
                return await db.Database.ExecuteSqlRawAsync(analyze, cancellationToken);
            },
            _ => true,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task DropFieldIndexAsync(CrmDbContext db, string table, string name, CancellationToken cancellationToken)
    {
        var drop = $"DROP INDEX IF EXISTS \"{name}\""; // a name of ours
        return db.InTransactionAsync(() => db.Database.ExecuteSqlRawAsync(drop, cancellationToken), _ => true, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task EnsureWritableAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(File)) is { } folder) Directory.CreateDirectory(folder);
            if (_use is null)
            {
                _use = SqliteUse.Begin(Path.GetFullPath(File), out var unclean);
                if (unclean) SqliteCheck.AfterUncleanStop(Path.GetFullPath(File), _log, cancellationToken);
            }

            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);
            // Beginning alone is no proof: what may only be read is quietly opened for reading.
            await ExecuteAsync(connection, """BEGIN IMMEDIATE; CREATE TABLE "WriteProbe" ("Id" INTEGER); ROLLBACK; PRAGMA journal_mode=WAL;""", cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: 8 or 14 })
        {
            throw new StartupRefusedException(ExitCodes.CannotWrite, $"The database file {Path.GetFullPath(File)} cannot be written: {e.Message}");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteCheck.NotADatabase)
        {
            throw new StartupRefusedException(ExitCodes.WrongConfiguration, $"{Path.GetFullPath(File)} is not a SQLite database, or its beginning is damaged: {e.Message}");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteCheck.Damaged)
        {
            throw SqliteCheck.Refusal(File, e.Message.TrimEnd('.'));
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked)
        {
            throw new StartupRefusedException(ExitCodes.DatabaseUnreachable, $"Another program holds the database file {Path.GetFullPath(File)}: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public IDatabaseCopies Copies(string files, TimeProvider clock) => new SqliteCopies(File, files, clock);

    /// <inheritdoc/>
    public Task PrepareAsync(CrmDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync("PRAGMA optimize=0x10002", cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> TablesAsync(CrmDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IDisposable?> TakeWriteTurnAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        return new Turn(_writer);
    }

    /// <summary>Whoever writes holds the only turn there is.</summary>
    public Task LockAsync(CrmDbContext db, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>SQLite has no sequences: <see cref="SqliteMigrations"/> makes a table of one row instead.</summary>
    public async Task<IReadOnlyList<long>> NextAsync(CrmDbContext db, string sequence, int count, CancellationToken cancellationToken)
    {
        var raise = $$"""UPDATE "{{sequence}}" SET "Last" = "Last" + {0} RETURNING "Last" AS "Value" """; // a name of ours, never a value
        var last = await db.InTransactionAsync(
            () => db.Database.SqlQueryRaw<long>(raise, count).ToListAsync(cancellationToken),
            _ => true,
            cancellationToken);
        return [.. Enumerable.Range(1, count).Select(i => last[0] - count + i)];
    }

    /// <inheritdoc/>
    public string? ViolatedUniqueIndex(CrmDbContext db, DbUpdateException refused) =>
        refused.InnerException is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey } sqlite
            ? ColumnsOfConstraint().Match(sqlite.Message).Groups[1].Value
            : refused.InnerException is SqliteException { SqliteExtendedErrorCode: ConstraintForeignKey } ? "" : null;

    /// <summary>Another process holds the file longer than the time-out.</summary>
    public bool IsTransient(Exception failure) => (failure as SqliteException ?? failure.InnerException as SqliteException) is { SqliteErrorCode: Busy or Locked };

    /// <summary>
    /// In one statement for all: the full-text table writes what it holds in memory whenever a statement begins that fires its triggers, and with an index of
    /// 30,000 customers such a write takes forty times as long as what it writes.
    /// </summary>
    public async Task<bool> TryWriteSearchAsync(CrmDbContext db, IReadOnlyList<SearchEntry> added, IReadOnlyList<SearchEntry> changed, CancellationToken cancellationToken)
    {
        if (added.Count > 0)
        {
            var rows = JsonSerializer.Serialize(added.Select(e => new[] { e.RecordType, HexOf(e.RecordId), e.Anchors, e.Terms }));
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "SearchEntries" ("RecordType", "RecordId", "Anchors", "Terms") SELECT value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3 FROM json_each({rows}) ORDER BY key""",
                cancellationToken);
        }

        if (changed.Count > 0)
        {
            var rows = JsonSerializer.Serialize(changed.OrderBy(e => e.RowNo).Select(e => new object[] { e.RowNo, e.Anchors, e.Terms }));
            await db.Database.ExecuteSqlAsync(
                $"""UPDATE "SearchEntries" SET "Anchors" = said.value ->> 1, "Terms" = said.value ->> 2 FROM json_each({rows}) AS said WHERE "RowNo" = said.value ->> 0""",
                cancellationToken);
        }

        return true;
    }

    private static string HexOf(Guid id) => Convert.ToHexString(id.ToByteArray(bigEndian: true)); // as BigEndianGuid stores it

    /// <summary>The full-text table is walked by row number, so that the newest few are found without reading all that match.</summary>
    public FormattableString Match(SearchQuery query, string type, bool fromStart) =>
        Matching(fromStart ? query.ToFts5Anchors(SearchSigns.Of(type)) : query.ToFts5(SearchSigns.Of(type)));

    /// <inheritdoc/>
    public FormattableString MatchAnchors(IReadOnlyCollection<string> anchors, string type) => Matching(SearchFts5.AnyAnchor(anchors, SearchSigns.Of(type)));

    private static FormattableString Matching(string? expression) =>
        $"""
        SELECT f.rowid AS "RowNo", e."RecordType", e."RecordId", e."Anchors", e."Terms"
        FROM "SearchFts" f CROSS JOIN "SearchEntries" e ON e."RowNo" = f.rowid
        WHERE f."SearchFts" MATCH {expression}
        """;

    /// <summary>
    /// The full-text table that follows the search entries, and the triggers that make it follow in the same transaction. Before each token stands the
    /// sign of the kind of record; the view says what the table has read, for when it is built anew.
    /// </summary>
    public static void CreateSearchTable(MigrationBuilder migration)
    {
        migration.Sql($"""
            CREATE VIEW "SearchTexts" AS SELECT "RowNo", {Signed("\"RecordType\"", "\"Anchors\"")} AS "Anchors", {Signed("\"RecordType\"", "\"Terms\"")} AS "Terms" FROM "SearchEntries";
            CREATE VIRTUAL TABLE "SearchFts" USING fts5("Anchors", "Terms", content='SearchTexts', content_rowid='RowNo', tokenize='unicode61', prefix='3 4');
            CREATE TRIGGER "SearchEntries_Insert" AFTER INSERT ON "SearchEntries" BEGIN
              INSERT INTO "SearchFts"(rowid, "Anchors", "Terms") VALUES (new."RowNo", {Signed("new")});
            END;
            CREATE TRIGGER "SearchEntries_Delete" AFTER DELETE ON "SearchEntries" BEGIN
              INSERT INTO "SearchFts"("SearchFts", rowid, "Anchors", "Terms") VALUES ('delete', old."RowNo", {Signed("old")});
            END;
            CREATE TRIGGER "SearchEntries_Update" AFTER UPDATE ON "SearchEntries" BEGIN
              INSERT INTO "SearchFts"("SearchFts", rowid, "Anchors", "Terms") VALUES ('delete', old."RowNo", {Signed("old")});
              INSERT INTO "SearchFts"(rowid, "Anchors", "Terms") VALUES (new."RowNo", {Signed("new")});
            END;
            """);
    }

    /// <summary>Takes the full-text table away again.</summary>
    public static void DropSearchTable(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER "SearchEntries_Insert";
        DROP TRIGGER "SearchEntries_Delete";
        DROP TRIGGER "SearchEntries_Update";
        DROP TABLE "SearchFts";
        DROP VIEW IF EXISTS "SearchTexts"; -- older ones had no signs to add
        """);

    /// <summary>Builds the full-text table from the entries that are there.</summary>
    public static void FillSearchTable(MigrationBuilder migration) => migration.Sql("""INSERT INTO "SearchFts"("SearchFts") VALUES ('rebuild');""");

    private static string Signed(string row) => $"""{Signed($"{row}.\"RecordType\"", $"{row}.\"Anchors\"")}, {Signed($"{row}.\"RecordType\"", $"{row}.\"Terms\"")}""";

    private static string Signed(string type, string tokens)
    {
        var sign = SearchSigns.Sql(type);
        return $"CASE {tokens} WHEN '' THEN '' ELSE {sign} || replace({tokens}, ' ', ' ' || {sign}) END";
    }

    /// <summary>The last connection that closes writes the log into the database and takes it away: one that is left tells of an unclean stop.</summary>
    public void Dispose()
    {
        foreach (var connection in Opened.Keys) connection.Dispose();
        _use?.Dispose();
        _writer.Dispose();
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex("constraint failed: ([^']+)")]
    private static partial Regex ColumnsOfConstraint();

    private sealed class BigEndianGuid() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class TenThousandths() : ValueConverter<decimal, long>(amount => (long)(amount * 10_000m), stored => stored / 10_000m);

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0) writer.Release();
        }
    }
}
