using Crm.Application.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

public sealed class RaceTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_hundred_at_once_get_a_hundred_numbers()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            await using var scope = _database.Begin();
            var customer = Customer.Open(_database.NewId(), number: null, Profiles.Company(), null);
            scope.Db.Add(customer);
            await scope.Db.SaveChangesAsync();
            return customer.Number;
        })));

        Assert.Equal(Enumerable.Range(1, 100).Select(n => $"C{n:000000}"), numbers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sixty_four_writers_at_once_all_come_through_while_others_read()
    {
        using var done = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await using var scope = _database.Begin();
                await scope.Db.Set<Customer>().CountAsync();
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => _database.AddCustomerAsync(Profiles.Company($"海尔{i}")))));
        await done.CancelAsync();
        await reader;

        Assert.Equal((64L, 64L), (await _database.ScalarAsync<long>("""SELECT count(*) FROM "Customers" """), await _database.ScalarAsync<long>("""SELECT count(*) FROM "SearchEntries" """)));
    }

    [Fact]
    public async Task A_writer_who_fails_gives_his_turn_back()
    {
        await using (var scope = _database.Begin())
            await Assert.ThrowsAsync<TimeoutException>(() => scope.Db.InTransactionAsync<bool>(() => throw new TimeoutException(), _ => true, CancellationToken.None));

        await _database.AddCustomerAsync(Profiles.Company()).WaitAsync(TimeSpan.FromSeconds(10));
    }

    public static TheoryData<string, Func<TestDatabase, IEnumerable<object>>, string, string?> Twice => new()
    {
        { "credit code", db => Two(() => Customer.Open(db.NewId(), db.NewId().ToString("N")[..12] + Random.Shared.Next(9999), Profiles.Company() with { CreditCode = "91370200163562681G" }, null)), "duplicate_credit_code", "creditCode" },
        { "tag", db => Two(() => new Tag(db.NewId(), "重点", "red")), "duplicate_name", null },
        { "team", db => Two(() => new Team(db.NewId(), "一组")), "duplicate_name", "name" },
        { "user", db => Two(() => new User(db.NewId(), "王玮", "wang@example.com", Role.Sales, null, "hash")), "duplicate_email", "email" },
        { "code", db => Two(() => new CodeListItem(db.NewId(), CodeLists.Industry, "it", "信息", "IT", 1)), "duplicate_code", "code" },
        { "number", db => Two(() => Customer.Open(db.NewId(), "C000001", Profiles.Company(), null)), "changed_by_somebody_else", null },
    };

    [Theory]
    [MemberData(nameof(Twice))]
    public async Task The_second_of_two_is_told_what_is_taken(string what, Func<TestDatabase, IEnumerable<object>> make, string code, string? field)
    {
        var two = make(_database).ToList();
        await SaveAsync(two[0]);

        var refused = await Assert.ThrowsAsync<ConflictException>(() => SaveAsync(two[1]));

        Assert.Equal((what, code, field), (what, refused.Code, refused.Field));
    }

    [Fact]
    public async Task A_person_is_linked_to_a_customer_once_and_again_after_the_link_was_deleted()
    {
        var customer = await _database.AddCustomerAsync(Profiles.Company());
        var contact = Contact.Meet(_database.NewId(), new ContactProfile { Name = "李娜" }, null);
        var link = new CustomerContact(_database.NewId(), customer.Id, contact.Id);
        await SaveAsync(contact);
        await SaveAsync(link);

        Assert.Equal("already_linked", (await Assert.ThrowsAsync<ConflictException>(() => SaveAsync(new CustomerContact(_database.NewId(), customer.Id, contact.Id)))).Code);

        await using (var scope = _database.Begin())
        {
            (await scope.Db.Set<CustomerContact>().SingleAsync()).Delete(_database.Clock.GetUtcNow().UtcDateTime);
            await scope.Db.SaveChangesAsync();
        }

        await SaveAsync(new CustomerContact(_database.NewId(), customer.Id, contact.Id));
    }

    [Fact]
    public async Task Whoever_points_to_what_has_gone_meanwhile_is_told_so()
    {
        var customer = await _database.AddCustomerAsync(Profiles.Company());

        var refused = await Assert.ThrowsAsync<ConflictException>(() => SaveAsync(new CustomerContact(_database.NewId(), customer.Id, _database.NewId())));

        Assert.Equal("changed_by_somebody_else", refused.Code);
    }

    [Fact]
    public async Task A_deleted_customer_frees_his_credit_code()
    {
        var profile = Profiles.Company() with { CreditCode = "91370200163562681G" };
        var first = await _database.AddCustomerAsync(profile);
        await using (var scope = _database.Begin())
        {
            (await scope.Db.Set<Customer>().SingleAsync(c => c.Id == first.Id)).Delete(_database.Clock.GetUtcNow().UtcDateTime);
            await scope.Db.SaveChangesAsync();
        }

        Assert.NotEqual(first.Id, (await _database.AddCustomerAsync(profile)).Id);
    }

    [Fact]
    public void Every_unique_index_has_a_meaning_or_cannot_be_met_by_a_user()
    {
        using var scope = _database.Begin();
        string[] silent =
        [
            "CalendarFeeds.TokenHash", "CareProposals.OccasionKey, CareProposals.OccasionYear", "Customers.Number", "FollowUps.SeriesId, FollowUps.OccursOn", "JobRuns.Job, JobRuns.FireAt",
            "ListSettings.Entity, ListSettings.Holder", "QuestionnaireVersions.QuestionnaireId, QuestionnaireVersions.Number", "SearchEntries.RecordId",
        ];

        var meaningless =
            from entity in scope.Db.Model.GetEntityTypes()
            from index in entity.GetIndexes()
            where index.IsUnique
            let columns = string.Join(", ", index.Properties.Select(p => $"{entity.GetTableName()}.{p.Name}"))
            where UniqueIndexes.Explain(columns).Code == "changed_by_somebody_else"
            select columns;

        Assert.Equal(silent, meaningless.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<object> Two(Func<object> make) => [make(), make()];

    private async Task SaveAsync(object record)
    {
        await using var scope = _database.Begin();
        scope.Db.Add(record);
        await scope.Db.SaveChangesAsync();
    }
}
