using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Fields;

/// <summary>Added fields of every type in lists: what the database selects and how it orders is what the same expression says in memory.</summary>
public sealed class CustomFieldListTests : IClassFixture<CustomFieldListTests.Company>
{
    private readonly TestDatabase _database;

    public CustomFieldListTests(Company company) => _database = company.Database;

    public static TheoryData<CustomFieldType> Types => [.. Enum.GetValues<CustomFieldType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Every_comparison_selects_what_it_selects_in_memory(CustomFieldType type)
    {
        var fields = await FieldsAsync();
        var field = fields.Find(KeyOf(type))!;
        await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
        var all = await scope.Db.Set<Customer>().AsNoTracking().ToListAsync();

        foreach (var filter in Filters(field, type))
        {
            var condition = await scope.Get<FilterTranslator>().TranslateAsync(new CustomerDescriptor(), new ListRequest { Filter = filter }, CancellationToken.None);
            var found = await scope.Db.Set<Customer>().Where(condition).Select(c => c.Id).ToListAsync();

            Assert.Equal(all.AsQueryable().Where(condition).Select(c => c.Id).Order(), found.Order());
            if (filter.Operator is FilterOperator.Eq or FilterOperator.In or FilterOperator.IsEmpty) Assert.True(found.Count > 0 && found.Count < all.Count, $"{filter.Operator} {found.Count}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Page_by_page_it_is_the_whole_list_with_empty_values_last(CustomFieldType type)
    {
        var fields = await FieldsAsync();
        var field = fields.Find(KeyOf(type))!;
        if (!field.Sortable) return;
        var read = field.Value.Compile();
        await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
        var byId = await scope.Db.Set<Customer>().AsNoTracking().ToDictionaryAsync(c => c.Id);

        foreach (var descending in new[] { false, true })
        {
            var values = (await PagesAsync((descending ? "-" : "") + field.Key)).ConvertAll(id => read.DynamicInvoke(byId[id]));
            var given = values.TakeWhile(v => v is not null).ToList();

            Assert.Equal(byId.Count, values.Count);
            Assert.All(values.Skip(given.Count), Assert.Null);
            Assert.True(given.Count is > 0 && given.Count < values.Count);
            Assert.All(given.Zip(given.Skip(1)), pair => Assert.True(Compare(pair.First!, pair.Second!) * (descending ? -1 : 1) <= 0));
        }
    }

    [Fact]
    public async Task The_values_come_back_as_they_were_written()
    {
        await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
        var page = await scope.Get<RecordLister>().ListAsync<Customer, CustomerRow>(new CustomerDescriptor(), new ListRequest { Limit = 200 }, CancellationToken.None);
        var stored = await scope.Db.Set<Customer>().AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Custom);

        Assert.All(page.Data, row => Assert.Equal(stored[row.Id]?.Keys.Count ?? 0, row.Custom.Count));
        Assert.Contains(page.Data, row => row.Custom.TryGetValue("money", out var money) && money is Money { Currency: "CNY" });
    }

    private static int Compare(object a, object b) => a is string text ? string.CompareOrdinal(text, (string)b) : ((IComparable)a).CompareTo(b);

    private static string KeyOf(CustomFieldType type) => FieldSet.CustomPrefix + Company.Key(type);

    private static IEnumerable<Comparison> Filters(FieldDescriptor field, CustomFieldType type)
    {
        string[] samples = [.. Enumerable.Range(0, 3).Select(n => Company.Value(type, n)).OfType<object>().Select(Written).Distinct()];
        foreach (var op in field.Operators)
        {
            string[] values = op switch
            {
                FilterOperator.IsEmpty => ["true"],
                FilterOperator.Between => [samples[0], samples[^1]],
                FilterOperator.In or FilterOperator.Nin or FilterOperator.HasAll => samples[..Math.Min(2, samples.Length)],
                FilterOperator.Contains or FilterOperator.NotContains or FilterOperator.StartsWith => [samples[0][..1]],
                FilterOperator.EndsWith => [samples[0][^1..]],
                FilterOperator.Within or FilterOperator.NotWithin => ["last:30d"],
                _ => [samples[0]],
            };
            yield return new Comparison(field.Key, op, values, "filter");
        }
    }

    private static string Written(object value) => value switch
    {
        decimal number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Money money => money.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IReadOnlyList<string> words => words[0],
        _ => (string)value,
    };

    private ValueTask<FieldSet> FieldsAsync() => ((IFieldCatalogue)_database.Services.GetService(typeof(IFieldCatalogue))!).OfAsync(new CustomerDescriptor(), CancellationToken.None);

    private async Task<List<Guid>> PagesAsync(string sort)
    {
        var ids = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            await using var scope = _database.Begin(Role.Administrator, Guid.Empty);
            var request = new ListRequest { Sort = sort, Limit = 7, Cursor = cursor.Length == 0 ? null : cursor };
            var page = await scope.Get<RecordLister>().ListAsync<Customer, CustomerRow>(new CustomerDescriptor(), request, CancellationToken.None);
            ids.AddRange(page.Data.Select(r => r.Id));
            cursor = page.Page.Next;
        }

        return ids;
    }

    /// <summary>Customers with few values in each field, so that many are equal and some are missing.</summary>
    public sealed class Company : IAsyncLifetime
    {
        private static readonly Guid[] Others = [new("01990000-0000-7000-8000-000000000001"), new("01990000-0000-7000-8000-000000000002"), new("01990000-0000-7000-8000-000000000003")];

        public TestDatabase Database { get; } = TestDatabase.New();

        public static string Key(CustomFieldType type) => char.ToLowerInvariant(type.ToString()[0]) + type.ToString()[1..];

        public static object? Value(CustomFieldType type, int n) => n > 2 ? null : type switch
        {
            CustomFieldType.Number or CustomFieldType.Percent => new[] { -3.5m, 0m, 922_337_203_685_477m }[n],
            CustomFieldType.Score => n + 1m,
            CustomFieldType.Money => new Money(new[] { 0.0001m, 10m, 9.5m }[n], n == 0 ? "CNY" : "USD"),
            CustomFieldType.Date => new[] { "2026-02-28", "1999-12-31", "2026-03-01" }[n],
            CustomFieldType.DateTime => new[] { "2026-02-28T07:20:00.000Z", "2026-02-28T07:20:00.001Z", "1999-12-31T23:59:59.999Z" }[n],
            CustomFieldType.YesNo => n == 0 ? true : false,
            CustomFieldType.Choices => (string[][])[["a"], ["a", "b"], ["c"]] is var lists ? lists[n] : null,
            CustomFieldType.User or CustomFieldType.Relation => Others[n].ToString(),
            CustomFieldType.Region => new[] { "370000", "370200", "110000" }[n],
            CustomFieldType.Choice => new[] { "a", "b", "c" }[n],
            _ => new[] { "海尔 \"智\" a'b", "Beta", "alpha" }[n],
        };

        public async Task InitializeAsync()
        {
            await Database.StartAsync();
            await using (var scope = Database.Begin())
            {
                var position = 0;
                foreach (var type in Enum.GetValues<CustomFieldType>())
                    scope.Db.Add(CustomField.Add(Database.NewId(), "customers", Key(type), type, type == CustomFieldType.Relation ? "customers" : null, new CustomFieldProfile { LabelZh = Key(type), LabelEn = Key(type) }, ++position));
                await scope.Db.SaveChangesAsync();
                scope.Get<IFieldCatalogue>().Forget();
            }

            var random = new Random(7);
            await using (var scope = Database.Begin())
            {
                for (var i = 0; i < 40; i++)
                {
                    var customer = Customer.Open(Database.NewId(), $"C{i:d6}", Profiles.Company($"客户{i}"), null);
                    customer.Customize(CustomValues.Of(Enum.GetValues<CustomFieldType>().Select(type => KeyValuePair.Create(Key(type), Value(type, random.Next(4))))));
                    scope.Db.Add(customer);
                }

                await scope.Db.SaveChangesAsync();
            }
        }

        public Task DisposeAsync()
        {
            Database.Dispose();
            return Task.CompletedTask;
        }
    }
}
