using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.KeyAccounts;
using Crm.Application.Records;
using Crm.Application.Segments;
using Crm.Domain.Activities;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.KeyAccounts;
using Crm.Domain.Security;
using Crm.Domain.Segments;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Record = Crm.Domain.Common.Record;

namespace Crm.Infrastructure.Tests.Persistence;

/// <summary>Lists over the demonstration data, as the database itself sorts and compares.</summary>
public sealed class ListTests : IClassFixture<ListTests.DemoCompany>
{
    private readonly TestDatabase _database;

    public ListTests(DemoCompany company) => _database = company.Database;

    public static TheoryData<string> CustomerSorts => Sorts(new CustomerDescriptor());

    public static TheoryData<string> ContactSorts => Sorts(new ContactDescriptor());

    public static TheoryData<string> FollowUpSorts => Sorts(new FollowUpDescriptor());

    public static TheoryData<string> SegmentSorts => Sorts(new SegmentDescriptor());

    public static TheoryData<string> KeyAccountSorts => Sorts(new KeyAccountDescriptor());

    [Theory]
    [MemberData(nameof(CustomerSorts))]
    public Task Customers_page_by_page_are_the_whole_list(string sort) => AssertPagesAsync<Customer, CustomerRow>(new CustomerDescriptor(), sort, 60, 13);

    [Theory]
    [MemberData(nameof(ContactSorts))]
    public Task Contacts_page_by_page_are_the_whole_list(string sort) => AssertPagesAsync<Contact, ContactRow>(new ContactDescriptor(), sort, 150, 40);

    [Theory]
    [MemberData(nameof(FollowUpSorts))]
    public async Task Follow_ups_page_by_page_are_the_whole_list(string sort)
    {
        await using var scope = _database.Begin(Role.Administrator);
        await AssertPagesAsync<FollowUp, FollowUpRow>(new FollowUpDescriptor(), sort, await scope.Db.Set<FollowUp>().CountAsync(), 50);
    }

    [Theory]
    [MemberData(nameof(SegmentSorts))]
    public async Task Segments_page_by_page_are_the_whole_list(string sort)
    {
        await EnsureAsync<Segment>(7, (scope, i) =>
        {
            var segment = new Segment(_database.NewId(), i % 2 == 0 ? SegmentKind.Static : SegmentKind.Live, scope.Owner);
            segment.Write("分群" + "甲乙丙丁戊己庚"[i], null, "grey", null, shared: i % 3 == 0);
            if (segment.Kind == SegmentKind.Static && i > 2) segment.Write(segment.Name, "说明", "blue", """{"and":[]}""", shared: false);
            return segment;
        });
        await AssertPagesAsync<Segment, SegmentPlace>(new SegmentDescriptor(), sort, 7, 3);
    }

    [Theory]
    [MemberData(nameof(KeyAccountSorts))]
    public async Task Key_accounts_page_by_page_are_the_whole_list(string sort)
    {
        await EnsureAsync<KeyAccountPlan>(9, (scope, i) =>
        {
            var plan = new KeyAccountPlan(_database.NewId(), scope.Customers[i]);
            plan.Write(KeyAccountStatus.Active, new DateOnly(2026, 1, 1 + (i % 4)), i % 3 == 0 ? null : new DateOnly(2026, 12, 20 - (i % 5)), "{}", 0, i, i % 2 == 0 ? null : new DateOnly(2026, 12, 2));
            return plan;
        });
        await AssertPagesAsync<KeyAccountPlan, KeyAccountRow>(new KeyAccountDescriptor(), sort, 9, 4);
    }

    [Theory]
    [InlineData("name,-rating")]
    [InlineData("-status,rating,-lastContactAt,name")]
    [InlineData("nextFollowUpAt,-annualRevenue")]
    public Task Several_fields_order_together(string sort) => AssertPagesAsync<Customer, CustomerRow>(new CustomerDescriptor(), sort, 60, 7);

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var page = await ListAsync<Customer, CustomerRow>(new CustomerDescriptor(), new ListRequest { Limit = 5 });

        var refused = await Assert.ThrowsAsync<InvalidException>(() => ListAsync<Contact, ContactRow>(new ContactDescriptor(), new ListRequest { Limit = 5, Cursor = page.Page.Next }));

        Assert.Equal("cursor_mismatch", refused.Errors[0].Code);
    }

    [Fact]
    public async Task A_list_is_counted_when_it_is_asked_for()
    {
        Assert.Null((await ListAsync<Customer, CustomerRow>(new CustomerDescriptor(), new ListRequest())).Total);
        Assert.Equal(new Total(60, "eq"), (await ListAsync<Customer, CustomerRow>(new CustomerDescriptor(), new ListRequest { Count = true, Limit = 1 })).Total);
    }

    /// <summary>Every field with every comparison, so that none of them is one that the database cannot make.</summary>
    [Fact]
    public async Task Every_comparison_of_every_field_is_one_that_the_database_understands()
    {
        await AssertUnderstoodAsync<Customer, CustomerRow>(new CustomerDescriptor());
        await AssertUnderstoodAsync<Contact, ContactRow>(new ContactDescriptor());
        await AssertUnderstoodAsync<Interaction, InteractionDetail>(new InteractionDescriptor());
        await AssertUnderstoodAsync<FollowUp, FollowUpRow>(new FollowUpDescriptor());
        await AssertUnderstoodAsync<FollowUpSeries, FollowUpSeriesRow>(new FollowUpSeriesDescriptor());
        await AssertUnderstoodAsync<Segment, SegmentPlace>(new SegmentDescriptor());
        await AssertUnderstoodAsync<KeyAccountPlan, KeyAccountRow>(new KeyAccountDescriptor());
    }

    /// <summary>The demonstration has none of these: they are added once.</summary>
    private async Task EnsureAsync<T>(int count, Func<(Guid Owner, List<Guid> Customers), int, T> make)
        where T : Record
    {
        await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
        if (await scope.Db.Set<T>().AnyAsync()) return;
        var owner = await scope.Db.Set<User>().OrderBy(u => u.Id).Select(u => u.Id).FirstAsync();
        var customers = await scope.Db.Set<Customer>().OrderBy(c => c.Id).Select(c => c.Id).Take(count).ToListAsync();
        scope.Db.AddRange(Enumerable.Range(0, count).Select(i => make((owner, customers), i)));
        await scope.Db.SaveChangesAsync();
    }

    private static TheoryData<string> Sorts(EntityDescriptor descriptor) => [.. descriptor.Fields.Where(f => f.Sortable).SelectMany(f => new[] { f.Key, "-" + f.Key })];

    private async Task AssertPagesAsync<T, TRow>(EntityDescriptor<T> descriptor, string sort, int count, int limit)
        where T : Record
        where TRow : IRow
    {
        var whole = await ListAsync<T, TRow>(descriptor, new ListRequest { Sort = sort, Limit = ListRequest.MaxLimit });
        var pages = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await ListAsync<T, TRow>(descriptor, new ListRequest { Sort = sort, Limit = limit, Cursor = cursor.Length == 0 ? null : cursor });
            pages.AddRange(page.Data.Select(r => r.Id));
            cursor = page.Page.Next;
        }

        Assert.Equal(whole.Data.Select(r => r.Id), pages.Take(ListRequest.MaxLimit));
        Assert.Equal((count, count), (pages.Count, pages.Distinct().Count()));
    }

    private async Task AssertUnderstoodAsync<T, TRow>(EntityDescriptor<T> descriptor)
        where T : Record
        where TRow : IRow
    {
        foreach (var field in descriptor.Fields.Where(f => f.Filterable && f.Type != FieldType.Segments)) // whose names are asked of their own module
            await ListAsync<T, TRow>(descriptor, new ListRequest { Limit = 1, Filter = new AllOf([.. field.Operators.Select(op => Comparison(field, op))]) });
    }

    private static Comparison Comparison(FieldDescriptor field, FilterOperator op) => new(field.Key, op, ValuesFor(field, op), "filter");

    private static string[] ValuesFor(FieldDescriptor field, FilterOperator op) => op switch
    {
        FilterOperator.IsEmpty => ["true"],
        FilterOperator.Between => [ValueOf(field), ValueOf(field)],
        FilterOperator.Within or FilterOperator.NotWithin => ["last:30d"],
        _ => [ValueOf(field)],
    };

    private static string ValueOf(FieldDescriptor field) => field.Type switch
    {
        FieldType.Number or FieldType.Score => "3",
        FieldType.Money => "1000.5",
        FieldType.Date => "2026-03-18",
        FieldType.DateTime => "2026-03-18T07:20:00Z",
        FieldType.YesNo => "true",
        FieldType.Choice => field.Choices[0],
        FieldType.Region => "370000",
        FieldType.Owner or FieldType.Relation or FieldType.Relations => Guid.Empty.ToString(),
        _ => "海",
    };

    private async Task<ListPage<TRow>> ListAsync<T, TRow>(EntityDescriptor<T> descriptor, ListRequest request)
        where T : Record
        where TRow : IRow
    {
        await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
        return await scope.Get<RecordLister>().ListAsync<T, TRow>(descriptor, request, CancellationToken.None);
    }

    /// <summary>A database with a company to look at.</summary>
    public sealed class DemoCompany : IAsyncLifetime
    {
        public TestDatabase Database { get; } = TestDatabase.Empty(environment: "Development");

        public Task InitializeAsync() => Database.StartAsync();

        public Task DisposeAsync()
        {
            Database.Dispose();
            return Task.CompletedTask;
        }
    }
}
