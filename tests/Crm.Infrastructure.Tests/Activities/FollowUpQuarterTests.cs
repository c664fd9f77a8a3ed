using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Crm.Infrastructure.Tests.Activities;

/// <summary>
/// A quarter in the database, through the use cases: managers in two time zones, one of them with summer time, the Spring Festival or the change of the clocks,
/// leave that was entered beforehand and illness in the morning. Nobody is ever left without a next step, and nobody waits longer than plan and grace allow.
/// The whole year of 20 managers with 5,000 customers is played without the database in Crm.Domain.Tests, with the same planner.
/// </summary>
public sealed class FollowUpQuarterTests(ITestOutputHelper output)
{
    private static readonly (string Tier, int Share, int Every, int Grace, int Lead)[] Plans = [("vip", 10, 14, 7, 4), ("gold", 30, 30, 10, 7), ("standard", 60, 60, 15, 14)];

    [Fact]
    public async Task Nobody_is_without_a_next_step_at_any_midnight_and_no_gap_is_beyond_plan_and_grace()
    {
        var watch = Stopwatch.StartNew();
        using var quarter = new Quarter(seed: 7, managers: 8, customers: 160, first: new DateOnly(2026, 1, 12), days: 84); // the Spring Festival of 2026, and summer time in Berlin from the 29th of March
        await quarter.PlayAsync();

        var loads = quarter.Loads.Values.Order().ToList();
        output.WriteLine($"{quarter.Gaps.Count} conversations in {watch.Elapsed.TotalSeconds:0} s; a day of a manager holds 1 to {loads[^1]}, half of them up to {loads[loads.Count / 2]}, 95 % up to {loads[loads.Count * 95 / 100]}; {quarter.ByDeputies} done by deputies, {quarter.Illnesses} illnesses");
        Assert.Empty(quarter.Idle);
        Assert.True(quarter.Gaps.Count > 160, "everybody was spoken with");
        Assert.True(quarter.ByDeputies > 0, "somebody stood in");
        Assert.DoesNotContain(quarter.Gaps, g => g.Days > g.Allowed);
        Assert.Empty(quarter.OnDaysAway);
        Assert.InRange(loads[^1], 1, User.UsualCapacity);
        Assert.Empty(await quarter.TwiceAsync());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_month()
    {
        async Task<string> PlayAsync(int seed)
        {
            using var month = new Quarter(seed, managers: 4, customers: 40, first: new DateOnly(2026, 3, 16), days: 28);
            await month.PlayAsync();
            return month.Fingerprint;
        }

        var once = await PlayAsync(3);
        Assert.Equal(once, await PlayAsync(3));
        Assert.NotEqual(once, await PlayAsync(4));
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_planning_leaves_nothing_half_done_and_nothing_twice()
    {
        var killer = new Killer();
        using var database = TestDatabase.New(services => services.AddScoped<INotificationHandler<DomainEventNotification<FollowUpChanged>>>(_ => killer));
        var owner = await database.AddUserAsync();
        for (var i = 0; i < 230; i++) await database.AddCustomerAsync(Profiles.Company($"客户{i}"), owner);
        await Quarter.PlanAsync(database, "标准服务", null, 30, 7, 5);

        var kept = new List<int>();
        foreach (var after in new[] { 40, 150, 30 }) // within the first hundred, within the second, within what is left
        {
            killer.After(after);
            await Assert.ThrowsAsync<OperationCanceledException>(async () => await RunAsync(database));
            killer.Rest();
            kept.Add(await CountAsync(database, db => db.Set<FollowUp>().CountAsync()));
            Assert.Equal(kept[^1], await CountAsync(database, db => db.Set<Customer>().CountAsync(c => c.NextFollowUpAt != null))); // all or nothing: no step without its date
        }

        Assert.Equal([0, 100, 100], kept);
        await RunAsync(database);
        await RunAsync(database);
        Assert.Equal(230, await CountAsync(database, db => db.Set<FollowUp>().CountAsync()));
        Assert.Equal(230, await CountAsync(database, db => db.Set<FollowUp>().Select(f => f.CustomerId).Distinct().CountAsync()));
        Assert.Equal(0, await CountAsync(database, db => db.Set<Customer>().CountAsync(c => c.NextFollowUpAt == null)));
    }

    private static async Task RunAsync(TestDatabase database)
    {
        await using var scope = database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().Enter(SystemUser.Instance);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PlanFollowUps());
    }

    private static async Task<int> CountAsync(TestDatabase database, Func<DbContext, Task<int>> count)
    {
        await using var scope = database.Begin();
        return await count(scope.Db);
    }

    /// <summary>Ends the work in the middle of a transaction, as the end of the process would.</summary>
    private sealed class Killer : INotificationHandler<DomainEventNotification<FollowUpChanged>>
    {
        private int _left = int.MaxValue;

        public void After(int events) => _left = events;

        public void Rest() => _left = int.MaxValue;

        public Task Handle(DomainEventNotification<FollowUpChanged> notification, CancellationToken cancellationToken) =>
            --_left == 0 ? throw new OperationCanceledException("killed") : Task.CompletedTask;
    }

    private sealed record Gap(int Days, int Allowed);

    private sealed class Quarter(int seed, int managers, int customers, DateOnly first, int days) : IDisposable
    {
        private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        private readonly TestDatabase _database = TestDatabase.New();
        private readonly List<Manager> _managers = [];
        private readonly Dictionary<Guid, (int Number, int Allowed)> _customers = [];
        private readonly Dictionary<Guid, DateOnly> _lastOn = [];
#pragma warning disable CA5394 // a test wants numbers that come again
        private readonly Random _chance = new(seed);

        public List<Gap> Gaps { get; } = [];

        public List<string> Idle { get; } = [];

        public List<string> OnDaysAway { get; } = [];

        public Dictionary<(Guid, DateOnly), int> Loads { get; } = [];

        public int ByDeputies { get; private set; }

        public int Illnesses { get; private set; }

        public string Fingerprint { get; private set; } = "";

        public void Dispose() => _database.Dispose();

        public async Task PlayAsync()
        {
            At(first.AddDays(-1), 4, Shanghai);
            foreach (var (tier, _, every, grace, lead) in Plans) await PlanAsync(_database, tier, tier, every, grace, lead);
            for (var i = 0; i < managers; i++) await HireAsync(i);
            for (var i = 0; i < customers; i++) await OpenAsync(i);
            foreach (var manager in _managers) // a week of leave, known beforehand
                if (first.AddDays(_chance.Next(14, days - 10)) is var leave) await AwayAsync(manager, leave, leave.AddDays(6), AbsenceKind.Leave);

            long print = 0;
            for (var day = first; day < first.AddDays(days); day = day.AddDays(1))
            {
                At(day, 4, Shanghai);
                await _database.Services.GetRequiredService<JobRunner>().RunAsync("follow-ups", _database.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
                await NoteIdleAsync(day);
                foreach (var zone in new[] { Shanghai, Berlin }) // the sun rises in the east
                {
                    At(day, 8, zone);
                    foreach (var manager in _managers.Where(m => m.Zone == zone && WorkCalendar.China.IsWorkday(day) && !m.IsAway(day)))
                        if (_chance.Next(1000) < 15) await AwayAsync(manager, day, day.AddDays(_chance.Next(3)), AbsenceKind.Sick);
                    At(day, 15, zone);
                    foreach (var manager in _managers.Where(m => m.Zone == zone))
                        foreach (var step in await DueAsync(manager, day))
                        {
                            print = unchecked((print * 31) + (_customers[step.CustomerId!.Value].Number * 1000L) + day.DayNumber + _managers.IndexOf(manager));
                            await DoAsync(manager, step, day);
                        }
                }

                await NoteIdleAsync(day);
            }

            Fingerprint = print.ToString("x", CultureInfo.InvariantCulture);
        }

        public async Task<List<Guid?>> TwiceAsync()
        {
            await using var scope = _database.Begin();
            return await scope.Db.Set<FollowUp>().Where(f => f.Status == FollowUpStatus.Planned).GroupBy(f => f.CustomerId).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync();
        }

        public static async Task PlanAsync(TestDatabase database, string name, string? tier, int every, int grace, int lead)
        {
            await using var start = database.Begin();
            if (tier is not null && !await start.Db.Set<Domain.Settings.CodeListItem>().AnyAsync(i => i.Code == tier))
            {
                start.Db.Add(new Domain.Settings.CodeListItem(database.NewId(), "customer_tier", tier, tier, tier, 10));
                await start.Db.SaveChangesAsync();
            }

            await using var scope = database.Begin(Role.Administrator, await database.AddUserAsync("管理员", Role.Administrator));
            var plan = new JsonObject { ["name"] = name, ["tier"] = tier, ["cadenceDays"] = every, ["graceDays"] = grace, ["leadDays"] = lead, ["channel"] = "call" };
            var made = await scope.Get<RecordKinds>().Find("service-plans")!.WriteAsync([new RecordWrite(RecordVerb.Create, null, plan)], allOrNone: true, CancellationToken.None);
            Assert.Null(made[0].Refusal);
        }

        /// <summary>Every fourth sits in Berlin; the next but one with the same days stands in.</summary>
        private async Task HireAsync(int number)
        {
            var id = await _database.AddUserAsync($"销售{number}");
            var manager = new Manager(id, number % 4 == 3 ? Berlin : Shanghai);
            await using var scope = _database.Begin();
            var deputy = number > 0 ? _managers[^1].Id : (Guid?)null;
            await scope.Db.Set<User>().Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TimeZone, manager.Zone.Id).SetProperty(u => u.DeputyId, deputy));
            if (number == managers - 1) await scope.Db.Set<User>().Where(u => u.Id == _managers[0].Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.DeputyId, id));
            _managers.Add(manager);
        }

        private async Task OpenAsync(int number)
        {
            var roll = _chance.Next(100);
            var plan = Plans.First(p => (roll -= p.Share) < 0);
            var customer = await _database.AddCustomerAsync(Profiles.Company($"客户{number}"), _managers[number % managers].Id);
            await using var scope = _database.Begin();
            await scope.Db.Set<Customer>().Where(c => c.Id == customer.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Tier, plan.Tier));
            _customers.Add(customer.Id, (number, plan.Every + plan.Grace));
        }

        private async Task AwayAsync(Manager manager, DateOnly from, DateOnly to, AbsenceKind kind)
        {
            manager.Away.Add((from, to));
            if (kind == AbsenceKind.Sick) Illnesses++;
            await using var scope = _database.Begin(Role.Sales, manager.Id, [manager.Id]);
            _database.Services.GetRequiredService<IUserDirectory>().Forget();
            await scope.Get<IMediator>().Send(new EnterAbsence(new AbsenceInput { From = from, To = to, Kind = kind }));
        }

        private async Task<List<FollowUp>> DueAsync(Manager manager, DateOnly day)
        {
            await using var scope = _database.Begin();
            return await scope.Db.Set<FollowUp>().AsNoTracking().Where(f => f.Status == FollowUpStatus.Planned && f.OwnerId == manager.Id && f.DueOn <= day).ToListAsync() is var due ? [.. due.OrderBy(f => _customers[f.CustomerId!.Value].Number)] : [];
        }

        private async Task DoAsync(Manager manager, FollowUp step, DateOnly day)
        {
            if (!WorkCalendar.China.IsWorkday(day) || manager.IsAway(day)) OnDaysAway.Add($"{day} {manager.Id}");
            if (step.StandsInForId is not null) ByDeputies++;
            await using var scope = _database.Begin(Role.Sales, manager.Id, step.StandsInForId is { } other ? [manager.Id, other] : [manager.Id]);
            var done = await scope.Get<IMediator>().Send(new CompleteFollowUp(step.Id, new CompletionInput { Result = "一切正常" }, null, "zh-CN"));
            Assert.NotNull(done.Next);
            var customerId = step.CustomerId!.Value;
            if (_lastOn.TryGetValue(customerId, out var last)) Gaps.Add(new Gap(day.DayNumber - last.DayNumber, _customers[customerId].Allowed));
            _lastOn[customerId] = day;
            Loads[(manager.Id, day)] = Loads.GetValueOrDefault((manager.Id, day)) + 1;
        }

        private async Task NoteIdleAsync(DateOnly day)
        {
            await using var scope = _database.Begin();
            var idle = await scope.Db.Set<Customer>().CountAsync(c => c.NextFollowUpAt == null);
            if (idle > 0) Idle.Add($"{day}: {idle}");
        }

        private void At(DateOnly day, int hour, TimeZoneInfo zone)
        {
            var moment = new DateTimeOffset(LocalDay.Start(day, zone), TimeSpan.Zero).AddHours(hour);
            _database.Clock.Pass(moment - _database.Clock.GetUtcNow());
        }

        private sealed record Manager(Guid Id, TimeZoneInfo Zone)
        {
            public List<(DateOnly From, DateOnly To)> Away { get; } = [];

            public bool IsAway(DateOnly day) => Away.Exists(a => a.From <= day && day <= a.To);
        }
#pragma warning restore CA5394
    }
}
