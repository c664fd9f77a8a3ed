using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Jobs;
using MediatR;

namespace Crm.Application.Jobs;

/// <summary>The jobs that I started; an administrator sees everybody's.</summary>
/// <param name="List">Which ones.</param>
/// <param name="Language">Language of the titles.</param>
[RequirePermission(Permissions.JobsRun)]
public sealed record ListJobs(ListRequest List, string Language) : IRequest<ListPage<JobRow>>;

/// <summary>One job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Language">Language of the title.</param>
[RequirePermission(Permissions.JobsRun)]
public sealed record GetJob(Guid Id, string Language) : IRequest<JobRow>;

/// <summary>Stops a job between two steps until it is resumed.</summary>
/// <param name="Id">The job.</param>
/// <param name="Language">Language of the title.</param>
[RequirePermission(Permissions.JobsRun)]
public sealed record PauseJob(Guid Id, string Language) : IRequest<JobRow>;

/// <summary>Has a paused job go on.</summary>
/// <param name="Id">The job.</param>
/// <param name="Language">Language of the title.</param>
[RequirePermission(Permissions.JobsRun)]
public sealed record ResumeJob(Guid Id, string Language) : IRequest<JobRow>;

/// <summary>Ends a job between two steps. What was done stays done.</summary>
/// <param name="Id">The job.</param>
/// <param name="Language">Language of the title.</param>
[RequirePermission(Permissions.JobsRun)]
public sealed record CancelJob(Guid Id, string Language) : IRequest<JobRow>;

/// <summary>Takes back what a job did, as a job of its own.</summary>
/// <param name="Id">The job.</param>
/// <param name="Language">Language of the title.</param>
[RequirePermission(Permissions.JobsRun)]
public sealed record UndoJob(Guid Id, string Language) : IRequest<JobRow>;

internal sealed class JobQueries(RecordLister lister, JobDescriptor descriptor, JobReader reader) : IRequestHandler<ListJobs, ListPage<JobRow>>, IRequestHandler<GetJob, JobRow>
{
    public async Task<ListPage<JobRow>> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<Job, JobRow>(descriptor, request.List, cancellationToken);
        var rows = new List<JobRow>();
        foreach (var row in page.Data) rows.Add(await reader.CompleteAsync(row, request.Language, cancellationToken));
        return page with { Data = rows };
    }

    public Task<JobRow> Handle(GetJob request, CancellationToken cancellationToken) => reader.GetAsync(request.Id, request.Language, cancellationToken);
}

internal sealed class JobCommands(ICrmDb db, JobBook book, JobReader reader, IEnumerable<IJobWork> works, IJobSignal signal, TimeProvider clock) :
    IRequestHandler<PauseJob, JobRow>,
    IRequestHandler<ResumeJob, JobRow>,
    IRequestHandler<CancelJob, JobRow>,
    IRequestHandler<UndoJob, JobRow>
{
    private const string Undo = "undo";

    public Task<JobRow> Handle(PauseJob request, CancellationToken cancellationToken) => ChangeAsync(request.Id, request.Language, job => job.Pause(), cancellationToken);

    public async Task<JobRow> Handle(ResumeJob request, CancellationToken cancellationToken)
    {
        var row = await ChangeAsync(request.Id, request.Language, job => job.Resume(), cancellationToken);
        signal.Raise();
        return row;
    }

    public Task<JobRow> Handle(CancelJob request, CancellationToken cancellationToken) => ChangeAsync(
        request.Id,
        request.Language,
        job => job.Cancel(works.Any(work => work.Kind == job.Kind && work.CanBeUndone), clock.GetUtcNow().UtcDateTime),
        cancellationToken);

    public Task<JobRow> Handle(UndoJob request, CancellationToken cancellationToken) => db.AloneAsync(
        [Job.LockOf(request.Id)],
        async () =>
        {
            var job = await db.Jobs.GetAsync(request.Id, cancellationToken);
            if (!works.Any(work => work.Kind == Undo)) throw new ConflictException("cannot_be_undone");
            var undo = await book.StartAsync(
                Undo, new Label($"撤销：{job.TitleZh}", $"Undo: {job.TitleEn}"), job.Entity, new JsonObject { ["reference"] = job.Id.ToString() }, job.Done, cancellationToken);
            job.UndoneThrough(undo.Id, clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancellationToken);
            return await reader.GetAsync(undo.Id, request.Language, cancellationToken);
        },
        cancellationToken);

    /// <summary>Waits for the step that is being done now.</summary>
    private Task<JobRow> ChangeAsync(Guid id, string language, Action<Job> change, CancellationToken cancellationToken) => db.AloneAsync(
        [Job.LockOf(id)],
        async () =>
        {
            change(await db.Jobs.GetAsync(id, cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
            return await reader.GetAsync(id, language, cancellationToken);
        },
        cancellationToken);
}
