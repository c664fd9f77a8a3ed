using System.Text.Json.Nodes;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Domain.Jobs;
using Crm.Domain.Security;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>What a job did to many records is taken back, and what somebody did since is not.</summary>
public sealed class UndoTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();
    private readonly Guid _import = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
    private Guid? _user;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task An_import_is_taken_back_with_the_records_that_it_changed()
    {
        var old = await MakeAsync("""{"name":"老客户","rating":1,"tags":["重点"]}""");
        var made = new List<Guid>();
        await InNameOfAsync(ChangeSource.Import, _import, async kind =>
        {
            for (var i = 0; i < 5; i++) made.Add(await WriteAsync(kind, new RecordWrite(RecordVerb.Create, null, Json($$"""{"name":"新客户{{i}}"}"""))));
            await WriteAsync(kind, new RecordWrite(RecordVerb.Change, old, Json("""{"rating":5,"tags":["出口"],"shortName":"老"}""")));
            await WriteAsync(kind, new RecordWrite(RecordVerb.Change, old, Json("""{"rating":4}""")));
            await WriteAsync(kind, new RecordWrite(RecordVerb.Change, made[0], Json("""{"rating":3}""")));
        });
        await InNameOfAsync(ChangeSource.Form, null, kind => WriteAsync(kind, new RecordWrite(RecordVerb.Change, made[4], Json("""{"rating":2}"""))));

        var (steps, last) = await UndoAsync();

        Assert.Equal(3, steps); // of four at most, and a record that was changed twice goes back twice
        Assert.Equal(new JobProgress(8, 8, 1), last.Progress);
        Assert.Equal("""{"undone":7,"unchanged":0,"changedSince":1,"failed":0}""", last.Result.ToJsonString());
        var states = await ReadAsync([old, .. made]);
        Assert.Equal([false, true, true, true, true, false], states.Select(s => s.Deleted));
        Assert.Equal($"{made[4]}|4|[{{\"pointer\":\"/rating\",\"code\":\"changed_since\",\"params\":null,\"parameter\":null,\"message\":null}}]", await ItemsAsync());
        Assert.Equal((1, null, "重点"), ((int)states[0].Values["rating"]!, states[0].Values["shortName"], (string)states[0].Values["tags"]![0]!));
    }

    [Fact]
    public async Task What_was_changed_since_goes_back_when_it_is_forced()
    {
        var id = await MakeAsync("""{"name":"老客户","rating":1}""");
        await InNameOfAsync(ChangeSource.Bulk, _import, kind => WriteAsync(kind, new RecordWrite(RecordVerb.Change, id, Json("""{"rating":5}"""))));
        await InNameOfAsync(ChangeSource.Form, null, kind => WriteAsync(kind, new RecordWrite(RecordVerb.Change, id, Json("""{"rating":3}"""))));

        Assert.Equal(1, (await UndoAsync()).Last.Progress.Failed);
        Assert.Equal(3, (int)(await ReadAsync([id]))[0].Values["rating"]!);
        Assert.Equal(0, (await UndoAsync(force: true)).Last.Progress.Failed);
        Assert.Equal(1, (int)(await ReadAsync([id]))[0].Values["rating"]!);
    }

    [Fact]
    public async Task What_was_deleted_comes_back_and_taking_back_can_be_taken_back()
    {
        var id = await MakeAsync("""{"name":"老客户"}""");
        await InNameOfAsync(ChangeSource.Bulk, _import, kind => WriteAsync(kind, new RecordWrite(RecordVerb.Delete, id, null)));

        var undo = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        await UndoAsync(job: undo);
        Assert.False((await ReadAsync([id]))[0].Deleted);
        await UndoAsync(of: undo);
        Assert.True((await ReadAsync([id]))[0].Deleted);
    }

    [Fact]
    public async Task A_job_that_changed_nothing_is_taken_back_at_once()
    {
        var (steps, last) = await UndoAsync();

        Assert.Equal((1, 0, 0), (steps, last.Progress.Done, last.Progress.Total));
    }

    /// <summary>Whatever an input says of any field comes back as it was: what the log keeps is what an input writes.</summary>
    [Theory]
    [InlineData("customers", """{"name":"甲","kind":"company"}""", """
        {"name":"乙","shortName":"乙","englishName":"Yi","rating":3,"provinceCode":"370000","cityCode":"370200","addressLine1":"路 1 号","postalCode":"266000","website":"https://yi.example",
        "phones":[{"number":"13800138000","label":"mobile","isPrimary":true}],"emails":[{"address":"a@yi.example","label":"work","isPrimary":true}],"annualRevenue":{"amount":"12.5000","currency":"USD"},
        "foundedOn":"2001-02-03","creditCode":"91370212MA3C8TQ15J","tags":["一","二"],"description":"两行\n文字 \"引号\"","preferences":[{"topic":"时间","value":"上午","source":"inferred","asOf":"2026-01-02"}],
        "doNotContact":["sms","call"]}
        """)]
    [InlineData("contacts", """{"name":"甲"}""", """
        {"name":"乙","englishName":"Yi","gender":"female","birthday":"1990-01-02","wechat":"yi","phones":[{"number":"13800138000","label":"office","isPrimary":true}],
        "emails":[{"address":"a@yi.example","label":"home","isPrimary":true}],"tags":["一"],"description":"说明","preferences":[{"topic":"时间","value":"上午","source":"stated","asOf":"2026-01-02"}],"doNotContact":["visit"]}
        """)]
    public async Task Every_field_goes_back_to_what_it_was(string key, string born, string change)
    {
        var id = await MakeAsync(born, key);
        var before = (await ReadAsync([id], key))[0].Values;
        await InNameOfAsync(ChangeSource.Bulk, _import, kind => WriteAsync(kind, new RecordWrite(RecordVerb.Change, id, Json(change))), key);
        var after = (await ReadAsync([id], key))[0].Values;
        Assert.All(Json(change), member => Assert.False(JsonNode.DeepEquals(before[member.Key], after[member.Key]), member.Key));

        var undo = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        await UndoAsync(job: undo);
        AssertSame(before, (await ReadAsync([id], key))[0].Values);
        await UndoAsync(of: undo);
        AssertSame(after, (await ReadAsync([id], key))[0].Values);
    }

    private static void AssertSame(JsonObject expected, JsonObject actual) =>
        Assert.All(expected.Where(m => m.Key is not "tags"), member => Assert.True(JsonNode.DeepEquals(member.Value, actual[member.Key]), $"{member.Key}: {member.Value} became {actual[member.Key]}"));

    /// <summary>Step by step, each in a transaction and a scope of its own, as the runner does it.</summary>
    private async Task<(int Steps, JobStep Last)> UndoAsync(bool force = false, Guid? job = null, Guid? of = null)
    {
        var request = new JsonObject { ["reference"] = (of ?? _import).ToString(), ["force"] = force };
        var state = new JobState(job ?? Guid.CreateVersion7(DateTimeOffset.UnixEpoch), request, null, new JobProgress(0, null, 0)) { Rows = 4 };
        await using (var scope = _database.Begin())
        {
            scope.Db.Add(new Job(state.Id, (await UserAsync())!.Value, "undo", "撤销", "Undo", null, request.ToJsonString(), null));
            await scope.Db.SaveChangesAsync();
        }

        for (var steps = 1; ; steps++)
        {
            await using var scope = _database.Begin(Role.Administrator, await UserAsync());
            var work = scope.Get<IEnumerable<IJobWork>>().Single(w => w.Kind == "undo");
            var step = await scope.Db.InTransactionAsync(() => work.StepAsync(state, default), _ => true, default);
            if (step.Finished) return (steps, step);
            state = state with { Place = (JsonObject)JsonNode.Parse(step.Place!.ToJsonString())!, Progress = step.Progress };
        }
    }

    private async Task<string> ItemsAsync()
    {
        await using var scope = _database.Begin();
        return string.Join('\n', (await scope.Db.Set<JobItem>().ToListAsync()).Select(i => $"{i.RecordId}|{i.Number}|{i.Reasons}"));
    }

    private async Task<Guid> MakeAsync(string values, string key = "customers")
    {
        var id = _database.NewId();
        await InNameOfAsync(ChangeSource.Form, null, kind => WriteAsync(kind, new RecordWrite(RecordVerb.Create, id, Json(values))), key);
        return id;
    }

    private async Task InNameOfAsync(ChangeSource source, Guid? reference, Func<RecordKind, Task> work, string key = "customers")
    {
        await using var scope = _database.Begin(Role.Administrator, await UserAsync());
        scope.Get<ChangeOrigin>().Is(source, reference);
        await work(scope.Get<RecordKinds>().Find(key)!);
    }

    private async Task<List<RecordState>> ReadAsync(IReadOnlyList<Guid> ids, string key = "customers")
    {
        await using var scope = _database.Begin(Role.Administrator, await UserAsync());
        var states = await scope.Get<RecordKinds>().Find(key)!.ReadAsync([.. ids], default);
        return [.. ids.Select(id => states.Single(s => s.Id == id))];
    }

    private static async Task<Guid> WriteAsync(RecordKind kind, RecordWrite write)
    {
        var result = Assert.Single(await kind.WriteAsync([write], allOrNone: false, default));
        Assert.Null(result.Refusal);
        return result.Id!.Value;
    }

    private async Task<Guid?> UserAsync() => _user ??= await _database.AddUserAsync(role: Role.Administrator);

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
