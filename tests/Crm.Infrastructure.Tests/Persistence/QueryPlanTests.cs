using System.Data.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Infrastructure.Tests.Support;
using Crm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

/// <summary>The questions that are asked all day are answered from an index, without sorting.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private static readonly Guid Me = new("01990000-0000-7000-8000-0000000000aa");
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void All_customers_by_name() => AssertPlan("IX_Customers_NameSortKey_Id", Role.Administrator, s => s.Db.Set<Customer>().OrderBy(c => c.NameSortKey).ThenBy(c => c.Id).Take(51));

    [Fact]
    public void All_customers_by_last_change() =>
        AssertPlan("IX_Customers_UpdatedAt_Id", Role.Administrator, s => s.Db.Set<Customer>().OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id).Take(51));

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Sales)]
    public void My_customers_by_name(Role role) =>
        AssertPlan("IX_Customers_OwnerId_NameSortKey_Id", role, s => s.Db.Set<Customer>().Where(c => c.OwnerId == Me).OrderBy(c => c.NameSortKey).ThenBy(c => c.Id).Take(51));

    [Fact]
    public void All_customers_of_a_province()
    {
        var paths = new FieldPaths(new FieldSet(new CustomerDescriptor(), []), []);
        var filter = new Comparison("regionCode", FilterOperator.Inside, ["370000"], "filter");
        var inside = new FilterExpressions(paths, new FilterSetting(null, null, [], default, TimeZoneInfo.Utc)).Of<Customer>(filter);

        AssertPlan("IX_Customers_RegionCode", Role.Administrator, s => s.Db.Set<Customer>().Where(inside).Select(c => c.Id));
    }

    [Fact]
    public void The_timeline_of_a_customer() =>
        AssertPlan(
            "IX_Interactions_CustomerId_StartedAt_Id",
            Role.Administrator,
            s => s.Db.Set<Interaction>().Where(i => i.CustomerId == Me).OrderByDescending(i => i.StartedAt).ThenByDescending(i => i.Id).Take(21));

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Sales)]
    public void My_follow_ups_that_are_due_today(Role role)
    {
        var (now, tomorrow) = (new DateTime(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 19, 0, 0, 0, DateTimeKind.Utc));

        AssertPlan(
            "IX_FollowUps_OwnerId_Status_Due",
            role,
            s => s.Db.Set<FollowUp>().Where(f => f.OwnerId == Me && f.Status == FollowUpStatus.Planned && f.Due >= now && f.Due < tomorrow).OrderBy(f => f.Due).Take(50));
    }

    private void AssertPlan<T>(string index, Role role, Func<TestScope, IQueryable<T>> query)
    {
        using var scope = _database.Begin(role, Me, role == Role.Sales ? [Me] : null);
        using var command = query(scope).CreateDbCommand();
        scope.Db.Database.OpenConnection();
        var plan = _database.Store is PostgresStore ? PostgresPlan(command) : SqlitePlan(command);

        Assert.Contains(index, plan);
        Assert.DoesNotContain("TEMP B-TREE", plan);
        Assert.DoesNotContain("Sort", plan.Replace("NameSortKey", "", StringComparison.Ordinal));
    }

    private static string SqlitePlan(DbCommand command)
    {
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        return string.Join('\n', Steps(command, 3));
    }

    /// <summary>In an empty table PostgreSQL would rather read everything and sort it; the question is whether it can do without.</summary>
    private static string PostgresPlan(DbCommand command)
    {
        command.CommandText = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; EXPLAIN (COSTS OFF) " + command.CommandText;
        return string.Join('\n', Steps(command, 0));
    }

    private static IEnumerable<string> Steps(DbCommand explain, int column)
    {
        using var reader = explain.ExecuteReader();
        while (reader.Read()) yield return reader.GetString(column);
    }
}
