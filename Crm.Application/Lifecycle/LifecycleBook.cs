using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Orders;
using Crm.Domain.Lifecycle;
using Crm.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Lifecycle;

/// <summary>The tables of this module.</summary>
internal static class LifecycleDb
{
    extension(ICrmDb db)
    {
        public DbSet<LifecycleRules> LifecycleRules => db.Set<LifecycleRules>();

        public DbSet<StageChange> StageChanges => db.Set<StageChange>();
    }
}

/// <summary>
/// Keeps the stages of life of customers: an order brings his story up to date in the transaction of the figures of his trade, and at night whoever
/// has kept silent for too long is found by the day that was worked out then.
/// </summary>
internal sealed class LifecycleBook(ICrmDb db, TimeProvider clock)
{
    private const int AtOnce = 500;

    private static readonly StageOfLife[] Ordering = [StageOfLife.New, StageOfLife.Active, StageOfLife.WonBack];

    /// <summary>The rules in force.</summary>
    public async Task<LifecycleRules> RulesAsync(CancellationToken cancellationToken) =>
        await db.LifecycleRules.AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? LifecycleRules.Default();

    /// <summary>Tells the stories of these customers anew from the days on which they ordered; what differs from what was kept is written. The caller saves.</summary>
    public async Task FollowAsync(IReadOnlyCollection<CustomerTrade> trades, Func<Guid, IEnumerable<DateOnly>> orderDays, DateOnly today, CancellationToken cancellationToken)
    {
        var rules = await RulesAsync(cancellationToken);
        var ids = trades.Select(t => t.CustomerId).ToList();
        var kept = (await db.StageChanges.IgnoreQueryFilters().Where(s => ids.Contains(s.CustomerId)).ToListAsync(cancellationToken)).ToLookup(s => s.CustomerId); // facts of a customer, as the figures are
        foreach (var trade in trades) Follow(trade, LifecycleStory.Tell(orderDays(trade.CustomerId), rules, today), [.. kept[trade.CustomerId].OrderBy(s => s.On).ThenBy(s => s.Id)], rules);
    }

    /// <summary>Moves the next customers who have become silent, or lost, by today; in the order of their ids. Answers how many those were.</summary>
    public async Task<int> MoveNextAsync(StageOfLife to, DateOnly today, CancellationToken cancellationToken)
    {
        var all = db.CustomerTrades.IgnoreQueryFilters(); // of everybody: the system sees all
        var due = to == StageOfLife.Silent
            ? all.Where(t => t.SilentOn <= today && Ordering.Contains(t.Stage))
            : all.Where(t => t.LostOn <= today && t.Stage == StageOfLife.Silent);
        var ids = await due.OrderBy(t => t.CustomerId).Take(AtOnce).Select(t => t.CustomerId).ToListAsync(cancellationToken);
        if (ids.Count == 0) return 0;
        await db.AloneAsync(ids.Select(KeepTrade.LockOf), () => MoveAsync(to, due.Where(t => ids.Contains(t.CustomerId)), cancellationToken), cancellationToken);
        return ids.Count;
    }

    /// <summary>Customers who have ordered and whose story is to be told anew, because the rules have changed or it was never told; in the order of their ids.</summary>
    public Task<List<Guid>> UntoldAsync(int most, CancellationToken cancellationToken) =>
        db.CustomerTrades.IgnoreQueryFilters().Where(t => t.LastOrderOn != null && t.SilentOn == null).OrderBy(t => t.CustomerId).Select(t => t.CustomerId).Take(most).ToListAsync(cancellationToken); // as above

    /// <summary>Lets all stories be told anew.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellationToken) =>
        db.CustomerTrades.IgnoreQueryFilters().Where(t => t.SilentOn != null).ExecuteUpdateAsync(set => set.SetProperty(t => t.SilentOn, (DateOnly?)null), cancellationToken); // as above

    private async Task<int> MoveAsync(StageOfLife to, IQueryable<CustomerTrade> due, CancellationToken cancellationToken)
    {
        var moving = await due.Select(t => new { t.CustomerId, t.Stage, t.SilentOn, t.LostOn, t.Orders, t.LastOrderOn, t.MedianGapDays }).ToListAsync(cancellationToken);
        var rules = await RulesAsync(cancellationToken);
        db.StageChanges.AddRange(moving.Select(t => ChangeOf(t.CustomerId, t.Stage, new StageStep((to == StageOfLife.Silent ? t.SilentOn : t.LostOn)!.Value, to, new StageFigures
        {
            Orders = t.Orders,
            LastOrderOn = t.LastOrderOn!.Value,
            MedianGapDays = t.MedianGapDays,
            GapDays = rules.GapOf(t.Orders, t.MedianGapDays),
            OwnGap = t.Orders >= rules.OwnGapFromOrders && t.MedianGapDays is not null,
            SilentAfterDays = t.SilentOn!.Value.DayNumber - t.LastOrderOn.Value.DayNumber - 1,
            LostAfterDays = t.LostOn!.Value.DayNumber - t.LastOrderOn.Value.DayNumber - 1,
        }))));
        await db.SaveChangesAsync(cancellationToken);
        return to == StageOfLife.Silent
            ? await due.ExecuteUpdateAsync(set => set.SetProperty(t => t.Stage, StageOfLife.Silent).SetProperty(t => t.StageSince, t => t.SilentOn), cancellationToken)
            : await due.ExecuteUpdateAsync(set => set.SetProperty(t => t.Stage, StageOfLife.Lost).SetProperty(t => t.StageSince, t => t.LostOn), cancellationToken);
    }

    /// <summary>What was decided under other rules stays; from the day of these rules on the story is what they say.</summary>
    private void Follow(CustomerTrade trade, IReadOnlyList<StageStep> story, List<StageChange> kept, LifecycleRules rules)
    {
        var past = rules.InForceFrom is { } from ? kept.TakeWhile(s => s.On < from).ToList() : [];
        var wanted = past.Count == 0 ? story : [.. Standing(story, rules.InForceFrom!.Value), .. story.Where(s => s.On > rules.InForceFrom)];
        var (stage, since) = past.Count == 0 ? (StageOfLife.Prospect, (DateOnly?)null) : (past[^1].To, past[^1].On);
        var known = past.Count;
        foreach (var step in wanted.Where(step => step.Stage != stage))
        {
            if (known < kept.Count && (kept[known].On, kept[known].From, kept[known].To) == (step.On, stage, step.Stage)) known++;
            else
            {
                db.StageChanges.RemoveRange(kept.Skip(known));
                kept.RemoveRange(known, kept.Count - known);
                db.StageChanges.Add(ChangeOf(trade.CustomerId, stage, step));
            }

            (stage, since) = (step.Stage, step.On);
        }

        db.StageChanges.RemoveRange(kept.Skip(known));
        trade.Stand(stage, stage == StageOfLife.Prospect ? null : since, DayOf(trade, rules, silent: true), DayOf(trade, rules, silent: false));
    }

    /// <summary>The stage that the story gives to a day, as a step of that day.</summary>
    private static IEnumerable<StageStep> Standing(IReadOnlyList<StageStep> story, DateOnly day) => story.LastOrDefault(s => s.On <= day) is { } at ? [at with { On = day }] : [];

    private static DateOnly? DayOf(CustomerTrade trade, LifecycleRules rules, bool silent)
    {
        if (trade.LastOrderOn is not { } last) return null;
        var gap = rules.GapOf(trade.Orders, trade.MedianGapDays);
        return LifecycleStory.Behind(last, silent ? rules.SilentAfter(gap) : rules.LostAfter(gap));
    }

    private StageChange ChangeOf(Guid customerId, StageOfLife from, StageStep step) =>
        new(Guid.CreateVersion7(clock.GetUtcNow()), customerId, from, step.Stage, step.On, JsonSerializer.Serialize(step.Why, CrmJson.Options));
}
