using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Security;
using Crm.Infrastructure.Tests.Support;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>What every kind of record promises to the engines that work on any kind.</summary>
public sealed class RecordKindTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    /// <summary>A new record of each kind, a change of it, and a change that is no good.</summary>
    public static TheoryData<string, string, string, string> Kinds => new()
    {
        { "customers", """{"name":"青岛海风食品有限公司","tags":["重点","出口"],"annualRevenue":{"amount":"120000.00","currency":"CNY"}}""", """{"rating":4}""", """{"rating":9}""" },
        { "contacts", """{"name":"欧阳娜","phones":[{"number":"13800138000"}],"tags":["老客户"]}""", """{"wechat":"ouyang"}""", """{"salutation":"no-such-code"}""" },
        { "addresses", """{"customerId":"{customer}","label":"shipping","line1":"青岛路 18 号","isPrimary":true}""", """{"recipient":"仓库 老周"}""", """{"line1":" "}""" },
        { "tax-profiles", """{"customerId":"{customer}","title":"青岛海风食品有限公司","taxNumber":"91370200MA3C000000"}""", """{"bankAccount":"6222 0000 1234"}""", """{"invoiceType":"special","taxNumber":null}""" },
        { "places", """{"customerId":"{customer}","contactId":"{contact}","title":"采购经理","isPrimary":true}""", """{"department":"采购部"}""", """{"role":"no-such-code"}""" },
        { "interactions", """{"customerId":"{customer}","channel":"call","subject":"询价","participants":[{"name":"门卫"}]}""", """{"outcome":null,"subject":"再次询价"}""", """{"subject":" "}""" },
        { "competitors", """{"name":"海峰智能","marketShare":12.5,"website":"https://haifeng.example"}""", """{"marketShare":20}""", """{"marketShare":120}""" },
        { "service-plans", """{"name":"金牌服务","cadenceDays":30,"graceDays":10,"leadDays":7,"channel":"visit","discountCeiling":8}""", """{"cadenceDays":45}""", """{"cadenceDays":0}""" },
        { "gifts", """{"name":"茶礼盒","price":268,"stock":20}""", """{"price":288}""", """{"price":-1}""" },
        { "festivals", """{"name":"公司周年庆","calendar":"lunar","month":9,"day":30}""", """{"switchedOff":true}""", """{"month":13}""" },
        { "offers", """{"customerId":"{customer}","kind":"discount","discountPercent":"5","validFrom":"2026-02-01"}""", """{"reason":"老客户"}""", """{"discountPercent":"120"}""" },
        { "segments", """{"name":"大客户","where":{"field":"rating","op":"gte","value":"4"},"shared":true}""", """{"where":{"and":[{"field":"rating","op":"eq","value":"5"}]}}""", """{"name":" "}""" },
        {
            "key-accounts",
            """{"customerId":"{customer}","startedOn":"2026-01-05","goals":[{"text":"份额过半","due":"2026-12-31"}],"risks":[{"text":"竞争对手","likelihood":4}],"actions":[{"text":"互访"}]}""",
            """{"goals":[{"text":"份额过半","status":"reached"}]}""",
            """{"goals":[{"text":" "}]}"""
        },
        { "follow-ups", """{"customerId":"{customer}","channel":"visit","subject":"上门","dueOn":"2026-12-01"}""", """{"notes":"带样品"}""", """{"channel":"note"}""" },
        { "follow-up-series", """{"customerId":"{customer}","channel":"visit","subject":"例行回访","startsOn":"2026-12-01","rule":"FREQ=WEEKLY"}""", """{"notes":"带样品"}""", """{"rule":"FREQ=HOURLY"}""" },
        { "product-categories", """{"name":"制冷设备"}""", """{"name":"冷库设备"}""", """{"name":" "}""" },
        { "products", """{"code":"LX-200","name":"立式冷柜","unit":"台","price":{"amount":"5200.00","currency":"CNY"}}""", """{"active":false}""", """{"code":" "}""" },
        {
            "orders",
            """{"customerId":"{customer}","orderedOn":"2026-02-03","lines":[{"text":"冷柜","quantity":"2","unitPrice":"5200.00"}]}""",
            """{"note":"二月底前送到"}""",
            """{"lines":[{"text":"冷柜","quantity":"0","unitPrice":"5200.00"}]}"""
        },
        {
            "returns",
            """{"customerId":"{customer}","returnedOn":"2026-02-10","lines":[{"text":"冷柜","quantity":"1","unitPrice":"5200.00"}]}""",
            """{"note":"门碰坏了"}""",
            """{"lines":[]}"""
        },
        { "payments", """{"customerId":"{customer}","paidOn":"2026-02-20","amount":{"amount":"5200.00","currency":"CNY"}}""", """{"reference":"0220-17"}""", """{"amount":{"amount":"0.00","currency":"CNY"}}""" },
    };

    public static TheoryData<string, string> Births
    {
        get
        {
            var births = new TheoryData<string, string>();
            foreach (var kind in Kinds) births.Add((string)kind[0], (string)kind[1]);
            return births;
        }
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Every_kind_is_tested() => Assert.Equal(
        _database.Begin().Get<RecordKinds>().All.Select(k => k.Descriptor.Key).Order(StringComparer.Ordinal),
        Kinds.Select(k => (string)k[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_record_is_made_changed_deleted_and_restored(string key, string born, string change, string wrong)
    {
        await using var scope = await BeginAsync();
        var kind = scope.Get<RecordKinds>().Find(key)!;
        var id = _database.NewId();

        var made = Assert.Single(await WriteAsync(kind, new RecordWrite(RecordVerb.Create, id, await ValuesAsync(scope, born))));
        var changed = Assert.Single(await WriteAsync(kind, new RecordWrite(RecordVerb.Change, id, Json(change), 1)));
        var refused = Assert.Single(await WriteAsync(kind, new RecordWrite(RecordVerb.Change, id, Json(wrong))));
        var stale = Assert.Single(await WriteAsync(kind, new RecordWrite(RecordVerb.Change, id, Json(change), 1)));
        var deleted = Assert.Single(await WriteAsync(kind, new RecordWrite(RecordVerb.Delete, id, null)));
        var inBin = Assert.Single(await kind.ReadAsync([id], default));
        var restored = Assert.Single(await WriteAsync(kind, new RecordWrite(RecordVerb.Restore, id, null, 3)));

        Assert.Equal(new WriteResult(id, 1, true), made);
        Assert.Equal(new WriteResult(id, 2, true), changed);
        Assert.True(refused.Refusal is InvalidException or DomainException);
        Assert.Equal((id, null, false), (refused.Id, refused.Version, refused.Changed));
        Assert.Equal(2, Assert.IsType<ConflictException>(stale.Refusal).CurrentVersion);
        Assert.Equal(new WriteResult(id, 3, true), deleted);
        Assert.Equal((3, true), (inBin.Version, inBin.Deleted));
        Assert.Equal(new WriteResult(id, 4, true), restored);
    }

    [Theory]
    [MemberData(nameof(Births))]
    public async Task What_a_record_says_can_be_written_back_and_changes_nothing(string key, string born)
    {
        await using var scope = await BeginAsync();
        var kind = scope.Get<RecordKinds>().Find(key)!;
        var id = (await WriteAsync(kind, new RecordWrite(RecordVerb.Create, null, await ValuesAsync(scope, born))))[0].Id!.Value;
        var state = Assert.Single(await kind.ReadAsync([id], default));

        var same = Assert.Single(await WriteAsync(kind, new RecordWrite(RecordVerb.Change, id, state.Values)));
        if (key is "places" or "key-accounts" || kind.Descriptor.Find("name") is { Unique: true }) await WriteAsync(kind, new RecordWrite(RecordVerb.Delete, id, null));
        var copy = Assert.Single(await WriteAsync(kind, new RecordWrite(RecordVerb.Create, null, Copy(state.Values))));

        Assert.Equal(new WriteResult(id, 1, false), same);
        var copied = Assert.Single(await kind.ReadAsync([copy.Id!.Value], default)).Values;
        Assert.True(JsonNode.DeepEquals(Copy(state.Values, "code"), Copy(copied, "code")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_refused_record_does_not_hold_up_the_others_unless_all_or_none_is_wanted(string key, string born, string change, string wrong)
    {
        await using var scope = await BeginAsync();
        var kind = scope.Get<RecordKinds>().Find(key)!;
        var id = (await WriteAsync(kind, new RecordWrite(RecordVerb.Create, null, await ValuesAsync(scope, born))))[0].Id!.Value;
        RecordWrite[] writes =
        [
            new(RecordVerb.Create, null, await AnotherAsync(kind, scope, born)), new(RecordVerb.Change, id, Json(wrong)), new(RecordVerb.Change, id, Json(change)),
            new(RecordVerb.Create, null, Json("""{"nonsense":1}""")), new(RecordVerb.Delete, _database.NewId(), null),
        ];

        var none = await kind.WriteAsync(writes, allOrNone: true, default);
        var after = await kind.CountAsync(new ListRequest(), default);
        var some = await kind.WriteAsync(writes, allOrNone: false, default);

        Assert.Equal(["ConflictException batch_refused", "refused", "ConflictException batch_refused", "InvalidException", "NotFoundException"], none.Select(Say));
        Assert.Equal((1, 1), (after, (await kind.ReadAsync([id], default))[0].Version - 1));
        Assert.Equal(["done", "refused", "done", "InvalidException", "NotFoundException"], some.Select(Say));
        Assert.Equal(2, await kind.CountAsync(new ListRequest(), default));
        Assert.Empty(scope.Db.ChangeTracker.Entries());
    }

    [Theory]
    [MemberData(nameof(Births))]
    public async Task Whoever_may_not_is_refused_as_at_the_door(string key, string born)
    {
        await using var scope = await BeginAsync();
        var kind = scope.Get<RecordKinds>().Find(key)!;
        var values = await ValuesAsync(scope, born);
        await using var stranger = _database.Begin(null, null, []);
        var closed = stranger.Get<RecordKinds>().Find(key)!;

        Assert.IsType<NotSignedInException>((await WriteAsync(closed, new RecordWrite(RecordVerb.Create, null, values)))[0].Refusal);
        await Assert.ThrowsAsync<NotSignedInException>(() => closed.ReadAsync([_database.NewId()], default));
        await Assert.ThrowsAsync<NotSignedInException>(() => closed.CountAsync(new ListRequest(), default));
        await Assert.ThrowsAsync<NotSignedInException>(() => closed.NextIdsAsync(new ListRequest(), null, 10, default));
    }

    [Fact]
    public async Task All_that_match_are_walked_by_their_ids()
    {
        await using var scope = await BeginAsync();
        var kind = scope.Get<RecordKinds>().Find("customers")!;
        var made = await kind.WriteAsync([.. Enumerable.Range(0, 7).Select(i => new RecordWrite(RecordVerb.Create, null, Json($$"""{"name":"客户{{i}}","rating":{{1 + (i % 2)}}}""")))], allOrNone: true, default);
        var list = new ListRequest { Filter = new AllOf([new Comparison("rating", FilterOperator.Eq, ["1"], "filter[rating]")]), Sort = "-name" };
        var (walked, behind) = (new List<Guid>(), (Guid?)null);

        while (await kind.NextIdsAsync(list, behind, 3, default) is { Count: > 0 } next)
        {
            walked.AddRange(next);
            behind = next[^1];
        }

        Assert.Equal(4, await kind.CountAsync(list, default));
        Assert.Equal(made.Where((_, i) => i % 2 == 0).Select(r => r.Id!.Value).Order(), walked);
    }

    [Fact]
    public async Task A_batch_inside_of_other_work_goes_with_it()
    {
        await using var scope = await BeginAsync();
        var kind = scope.Get<RecordKinds>().Find("customers")!;

        await scope.Get<ICrmDb>().AttemptAsync(
            () => kind.WriteAsync([new(RecordVerb.Create, null, Json("""{"name":"甲"}""")), new(RecordVerb.Create, null, Json("""{"name":""}"""))], allOrNone: false, default),
            _ => false,
            default);

        Assert.Equal(0, await kind.CountAsync(new ListRequest(), default));
    }

    private static string Say(WriteResult result) => result.Refusal switch
    {
        null => "done",
        ConflictException conflict => "ConflictException " + conflict.Code,
        InvalidException { Unreadable: false } or DomainException => "refused",
        var other => other.GetType().Name,
    };

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    private static Task<IReadOnlyList<WriteResult>> WriteAsync(RecordKind kind, RecordWrite write) => kind.WriteAsync([write], allOrNone: false, default);

    private async Task<TestScope> BeginAsync()
    {
        var user = await _database.AddUserAsync(role: Role.Administrator);
        return _database.Begin(Role.Administrator, user);
    }

    /// <summary>Another one of the same; what is unique is said differently.</summary>
    private static async Task<JsonObject> AnotherAsync(RecordKind kind, TestScope scope, string born)
    {
        var values = await ValuesAsync(scope, born);
        if (kind.Descriptor.Find("name") is { Unique: true }) values["name"] = (string)values["name"]! + "二";
        return Copy(values);
    }

    /// <summary>What another record may say too: without the number that it was given, with a code of its own.</summary>
    private static JsonObject Copy(JsonObject values, string? without = null)
    {
        var copy = (JsonObject)values.DeepClone();
        copy.Remove("number");
        if (copy.ContainsKey("code")) copy["code"] = (string)copy["code"]! + "B";
        if (without is not null) copy.Remove(without);
        return copy;
    }

    private static async Task<JsonObject> ValuesAsync(TestScope scope, string born)
    {
        if (!born.Contains("{customer}", StringComparison.Ordinal)) return Json(born);
        var customer = await scope.Get<RecordKinds>().Find("customers")!.WriteAsync([new(RecordVerb.Create, null, Json("""{"name":"客户"}"""))], allOrNone: true, default);
        var contact = await scope.Get<RecordKinds>().Find("contacts")!.WriteAsync([new(RecordVerb.Create, null, Json("""{"name":"周敏"}"""))], allOrNone: true, default);
        return Json(born.Replace("{customer}", customer[0].Id.ToString(), StringComparison.Ordinal).Replace("{contact}", contact[0].Id.ToString(), StringComparison.Ordinal));
    }
}
