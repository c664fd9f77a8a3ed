using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Tests.Support;
using Crm.TestKit.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Infrastructure.Tests.Fields;

/// <summary>Indexes that an administrator asks for: lists find by them, and they go when the field is archived.</summary>
public sealed class FieldIndexTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData(CustomFieldType.Text, FilterOperator.Eq, "gold")]
    [InlineData(CustomFieldType.Number, FilterOperator.Gte, "12.5")]
    [InlineData(CustomFieldType.Money, FilterOperator.Between, "1,2")]
    [InlineData(CustomFieldType.Date, FilterOperator.Lt, "2026-02-28")]
    [InlineData(CustomFieldType.DateTime, FilterOperator.Gt, "2026-02-28T07:20:00Z")]
    [InlineData(CustomFieldType.User, FilterOperator.Eq, "01990000-0000-7000-8000-000000000001")]
    public async Task A_filter_on_an_indexed_field_is_answered_from_its_index(CustomFieldType type, FilterOperator op, string value)
    {
        var field = await AddAsync(type);
        await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
        await FillAsync(scope, field);
        await scope.Get<FieldIndexes>().ReconcileAsync(CancellationToken.None);

        var filter = new AllOf([new Comparison("custom.f", op, value.Split(','), "filter")]);
        var rows = await scope.Get<RecordLister>().MatchingAsync(new CustomerDescriptor(), new ListRequest { Filter = filter }, CancellationToken.None);

        Assert.Contains(FieldIndex.NameOf("Customers", field), Plan(scope, rows.Select(c => c.Id)));
    }

    [Theory]
    [InlineData("custom.f")]
    [InlineData("-custom.f")]
    public async Task An_order_by_an_indexed_field_sorts_nothing(string sort)
    {
        var field = await AddAsync(CustomFieldType.Number);
        await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
        await FillAsync(scope, field);
        await scope.Get<FieldIndexes>().ReconcileAsync(CancellationToken.None);
        var fields = await scope.Get<IFieldCatalogue>().OfAsync(new CustomerDescriptor(), CancellationToken.None);

        List<string[]?> places = [null, ["=12.5", "=" + Guid.Empty]];
        foreach (var place in places)
        {
            var part = SortOrder<Customer>.Parse(fields, new ListRequest { Sort = sort }).Slices(place)[0].Of(scope.Db.Set<Customer>());
            var plan = Plan(scope, part.Take(51).Select(c => c.Id));

            Assert.Contains(FieldIndex.NameOf("Customers", field), plan);
            Assert.DoesNotContain("B-TREE", plan);
            Assert.DoesNotContain("Sort", plan);
        }
    }

    [Fact]
    public async Task An_index_goes_when_its_field_is_archived_and_comes_back_with_it()
    {
        var field = await AddAsync(CustomFieldType.Text);
        await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
        var indexes = scope.Get<FieldIndexes>();
        var engine = scope.Get<IEngine>();
        await indexes.ReconcileAsync(CancellationToken.None);
        await indexes.ReconcileAsync(CancellationToken.None);
        Assert.Equal([FieldIndex.NameOf("Customers", field)], await engine.FieldIndexesAsync(scope.Db, CancellationToken.None));

        var stored = await scope.Db.Set<CustomField>().SingleAsync();
        stored.Archive(new DateTime(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc));
        await scope.Db.SaveChangesAsync();
        await indexes.ReconcileAsync(CancellationToken.None);
        Assert.Empty(await engine.FieldIndexesAsync(scope.Db, CancellationToken.None));

        stored.Reinstate();
        await scope.Db.SaveChangesAsync();
        await indexes.ReconcileAsync(CancellationToken.None);
        Assert.Single(await engine.FieldIndexesAsync(scope.Db, CancellationToken.None));
    }

    [Fact]
    public async Task A_failure_is_tried_again_at_the_next_change_and_ends_nothing()
    {
        await AddAsync(CustomFieldType.Text);
        await using var scope = _database.Begin();
        var (catalogue, engine, looks) = (scope.Get<IFieldCatalogue>(), scope.Get<IEngine>(), 0);
        var descriptors = scope.Get<IEnumerable<EntityDescriptor>>().Where(_ => ++looks > 1 ? true : throw new InvalidOperationException("The connection is gone."));
        using var indexes = new FieldIndexes(scope.Get<IServiceScopeFactory>(), catalogue, descriptors, engine, NullLogger<FieldIndexes>.Instance);

        await indexes.StartAsync(CancellationToken.None);
        for (var waits = 0; waits < 200 && (await engine.FieldIndexesAsync(scope.Db, CancellationToken.None)).Count == 0; waits++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
            catalogue.Forget();
        }

        Assert.Single(await engine.FieldIndexesAsync(scope.Db, CancellationToken.None));
        await indexes.StopAsync(CancellationToken.None);
        Assert.True(indexes.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(CustomFieldType.Text)]
    [InlineData(CustomFieldType.Money)]
    [InlineData(CustomFieldType.YesNo)]
    public void SQL_Server_can_read_the_statements_that_make_one(CustomFieldType type)
    {
        var field = CustomField.Add(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), "customers", "f", type, null, new CustomFieldProfile { LabelZh = "字段", LabelEn = "Field" }, 10);

        TSql.Parse(Crm.Infrastructure.Persistence.Providers.SqlServer.IndexSql(new FieldIndex(FieldIndex.NameOf("Customers", field), "Customers", field)));
    }

    private async Task<CustomField> AddAsync(CustomFieldType type)
    {
        await using var scope = _database.Begin();
        var field = CustomField.Add(_database.NewId(), "customers", "f", type, null, new CustomFieldProfile { LabelZh = "字段", LabelEn = "Field", Indexed = true }, 10);
        scope.Db.Add(field);
        await scope.Db.SaveChangesAsync();
        return field;
    }

    private async Task FillAsync(TestScope scope, CustomField field)
    {
        for (var i = 0; i < 50; i++)
        {
            var customer = Customer.Open(_database.NewId(), $"C{i:d6}", Profiles.Company(), null);
            object value = field.Type switch
            {
                CustomFieldType.Number => (decimal)i,
                CustomFieldType.Money => new Money(i, "CNY"),
                CustomFieldType.Date => $"2026-01-{1 + (i % 28):d2}",
                CustomFieldType.DateTime => Instants.Format(new DateTime(2026, 1, 1 + (i % 28), 0, 0, 0, DateTimeKind.Utc)),
                _ => Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString(),
            };
            customer.Customize(CustomValues.Of([KeyValuePair.Create<string, object?>(field.Key, value)]));
            scope.Db.Add(customer);
        }

        await scope.Db.SaveChangesAsync();
    }

    /// <summary>SQLite explains by the tables as the connection last saw them; a question that is answered makes it look again.</summary>
    private static string Plan(TestScope scope, IQueryable<Guid> query)
    {
        _ = query.ToList();
        using var command = query.CreateDbCommand();
        scope.Db.Database.OpenConnection();
        var postgres = scope.Get<IEngine>() is Crm.Infrastructure.Persistence.Providers.Postgres;
        command.CommandText = (postgres ? "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; EXPLAIN (COSTS OFF) " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read()) steps.Add(reader.GetString(postgres ? 0 : 3));
        return string.Join('\n', steps);
    }
}
