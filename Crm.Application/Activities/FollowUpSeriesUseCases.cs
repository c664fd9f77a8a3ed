using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>A series of appointments.</summary>
public sealed record FollowUpSeriesRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="FollowUpSeries.Subject"/>
    public string Subject { get; init; } = "";

    /// <inheritdoc cref="FollowUpSeriesInput.Channel"/>
    public InteractionChannel Channel { get; init; }

    /// <inheritdoc cref="FollowUpSeries.StartsOn"/>
    public DateOnly StartsOn { get; init; }

    /// <inheritdoc cref="FollowUpSeriesInput.StartTime"/>
    public TimeOnly? StartTime { get; init; }

    /// <inheritdoc cref="FollowUpSeries.StartMinute"/>
    public int? StartMinute { get; init; }

    /// <inheritdoc cref="FollowUpSeries.DurationMinutes"/>
    public int? DurationMinutes { get; init; }

    /// <inheritdoc cref="FollowUpSeries.TimeZone"/>
    public string TimeZone { get; init; } = "";

    /// <inheritdoc cref="FollowUpSeries.Rule"/>
    public string Rule { get; init; } = "";

    /// <inheritdoc cref="FollowUpSeries.Except"/>
    public IReadOnlyList<DateOnly> Except { get; init; } = [];

    /// <summary>The next days on which it comes, at most 5; none when it is over.</summary>
    public IReadOnlyList<DateOnly> NextDays { get; init; } = [];

    /// <inheritdoc cref="FollowUpSeries.OwnerId"/>
    public Guid OwnerId { get; init; }

    /// <summary>Name of the user who does it.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="FollowUpSeries.CustomerId"/>
    public Guid? CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <inheritdoc cref="FollowUpSeries.ContactId"/>
    public Guid? ContactId { get; init; }

    /// <summary>Name of the person.</summary>
    public string? ContactName { get; init; }

    /// <inheritdoc cref="FollowUpSeries.Notes"/>
    public string? Notes { get; init; }

    /// <inheritdoc cref="FollowUpSeries.RemindMinutes"/>
    public int? RemindMinutes { get; init; }

    /// <inheritdoc cref="FollowUpSeries.QuestionnaireId"/>
    public Guid? QuestionnaireId { get; init; }

    /// <inheritdoc cref="FollowUpSeries.PlannedTo"/>
    public DateOnly? PlannedTo { get; init; }

    /// <inheritdoc cref="FollowUpSeries.ContinuesId"/>
    public Guid? ContinuesId { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    /// <summary>What you may do with it.</summary>
    public RecordCan Can { get; init; } = RecordCan.Nothing;

    /// <summary>The row as the user may treat it on this day.</summary>
    internal FollowUpSeriesRow For(bool mayWrite, DateTime now)
    {
        var today = LocalDay.Of(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        return this with
        {
            StartTime = FollowUpSeriesInput.TimeOf(StartMinute),
            NextDays = DeletedAt is null ? [.. SeriesPlanner.Days(Rule, StartsOn, StartMinute, TimeZone, Except, today).Take(MostNext)] : [],
            Can = RecordCan.Of(DeletedAt is not null, mayWrite, mayWrite),
        };
    }

    private const int MostNext = 5;
}

/// <summary>From which day on a series ends.</summary>
/// <param name="From">The first day on which it does not come any more; today when nothing is said.</param>
public sealed record SeriesEndInput(DateOnly? From);

/// <summary>The days that a rule gives.</summary>
/// <param name="Days">At most 20, from the first on.</param>
public sealed record SeriesDays(IReadOnlyList<DateOnly> Days);

/// <summary>A rule that is being written.</summary>
/// <param name="StartsOn">The first day.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Except">Days on which it does not take place.</param>
public sealed record SeriesRuleInput(DateOnly? StartsOn, string? Rule, IReadOnlyList<DateOnly>? Except);

/// <summary>Series in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record ListFollowUpSeries(ListRequest List) : IRequest<ListPage<FollowUpSeriesRow>>;

/// <summary>One series.</summary>
/// <param name="Id">The series.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetFollowUpSeries(Guid Id) : IRequest<FollowUpSeriesRow>;

/// <summary>The days that a rule would give.</summary>
/// <param name="Input">The rule.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record PreviewFollowUpSeries(SeriesRuleInput Input) : IRequest<SeriesDays>;

/// <summary>Plans a series and its appointments of the next weeks.</summary>
/// <param name="Input">What, by which rule, by whom.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record PlanFollowUpSeries(FollowUpSeriesInput Input, Guid? Id = null) : IRequest<FollowUpSeriesRow>;

/// <summary>Changes a series: all of it, or from a day on.</summary>
/// <param name="Id">The series.</param>
/// <param name="From">The first day for which the change holds; null for all.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record ChangeFollowUpSeries(Guid Id, DateOnly? From, MergePatch<FollowUpSeriesInput> Patch, int? ExpectedVersion) : IRequest<FollowUpSeriesRow>;

/// <summary>Ends a series. What was planned from then on goes into the bin.</summary>
/// <param name="Id">The series.</param>
/// <param name="Input">From when on.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record EndFollowUpSeries(Guid Id, SeriesEndInput Input, int? ExpectedVersion) : IRequest<FollowUpSeriesRow>;

/// <summary>Puts a series into the bin, with what is planned of it and still to come.</summary>
/// <param name="Id">The series.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record DeleteFollowUpSeries(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a series out of the bin and plans it anew.</summary>
/// <param name="Id">The series.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record RestoreFollowUpSeries(Guid Id) : IRequest<FollowUpSeriesRow>;

/// <summary>Plans the appointments of all series up to the horizon. Answers how many.</summary>
[SystemRequest]
public sealed record PlanSeries : IRequest<int>;

internal sealed class SeriesRuleInputValidator : AbstractValidator<SeriesRuleInput>
{
    public SeriesRuleInputValidator()
    {
        RuleFor(s => s.StartsOn).Present().Must(on => on is null || on.Value.Year is >= 2000 and < 2200).WithErrorCode("out_of_range");
        RuleFor(s => s.Rule).Given().Line(FollowUpSeries.RuleMaxLength).Must(rule => string.IsNullOrWhiteSpace(rule) || Recurrence.Read(rule) is not null).WithErrorCode("not_a_rule");
    }
}

internal sealed class FollowUpSeriesQueries(ICrmDb db, RecordLister lister, FollowUpSeriesDescriptor descriptor, IMapper mapper, IValidator<SeriesRuleInput> validator, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ListFollowUpSeries, ListPage<FollowUpSeriesRow>>,
    IRequestHandler<GetFollowUpSeries, FollowUpSeriesRow>,
    IRequestHandler<PreviewFollowUpSeries, SeriesDays>
{
    private const int MostPreviewed = 20;

    public async Task<ListPage<FollowUpSeriesRow>> Handle(ListFollowUpSeries request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<FollowUpSeries, FollowUpSeriesRow>(descriptor, request.List, cancellationToken);
        return page with { Data = [.. page.Data.Select(For)] };
    }

    public async Task<FollowUpSeriesRow> Handle(GetFollowUpSeries request, CancellationToken cancellationToken) =>
        For(await db.FollowUpSeries.AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(s => s.Id == request.Id)
            .ProjectTo<FollowUpSeriesRow>(mapper.ConfigurationProvider)
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(FollowUpSeries)));

    public Task<SeriesDays> Handle(PreviewFollowUpSeries request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        var days = Recurrence.Read(request.Input.Rule!)!.Days(request.Input.StartsOn!.Value, minute: null, TimeZoneInfo.Utc, [.. request.Input.Except ?? []]);
        return Task.FromResult(new SeriesDays([.. days.Take(MostPreviewed)]));
    }

    private FollowUpSeriesRow For(FollowUpSeriesRow row) => row.For(user.May(Permissions.ActivitiesWrite), clock.GetUtcNow().UtcDateTime);
}

internal sealed class FollowUpSeriesCommands(
    ICrmDb db,
    IValidator<FollowUpSeriesInput> validator,
    ActivityReferences references,
    SeriesPlanner planner,
    IMediator mediator,
    ICurrentUser user,
    TimeProvider clock) :
    IRequestHandler<PlanFollowUpSeries, FollowUpSeriesRow>,
    IRequestHandler<ChangeFollowUpSeries, FollowUpSeriesRow>,
    IRequestHandler<EndFollowUpSeries, FollowUpSeriesRow>,
    IRequestHandler<DeleteFollowUpSeries>,
    IRequestHandler<RestoreFollowUpSeries, FollowUpSeriesRow>,
    IRequestHandler<PlanSeries, int>
{
    private const int AtOnce = 100;

    public async Task<FollowUpSeriesRow> Handle(PlanFollowUpSeries request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        var errors = await references.FindErrorsAsync(request.Input.AsFollowUp(), before: null, "", cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);

        var series = new FollowUpSeries(request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), request.Input.ToFacts(user));
        db.FollowUpSeries.Add(series);
        await planner.PlanAsync(series, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await mediator.Send(new GetFollowUpSeries(series.Id), cancellationToken);
    }

    public async Task<FollowUpSeriesRow> Handle(ChangeFollowUpSeries request, CancellationToken cancellationToken)
    {
        var id = await db.AloneAsync([NameOf(request.Id)], () => ChangeAsync(request, cancellationToken), cancellationToken);
        return await mediator.Send(new GetFollowUpSeries(id), cancellationToken);
    }

    public async Task<FollowUpSeriesRow> Handle(EndFollowUpSeries request, CancellationToken cancellationToken)
    {
        await db.AloneAsync([NameOf(request.Id)], () => EndAsync(request, cancellationToken), cancellationToken);
        return await mediator.Send(new GetFollowUpSeries(request.Id), cancellationToken);
    }

    public async Task<Unit> Handle(DeleteFollowUpSeries request, CancellationToken cancellationToken)
    {
        await db.AloneAsync([NameOf(request.Id)], () => DeleteAsync(request, cancellationToken), cancellationToken);
        return Unit.Value;
    }

    public async Task<FollowUpSeriesRow> Handle(RestoreFollowUpSeries request, CancellationToken cancellationToken)
    {
        await db.AloneAsync(
            [NameOf(request.Id)],
            async () =>
            {
                await db.RestoreAsync<FollowUpSeries>(request.Id, cancellationToken, series => ReplanAsync(series, cancellationToken));
                return 0;
            },
            cancellationToken);
        return await mediator.Send(new GetFollowUpSeries(request.Id), cancellationToken);
    }

    public async Task<int> Handle(PlanSeries request, CancellationToken cancellationToken)
    {
        var to = LocalDay.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.Utc).AddDays(SeriesPlanner.Horizon);
        var (planned, behind) = (0, Guid.Empty);
        while (true)
        {
            var due = await db.FollowUpSeries.Where(s => s.Id > behind && (s.PlannedTo == null || s.PlannedTo < to) && s.Owner!.Active).OrderBy(s => s.Id).Take(AtOnce).Select(s => s.Id).ToListAsync(cancellationToken);
            foreach (var id in due)
                planned += await db.AloneAsync([NameOf(id)], () => db.AttemptAsync(() => PlanAsync(id, cancellationToken), _ => true, cancellationToken), cancellationToken);
            if (due.Count < AtOnce) return planned;
            behind = due[^1];
        }
    }

    private async Task<int> PlanAsync(Guid id, CancellationToken cancellationToken)
    {
        var planned = await planner.PlanAsync(await db.FollowUpSeries.GetAsync(id, cancellationToken), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return planned;
    }

    /// <returns>The series that the change made: itself, or the one that goes on from it.</returns>
    private async Task<Guid> ChangeAsync(ChangeFollowUpSeries request, CancellationToken cancellationToken)
    {
        var series = await db.FollowUpSeries.GetAsync(request.Id, cancellationToken);
        var before = FollowUpSeriesInput.From(series);
        series.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        var errors = await references.FindErrorsAsync(input.AsFollowUp(), before.AsFollowUp(), "", cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);

        var was = WhatWasPlanned(series);
        if (request.From is not { } from || from <= series.StartsOn)
        {
            series.Change(input.ToFacts(user));
            await planner.ReplanAsync(series, was, await planner.PlannedAsync(series.Id, from: null, cancellationToken), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return series.Id;
        }

        var following = Split(series, from, input, before, request.Patch.Members);
        db.FollowUpSeries.Add(following);
        var planned = await planner.PlannedAsync(series.Id, from, cancellationToken);
        planned.ForEach(f => f.MoveTo(following.Id));
        await db.SaveChangesAsync(cancellationToken); // those that stay have left their days in the old series before the new one is planned
        await planner.ReplanAsync(following, was, planned, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return following.Id;
    }

    /// <summary>The series ends the day before, and another goes on from that day.</summary>
    private FollowUpSeries Split(FollowUpSeries series, DateOnly from, FollowUpSeriesInput input, FollowUpSeriesInput before, IReadOnlyList<string> changed)
    {
        var rule = Recurrence.Read(series.Rule)!;
        var all = rule.Days(series.StartsOn, series.StartMinute, TimeZoneInfo.FindSystemTimeZoneById(series.TimeZone), []).TakeWhile(day => day <= from).ToList();
        if (all.Count == 0 || all[^1] != from) throw new InvalidException(FieldError.InQuery("from", "not_in_series"), unreadable: true);
        if (rule.Count is { } count && !changed.Contains("rule")) input = input with { Rule = rule.Times(count - (all.Count - 1)) };
        if (input.StartsOn == before.StartsOn) input = input with { StartsOn = from };
        series.End(rule.Until(from.AddDays(-1)));
        var following = new FollowUpSeries(Guid.CreateVersion7(clock.GetUtcNow()), input.ToFacts(user) with { Except = [.. (input.Except ?? []).Where(day => day >= from)] });
        following.Continues(series.Id);
        return following;
    }

    private async Task ReplanAsync(FollowUpSeries series, CancellationToken cancellationToken)
    {
        series.Restore(); // what went with it is planned anew
        await planner.PlanAsync(series, cancellationToken);
    }

    private async Task<int> DeleteAsync(DeleteFollowUpSeries request, CancellationToken cancellationToken)
    {
        foreach (var followUp in await planner.PlannedAsync(request.Id, from: null, cancellationToken)) followUp.Drop(clock.GetUtcNow().UtcDateTime);
        await db.DeleteAsync<FollowUpSeries>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return 0;
    }

    private async Task<int> EndAsync(EndFollowUpSeries request, CancellationToken cancellationToken)
    {
        var series = await db.FollowUpSeries.GetAsync(request.Id, cancellationToken);
        series.EnsureVersion(request.ExpectedVersion);
        var from = request.Input.From ?? LocalDay.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(series.TimeZone));
        foreach (var followUp in await planner.PlannedAsync(series.Id, from, cancellationToken)) followUp.Drop(clock.GetUtcNow().UtcDateTime);
        series.End(Recurrence.Read(series.Rule)!.Until(from.AddDays(-1)));
        return await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What the series planned for a day before it was changed.</summary>
    private static Func<DateOnly, FollowUpPlan> WhatWasPlanned(FollowUpSeries series)
    {
        var facts = FollowUpSeriesInput.From(series);
        var copy = new FollowUpSeries(Guid.Empty, new SeriesFacts
        {
            Subject = series.Subject, Channel = series.Channel, StartsOn = series.StartsOn, StartMinute = series.StartMinute, DurationMinutes = series.DurationMinutes, TimeZone = series.TimeZone,
            Rule = facts.Rule!, Except = series.Except, OwnerId = series.OwnerId, CustomerId = series.CustomerId, ContactId = series.ContactId, Notes = series.Notes, RemindMinutes = series.RemindMinutes,
            QuestionnaireId = series.QuestionnaireId,
        });
        return copy.PlanOn;
    }

    private static string NameOf(Guid id) => $"series {id}";
}

/// <summary>A series with a customer ends when he comes into the public pool; what was planned of it is cancelled with all else.</summary>
internal sealed class EndSeriesInPool(ICrmDb db, TimeProvider clock) : INotificationHandler<DomainEventNotification<CustomerPooled>>
{
    public async Task Handle(DomainEventNotification<CustomerPooled> notification, CancellationToken cancellationToken)
    {
        var (customerId, now) = (notification.Event.CustomerId, clock.GetUtcNow().UtcDateTime);
        var going = await db.FollowUpSeries
            .IgnoreQueryFilters([QueryFilters.Sight]) // also what others had planned with him
            .Where(s => s.CustomerId == customerId).ToListAsync(cancellationToken);
        if (going.Count == 0) return;
        foreach (var series in going)
            series.End(Recurrence.Read(series.Rule)!.Until(LocalDay.Of(now, TimeZoneInfo.FindSystemTimeZoneById(series.TimeZone)).AddDays(-1)));
        await db.SaveChangesAsync(cancellationToken);
    }
}
