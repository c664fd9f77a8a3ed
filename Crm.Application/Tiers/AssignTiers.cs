using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Tiers;

/// <summary>Scores everybody and moves those whose tier is another than the rules say, or proposes it. Answers how many those were.</summary>
[SystemRequest]
public sealed record AssignTiers : IRequest<int>;

/// <summary>The same on demand, as a job.</summary>
/// <param name="Language">Language of the answer.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record StartTiering(string Language) : IRequest<JobRow>;

internal sealed class AssignTiersHandler(ICrmDb db, TierSchemes schemes, TierBook book, TimeProvider clock) : IRequestHandler<AssignTiers, int>
{
    public async Task<int> Handle(AssignTiers request, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow().UtcDateTime;
        var (scheme, _) = await schemes.CurrentAsync(cancellationToken);
        await db.AttemptAsync(() => book.ScoreAsync(scheme, cancellationToken), _ => true, cancellationToken);
        var decision = await schemes.DecisionAsync(scheme, cancellationToken);
        var all = 0;
        for (Guid? behind = Guid.Empty; behind is { } last;)
        {
            (var moved, behind) = await db.AttemptAsync(() => book.MoveNextAsync(scheme, decision, last, cancellationToken), _ => true, cancellationToken);
            all += moved;
        }

        await book.ForgetProposalsAsync(began, cancellationToken);
        return all;
    }
}

internal sealed class StartTieringHandler(JobBook jobs, ICrmDb db, IMediator mediator) : IRequestHandler<StartTiering, JobRow>
{
    public async Task<JobRow> Handle(StartTiering request, CancellationToken cancellationToken)
    {
        var job = await jobs.StartAsync(TieringWork.Name, new Label("评定客户等级", "Assign tiers"), "customers", [], null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await mediator.Send(new GetJob(job.Id, request.Language), cancellationToken);
    }
}

/// <summary>First the scores, then the moves in the order of ids.</summary>
internal sealed class TieringWork(TierSchemes schemes, TierBook book, ICurrentUser user, TimeProvider clock) : IJobWork
{
    /// <summary>The job's kind.</summary>
    public const string Name = "tiering";

    public string Kind => Name;

    public async Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken)
    {
        RequestGate.Check(user, Permissions.SettingsManage);
        var (scheme, _) = await schemes.CurrentAsync(cancellationToken);
        if (job.Place is null)
        {
            var began = clock.GetUtcNow().UtcDateTime;
            var scored = await book.ScoreAsync(scheme, cancellationToken);
            return Step(job, new JsonObject { ["began"] = began, ["behind"] = Guid.Empty, ["scored"] = scored }, 0, finished: false);
        }

        var decision = await schemes.DecisionAsync(scheme, cancellationToken);
        var (moved, last) = await book.MoveNextAsync(scheme, decision, job.Place["behind"]!.GetValue<Guid>(), cancellationToken);
        if (last is null) await book.ForgetProposalsAsync(job.Place["began"]!.GetValue<DateTime>(), cancellationToken);
        var place = (JsonObject)job.Place.DeepClone();
        place["behind"] = last ?? Guid.Empty;
        return Step(job, place, moved, finished: last is null);
    }

    private static JobStep Step(JobState job, JsonObject place, int moved, bool finished)
    {
        var done = job.Progress.Done + moved;
        return new JobStep(place, job.Progress with { Done = done }, new JsonObject { ["moved"] = done, ["scored"] = place["scored"]!.GetValue<int>() }, finished);
    }
}
