using Crm.Application.Activities;
using Crm.Application.Care;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Integration;
using Crm.Application.Jobs;
using Crm.Application.KeyAccounts;
using Crm.Application.Lifecycle;
using Crm.Application.Offers;
using Crm.Application.Orders;
using Crm.Application.Security;
using Crm.Application.Segments;
using Crm.Application.Tiers;
using Crm.Domain.Security;
using Crm.Infrastructure.Hosting;
using MediatR;
using Microsoft.Extensions.Configuration;
using Quartz;

namespace Crm.Infrastructure.Jobs;

/// <summary>A job: a request that the system sends to itself when it is time.</summary>
/// <param name="Name">Its name in settings and in the book of runs.</param>
/// <param name="Cron">When it is due, as Quartz writes it: seconds first.</param>
/// <param name="Request">The request; it answers how many things it did.</param>
/// <param name="Frequent">Whether it comes every few seconds and mostly finds nothing: then only runs that did something stand in the book.</param>
internal sealed record ScheduledJob(string Name, string Cron, Func<IRequest<int>> Request, bool Frequent = false);

/// <summary>The jobs there are and when they are due, from the settings <c>Jobs:*</c>.</summary>
/// <param name="Enabled">Whether this node runs any.</param>
/// <param name="Zone">The time zone of the schedules.</param>
/// <param name="Jobs">The jobs.</param>
internal sealed record JobCatalogue(bool Enabled, TimeZoneInfo Zone, IReadOnlyList<ScheduledJob> Jobs)
{
    private static readonly ScheduledJob[] All =
    [
        new("housekeeping", "0 30 3 * * ?", () => new KeepHouse()),
        new("series", "0 20 4 * * ?", () => new PlanSeries()),
        new("follow-ups", "0 30 4 * * ?", () => new PlanFollowUps()),
        new("pool", "0 0 5 * * ?", () => new RecoverIdleCustomers()),
        new("signing-keys", "0 10 4 * * ?", () => new RotateSigningKeys()),
        new("trade", "0 15 0 * * ?", () => new RefreshTrade()),
        new("occasions", "0 0 6 * * ?", () => new LookAfterOccasions()),
        new("offers", "0 5 0 * * ?", () => new ExpireOffers()),
        new("tiers", "0 45 0 * * ?", () => new AssignTiers()),
        new("lifecycle", "0 30 0 * * ?", () => new AdvanceLifecycle()),
        new("key-accounts", "0 40 5 * * ?", () => new TellOfReviews()),
        new("segments", "0 20 1 * * ?", () => new MeasureSegments()),
        new("reminders", "0 * * * * ?", () => new RemindOfDue(), Frequent: true),
        new("outbox", "0/5 * * * * ?", () => new DeliverOutbox(), Frequent: true),
    ];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartupRefusedException">A schedule or the time zone cannot be understood.</exception>
    public static JobCatalogue Read(IConfiguration configuration, IMailer mailer)
    {
        var zone = configuration["Jobs:TimeZone"] ?? User.DefaultTimeZone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) throw Wrong($"Jobs:TimeZone \"{zone}\" is unknown.");
        var jobs = All.Where(job => mailer.HasServer || job.Name != "outbox").Select(job => job with { Cron = Schedule(configuration, job) });
        return new JobCatalogue(configuration.GetValue("Jobs:Enabled", true), found, [.. jobs]);
    }

    private static string Schedule(IConfiguration configuration, ScheduledJob job)
    {
        if (configuration[$"Jobs:{job.Name}:Cron"] is not { Length: > 0 } cron) return job.Cron;
        return CronExpression.TryParse(cron, out _) ? cron : throw Wrong($"Jobs:{job.Name}:Cron \"{cron}\" is no schedule; it reads seconds, minutes, hours, day of month, month, day of week, for example \"{job.Cron}\".");
    }

    private static StartupRefusedException Wrong(string message) => new(ExitCodes.WrongConfiguration, message);
}
