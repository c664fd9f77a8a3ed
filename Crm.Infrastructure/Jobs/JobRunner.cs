using Crm.Application.Common;
using Crm.Domain.Jobs;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Jobs;

/// <summary>
/// Sends the request of a job as the system itself and keeps a book of the runs. The book has one line for each moment at which a job was
/// due, so that of several nodes only one runs it, whatever their schedulers think.
/// </summary>
internal sealed class JobRunner(JobCatalogue catalogue, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Runs a job, unless another node has it already. What goes wrong stands in the book and in the log.</summary>
    public async Task RunAsync(string name, DateTime fireAt, CancellationToken cancellationToken)
    {
        if (catalogue.Jobs.FirstOrDefault(job => job.Name == name) is not { } job)
        {
            log.LogWarning("The schedule has a job {Job} that this node does not know", name);
            return;
        }

        await using var scope = scopes.BeginAs(SystemUser.Instance);
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var run = new JobRun(Guid.CreateVersion7(clock.GetUtcNow()), name, fireAt, Node.Name, Now);
        if (!job.Frequent && !await WriteAsync(db, run, cancellationToken)) return;
        await SendAsync(job, run, cancellationToken);
        if (!job.Frequent) await db.SaveChangesAsync(CancellationToken.None);
        else if (run.Count > 0 || run.Outcome == JobOutcome.Failed) await WriteAsync(db, run, CancellationToken.None);
    }

    /// <summary>False when this moment stands in the book already.</summary>
    private static async Task<bool> WriteAsync(CrmDbContext db, JobRun run, CancellationToken cancellationToken)
    {
        db.Add(run);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (ConflictException)
        {
            return false;
        }
    }

    private async Task SendAsync(ScheduledJob job, JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.BeginAs(SystemUser.Instance);
            run.Succeed(await scope.ServiceProvider.GetRequiredService<IMediator>().Send(job.Request(), cancellationToken), Now);
            if (!job.Frequent) log.LogInformation("Job {Job} is done: {Count}", job.Name, run.Count);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Fail("stopped with its node", Now);
        }
        catch (Exception e)
        {
            log.LogError(e, "Job {Job} failed", job.Name);
            run.Fail(e.GetBaseException().GetType().Name, Now);
        }
    }
}
