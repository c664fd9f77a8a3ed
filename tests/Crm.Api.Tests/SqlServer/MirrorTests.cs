using System.Net;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Crm.TestKit;
using Crm.TestKit.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Api.Tests.SqlServer;

/// <summary>Every test that uses <see cref="CrmApp"/> also asks SQL Server, on paper. Here it is proved that it does, and that it can refuse.</summary>
public sealed class MirrorTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task What_is_asked_all_day_was_translated_for_SQL_Server()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync(fields: new { tags = new[] { Unique.Word() } });
        await user.LogAsync(customer.Id);
        await user.PlanAsync(customer.Id, "2026-12-01");

        await AssertAskedAsync(user, "/customers?sort=name&limit=5", sql => sql.Contains("FROM [Customers]") && sql.Contains("ORDER BY [c].[NameSortKey], [c].[Id]") && sql.Contains("TOP("));
        await AssertAskedAsync(user, "/customers?sort=-lastContactAt&filter[ownerId]=me&count=exact", sql => sql.Contains("COUNT(*)") || sql.Contains("[LastContactAt]"));
        await AssertAskedAsync(user, $"/customers/{customer.Id}/overview", sql => sql.Contains("[FollowUps]"));
        await AssertAskedAsync(user, $"/customers/{customer.Id}/timeline", sql => sql.Contains("[Interactions]"));
        await AssertAskedAsync(user, "/search?q=客户", sql => sql.Contains("(N' ' + [Anchors] + N' ') LIKE @p") && sql.Contains("[RowNo] DESC"));
        await AssertAskedAsync(user, "/customers?q=客户", sql => sql.Contains("(N' ' + [Terms] + N' ') LIKE @p"));
        await AssertAskedAsync(user, "/today", sql => sql.Contains("[FollowUps]") && sql.Contains("[Due]"));
    }

    [Fact]
    public async Task What_is_written_was_translated_too()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        (await user.PatchAsync($"/customers/{customer.Id}", new { shortName = "简称" })).Expect(HttpStatusCode.OK);
        await user.PlanAsync(customer.Id, "2026-12-01");

        Assert.Contains(app.SqlServer.Statements, sql => sql.Contains("INSERT INTO [Customers]"));
        Assert.Contains(app.SqlServer.Statements, sql => sql.Contains("UPDATE [c]") && sql.Contains("[NextFollowUpAt] = (")); // by ExecuteUpdate
    }

    [Fact]
    public async Task What_only_the_engine_says_is_TSql_too()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();

        await app.SqlServer.SpeakAsync(db, (engine, twin) => engine.NextAsync(twin, "CustomerNumbers", 2, default));
        await app.SqlServer.SpeakAsync(db, (engine, twin) => engine.LockAsync(twin, "job", default));
        await app.SqlServer.SpeakAsync(db, (engine, twin) => engine.TablesAsync(twin, default));
        await app.SqlServer.SpeakAsync(db, (engine, twin) => engine.PrepareAsync(twin, default));

        Assert.Contains(app.SqlServer.Statements, sql => sql.Contains("sp_sequence_get_range"));
        Assert.Contains(app.SqlServer.Statements, sql => sql.Contains("sp_getapplock"));
        Assert.Contains(app.SqlServer.Statements, sql => sql.Contains("sys.tables"));
        Assert.Contains(app.SqlServer.Statements, sql => sql.Contains("is_read_committed_snapshot_on"));
    }

    [Fact]
    public async Task A_query_of_one_engine_is_refused() =>
        await AssertRefusedAsync("Glob", db => db.Set<Customer>().Where(c => EF.Functions.Glob(c.Name, "*")).ToListAsync());

    [Fact]
    public async Task A_query_that_would_be_answered_by_the_program_instead_of_the_database_is_refused() =>
        await AssertRefusedAsync("IsLong", db => db.Set<Customer>().Where(c => IsLong(c.Name)).ToListAsync());

    [Fact]
    public async Task SQL_of_one_engine_is_refused()
    {
        await AssertRefusedAsync("LIMIT", db => db.Set<Customer>().FromSqlRaw("""SELECT * FROM "Customers" LIMIT 1""").ToListAsync());
        await AssertRefusedAsync("LIMIT", db => db.Database.SqlQueryRaw<string>("""SELECT "Name" AS "Value" FROM "Customers" LIMIT 1""").ToListAsync());
        await AssertRefusedAsync("PRAGMA", db => db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task What_the_engine_says_is_its_own_also_after_it_had_to_wait_for_a_connection()
    {
        await using var scope = app.Services.CreateAsyncScope();
        NpgsqlConnection.ClearAllPools(); // a new connection takes a while
        await scope.ServiceProvider.GetRequiredService<IEngine>().DropFieldIndexAsync(scope.ServiceProvider.GetRequiredService<CrmDbContext>(), "Customers", "CF_Customers_none", default);

        Assert.Empty(app.SqlServer.TakeRefused());
    }

    private static bool IsLong(string name) => name.Length > 10;

    private async Task AssertAskedAsync(ApiUser user, string path, Predicate<string> sql)
    {
        await user.ReadAsync(path);
        Assert.Contains(app.SqlServer.Statements, sql);
    }

    private async Task AssertRefusedAsync(string named, Func<CrmDbContext, Task> ask)
    {
        await using var scope = app.Services.CreateAsyncScope();

        var refused = await Assert.ThrowsAsync<NotOnSqlServerException>(() => ask(scope.ServiceProvider.GetRequiredService<CrmDbContext>()));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Equal([refused], app.SqlServer.TakeRefused());
    }
}
