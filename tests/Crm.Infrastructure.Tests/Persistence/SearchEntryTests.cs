using Crm.Application.Common;
using Crm.Application.Search;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

public sealed class SearchEntryTests : IDisposable
{
    private static readonly string[] Types = ["customer", "contact"];
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("海尔")]
    [InlineData("haier")]
    [InlineData("qdhe")]
    [InlineData("8893")]
    public async Task A_customer_is_found_right_after_he_was_saved(string text)
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;

        Assert.Equal([id], await FindAsync(text));
    }

    [Fact]
    public async Task A_renamed_customer_is_found_by_the_new_name_alone()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company("海尔"))).Id;

        await ChangeAsync(id, Profiles.Company("格力"));

        Assert.Equal([id], await FindAsync("geli"));
        Assert.Empty(await FindAsync("haier"));
    }

    [Fact]
    public async Task A_new_number_replaces_the_old_one()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;

        await ChangeAsync(id, Profiles.Company() with { Phones = [Phone.From(PhoneLabel.Mobile, "13912345678", true)] });

        Assert.Equal([id], await FindAsync("13912345678"));
        Assert.Empty(await FindAsync("88939999"));
    }

    [Fact]
    public async Task A_person_is_found_by_name_pinyin_and_initials()
    {
        var id = _database.NewId();
        await using (var scope = _database.Begin())
        {
            scope.Db.Add(Contact.Meet(id, new ContactProfile { Name = "何敬亭" }, null));
            await scope.Db.SaveChangesAsync();
        }

        Assert.All([await FindAsync("敬亭"), await FindAsync("hejingting"), await FindAsync("hjt")], found => Assert.Equal([id], found));
    }

    [Fact]
    public async Task Many_that_are_saved_together_are_found_by_what_they_are_called_now()
    {
        await using (var scope = _database.Begin())
        {
            foreach (var n in Enumerable.Range(1, 5)) scope.Db.Add(Customer.Open(_database.NewId(), $"C00100{n}", Profiles.Company($"海信{n}"), null));
            await scope.Db.SaveChangesAsync();
        }

        Assert.Equal(5, (await FindAsync("haixin")).Count());
        await using (var scope = _database.Begin())
        {
            foreach (var customer in await scope.Db.Set<Customer>().ToListAsync()) customer.Describe(Profiles.Company(customer.Name.Replace("海信", "澳柯玛", StringComparison.Ordinal)));
            await scope.Db.SaveChangesAsync();
        }

        Assert.Equal(5, (await FindAsync("aokema")).Count());
        Assert.Single(await FindAsync("澳柯玛3"));
        Assert.Empty(await FindAsync("haixin"));
    }

    [Fact]
    public async Task Of_thousands_that_hold_a_word_the_newest_are_found_and_of_one_that_holds_another_this_one()
    {
        var old = (await _database.AddCustomerAsync(Profiles.Company("澳柯玛冷柜"))).Id;
        var ids = Enumerable.Range(1, 3_100).Select(_ => _database.NewId()).ToList();
        await using (var scope = _database.Begin())
        {
            scope.Db.AddRange(ids.Select((id, n) => Customer.Open(id, $"C1{n:00000}", Profiles.Company($"海信{n}"), null)));
            await scope.Db.SaveChangesAsync();
        }

        var newest = ids[^20..];
        Assert.All(await FindAsync("海信"), id => Assert.Contains(id, newest));
        Assert.Equal(10, (await FindAsync("haixin")).Count());
        Assert.Equal([old], await FindAsync("冷柜"));
        Assert.Equal([old], await FindAsync("aokema"));
    }

    [Fact]
    public async Task What_was_rolled_back_is_not_found()
    {
        await using (var scope = _database.Begin())
        {
            await scope.Db.InTransactionAsync(
                async () =>
                {
                    scope.Db.Add(Customer.Open(_database.NewId(), "C000001", Profiles.Company(), null));
                    return await scope.Db.SaveChangesAsync();
                },
                keep: _ => false,
                CancellationToken.None);
        }

        Assert.Empty(await FindAsync("haier"));
        Assert.Equal(0, await _database.ScalarAsync<long>("""SELECT count(*) FROM "SearchEntries" """));
    }

    [Fact]
    public async Task What_was_refused_is_not_found()
    {
        await _database.AddCustomerAsync(Profiles.Company("格力") with { CreditCode = "91370200163562681G" });

        await Assert.ThrowsAsync<ConflictException>(() => _database.AddCustomerAsync(Profiles.Company() with { CreditCode = "91370200163562681G" }));

        Assert.Empty(await FindAsync("haier"));
    }

    [Fact]
    public async Task What_is_out_of_sight_or_in_the_bin_is_not_found()
    {
        var (mine, others) = (await _database.AddUserAsync(), await _database.AddUserAsync());
        await _database.AddCustomerAsync(Profiles.Company("海尔洗衣机"), others);
        var kept = await _database.AddCustomerAsync(Profiles.Company("海尔冰箱"), mine);
        var binned = await _database.AddCustomerAsync(Profiles.Company("海尔电视"), mine);
        await using (var scope = _database.Begin())
        {
            (await scope.Db.Set<Customer>().SingleAsync(c => c.Id == binned.Id)).Delete(_database.Clock.GetUtcNow().UtcDateTime);
            await scope.Db.SaveChangesAsync();
        }

        Assert.Equal([kept.Id], await FindAsync("haier", Role.Sales, mine, [mine]));
    }

    [Fact]
    [Trait("Engine", "Sqlite")]
    public async Task The_full_text_index_agrees_with_its_table()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;
        await ChangeAsync(id, Profiles.Company("格力"));

        await _database.RowsAsync("""INSERT INTO "SearchFts"("SearchFts", rank) VALUES ('integrity-check', 1)""");
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("haier OR *")]
    [InlineData("NEAR(")]
    [InlineData("terms:haier")]
    [InlineData("'; DROP TABLE Customers; --")]
    public async Task What_is_typed_is_never_an_operator(string text) => Assert.Empty(await FindAsync(text));

    private async Task<IEnumerable<Guid>> FindAsync(string text, Role role = Role.Administrator, Guid? user = null, IReadOnlyList<Guid>? owners = null)
    {
        await using var scope = _database.Begin(role, user, owners);
        return (await scope.Get<ISearchIndex>().FindAsync(text, Types, 10, CancellationToken.None)).Select(h => h.Id);
    }

    private async Task ChangeAsync(Guid id, CustomerProfile profile)
    {
        await using var scope = _database.Begin();
        (await scope.Db.Set<Customer>().SingleAsync(c => c.Id == id)).Describe(profile);
        await scope.Db.SaveChangesAsync();
    }
}
