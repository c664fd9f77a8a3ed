using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

public sealed class StorageTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Ids_are_ordered_by_the_time_they_were_made()
    {
        List<Guid> made = [];
        foreach (var time in new[] { 1_000L, 0x0000FFFFFFFF, 0x00FFFFFFFFFF, 0x010000000000, 0x7FFFFFFFFFFF }.Select(DateTimeOffset.FromUnixTimeMilliseconds))
            made.Add(Guid.CreateVersion7(time));
        await using var scope = _database.Begin();
        foreach (var id in made.AsEnumerable().Reverse()) scope.Db.Add(Customer.Open(id, "C" + id.ToString("N")[..12], Profiles.Company(), null));
        await scope.Db.SaveChangesAsync();

        var middle = made[2];
        Assert.Equal(made, await scope.Db.Set<Customer>().OrderBy(c => c.Id).Select(c => c.Id).ToListAsync());
        Assert.Equal(made[3..], await scope.Db.Set<Customer>().Where(c => c.Id > middle).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync());
    }

    [Fact]
    [Trait("Engine", "Sqlite")]
    public async Task An_id_is_16_bytes_and_an_amount_is_a_whole_number_of_ten_thousandths()
    {
        await _database.AddCustomerAsync(Profiles.Company() with { AnnualRevenue = new Money(0.3001m, "CNY") });

        Assert.Equal(["blob|16|integer|3001"], await _database.RowsAsync("""SELECT typeof("Id"), length("Id"), typeof("AnnualRevenue"), "AnnualRevenue" FROM "Customers" """));
    }

    [Fact]
    public async Task Amounts_are_kept_ordered_and_added_exactly()
    {
        decimal[] amounts = [0m, 0.0001m, 0.1m, 0.2m, 9.9999m, 10m, 123_456_789_012.3456m, Money.Max];
        foreach (var amount in amounts.Reverse()) await _database.AddCustomerAsync(Profiles.Company() with { AnnualRevenue = new Money(amount, "CNY") });
        await _database.AddCustomerAsync(Profiles.Company() with { AnnualRevenue = null });
        await using var scope = _database.Begin();
        var revenues = scope.Db.Set<Customer>().Where(c => c.AnnualRevenue != null).Select(c => c.AnnualRevenue!.Amount);

        Assert.Equal(amounts, await revenues.OrderBy(a => a).ToListAsync());
        Assert.Equal([0.0001m, 0.1m, 0.2m], await revenues.Where(a => a > 0m && a <= 0.2m).OrderBy(a => a).ToListAsync());
        Assert.Equal(10.3001m + 9.9999m, await revenues.Where(a => a < 11m).SumAsync());
    }

    [Fact]
    public async Task Money_that_is_unknown_stays_unknown()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company() with { AnnualRevenue = null })).Id;
        await using var scope = _database.Begin();

        Assert.Null((await scope.Db.Set<Customer>().SingleAsync(c => c.Id == id)).AnnualRevenue);
    }

    [Fact]
    public async Task Moments_come_back_as_UTC_to_the_millisecond()
    {
        var at = new DateTime(2026, 3, 18, 7, 0, 0, 123, DateTimeKind.Utc);
        var (owner, customer) = (await _database.AddUserAsync(), await _database.AddCustomerAsync(Profiles.Company()));
        await using (var write = _database.Begin())
        {
            write.Db.Add(Interaction.Log(_database.NewId(), owner, new InteractionFacts { CustomerId = customer.Id, Channel = InteractionChannel.Call, Subject = "报价", StartedAt = at.AddTicks(4567) }, at));
            await write.Db.SaveChangesAsync();
        }

        await using var scope = _database.Begin();
        var read = await scope.Db.Set<Interaction>().Include(i => i.Customer).SingleAsync();

        Assert.Equal((at, DateTimeKind.Utc), (read.StartedAt, read.StartedAt.Kind));
        Assert.Equal((at, DateTimeKind.Utc), (read.Customer!.LastContactAt!.Value, read.Customer.LastContactAt.Value.Kind));
        Assert.Equal(DateTimeKind.Utc, read.CreatedAt.Kind);
    }

    [Fact]
    public async Task Days_are_days()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company() with { FoundedOn = new DateOnly(1984, 2, 29) })).Id;
        await using var scope = _database.Begin();
        var from = new DateOnly(1984, 2, 28);

        Assert.Equal(new DateOnly(1984, 2, 29), (await scope.Db.Set<Customer>().SingleAsync(c => c.Id == id && c.FoundedOn > from)).FoundedOn);
    }

    [Fact]
    public async Task Lists_in_a_row_come_back_as_they_were()
    {
        var profile = Profiles.Company() with
        {
            Emails = [Email.From(EmailLabel.Billing, "Invoice@海尔.公司", false), Email.From(EmailLabel.Work, "a@example.com", true)],
            DoNotContact = [ContactChannel.Sms],
        };
        var id = (await _database.AddCustomerAsync(profile)).Id;
        await using var scope = _database.Begin();

        var read = await scope.Db.Set<Customer>().SingleAsync(c => c.Id == id);

        Assert.Equal(profile.Phones, read.Phones);
        Assert.Equal(profile.Emails, read.Emails);
        Assert.Equal(profile.Preferences, read.Preferences);
        Assert.Equal(profile.DoNotContact, read.DoNotContact);
    }
}
