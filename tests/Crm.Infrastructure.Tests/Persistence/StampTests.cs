using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

public sealed class StampTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_new_record_says_who_made_it_and_when()
    {
        var user = await _database.AddUserAsync();
        await using var scope = _database.Begin(Role.Sales, user);
        var customer = Customer.Open(_database.NewId(), "C000001", Profiles.Company(), user);
        scope.Db.Add(customer);
        await scope.Db.SaveChangesAsync();

        Assert.Equal((1, user, user), (customer.Version, customer.CreatedBy, customer.UpdatedBy));
        Assert.Equal(customer.CreatedAt, customer.UpdatedAt);
    }

    [Fact]
    public async Task A_change_raises_the_version_and_leaves_who_made_it()
    {
        var (maker, changer) = (await _database.AddUserAsync(), await _database.AddUserAsync());
        var id = _database.NewId();
        await using (var scope = _database.Begin(Role.Sales, maker))
        {
            scope.Db.Add(Customer.Open(id, "C000001", Profiles.Company(), maker));
            await scope.Db.SaveChangesAsync();
        }

        var customer = await ChangeAsync(id, c => c.Describe(Profiles.Company() with { Rating = 5 }), changer);

        Assert.Equal((2, maker, changer), (customer.Version, customer.CreatedBy, customer.UpdatedBy));
        Assert.True(customer.UpdatedAt > customer.CreatedAt);
    }

    [Fact]
    public async Task Saying_the_same_again_changes_nothing()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;

        Assert.Equal(1, (await ChangeAsync(id, c => c.Describe(Profiles.Company()))).Version);
    }

    public static TheoryData<string, CustomerProfile> Changes => new()
    {
        { "a phone more", Profiles.Company() with { Phones = [.. Profiles.Company().Phones, Phone.From(PhoneLabel.Mobile, "13800138000", false)] } },
        { "another number", Profiles.Company() with { Phones = [Phone.From(PhoneLabel.Office, "0532-88930000", true)] } },
        { "another label", Profiles.Company() with { Phones = [Phone.From(PhoneLabel.Fax, "0532-88939999", true)] } },
        { "no preference any more", Profiles.Company() with { Preferences = [] } },
        { "a forbidden channel", Profiles.Company() with { DoNotContact = [ContactChannel.Call] } },
        { "a place", Profiles.Company() with { Place = new Place("370000", null, null, null, null, null) } },
        { "an amount", Profiles.Company() with { AnnualRevenue = new Money(1, "CNY") } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_in_a_list_or_a_part_is_a_change(string what, CustomerProfile profile)
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;

        Assert.Equal((what, 2), (what, (await ChangeAsync(id, c => c.Describe(profile))).Version));
    }

    [Fact]
    public async Task A_tag_that_comes_or_goes_is_a_change_of_the_customer()
    {
        var tag = new Tag(_database.NewId(), "重点", "red");
        await using (var scope = _database.Begin())
        {
            scope.Db.Add(tag);
            await scope.Db.SaveChangesAsync();
        }

        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;

        Assert.Equal(2, (await ChangeAsync(id, c => c.TagWith([tag.Id]))).Version);
        Assert.Equal(2, (await ChangeAsync(id, c => c.TagWith([tag.Id]))).Version);
        Assert.Equal(3, (await ChangeAsync(id, c => c.TagWith([]))).Version);
    }

    [Fact]
    public async Task Names_sort_by_their_pinyin_also_after_a_change()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company("海尔"))).Id;
        await _database.AddCustomerAsync(Profiles.Company("格力"));
        await ChangeAsync(id, c => c.Describe(Profiles.Company("阿里")));
        await using var scope = _database.Begin();

        Assert.Equal(["阿里", "格力"], await scope.Db.Set<Customer>().OrderBy(c => c.NameSortKey).Select(c => c.Name).ToListAsync());
    }

    [Fact]
    public async Task Whoever_was_slower_is_told_the_version_there_is_now()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;
        await using var slow = _database.Begin();
        var stale = await slow.Db.Set<Customer>().SingleAsync(c => c.Id == id);
        await ChangeAsync(id, c => c.Describe(Profiles.Company("海信")));

        stale.Describe(Profiles.Company("格力"));
        var refused = await Assert.ThrowsAsync<ConflictException>(() => slow.Db.SaveChangesAsync());

        Assert.Equal(("version_conflict", 2), (refused.Code, refused.CurrentVersion));
    }

    [Fact]
    public async Task Saving_out_of_turn_is_not_offered()
    {
        await using var scope = _database.Begin();

        Assert.Throws<NotSupportedException>(() => scope.Db.SaveChanges());
    }

    private async Task<Customer> ChangeAsync(Guid id, Action<Customer> change, Guid? by = null)
    {
        await using var scope = _database.Begin(Role.Administrator, by);
        var customer = await scope.Db.Set<Customer>().Include(c => c.Tags).SingleAsync(c => c.Id == id);
        change(customer);
        await scope.Db.SaveChangesAsync();
        return customer;
    }
}
