using Crm.Application.Common;
using Crm.Domain.Activities;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Files;
using Crm.Domain.Security;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

public sealed class SightTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Each_sees_what_he_or_his_team_owns_or_did_and_an_administrator_everything()
    {
        var (mine, others) = (await _database.AddUserAsync("甲"), await _database.AddUserAsync("乙"));
        await AddWithEverythingAsync("我的", mine);
        await AddWithEverythingAsync("别人的", others);
        await AddWithEverythingAsync("没人的", null, others);

        Assert.Equal("1 1 1 1 1 1", await CountAsync(Role.Sales, mine, [mine]));
        Assert.Equal("2 2 2 3 3 3", await CountAsync(Role.SalesManager, mine, [mine, others]));
        Assert.Equal("3 3 3 3 3 3", await CountAsync(Role.Administrator, mine, null));
    }

    [Fact]
    public async Task A_stranger_sees_nothing()
    {
        await AddWithEverythingAsync("别人的", await _database.AddUserAsync());

        Assert.Equal("0 0 0 0 0 0", await CountAsync(null, null, []));
    }

    [Fact]
    public async Task Whoever_asks_in_the_same_shape_as_another_still_sees_his_own()
    {
        var (mine, others) = (await _database.AddUserAsync("甲"), await _database.AddUserAsync("乙"));
        await AddWithEverythingAsync("我的", mine);
        await AddWithEverythingAsync("别人的", others);

        Assert.Equal("别人的", await NamesAsync(Role.Sales, others, [others]));
        Assert.Equal("我的", await NamesAsync(Role.Sales, mine, [mine]));
        Assert.Equal("我的,别人的", await NamesAsync(Role.SalesManager, mine, [mine, others]));
        Assert.Equal("我的,别人的", await NamesAsync(Role.Administrator, mine, null));
        Assert.Equal("", await NamesAsync(null, null, []));
        Assert.Equal("我的", await NamesAsync(Role.Sales, mine, [mine]));
    }

    private async Task<string> NamesAsync(Role? role, Guid? user, IReadOnlyList<Guid>? owners)
    {
        await using var scope = _database.Begin(role, user, owners);
        var names = await scope.Db.ReadAsync(QueryShape.Of("names"), () => scope.Db.Set<Customer>().OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Select(c => c.Name), CancellationToken.None);
        return string.Join(',', names);
    }

    [Fact]
    public async Task What_hangs_on_a_deleted_customer_goes_and_comes_with_him()
    {
        var owner = await _database.AddUserAsync();
        await AddWithEverythingAsync("我的", owner);
        await EachCustomerAsync(c => c.Delete(_database.Clock.GetUtcNow().UtcDateTime));
        Assert.Equal("0 1 0 0 0 0", await CountAsync(Role.Administrator, owner, null));

        await EachCustomerAsync(c => c.Restore());
        Assert.Equal("1 1 1 1 1 1", await CountAsync(Role.Administrator, owner, null));
    }

    [Theory]
    [InlineData(typeof(Customer))]
    [InlineData(typeof(Contact))]
    [InlineData(typeof(CustomerContact))]
    [InlineData(typeof(Interaction))]
    [InlineData(typeof(FollowUp))]
    [InlineData(typeof(StoredFile))]
    public async Task An_administrator_asks_without_a_condition_on_the_owner(Type record)
    {
        await using var all = _database.Begin(Role.Administrator, _database.NewId(), null);
        await using var own = _database.Begin(Role.Sales, _database.NewId(), [_database.NewId()]);

        Assert.DoesNotContain("OwnerId\"", ConditionOf(all, record));
        Assert.Contains("OwnerId\"", ConditionOf(own, record));
    }

    private static string ConditionOf(TestScope scope, Type record)
    {
        var query = (string)typeof(SightTests).GetMethod(nameof(QueryOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(record).Invoke(null, [scope])!;
        return query[query.LastIndexOf("WHERE", StringComparison.Ordinal)..];
    }

    private static string QueryOf<T>(TestScope scope)
        where T : class => scope.Db.Set<T>().ToQueryString();

    private async Task AddWithEverythingAsync(string name, Guid? ownerId, Guid? doneBy = null)
    {
        var customer = await _database.AddCustomerAsync(Profiles.Company(name), ownerId);
        await using var scope = _database.Begin();
        var (contact, worker, now) = (Contact.Meet(_database.NewId(), new ContactProfile { Name = name }, null), ownerId ?? doneBy!.Value, _database.Clock.GetUtcNow().UtcDateTime);
        var facts = new InteractionFacts { CustomerId = customer.Id, Channel = InteractionChannel.Call, Subject = name, StartedAt = now };
        var plan = new FollowUpPlan { CustomerId = customer.Id, Channel = InteractionChannel.Call, Subject = name, Due = DueMoment.AtTime(now), OwnerId = worker };
        var interaction = Interaction.Log(_database.NewId(), worker, facts, now);
        scope.Db.AddRange(contact, new CustomerContact(_database.NewId(), customer.Id, contact.Id), interaction, FollowUp.Plan(_database.NewId(), plan));
        scope.Db.Add(new StoredFile(_database.NewId(), customer.Id, interaction.Id, "报价.pdf", "application/pdf", 1, "", "ab/" + _database.NewId().ToString("N")));
        await scope.Db.SaveChangesAsync();
    }

    private async Task EachCustomerAsync(Action<Customer> act)
    {
        await using var scope = _database.Begin();
        foreach (var customer in await scope.Db.Set<Customer>().IgnoreQueryFilters().ToListAsync()) act(customer);
        await scope.Db.SaveChangesAsync();
    }

    /// <summary>Customers, contacts, links, conversations, follow-ups, files.</summary>
    private async Task<string> CountAsync(Role? role, Guid? user, IReadOnlyList<Guid>? owners)
    {
        await using var scope = _database.Begin(role, user, owners);
        var db = scope.Db;
        int[] counts =
        [
            await db.Set<Customer>().CountAsync(), await db.Set<Contact>().CountAsync(), await db.Set<CustomerContact>().CountAsync(),
            await db.Set<Interaction>().CountAsync(), await db.Set<FollowUp>().CountAsync(), await db.Set<StoredFile>().CountAsync(),
        ];
        return string.Join(' ', counts);
    }
}
