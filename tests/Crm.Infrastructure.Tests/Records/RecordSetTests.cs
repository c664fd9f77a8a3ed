using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Security;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>What holds when many are written at once.</summary>
public sealed class RecordSetTests : IDisposable
{
    private static readonly string[] CreditCodes = ["91370200163562681G", "91370200264574251E"];
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Of_two_in_a_set_with_one_credit_code_the_second_is_refused_and_the_rest_is_numbered_in_order()
    {
        await using var scope = await BeginAsync();
        var results = await WriteAsync(scope, "customers", Named("甲", CreditCodes[0]), Named("乙"), Named("丙", CreditCodes[0]), Named("丁"));

        Assert.Equal([true, true, false, true], results.Select(r => r.Changed));
        Assert.Equal("duplicate_credit_code", Assert.IsType<ConflictException>(results[2].Refusal).Code);
        Assert.Equal(3, await scope.Db.Set<Domain.Customers.Customer>().Select(c => c.Number).Distinct().CountAsync());
    }

    [Fact]
    public async Task Two_that_would_stand_under_each_other_do_not_hold_up_the_rest_of_their_set()
    {
        await using var scope = await BeginAsync();
        var ids = (await WriteAsync(scope, "customers", [.. Enumerable.Range(0, 5).Select(i => Named("客户" + i))])).Select(r => r.Id!.Value).ToList();
        JsonObject Under(int i) => new() { ["parentId"] = ids[i].ToString() };

        var results = await scope.Get<RecordKinds>().Find("customers")!.WriteAsync(
            [new(RecordVerb.Change, ids[0], Under(1)), new(RecordVerb.Change, ids[1], Under(0)), new(RecordVerb.Change, ids[2], Under(0)), new(RecordVerb.Change, ids[3], Under(4))],
            allOrNone: false,
            default);

        Assert.Equal([true, false, true, true], results.Select(r => r.Changed));
        Assert.Equal("parent_cycle", Assert.IsType<DomainException>(results[1].Refusal).Code);
    }

    [Fact]
    public async Task A_record_may_point_to_one_before_it()
    {
        await using var scope = await BeginAsync();
        var (parent, child) = (_database.NewId(), Named("子公司"));
        child["parentId"] = parent.ToString();

        var results = await scope.Get<RecordKinds>().Find("customers")!.WriteAsync([new(RecordVerb.Create, parent, Named("母公司")), new(RecordVerb.Create, null, child)], allOrNone: true, default);

        Assert.All(results, r => Assert.True(r.Changed));
    }

    [Fact]
    public async Task Two_sets_at_once_that_bring_the_same_code_and_the_same_new_tag_lose_one_record_between_them()
    {
        var user = await _database.AddUserAsync(role: Role.Administrator);
        async Task<IReadOnlyList<WriteResult>> SendAsync(string prefix)
        {
            await using var scope = _database.Begin(Role.Administrator, user);
            return await WriteAsync(scope, "customers", [.. Enumerable.Range(0, 20).Select(i => Named(prefix + i, i == 7 ? CreditCodes[1] : null, "新标签"))]);
        }

        var results = (await Task.WhenAll(Task.Run(() => SendAsync("左")), Task.Run(() => SendAsync("右")))).SelectMany(r => r).ToList();

        Assert.Equal("duplicate_credit_code", Assert.IsType<ConflictException>(Assert.Single(results, r => !r.Changed).Refusal).Code);
        Assert.Equal(1, await _database.ScalarAsync<int>("""SELECT count(*) FROM "Tags" WHERE "Name" = '新标签'"""));
        Assert.Equal(39, await _database.ScalarAsync<int>("""SELECT count(*) FROM "CustomerTags" """));
    }

    [Fact]
    public async Task A_change_of_a_contact_adds_the_places_it_says_and_leaves_the_others()
    {
        await using var scope = await BeginAsync();
        var customers = await WriteAsync(scope, "customers", Named("甲"), Named("乙"));
        JsonObject Place(int i, string? title) => new() { ["customerId"] = customers[i].Id.ToString(), ["title"] = title, ["isPrimary"] = true };
        JsonObject At(params JsonNode[] places) => new() { ["customers"] = new JsonArray(places) };
        var contact = Named("李娜");
        contact["customers"] = new JsonArray(Place(0, "经理"));
        var id = (await WriteAsync(scope, "contacts", contact))[0].Id!.Value;
        var kind = scope.Get<RecordKinds>().Find("contacts")!;

        var added = await kind.WriteAsync([new(RecordVerb.Change, id, At(Place(1, null)))], allOrNone: false, default);
        var same = await kind.WriteAsync([new(RecordVerb.Change, id, At(Place(0, null), Place(1, null)))], allOrNone: false, default);
        var unknown = await kind.WriteAsync([new(RecordVerb.Change, id, At(new JsonObject { ["customerId"] = Guid.Empty.ToString() }))], allOrNone: false, default);

        Assert.Equal((true, false), (added[0].Changed, same[0].Changed));
        Assert.Equal("/customers/0/customerId", Assert.IsType<InvalidException>(unknown[0].Refusal).Errors[0].Pointer);
        Assert.Equal(["经理", null], await scope.Db.Set<CustomerContact>().Where(l => l.ContactId == id).OrderBy(l => l.Title == null).Select(l => l.Title).ToListAsync());
    }

    private static JsonObject Named(string name, string? creditCode = null, string? tag = null)
    {
        var values = new JsonObject { ["name"] = name };
        if (creditCode is not null) values["creditCode"] = creditCode;
        if (tag is not null) values["tags"] = new JsonArray(tag);
        return values;
    }

    private static Task<IReadOnlyList<WriteResult>> WriteAsync(TestScope scope, string kind, params JsonObject[] values) =>
        scope.Get<RecordKinds>().Find(kind)!.WriteAsync([.. values.Select(v => new RecordWrite(RecordVerb.Create, null, v))], allOrNone: false, default);

    private async Task<TestScope> BeginAsync() => _database.Begin(Role.Administrator, await _database.AddUserAsync(role: Role.Administrator));
}
