using System.Runtime.CompilerServices;
using Crm.Application.Common;
using Crm.Domain.Settings;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Query;
using Npgsql;
using Quartz;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// PostgreSQL 13 or newer, and engines that speak its protocol and know its text search. Ids are of type uuid, moments are timestamptz,
/// texts are compared by code point (collation C) as on the other engines.
/// </summary>
public sealed class Postgres : IEngine
{
    /// <summary>Name of the engine in migrations.</summary>
    public const string ProviderName = "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <summary>Statements that each connection keeps prepared; planning one costs more than running it.</summary>
    private const int PreparedStatements = 200;

    /// <summary>So many entries of the search index at most are looked up and put in order. Where more of three million match, 40 of them are met by walking through 40,000 entries.</summary>
    private const int FewEntries = 3_000;

    /// <summary>Where many entries match, so many at least are met among the newest, and among some of all times.</summary>
    private const int MetOften = 5;

    private const string NewestEntries = """SELECT * FROM "SearchEntries" ORDER BY "RowNo" DESC LIMIT 1000""";
    private const string EntriesOfAllTimes = """SELECT entry.* FROM generate_series(1, 1024) AS step JOIN "SearchEntries" AS entry ON entry."RowNo" = step * ((SELECT max("RowNo") FROM "SearchEntries") / 1024) OFFSET 0""";

    private readonly string _connectionString;

    /// <summary>The database of a connection string; it is made when it is missing and the user may make it.</summary>
    /// <param name="connectionString">The primary.</param>
    /// <param name="readConnectionString">A replica that lists may be read from.</param>
    public Postgres(string connectionString, string? readConnectionString = null)
    {
        _connectionString = Tune(connectionString);
        if (!string.IsNullOrWhiteSpace(readConnectionString)) Replica = new PostgresReplica(_connectionString, Tune(readConnectionString));
    }

    /// <inheritdoc/>
    public void Use(DbContextOptionsBuilder options) => options
        .UseNpgsql(_connectionString)
        .ReplaceService<IMigrationsSqlGenerator, PostgresMigrations>()
        .ReplaceService<IRelationalParameterBasedSqlProcessorFactory, PostgresMatchParameters>();

    /// <inheritdoc/>
    public IReplica? Replica { get; }

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public void StoreJobs(IQuartzBuilder quartz) => quartz.UsePersistentStore(store =>
    {
        store.UsePostgres(NpgsqlFactory.Instance, _connectionString);
        store.UseClustering();
        store.ProvisionSchema(); // the tables are Quartz's own: it makes what is missing
    });

    /// <inheritdoc/>
    public void Configure(ModelConfigurationBuilder conventions)
    {
    }

    /// <inheritdoc/>
    public void MapFunctions(ModelBuilder model) => CustomFunctions.Map(model, new PostgresJson(), new PostgresDays());

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FieldIndexesAsync(CrmDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<string>($"""
            SELECT i.relname::text AS "Value" FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
            WHERE x.indisvalid AND i.relnamespace = current_schema()::regnamespace AND starts_with(i.relname::text, {FieldIndex.Prefix})
            """).ToListAsync(cancellationToken);

    /// <summary>Nobody waits for it. One that was cut off is left behind invalid, and made anew.</summary>
    public async Task CreateFieldIndexAsync(CrmDbContext db, FieldIndex index, CancellationToken cancellationToken)
    {
        var read = PostgresJson.Read("Custom", index.Path);
        var value = index.IsAmount ? $"(CAST({read} AS numeric) / 10000.0)" : index.Field.Type == CustomFieldType.YesNo ? $"(CAST({read} AS boolean))" : $"({read} COLLATE \"C\")";
        await DropFieldIndexAsync(db, index.Table, index.Name, cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var create = $"""CREATE INDEX CONCURRENTLY IF NOT EXISTS "{index.Name}" ON "{index.Table}" ({value}, "Id")"""; // names of ours
        var analyze = $"ANALYZE \"{index.Table}\""; // how often each value is there
        await db.Database.ExecuteSqlRawAsync(create, cancellationToken);
        await db.Database.ExecuteSqlRawAsync(analyze, cancellationToken);
        db.Database.SetCommandTimeout(null);
    }

    /// <inheritdoc/>
    public Task DropFieldIndexAsync(CrmDbContext db, string table, string name, CancellationToken cancellationToken)
    {
        var drop = $"DROP INDEX CONCURRENTLY IF EXISTS \"{name}\""; // a name of ours
        return db.Database.ExecuteSqlRawAsync(drop, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task EnsureWritableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
                throw new StartupRefusedException(ExitCodes.CannotWrite, $"The PostgreSQL server {connection.Host}:{connection.Port} only answers reads: Database:ConnectionString must name the primary.");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateDatabaseAsync(cancellationToken);
        }
        catch (PostgresException e)
        {
            throw new StartupRefusedException(ExitCodes.WrongConfiguration, $"PostgreSQL refuses the connection of Database:ConnectionString: {e.MessageText}");
        }
        catch (NpgsqlException e)
        {
            throw Unreachable(e);
        }
    }

    /// <inheritdoc/>
    public IDatabaseCopies Copies(string files, TimeProvider clock)
    {
        var parts = new NpgsqlConnectionStringBuilder(_connectionString);
        var server = $"--host={parts.Host} --port={parts.Port} --username={parts.Username}";
        return new OwnTools(
            "PostgreSQL",
            files,
            file => $"pg_dump {server} --format=custom --file={file} {parts.Database}",
            file => $"pg_restore {server} --clean --if-exists --single-transaction --dbname={parts.Database} {file}");
    }

    /// <inheritdoc/>
    public Task PrepareAsync(CrmDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> TablesAsync(CrmDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<string>("""SELECT table_name::text AS "Value" FROM information_schema.tables WHERE table_schema = current_schema()""").ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IDisposable?> TakeWriteTurnAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    /// <inheritdoc/>
    public Task LockAsync(CrmDbContext db, string name, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> NextAsync(CrmDbContext db, string sequence, int count, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<long>($"""SELECT nextval(quote_ident({sequence})::regclass) AS "Value" FROM generate_series(1, {count})""").ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public string? ViolatedUniqueIndex(CrmDbContext db, DbUpdateException refused) => refused.InnerException is PostgresException e
        ? e.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation => UniqueIndexes.Columns(db.Model, e.ConstraintName),
            PostgresErrorCodes.ForeignKeyViolation => "",
            _ => null,
        }
        : null;

    /// <inheritdoc/>
    public bool IsTransient(Exception failure) => (failure as NpgsqlException ?? failure.InnerException as NpgsqlException) is { IsTransient: true };

    /// <inheritdoc/>
    public FormattableString Match(SearchQuery query, string type, bool fromStart)
    {
        var (holds, sought) = Sought(query, type, fromStart);
        return FormattableStringFactory.Create($"""SELECT * FROM "SearchEntries" WHERE {holds}""", sought);
    }

    /// <summary>
    /// Few entries are looked up in the inverted index and put in order; where there are many, the newest are met soon by walking from the end, which for few would be all
    /// entries there are. What the newest entries and some of all times hold tells that there are many; otherwise the index is asked for one more than are few. The index alone
    /// would have to read all that match before it gives the first, which for two letters of pinyin is a third of all names. Of simple kinds there are so few that all are looked up.
    /// </summary>
    public IReadOnlyList<FormattableString> MatchNewest(SearchQuery query, string type, bool fromStart)
    {
        var (holds, sought) = Sought(query, type, fromStart);
        if (SearchSigns.Of(type) == SearchSigns.Simple) return [LookedUp($"""SELECT array_agg("RowNo") FROM "SearchEntries" WHERE {holds}""")];
        var often = $"{AreMet(NewestEntries, holds)} AND {AreMet(EntriesOfAllTimes, holds)}";
        var probe = $"""(SELECT "RowNo" FROM "SearchEntries" WHERE {holds} LIMIT {FewEntries} + 1) AS probe""";
        return
        [
            LookedUp($"""SELECT CASE WHEN {often} THEN NULL ELSE (SELECT CASE WHEN count(*) <= {FewEntries} THEN array_agg("RowNo") END FROM {probe}) END"""),
            // COALESCE hides the condition from the index and from the statistics: the planner takes it that half of all match, and walks. When it saw through it, it took many for few, read them all and sorted.
            FormattableStringFactory.Create($"""SELECT * FROM "SearchEntries" WHERE COALESCE({holds}, FALSE) AND (SELECT CASE WHEN {often} THEN TRUE ELSE (SELECT count(*) FROM {probe}) > {FewEntries} END)""", sought),
        ];

        FormattableString LookedUp(string places) => FormattableStringFactory.Create($"""SELECT * FROM "SearchEntries" WHERE "RowNo" = ANY (CAST(({places}) AS bigint[]))""", sought);
    }

    private static string AreMet(string entries, string holds) => $"(SELECT count(*) = {MetOften} FROM (SELECT FROM ({entries}) AS entry WHERE {holds} LIMIT {MetOften}) AS met)";

    /// <summary>The condition on an entry, with a place for what is sought.</summary>
    private static (string Holds, string? Sought) Sought(SearchQuery query, string type, bool fromStart)
    {
        var sign = SearchSigns.Of(type);
        var (vector, sought) = fromStart ? ("AnchorVector", query.ToTsQueryAnchors(sign)) : ("TermVector", query.ToTsQuery(sign));
        return ($$"""("{{vector}}" @@ CAST({0} AS tsquery))""", sought);
    }

    /// <inheritdoc/>
    public FormattableString MatchAnchors(IReadOnlyCollection<string> anchors, string type) =>
        $"""SELECT * FROM "SearchEntries" WHERE "AnchorVector" @@ CAST({SearchTsQuery.AnyAnchor(anchors, SearchSigns.Of(type))} AS tsquery)""";

    /// <summary>
    /// The vectors that follow the search entries, and their inverted indexes. The tokens are taken as they are, in their order; PostgreSQL's
    /// own parser would cut them again. Before each stands the sign of the kind of record. The indexes have no list of pending entries: a search would have to read it to its end.
    /// </summary>
    public static void CreateSearchVectors(MigrationBuilder migration) => migration.Sql($"""
        CREATE FUNCTION crm_tokens(sign text, tokens text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
          SELECT coalesce(string_agg(quote_literal(sign || token) || ':' || least(place, 16383), ' '), '')::tsvector
          FROM unnest(string_to_array(tokens, ' ')) WITH ORDINALITY AS each(token, place) WHERE token <> ''
        $$;
        ALTER TABLE "SearchEntries"
          ADD COLUMN "AnchorVector" tsvector GENERATED ALWAYS AS (crm_tokens({SearchSigns.Sql("\"RecordType\"")}, "Anchors")) STORED,
          ADD COLUMN "TermVector" tsvector GENERATED ALWAYS AS (crm_tokens({SearchSigns.Sql("\"RecordType\"")}, "Terms")) STORED;
        CREATE INDEX "IX_SearchEntries_AnchorVector" ON "SearchEntries" USING gin ("AnchorVector") WITH (fastupdate = off);
        CREATE INDEX "IX_SearchEntries_TermVector" ON "SearchEntries" USING gin ("TermVector") WITH (fastupdate = off);
        """);

    /// <summary>Takes the vectors away again.</summary>
    public static void DropSearchVectors(MigrationBuilder migration) => migration.Sql("""
        ALTER TABLE "SearchEntries" DROP COLUMN "AnchorVector", DROP COLUMN "TermVector";
        DROP FUNCTION IF EXISTS crm_tokens(text); -- as it was before tokens had signs
        DROP FUNCTION IF EXISTS crm_tokens(text, text);
        """);

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var parts = new NpgsqlConnectionStringBuilder(_connectionString);
        var database = parts.Database!;
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Database = "postgres", Pooling = false }.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"CREATE DATABASE \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\" ENCODING 'UTF8' TEMPLATE template0", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was faster.
        }
        catch (PostgresException e)
        {
            throw new StartupRefusedException(ExitCodes.WrongConfiguration, $"The database {database} does not exist on {parts.Host} and cannot be made: {e.MessageText}");
        }
        catch (NpgsqlException e)
        {
            throw Unreachable(e);
        }
    }

    /// <summary>
    /// Says who connects, keeps statements prepared and hands connections on without resetting them, unless the connection string says otherwise: Max Auto
    /// Prepare=0 is for poolers in between.
    /// </summary>
    private static string Tune(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "crm" };
        if (!parts.ShouldSerialize("Max Auto Prepare")) parts.MaxAutoPrepare = PreparedStatements;
        if (!parts.ShouldSerialize("No Reset On Close")) parts.NoResetOnClose = true; // no setting, lock, temporary table or LISTEN of ours outlives a transaction
        if (!parts.ShouldSerialize("Options") && parts.MaxAutoPrepare > 0) parts.Options = "-c jit=off"; // compiling took 227 ms of a search; a pooler may refuse to be told
        return parts.ToString();
    }

    private StartupRefusedException Unreachable(NpgsqlException e)
    {
        var parts = new NpgsqlConnectionStringBuilder(_connectionString);
        return new StartupRefusedException(ExitCodes.DatabaseUnreachable, $"No PostgreSQL server answers at {parts.Host}:{parts.Port}: {e.InnerException?.Message ?? e.Message}");
    }
}
