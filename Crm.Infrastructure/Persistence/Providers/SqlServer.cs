using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Search;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.SqlServer.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// SQL Server 2019 or newer, and Azure SQL. Texts are compared by code point as on the other engines; ids keep the order in which they were
/// made. There is no full-text index of our tokens: the search box reads them with LIKE, from the newest back.
/// </summary>
public sealed partial class SqlServer : IEngine
{
    /// <summary>Name of the engine in migrations.</summary>
    public const string ProviderName = "Microsoft.EntityFrameworkCore.SqlServer";

    /// <summary>Collation of every text: by code point, so that what is equal and what comes first is the same on every engine.</summary>
    public const string Ordinal = "Latin1_General_100_BIN2";

    internal const int CompatibilityLevel = 150;
    private const int CannotOpenDatabase = 4060;
    private const int DuplicateKeyInIndex = 2601;
    private const int DuplicateKeyInConstraint = 2627;
    private const int ConflictWithConstraint = 547;
    private const int LockDeadlock = 51205; // our own, for what sp_getapplock only returns
    private static readonly int[] WrongLogin = [18452, 18456, 916, 40532];
    private readonly SqlConnectionStringBuilder _connection;

    /// <summary>The database of a connection string; it must be there.</summary>
    /// <param name="connectionString">The primary.</param>
    /// <param name="readConnectionString">A secondary that lists may be read from.</param>
    public SqlServer(string connectionString, string? readConnectionString = null)
    {
        _connection = new SqlConnectionStringBuilder(connectionString);
        if (!_connection.ShouldSerialize(nameof(SqlConnectionStringBuilder.ApplicationName))) _connection.ApplicationName = "crm";
        if (!string.IsNullOrWhiteSpace(readConnectionString)) Replica = new SqlServerReplica(_connection.ToString(), readConnectionString);
    }

    /// <summary>Lists of values go as one parameter each: out of OPENJSON they would have the collation of the database and not of our columns (error 468).</summary>
    public void Use(DbContextOptionsBuilder options) => options
        .UseSqlServer(_connection.ToString(), server => server.UseCompatibilityLevel(CompatibilityLevel).UseParameterizedCollectionMode(ParameterTranslationMode.MultipleParameters))
        .ReplaceService<IMigrationsSqlGenerator, SqlServerMigrations>();

    /// <inheritdoc/>
    public IReplica? Replica { get; }

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public void StoreJobs(IQuartzBuilder quartz) => quartz.UsePersistentStore(store =>
    {
        store.UseSqlServer(SqlClientFactory.Instance, _connection.ToString());
        store.UseClustering();
        store.ProvisionSchema(); // the tables are Quartz's own: it makes what is missing
    });

    /// <inheritdoc/>
    public void Configure(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Guid>().HaveConversion<OrderedGuid>();
        conventions.Conventions.Add(_ => new OrdinalTexts());
    }

    /// <summary>The path is one on the server. Azure SQL keeps copies of its own and restores them to any moment.</summary>
    public IDatabaseCopies Copies(string files, TimeProvider clock)
    {
        var (server, database) = (_connection.DataSource, _connection.InitialCatalog);
        return new OwnTools(
            "SQL Server",
            files,
            file => $"""sqlcmd -S {server} -Q "BACKUP DATABASE [{database}] TO DISK = N'{file}' WITH CHECKSUM, COMPRESSION" """.TrimEnd(),
            file => $"""sqlcmd -S {server} -Q "ALTER DATABASE [{database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; RESTORE DATABASE [{database}] FROM DISK = N'{file}' WITH REPLACE, CHECKSUM; ALTER DATABASE [{database}] SET MULTI_USER" """.TrimEnd());
    }

    /// <inheritdoc/>
    public void MapFunctions(ModelBuilder model) => CustomFunctions.Map(model, new SqlServerJson(), new SqlServerDays());

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FieldIndexesAsync(CrmDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<string>($"SELECT name AS [Value] FROM sys.indexes WHERE LEFT(name, {FieldIndex.Prefix.Length}) = {FieldIndex.Prefix}").ToListAsync(cancellationToken);

    /// <summary>An index stands on a computed column of the same expression, by which queries find it. Online where the edition can.</summary>
    public Task CreateFieldIndexAsync(CrmDbContext db, FieldIndex index, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(IndexSql(index), cancellationToken);

    /// <inheritdoc/>
    public Task DropFieldIndexAsync(CrmDbContext db, string table, string name, CancellationToken cancellationToken)
    {
        var drop = $"DROP INDEX IF EXISTS [{name}] ON [{table}]; ALTER TABLE [{table}] DROP COLUMN IF EXISTS [{name}];"; // names of ours
        return db.Database.ExecuteSqlRawAsync(drop, cancellationToken);
    }

    /// <summary>The statements that make an index over an added field.</summary>
    internal static string IndexSql(FieldIndex index)
    {
        var value = SqlServerJson.Read("Custom", index);
        return $"""
            IF COL_LENGTH(N'{index.Table}', N'{index.Name}') IS NULL ALTER TABLE [{index.Table}] ADD [{index.Name}] AS {value};
            DECLARE @online nvarchar(40) = CASE WHEN CAST(SERVERPROPERTY('EngineEdition') AS int) IN (3, 5, 8) THEN N' WITH (ONLINE = ON)' ELSE N'' END;
            EXEC(N'CREATE INDEX [{index.Name}] ON [{index.Table}] ([{index.Name}], [Id])' + @online);
            """;
    }

    /// <inheritdoc/>
    public async Task EnsureWritableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new SqlConnection(_connection.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var command = new SqlCommand("SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(20))", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is "READ_ONLY")
                throw new StartupRefusedException(ExitCodes.CannotWrite, $"The database {_connection.InitialCatalog} on {_connection.DataSource} only answers reads: Database:ConnectionString must name the primary.");
        }
        catch (SqlException e) when (e.Number == CannotOpenDatabase)
        {
            throw new StartupRefusedException(
                ExitCodes.WrongConfiguration,
                $"The database {_connection.InitialCatalog} on {_connection.DataSource} does not exist, or this login may not open it. To make it: CREATE DATABASE [{_connection.InitialCatalog}] COLLATE {Ordinal}");
        }
        catch (SqlException e) when (WrongLogin.Contains(e.Number))
        {
            throw new StartupRefusedException(ExitCodes.WrongConfiguration, $"SQL Server refuses the connection of Database:ConnectionString: {e.Message}");
        }
        catch (SqlException e)
        {
            throw new StartupRefusedException(ExitCodes.DatabaseUnreachable, $"No SQL Server answers at {_connection.DataSource}: {e.Message}");
        }
    }

    /// <summary>Changes nothing; says what the administrator of the database should change.</summary>
    public async Task PrepareAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var log = db.GetService<ILoggerFactory>().CreateLogger<SqlServer>();
        var snapshot = await db.Database.SqlQueryRaw<bool>("SELECT is_read_committed_snapshot_on AS [Value] FROM sys.databases WHERE database_id = DB_ID()").ToListAsync(cancellationToken);
        if (!snapshot.Contains(true))
            log.LogWarning("Readers wait for writers in this database. Let them not: ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON");

        var collation = await db.Database.SqlQueryRaw<string>("SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) AS [Value]").ToListAsync(cancellationToken);
        if (!collation.Contains(Ordinal)) log.LogWarning("The collation of the database is {Collation}, that of our tables {Ordinal}: reports that join other tables must say COLLATE", collation[0], Ordinal);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> TablesAsync(CrmDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<string>("SELECT name AS [Value] FROM sys.tables WHERE schema_id = SCHEMA_ID()").ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IDisposable?> TakeWriteTurnAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    /// <inheritdoc/>
    public Task LockAsync(CrmDbContext db, string name, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        DECLARE @taken int;
        EXEC @taken = sp_getapplock @Resource = {name}, @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = -1;
        IF @taken = -3 THROW 51205, N'The lock was given to another transaction that waited for this one.', 1;
        IF @taken < 0 THROW 51000, N'The lock was not given.', 1;
        """,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> NextAsync(CrmDbContext db, string sequence, int count, CancellationToken cancellationToken)
    {
        FormattableString next = $"""
            DECLARE @first sql_variant;
            EXEC sys.sp_sequence_get_range @sequence_name = {sequence}, @range_size = {count}, @range_first_value = @first OUTPUT;
            SELECT CAST(@first AS bigint) AS [Value];
            """;
        var first = await db.Database.SqlQuery<long>(next).ToListAsync(cancellationToken);
        return [.. Enumerable.Range(0, count).Select(i => first[0] + i)];
    }

    /// <summary>SQL Server tells the name of the index in the words of its language, and the refused value after it.</summary>
    public string? ViolatedUniqueIndex(CrmDbContext db, DbUpdateException refused) => refused.InnerException is SqlException e
        ? e.Number switch
        {
            DuplicateKeyInIndex or DuplicateKeyInConstraint => UniqueIndexes.Columns(db.Model, IndexName().Match(e.Message).Value),
            ConflictWithConstraint => "",
            _ => null,
        }
        : null;

    /// <inheritdoc/>
    public bool IsTransient(Exception failure) => failure is SqlException or TimeoutException
        ? IsTransientAlone(failure)
        : failure.InnerException is { } inner && IsTransientAlone(inner);

    /// <summary>Read backwards by row number, as far as needed: a common word costs little, one that nobody has reads all entries.</summary>
    public FormattableString Match(SearchQuery query, string type, bool fromStart)
    {
        var wanted = fromStart ? query.ToLikeAnchors("(N' ' + [Anchors] + N' ')") : query.ToLike("(N' ' + [Terms] + N' ')");
        var (condition, patterns) = wanted ?? ("1 = 0", []);
        return FormattableStringFactory.Create("SELECT * FROM [SearchEntries] WHERE " + condition, patterns);
    }

    /// <summary>The anchors of each entry are compared one by one: all entries are read once, however many are looked for.</summary>
    public FormattableString MatchAnchors(IReadOnlyCollection<string> anchors, string type) =>
        $"SELECT * FROM [SearchEntries] WHERE EXISTS (SELECT 1 FROM STRING_SPLIT([Anchors], N' ') AS [own] WHERE [own].[value] IN (SELECT [value] FROM STRING_SPLIT({string.Join(' ', anchors)}, N' ')))";

#pragma warning disable EF1001 // EF's own list of errors that pass; a copy would miss what Azure adds to it
    private static bool IsTransientAlone(Exception failure) => failure is SqlException { Number: LockDeadlock } || SqlServerTransientExceptionDetector.ShouldRetryOn(failure);
#pragma warning restore EF1001

    [GeneratedRegex("(?:IX|AK|PK)_[A-Za-z0-9_]+")]
    private static partial Regex IndexName();

    /// <summary>
    /// SQL Server compares a uniqueidentifier from its last group of bytes to its first. The bytes are stored so that this order is the order of
    /// the id as it is written, and with it that of its making: new rows go to the end of the index.
    /// </summary>
    internal sealed class OrderedGuid() : ValueConverter<Guid, Guid>(id => Permute(id), stored => Restore(stored))
    {
        /// <summary>Which byte is compared first, second and so on (System.Data.SqlTypes.SqlGuid does the same).</summary>
        private static readonly int[] Compared = [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];

        public static Guid Permute(Guid id)
        {
            Span<byte> written = stackalloc byte[16], stored = stackalloc byte[16];
            id.TryWriteBytes(written, bigEndian: true, out _);
            for (var i = 0; i < 16; i++) stored[Compared[i]] = written[i];
            return new Guid(stored);
        }

        public static Guid Restore(Guid id)
        {
            Span<byte> stored = stackalloc byte[16], written = stackalloc byte[16];
            id.TryWriteBytes(stored);
            for (var i = 0; i < 16; i++) written[i] = stored[Compared[i]];
            return new Guid(written, bigEndian: true);
        }
    }

    private sealed class OrdinalTexts : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (var text in modelBuilder.Metadata.GetEntityTypes().SelectMany(PropertiesOf).Where(p => StoredAs(p) == typeof(string)))
                text.Builder.UseCollation(Ordinal);
        }

        private static IEnumerable<IConventionProperty> PropertiesOf(IConventionTypeBase type) =>
            type.GetDeclaredProperties().Concat(type.GetDeclaredComplexProperties().SelectMany(c => PropertiesOf(c.ComplexType)));

        private static Type StoredAs(IConventionProperty property) => property.GetProviderClrType() ?? property.GetValueConverter()?.ProviderClrType ?? property.ClrType;
    }
}
