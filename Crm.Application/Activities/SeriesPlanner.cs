using Crm.Application.Common;
using Crm.Application.Questionnaires;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>
/// Makes the days of series follow-ups, some weeks ahead. A day of a series has at most one follow-up, which an index guards; one that was done, moved, cancelled
/// or put into the bin by somebody keeps its day taken.
/// </summary>
internal sealed class SeriesPlanner(ICrmDb db, AnswerBook answers, TimeProvider clock)
{
    /// <summary>Days that are planned ahead.</summary>
    public const int Horizon = 60;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The days of a series from one day to another.</summary>
    public static IEnumerable<DateOnly> Days(FollowUpSeries series, DateOnly from, DateOnly to) =>
        Days(series.Rule, series.StartsOn, series.StartMinute, series.TimeZone, series.Except, from).TakeWhile(day => day <= to);

    /// <summary>The days that a rule gives from a day on.</summary>
    public static IEnumerable<DateOnly> Days(string rule, DateOnly startsOn, int? startMinute, string timeZone, IReadOnlyList<DateOnly> except, DateOnly from) =>
        Recurrence.Read(rule)!.Days(startsOn, startMinute, TimeZoneInfo.FindSystemTimeZoneById(timeZone), [.. except]).SkipWhile(day => day < from);

    /// <summary>Plans what is missing up to the horizon. Answers how many follow-ups were planned.</summary>
    public async Task<int> PlanAsync(FollowUpSeries series, CancellationToken cancellationToken)
    {
        var today = LocalDay.Of(Now, ZoneOf(series));
        var to = today.AddDays(Horizon);
        if (series.PlannedTo >= to) return 0;
        var taken = await OfSeries(series.Id).Where(f => f.OccursOn >= today).Select(f => f.OccursOn!.Value).ToListAsync(cancellationToken);
        var wanted = Days(series, today, to).Except(taken).ToList();
        db.FollowUps.AddRange(wanted.Select(day => FollowUp.OfSeries(Guid.CreateVersion7(clock.GetUtcNow()), series.Id, day, series.PlanOn(day))));
        series.PlannedUpTo(to);
        return wanted.Count;
    }

    /// <summary>Brings what is planned into line with a series that was changed: what nobody changed on its own follows, and what the rule gives no more goes.</summary>
    /// <param name="series">The series as it is now.</param>
    /// <param name="before">What it planned for a day before.</param>
    /// <param name="planned">What is planned of it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task ReplanAsync(FollowUpSeries series, Func<DateOnly, FollowUpPlan> before, IReadOnlyList<FollowUp> planned, CancellationToken cancellationToken)
    {
        var last = planned.Count == 0 ? series.StartsOn : planned.Max(f => f.OccursOn!.Value);
        var days = Days(series, series.StartsOn, last).ToHashSet();
        var begun = await BegunAsync(planned, cancellationToken);
        foreach (var followUp in planned)
        {
            var day = followUp.OccursOn!.Value;
            if (!days.Contains(day)) followUp.Drop(Now);
            else if (followUp.IsAsPlanned(before(day)))
            {
                var asked = begun.Contains(followUp.Id) ? followUp.QuestionnaireId : series.QuestionnaireId; // what was begun to one questionnaire is not answered to another
                followUp.Change(series.PlanOn(day) with { QuestionnaireId = asked });
                if (begun.Contains(followUp.Id)) await answers.FollowAsync(followUp, asked, cancellationToken);
            }
        }

        await PlanAsync(series, cancellationToken);
    }

    /// <summary>What is planned of a series from a day on and not over yet.</summary>
    public Task<List<FollowUp>> PlannedAsync(Guid seriesId, DateOnly? from, CancellationToken cancellationToken)
    {
        var now = Now;
        return OfSeries(seriesId).Where(f => f.DeletedAt == null && f.Status == FollowUpStatus.Planned && f.Due >= now && f.OccursOn != null && (from == null || f.OccursOn >= from))
            .OrderBy(f => f.OccursOn).ToListAsync(cancellationToken);
    }

    /// <summary>Those of these on which somebody has begun to answer.</summary>
    private async Task<HashSet<Guid>> BegunAsync(IReadOnlyList<FollowUp> planned, CancellationToken cancellationToken)
    {
        var ids = planned.Where(f => f.QuestionnaireId != null).Select(f => f.Id).ToList();
        return ids.Count == 0 ? [] : await db.AnswerSets.IgnoreQueryFilters().Where(s => ids.Contains(s.FollowUpId)).Select(s => s.FollowUpId).ToHashSetAsync(cancellationToken); // whoever sees them
    }

    private static TimeZoneInfo ZoneOf(FollowUpSeries series) => TimeZoneInfo.FindSystemTimeZoneById(series.TimeZone);

    /// <summary>Its day is taken, whoever may see the follow-up and wherever it lies.</summary>
    private IQueryable<FollowUp> OfSeries(Guid id) => db.FollowUps.IgnoreQueryFilters().Where(f => f.SeriesId == id); // as said above
}
