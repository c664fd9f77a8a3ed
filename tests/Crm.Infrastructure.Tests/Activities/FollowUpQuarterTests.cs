using System.Text.Json.Nodes;
using Crm.Application.Activities;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Crm.Domain.Calendar;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Activities;

/// <summary>Three sellers with sixty customers over ninety days and the Spring Festival, through the use cases: nobody is ever left without a next step.</summary>
public sealed class FollowUpQuarterTests : IDisposable
{
    private const int Days = 90;
    private const int Cadence = 21;
    private const int Grace = 7;
    private const int Lead = 5;

    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateOnly First = new(2026, 1, 5);

    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Nobody_is_without_a_next_step_at_any_midnight_and_no_gap_is_beyond_plan_and_grace()
    {
        At(First.AddDays(-1), new TimeOnly(12, 0));
        var sellers = new List<Guid>();
        for (var i = 0; i < 3; i++) sellers.Add(await _database.AddUserAsync($"销售{i}"));
        for (var i = 0; i < 60; i++) await _database.AddCustomerAsync(Profiles.Company($"客户{i}"), sellers[i % 3]);
        await PlanExistsAsync();
        var (lastOn, gaps, loads) = (new Dictionary<Guid, DateOnly>(), new List<int>(), new Dictionary<(Guid, DateOnly), int>());

        for (var day = First; day < First.AddDays(Days); day = day.AddDays(1))
        {
            At(day, new TimeOnly(4, 30));
            await _database.Services.GetRequiredService<JobRunner>().RunAsync("follow-ups", _database.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
            Assert.Equal(0, await CountAsync(db => db.Set<Customer>().CountAsync(c => c.NextFollowUpAt == null)));

            At(day, new TimeOnly(15, 0));
            foreach (var step in await DueAsync(day))
            {
                Assert.True(WorkCalendar.China.IsWorkday(day), $"{day} is a day off");
                if ((day.DayNumber + step.Id.GetHashCode()) % 10 == 0 && !IsUrgent(lastOn, step, day)) continue; // one in ten is put off until the next day
                await using var scope = _database.Begin(Role.Sales, step.OwnerId, [step.OwnerId]);
                await scope.Get<IMediator>().Send(new CompleteFollowUp(step.Id, new CompletionInput { Result = "一切正常" }, null));
                if (lastOn.TryGetValue(step.CustomerId!.Value, out var last)) gaps.Add(day.DayNumber - last.DayNumber);
                lastOn[step.CustomerId.Value] = day;
                loads[(step.OwnerId, day)] = loads.GetValueOrDefault((step.OwnerId, day)) + 1;
            }

            Assert.Equal(0, await CountAsync(db => db.Set<Customer>().CountAsync(c => c.NextFollowUpAt == null)));
        }

        Assert.Equal(60, lastOn.Count);
        Assert.InRange(gaps.Count, 120, 300);
        Assert.All(gaps, gap => Assert.InRange(gap, Cadence - Lead, Cadence + Grace));
        Assert.InRange(loads.Values.Max(), 1, 12);
        Assert.Equal(60, await CountAsync(db => db.Set<FollowUp>().CountAsync(f => f.Status == FollowUpStatus.Planned))); // one each, never two
    }

    /// <summary>What would be too late on the next working day is not put off.</summary>
    private static bool IsUrgent(Dictionary<Guid, DateOnly> lastOn, FollowUp step, DateOnly day) =>
        lastOn.TryGetValue(step.CustomerId!.Value, out var last) && WorkCalendar.China.Add(day, 1) > last.AddDays(Cadence + Grace);

    private async Task<List<FollowUp>> DueAsync(DateOnly day)
    {
        if (!WorkCalendar.China.IsWorkday(day)) day = DateOnly.MinValue;
        await using var scope = _database.Begin();
        return await scope.Db.Set<FollowUp>().AsNoTracking().Where(f => f.Status == FollowUpStatus.Planned && f.DueOn <= day).OrderBy(f => f.Id).ToListAsync();
    }

    private async Task<int> CountAsync(Func<DbContext, Task<int>> count)
    {
        await using var scope = _database.Begin();
        return await count(scope.Db);
    }

    private async Task PlanExistsAsync()
    {
        await using var scope = _database.Begin(Role.Administrator, await _database.AddUserAsync("管理员", Role.Administrator));
        var plan = new JsonObject { ["name"] = "标准服务", ["cadenceDays"] = Cadence, ["graceDays"] = Grace, ["leadDays"] = Lead, ["channel"] = "call" };
        var made = await scope.Get<RecordKinds>().Find("service-plans")!.WriteAsync([new RecordWrite(RecordVerb.Create, null, plan)], allOrNone: true, CancellationToken.None);
        Assert.Null(made[0].Refusal);
    }

    private void At(DateOnly day, TimeOnly time) =>
        _database.Clock.Pass(new DateTimeOffset(day.ToDateTime(time), Shanghai.BaseUtcOffset) - _database.Clock.GetUtcNow());
}
