using Crm.Domain.Jobs;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using Quartz.Extensibility;

namespace Crm.Infrastructure.Jobs;

/// <summary>Starts Quartz when the program has begun to listen, so that jobs delay neither the start nor the first answers, and ends it with the program.</summary>
internal sealed class JobScheduler(
    JobCatalogue catalogue,
    JobRunner runner,
    IEngine engine,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    ILoggerFactory logs,
    ILogger<JobScheduler> log) : IHostedService, IDisposable
{
    private const int MaxJobsAtOnce = 2;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _ending = new();
    private CancellationTokenRegistration _listening;
    private Task _work = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (catalogue.Enabled) _listening = lifetime.ApplicationStarted.Register(() => _work = Task.Run(() => WorkAsync(_ending.Token), CancellationToken.None));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_ending.IsCancellationRequested) await _ending.CancelAsync(); // a host may be told twice, and the second time too late
        await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _listening.Dispose();
        _ending.Dispose();
    }

    /// <summary>A database that is away when the program starts must not leave it without jobs until somebody notices.</summary>
    private async Task WorkAsync(CancellationToken ending)
    {
        for (var pause = FirstPause; ; pause = PauseAfterFailure)
        {
            try
            {
                await Task.Delay(pause, ending);
                await ScheduleAsync(ending);
                return;
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "Jobs could not be scheduled; trying again");
            }
        }
    }

    /// <summary>Has the jobs run until the program ends.</summary>
    private async Task ScheduleAsync(CancellationToken ending)
    {
        await using var quartz = QuartzSchedulerBuilder.Create(Configure).Build();
        var scheduler = await quartz.GetScheduler(ending);
        foreach (var job in catalogue.Jobs) await ScheduleAsync(scheduler, job, ending);
        await scheduler.Start(ending);
        await Task.Delay(Timeout.Infinite, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
    }

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.Services.AddSingleton(logs);
        quartz.ConfigureScheduler(options =>
        {
            options.InstanceName = "crm";
            options.InstanceId = Node.Name;
            options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.UseDefaultThreadPool(MaxJobsAtOnce);
        quartz.UseJobFactory(new Factory(runner));
        engine.StoreJobs(quartz);
    }

    /// <summary>A schedule that is stored already goes on as it is: another node may be at it, and it knows what was missed.</summary>
    private async Task ScheduleAsync(IScheduler scheduler, ScheduledJob job, CancellationToken cancellationToken)
    {
        var key = new TriggerKey(job.Name);
        if (await scheduler.GetTrigger(key, cancellationToken) is ICronTrigger stored && stored.CronExpressionString == job.Cron && stored.TimeZone.Id == catalogue.Zone.Id) return;

        var detail = JobBuilder.Create<JobOfQuartz>().WithIdentity(job.Name).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(key).StartAt(await LastRunAsync(job, cancellationToken))
            .WithCronSchedule(job.Cron, cron => cron.InTimeZone(catalogue.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await scheduler.ScheduleJob(detail, trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }

    /// <summary>Beginning there, Quartz sees what was missed while the program did not run, and makes up for it once.</summary>
    private async Task<DateTimeOffset> LastRunAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        if (job.Frequent) return TimeProvider.System.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var last = await scope.ServiceProvider.GetRequiredService<CrmDbContext>().Set<JobRun>().Where(r => r.Job == job.Name).MaxAsync(r => (DateTime?)r.FireAt, cancellationToken);
        return last is { } at ? at.AddSeconds(1) : TimeProvider.System.GetUtcNow().AddDays(-1);
    }

    /// <summary>What Quartz stores by name and calls when it is time; on any node one run of a job at a time.</summary>
    [DisallowConcurrentExecution]
    private sealed class JobOfQuartz(JobRunner runner) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await runner.RunAsync(context.JobDetail.Key.Name, (context.ScheduledFireTimeUtc ?? context.FireTimeUtc).UtcDateTime, cancellationToken);
    }

    private sealed class Factory(JobRunner runner) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new JobScope(new JobOfQuartz(runner), null));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
