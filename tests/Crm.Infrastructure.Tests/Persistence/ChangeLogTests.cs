using Crm.Application.Changes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

/// <summary>What was saved stands in the change log, and what was not does not.</summary>
public sealed class ChangeLogTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_new_record_is_written_down_with_what_it_says()
    {
        var customer = await _database.AddCustomerAsync(Profiles.Company() with { AnnualRevenue = new Money(1200.5m, "CNY"), Place = new Place("370000", null, null, "崂山区 \"海尔路\" 1 号", null, null) });

        var set = Assert.Single(await HistoryAsync(customer.Id));
        Assert.Equal(("customers", ChangeVerb.Created, 1, customer.CreatedAt), (set.Entity, set.Verb, set.Version, set.At));
        Assert.Equal(
            [
                $"number: null -> \"{customer.Number}\"",
                "kind: null -> \"company\"",
                "name: null -> \"青岛海尔智家股份有限公司\"",
                """phones: null -> [{"number":"0532-88939999","label":"office","isPrimary":true}]""",
                "provinceCode: null -> \"370000\"",
                """addressLine1: null -> "崂山区 "海尔路" 1 号" """.Trim(),
                """annualRevenue: null -> {"amount":"1200.50","currency":"CNY"}""",
                """preferences: null -> [{"topic":"contact_time","value":"上午","source":"stated","asOf":"2026-01-02"}]""",
                "protected: null -> false",
            ],
            Fields(set));
    }

    [Fact]
    public async Task A_change_says_what_was_and_what_is()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company() with { AnnualRevenue = new Money(5, "CNY") })).Id;
        await ChangeAsync(id, c => c.Describe(Profiles.Company("青岛海信") with { Rating = 5, Place = new Place("370000", "370200", null, null, null, null), Phones = [] }));

        var set = (await HistoryAsync(id))[^1];
        Assert.Equal((ChangeVerb.Changed, 2), (set.Verb, set.Version));
        Assert.Equal(
            [
                "name: \"青岛海尔智家股份有限公司\" -> \"青岛海信\"",
                "rating: null -> 5",
                """phones: [{"number":"0532-88939999","label":"office","isPrimary":true}] -> []""",
                "provinceCode: null -> \"370000\"",
                "cityCode: null -> \"370200\"",
                """annualRevenue: {"amount":"5.00","currency":"CNY"} -> null""",
            ],
            Fields(set));
    }

    [Fact]
    public async Task Tags_are_written_down_by_name()
    {
        var (vip, cold) = (new Tag(_database.NewId(), "重点", "red"), new Tag(_database.NewId(), "冷淡", "gray"));
        await using (var scope = _database.Begin())
        {
            scope.Db.AddRange(vip, cold);
            await scope.Db.SaveChangesAsync();
        }

        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;
        await ChangeAsync(id, c => c.TagWith([vip.Id]));
        await ChangeAsync(id, c => c.TagWith([cold.Id, vip.Id]));
        await ChangeAsync(id, c => c.TagWith([cold.Id]));

        Assert.Equal(
            ["""tags: [] -> ["重点"]""", """tags: ["重点"] -> ["冷淡","重点"]""", """tags: ["冷淡","重点"] -> ["冷淡"]"""],
            (await HistoryAsync(id)).Skip(1).SelectMany(Fields));
    }

    [Fact]
    public async Task The_bin_is_written_down_both_ways()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;
        await ChangeAsync(id, c => c.Delete(_database.Clock.GetUtcNow().UtcDateTime));
        await ChangeAsync(id, c => c.Restore());

        Assert.Equal([ChangeVerb.Created, ChangeVerb.Deleted, ChangeVerb.Restored], (await HistoryAsync(id)).Select(s => s.Verb));
    }

    [Fact]
    public async Task What_says_the_same_again_or_follows_from_others_is_not_written_down()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;
        await ChangeAsync(id, c => c.Describe(Profiles.Company()));
        await using (var scope = _database.Begin())
        {
            scope.Db.Add(FollowUp.Plan(_database.NewId(), new FollowUpPlan
            {
                Subject = "回访", Channel = InteractionChannel.Call, CustomerId = id, OwnerId = await _database.AddUserAsync(), Due = DueMoment.OnDay(new DateOnly(2026, 12, 1), TimeZoneInfo.Utc),
            }));
            await scope.Db.SaveChangesAsync();
        }

        Assert.Single(await HistoryAsync(id));
    }

    [Fact]
    public async Task A_failing_save_leaves_nothing_and_the_next_one_only_its_own()
    {
        const string code = "91370200264574873U";
        await _database.AddCustomerAsync(Profiles.Company() with { CreditCode = code });
        var id = _database.NewId();
        await using (var scope = _database.Begin())
        {
            var customer = Customer.Open(id, "C900001", Profiles.Company() with { CreditCode = code }, null);
            scope.Db.Add(customer);
            await Assert.ThrowsAsync<ConflictException>(() => scope.Db.SaveChangesAsync());
            Assert.Empty(await HistoryAsync(id));

            scope.Db.ChangeTracker.Clear();
            scope.Db.Add(Customer.Open(id, "C900001", Profiles.Company(), null));
            await scope.Db.SaveChangesAsync();
        }

        Assert.Single(await HistoryAsync(id));
    }

    [Fact]
    public async Task What_is_taken_back_with_its_transaction_is_taken_back_in_the_log()
    {
        var id = _database.NewId();
        await using (var scope = _database.Begin())
        {
            await scope.Db.InTransactionAsync(
                async () =>
                {
                    scope.Db.Add(Customer.Open(id, "C900001", Profiles.Company(), null));
                    return await scope.Db.SaveChangesAsync();
                },
                keep: _ => false,
                default);
        }

        Assert.Empty(await HistoryAsync(id));
    }

    [Fact]
    public async Task It_says_who_and_where_it_came_from()
    {
        var user = await _database.AddUserAsync();
        var (id, job) = (_database.NewId(), _database.NewId());
        await using (var scope = _database.Begin(Role.Sales, user))
        {
            var origin = scope.Get<ChangeOrigin>();
            origin.Is(ChangeSource.Import, job, "req_1");
            origin.Rows[id] = 7;
            scope.Db.Add(Customer.Open(id, "C900001", Profiles.Company(), user));
            await scope.Db.SaveChangesAsync();
        }

        var set = Assert.Single(await HistoryAsync(id));
        Assert.Equal((user, ChangeSource.Import, job, "req_1", 7), (set.UserId, set.Source, set.Reference, set.RequestId, set.Row));
        Assert.Equal(ChangeSource.System, Assert.Single(await HistoryAsync((await _database.AddCustomerAsync(Profiles.Company())).Id)).Source);
    }

    [Fact]
    public async Task The_order_of_ids_is_the_order_of_events_though_the_clock_is_put_back()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;
        for (var rating = 1; rating <= 5; rating++)
        {
            _database.Clock.Pass(TimeSpan.FromMinutes(-1));
            await ChangeAsync(id, c => c.Describe(Profiles.Company() with { Rating = rating }));
        }

        await using var scope = _database.Begin();
        var versions = await scope.Db.Set<ChangeSet>().Where(s => s.RecordId == id).OrderBy(s => s.Id).Select(s => s.Version).ToListAsync();
        Assert.Equal([1, 2, 3, 4, 5, 6], versions);
    }

    [Fact]
    public async Task Ids_rise_whoever_asks_for_them()
    {
        var ids = new RisingIds(_database.Clock);
        var made = new List<Guid>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                var next = ids.Next();
                lock (made) made.Add(next);
            }
        })));

        Assert.Equal(20000, made.Distinct().Count());
        Assert.All(made, id => Assert.Equal((7, 8), (id.Version, id.Variant & 0xC)));
        var last = made.Max();
        _database.Clock.Pass(TimeSpan.FromDays(-1));
        Assert.True(ids.Next().CompareTo(last) > 0);
    }

    /// <summary>One row more for each record and save, however many fields it has.</summary>
    [Fact]
    public async Task A_save_of_many_records_costs_a_row_each()
    {
        await using (var scope = _database.Begin())
        {
            for (var i = 0; i < 50; i++) scope.Db.Add(Customer.Open(_database.NewId(), $"C9{i:00000}", Profiles.Company(), null));
            await scope.Db.SaveChangesAsync();
            Assert.Empty(scope.Db.ChangeTracker.Entries<ChangeSet>());
        }

        Assert.Equal(50, await _database.ScalarAsync<int>("""SELECT count(*) FROM "ChangeSets" WHERE "Entity" = 'customers'"""));
    }

    [Fact]
    public async Task The_text_itself_tells_whether_a_field_is_among_them()
    {
        var id = (await _database.AddCustomerAsync(Profiles.Company())).Id;
        await ChangeAsync(id, c => c.Describe(Profiles.Company() with { Description = "\"rating=\":", Phones = [] }));
        await ChangeAsync(id, c => c.Describe(Profiles.Company() with { Description = "\"rating=\":", Rating = 3, Phones = [] }));

        await using var scope = _database.Begin();
        async Task<List<int>> VersionsAsync(string field)
        {
            var mark = ChangedFields.Mark(field);
            return await scope.Db.Set<ChangeSet>().Where(s => s.RecordId == id && s.Fields.Contains(mark)).OrderBy(s => s.Version).Select(s => s.Version).ToListAsync();
        }

        Assert.Equal([3], await VersionsAsync("rating"));
        Assert.Equal([1], await VersionsAsync("number")); // phones have a number too
        Assert.Equal([1, 2], await VersionsAsync("phones"));
    }

    private async Task ChangeAsync(Guid id, Action<Customer> change)
    {
        await using var scope = _database.Begin();
        var customer = await scope.Db.Set<Customer>().IgnoreQueryFilters().Include(c => c.Tags).FirstAsync(c => c.Id == id);
        change(customer);
        await scope.Db.SaveChangesAsync();
    }

    private async Task<List<ChangeSet>> HistoryAsync(Guid id)
    {
        await using var scope = _database.Begin();
        return await scope.Db.Set<ChangeSet>().AsNoTracking().Where(s => s.RecordId == id).OrderBy(s => s.Version).ToListAsync();
    }

    private static IEnumerable<string> Fields(ChangeSet set) =>
        ChangedFields.Read(set).Select(f => $"{f.Field}: {Text(f.Before)} -> {Text(f.After)}");

    private static string Text(System.Text.Json.Nodes.JsonNode? value) => value?.ToJsonString(CrmJson.Options).Replace("\\u0022", "\"", StringComparison.Ordinal) ?? "null";
}
