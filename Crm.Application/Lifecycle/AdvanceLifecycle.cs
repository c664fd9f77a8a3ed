using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Lifecycle;
using MediatR;

namespace Crm.Application.Lifecycle;

/// <summary>
/// What a new day changes about stages of life: whoever has kept silent for too long is silent, or lost. Stories that must be told anew, because the
/// rules have changed, are told first. Answers how many customers those were; a second run finds nothing to do.
/// </summary>
[SystemRequest]
public sealed record AdvanceLifecycle : IRequest<int>;

/// <summary>The same on demand, as a job.</summary>
/// <param name="Language">Language of the answer.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record StartLifecycle(string Language) : IRequest<JobRow>;

internal sealed class AdvanceLifecycleHandler(ICrmDb db, LifecycleSteps steps) : IRequestHandler<AdvanceLifecycle, int>
{
    public async Task<int> Handle(AdvanceLifecycle request, CancellationToken cancellationToken)
    {
        var all = 0;
        while (await db.AttemptAsync(() => steps.NextAsync(cancellationToken), _ => true, cancellationToken) is > 0 and var some) all += some;
        return all;
    }
}

internal sealed class StartLifecycleHandler(JobBook jobs, ICrmDb db, IMediator mediator) : IRequestHandler<StartLifecycle, JobRow>
{
    public async Task<JobRow> Handle(StartLifecycle request, CancellationToken cancellationToken)
    {
        var job = await jobs.StartAsync(LifecycleWork.Name, new Label("更新客户生命周期", "Bring stages of life up to date"), "customers", [], null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await mediator.Send(new GetJob(job.Id, request.Language), cancellationToken);
    }
}

/// <summary>The next customers whose stage is not what it should be today.</summary>
internal sealed class LifecycleSteps(ICrmDb db, LifecycleBook book, TradeBook trade)
{
    private const int AtOnce = 500;

    /// <summary>Does them; answers how many those were, 0 when there are no more.</summary>
    public async Task<int> NextAsync(CancellationToken cancellationToken)
    {
        var untold = await book.UntoldAsync(AtOnce, cancellationToken);
        if (untold.Count > 0)
        {
            await db.AloneAsync(
                untold.Select(KeepTrade.LockOf),
                async () =>
                {
                    await trade.CalculateAsync(untold, cancellationToken);
                    return await db.SaveChangesAsync(cancellationToken);
                },
                cancellationToken);
            return untold.Count;
        }

        var silent = await book.MoveNextAsync(StageOfLife.Silent, trade.Today, cancellationToken);
        return silent > 0 ? silent : await book.MoveNextAsync(StageOfLife.Lost, trade.Today, cancellationToken);
    }
}

internal sealed class LifecycleWork(LifecycleSteps steps, ICurrentUser user) : IJobWork
{
    /// <summary>The job's kind.</summary>
    public const string Name = "lifecycle";

    public string Kind => Name;

    public async Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken)
    {
        RequestGate.Check(user, Permissions.SettingsManage);
        var some = await steps.NextAsync(cancellationToken);
        var done = job.Progress.Done + some;
        return new JobStep(new JsonObject { ["done"] = done }, job.Progress with { Done = done }, new JsonObject { ["customers"] = done }, some == 0);
    }
}
