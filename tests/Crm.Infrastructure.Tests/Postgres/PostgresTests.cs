using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Search;
using Crm.Infrastructure.Tests.Support;
using Crm.TestKit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Infrastructure.Tests.Postgres;

/// <summary>What only PostgreSQL does.</summary>
[Trait("Engine", "Postgres")]
public sealed class PostgresTests
{
    [Fact]
    public async Task Every_text_is_ordered_by_code_point_whatever_the_server_prefers()
    {
        using var database = TestDatabase.New();

        Assert.Equal(["zh"], await database.RowsAsync("SELECT daticulocale FROM pg_database WHERE datname = current_database()"));
        Assert.Empty(await database.RowsAsync("""
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_collation l ON l.oid = a.attcollation
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\_\_EF%' AND l.collname <> 'C'
            """));
    }

    [Fact]
    public async Task Ids_amounts_and_moments_have_types_of_their_own()
    {
        using var database = TestDatabase.New();
        await database.AddCustomerAsync(Profiles.Company() with { AnnualRevenue = new Money(0.3001m, "CNY") });

        Assert.Equal(
            ["uuid|numeric|0.3001|timestamp with time zone"],
            await database.RowsAsync("""SELECT pg_typeof("Id")::text, pg_typeof("AnnualRevenue")::text, "AnnualRevenue", pg_typeof("CreatedAt")::text FROM "Customers" """));
    }

    [Fact]
    public async Task The_search_is_answered_from_its_inverted_indexes()
    {
        using var database = TestDatabase.New();

        foreach (var column in new[] { "AnchorVector", "TermVector" })
        {
            var plan = await database.RowsAsync($"""SET enable_seqscan = off; EXPLAIN SELECT "RecordId" FROM "SearchEntries" WHERE "{column}" @@ 'haier:*'::tsquery""");
            Assert.Contains($"IX_SearchEntries_{column}", string.Join('\n', plan));
        }
    }

    [Fact]
    public async Task Many_that_match_are_walked_from_the_newest_although_the_statistics_take_them_for_few()
    {
        using var database = TestDatabase.New();
        await database.RowsAsync("""
            INSERT INTO "SearchEntries" ("RecordType", "RecordId", "Anchors", "Terms") SELECT 'customer', gen_random_uuid(), 'haier' || n, 'haier' || n FROM generate_series(1, 5000) n;
            ANALYZE "SearchEntries"
            """);
        await using var scope = database.Begin();
        var walk = scope.Db.Engine.MatchNewest(SearchQuery.Parse("haier"), "customer", fromStart: true)[1];
        var sql = walk.Format.Replace("{0}", $"'{walk.GetArgument(0)!.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal);

        var plan = string.Join('\n', await database.RowsAsync($"""EXPLAIN SELECT "RowNo" FROM ({sql}) found ORDER BY "RowNo" DESC LIMIT 40"""));

        Assert.Contains("Index Scan Backward using \"PK_SearchEntries\"", plan);
        Assert.DoesNotContain("Sort", plan);
    }

    [Fact]
    public async Task A_connection_is_handed_on_as_it_is_but_never_with_what_was_begun_on_it()
    {
        using var database = TestDatabase.New();
        string clean;
        await using (var first = database.Begin())
        {
            await first.Db.Database.OpenConnectionAsync();
            clean = await SessionAsync(first);
            await first.Db.Database.ExecuteSqlAsync($"BEGIN; SELECT set_config('crm.mark', 'begun', false), pg_current_xact_id()"); // so that nobody but the driver knows of it
        }

        await using (var second = database.Begin())
        {
            Assert.Equal(clean, await SessionAsync(second));
            await second.Db.Database.ExecuteSqlAsync($"SELECT set_config('crm.mark', 'set', false)");
        }

        await using var third = database.Begin();
        Assert.Equal(clean + "set", await SessionAsync(third)); // no statements between two requests that reset what nobody sets

        static Task<string> SessionAsync(TestScope scope) =>
            scope.Db.Database.SqlQuery<string>($"SELECT concat(pg_backend_pid(), ' ', pg_current_xact_id_if_assigned(), ' ', current_setting('crm.mark', true)) AS \"Value\"").SingleAsync();
    }

    [Fact]
    public async Task The_vectors_follow_the_entry()
    {
        using var database = TestDatabase.New();
        await database.AddCustomerAsync(Profiles.Company(@"海尔 a\b'c:d&e|f!(g)"));

        Assert.Equal(["True|True"], await database.RowsAsync("""SELECT "TermVector" @@ 'c海尔'::tsquery, "TermVector" = crm_tokens('c', "Terms") FROM "SearchEntries" """));
    }

    [Fact]
    public async Task Two_nodes_that_start_together_on_an_empty_server_make_one_company()
    {
        using var first = TestDatabase.Empty();
        using var second = TestDatabase.Empty(first.Store.Settings);
        using var third = TestDatabase.Empty(first.Store.Settings);

        var lines = await Task.WhenAll(Task.Run(first.StartAsync), Task.Run(second.StartAsync), Task.Run(third.StartAsync));

        Assert.Single(lines, said => said.Count > 0);
        Assert.Equal(["1|1"], await first.RowsAsync("""SELECT (SELECT count(*) FROM "Users"), (SELECT count(*) FROM "SigningKeys")"""));
    }

    [Fact]
    public Task A_server_that_does_not_answer_is_named() =>
        AssertRefusedAsync(ExitCodes.DatabaseUnreachable, "127.0.0.1:1", parts => parts.Port = 1);

    [Fact]
    public Task A_wrong_password_is_named() => AssertRefusedAsync(ExitCodes.WrongConfiguration, "password", parts => parts.Password = "wrong");

    [Fact]
    public async Task A_user_who_may_not_make_the_database_is_told_so()
    {
        using var some = TestDatabase.New();
        var role = "r" + some.NewId().ToString("N");
        await some.RowsAsync($"CREATE ROLE {role} LOGIN PASSWORD 'pass'");

        await AssertRefusedAsync(ExitCodes.WrongConfiguration, "cannot be made", parts => (parts.Username, parts.Password) = (role, "pass"));

        await some.RowsAsync($"DROP ROLE {role}");
    }

    [Fact]
    public async Task A_database_that_only_answers_reads_is_named()
    {
        using var database = TestDatabase.New();
        await database.RowsAsync($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(database.Store.ConnectionString).Database} SET default_transaction_read_only = on");

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(database.StartAsync);

        Assert.Equal(ExitCodes.CannotWrite, refused.ExitCode);
        Assert.Contains("only answers reads", refused.Message);
    }

    [Fact]
    public async Task Whoever_waits_for_a_name_waits_until_the_transaction_before_has_ended()
    {
        using var database = TestDatabase.New();
        await using var holder = database.Begin();
        await using var waiter = database.Begin();
        var held = new TaskCompletionSource();
        var letGo = new TaskCompletionSource();
        var first = LockedAsync(holder, async () =>
        {
            held.SetResult();
            await letGo.Task;
        });
        await held.Task;

        var second = LockedAsync(waiter, () => Task.CompletedTask);
        while (await database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0) await Task.Yield();
        Assert.False(second.IsCompleted);

        letGo.SetResult();
        await Task.WhenAll(first, second);
    }

    private static Task<bool> LockedAsync(TestScope scope, Func<Task> work) => scope.Db.InTransactionAsync(
        async () =>
        {
            await scope.Get<IEngine>().LockAsync(scope.Db, "name", CancellationToken.None);
            await work();
            return true;
        },
        keep => keep,
        CancellationToken.None);

    private static async Task AssertRefusedAsync(int exitCode, string says, Action<NpgsqlConnectionStringBuilder> change)
    {
        using var place = new PostgresStore();
        var parts = new NpgsqlConnectionStringBuilder(place.ConnectionString);
        change(parts);
        using var database = TestDatabase.Empty(new() { ["Database:ConnectionString"] = parts.ToString() });

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(database.StartAsync);

        Assert.Equal(exitCode, refused.ExitCode);
        Assert.Contains(says, refused.Message);
    }
}
