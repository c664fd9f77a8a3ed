using Crm.Application.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Seeding;
using Crm.Infrastructure.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Hosting;

public class StartupTests
{
    [Fact]
    public async Task An_empty_folder_becomes_a_database_with_an_administrator()
    {
        using var database = TestDatabase.Empty();

        var lines = await database.StartAsync();

        await using var scope = database.Begin();
        var admin = await scope.Db.Set<User>().SingleAsync();
        Assert.Equal(("admin@crm.example", Role.Administrator, true), (admin.Email, admin.Role, admin.MustChangePassword));
        Assert.Contains(lines, line => line.Contains(admin.Email, StringComparison.Ordinal));
        Assert.Equal(DefaultCodeLists.Create(DateTime.UnixEpoch).Count, await database.ScalarAsync<int>("""SELECT count(*) FROM "CodeListItems" """));
    }

    [Fact]
    public async Task The_second_start_adds_nothing_and_says_nothing()
    {
        using var database = TestDatabase.Empty();
        await database.StartAsync();
        var before = await CountsAsync(database);

        Assert.Empty(await database.StartAsync());
        Assert.Equal(before, await CountsAsync(database));
    }

    [Fact]
    public async Task A_password_that_was_set_is_not_shown_and_need_not_be_changed()
    {
        using var database = TestDatabase.Empty(new() { ["Seed:AdminPassword"] = "correct horse battery", ["Seed:AdminEmail"] = "Chef@Example.com" });

        var lines = await database.StartAsync();

        await using var scope = database.Begin();
        var admin = await scope.Db.Set<User>().SingleAsync();
        Assert.Equal(("chef@example.com", false), (admin.Email, admin.MustChangePassword));
        Assert.DoesNotContain(lines, line => line.Contains("horse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_development_there_is_a_company_to_look_at()
    {
        using var database = TestDatabase.Empty(environment: "Development");

        var lines = await database.StartAsync();

        Assert.Equal(["4 60 150 600"], await database.RowsAsync("""
            SELECT (SELECT count(*) FROM "Users") || ' ' || (SELECT count(*) FROM "Customers") || ' ' || (SELECT count(*) FROM "Contacts") || ' ' || (SELECT count(*) FROM "Interactions")
            """));
        Assert.Contains(lines, line => line.Contains("Demo data", StringComparison.Ordinal));
        Assert.Equal(0, await database.ScalarAsync<int>("""
            SELECT count(*) FROM "Customers" c WHERE c."NextFollowUpAt" IS DISTINCT FROM (SELECT min(f."Due") FROM "FollowUps" f WHERE f."CustomerId" = c."Id" AND f."Status" = 'Planned')
               OR c."LastContactAt" IS DISTINCT FROM (SELECT max(i."StartedAt") FROM "Interactions" i WHERE i."CustomerId" = c."Id" AND i."Channel" <> 'Note')
            """));
        Assert.Equal("C000061", await NextNumberAsync(database));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_left_alone() =>
        await AssertRefusedAsync(ExitCodes.DatabaseTooNew, "29990101000000_Future", "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Future', '99.0.0')");

    [Fact]
    public async Task Tables_without_a_history_are_left_alone() =>
        await AssertRefusedAsync(ExitCodes.DatabaseHalfMigrated, "no history", "DROP TABLE \"__EFMigrationsHistory\"");

    [Fact]
    public async Task A_table_without_one_of_its_columns_is_noticed_before_the_first_request() =>
        await AssertRefusedAsync(ExitCodes.DatabaseHalfMigrated, "Website", "ALTER TABLE \"Customers\" DROP COLUMN \"Website\"");

    [Fact]
    public async Task A_table_that_is_missing_is_noticed_too() => await AssertRefusedAsync(ExitCodes.DatabaseHalfMigrated, "TaxProfiles", "DROP TABLE \"TaxProfiles\"");

    /// <summary>The other engines take back what a migration did that was cut off.</summary>
    [Fact]
    [Trait("Engine", "Sqlite")]
    public async Task A_migration_that_was_cut_off_is_not_continued_blindly()
    {
        using var database = TestDatabase.Empty();
        await database.RowsAsync("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-03-18')""");

        await AssertRefusedAsync(database, ExitCodes.DatabaseHalfMigrated, "__EFMigrationsLock");
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM sqlite_master WHERE type = 'table'"));
    }

    [Fact]
    [Trait("Engine", "Sqlite")]
    public async Task A_file_that_is_no_database_is_left_alone()
    {
        using var database = TestDatabase.Empty();
        await File.WriteAllTextAsync(database.File, new string('x', 5000));

        await AssertRefusedAsync(database, ExitCodes.WrongConfiguration, "not a SQLite database");
        Assert.Equal(5000, new FileInfo(database.File).Length);
    }

    [Fact]
    [Trait("Engine", "Sqlite")]
    public async Task A_place_where_no_folder_can_be_is_named()
    {
        using var database = TestDatabase.Empty(new() { ["Database:ConnectionString"] = "Data Source=/proc/nowhere/crm.db" });

        await AssertRefusedAsync(database, ExitCodes.CannotWrite, "/proc/nowhere/crm.db");
    }

    [Fact]
    public async Task A_folder_for_files_that_cannot_be_written_is_named()
    {
        using var database = TestDatabase.Empty(new() { ["Files:Root"] = "/proc/nowhere/files" });

        await AssertRefusedAsync(database, ExitCodes.CannotWrite, "Files:Root");
    }

    [Fact]
    [Trait("Engine", "Sqlite")]
    public async Task A_database_that_may_only_be_read_is_named()
    {
        using var database = TestDatabase.New();
        SqliteConnection.ClearAllPools();
        using var readOnly = TestDatabase.Empty(new() { ["Database:ConnectionString"] = $"Data Source={database.File};Mode=ReadOnly" });

        await AssertRefusedAsync(readOnly, ExitCodes.CannotWrite, database.File);
    }

    private static async Task AssertRefusedAsync(int exitCode, string says, string damage)
    {
        using var database = TestDatabase.New();
        await database.RowsAsync(damage);
        var before = await TablesAsync(database);

        await AssertRefusedAsync(database, exitCode, says);

        Assert.Equal(before, await TablesAsync(database));
    }

    private static async Task AssertRefusedAsync(TestDatabase database, int exitCode, string says)
    {
        var refused = await Assert.ThrowsAsync<StartupRefusedException>(database.StartAsync);

        Assert.Equal(exitCode, refused.ExitCode);
        Assert.Contains(says, refused.Message);
    }

    private static async Task<IEnumerable<string>> TablesAsync(TestDatabase database)
    {
        await using var scope = database.Begin();
        return (await scope.Get<IEngine>().TablesAsync(scope.Db, CancellationToken.None)).Order(StringComparer.Ordinal);
    }

    private static Task<List<string>> CountsAsync(TestDatabase database) => database.RowsAsync("""
        SELECT (SELECT count(*) FROM "Users"), (SELECT count(*) FROM "CodeListItems"), (SELECT count(*) FROM "SigningKeys"), (SELECT count(*) FROM "__EFMigrationsHistory")
        """);

    private static async Task<string> NextNumberAsync(TestDatabase database)
    {
        await using var scope = database.Begin();
        var customer = Customer.Open(database.NewId(), number: null, Profiles.Company(), null);
        scope.Db.Add(customer);
        await scope.Db.SaveChangesAsync();
        return customer.Number;
    }
}
