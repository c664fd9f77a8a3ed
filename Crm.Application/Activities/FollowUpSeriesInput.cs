using Crm.Application.Common;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using FluentValidation;

namespace Crm.Application.Activities;

/// <summary>What can be written about a series of appointments.</summary>
public sealed record FollowUpSeriesInput
{
    /// <summary>What is to be done; at most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>How; never <c>note</c>.</summary>
    public InteractionChannel? Channel { get; init; }

    /// <summary>The first day (DTSTART).</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>The time of day where it is; null for the whole day.</summary>
    public TimeOnly? StartTime { get; init; }

    /// <summary>How long it takes, in minutes, up to a week.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>The time zone (IANA) in which days and times are meant; your own when nothing is said.</summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// The rule by which it comes again, as RRULE of RFC 5545 §3.3.10: <c>FREQ=MONTHLY;BYDAY=-1FR</c>. Frequencies are DAILY, WEEKLY, MONTHLY and YEARLY; parts that speak of times of
    /// day are not taken. A start that the rule does not give should not be chosen.
    /// </summary>
    public string? Rule { get; init; }

    /// <summary>Days on which it does not take place though the rule says so (EXDATE), at most 500.</summary>
    public IReadOnlyList<DateOnly>? Except { get; init; }

    /// <summary>Id of the user who does it; whoever plans it when nothing is said.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The customer; null only when a contact is named.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The person to speak with.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>What to think of; at most 4,000 characters, several lines.</summary>
    public string? Notes { get; init; }

    /// <summary>How many minutes before each its owner is reminded, up to two weeks; nothing for as long as he chose for all.</summary>
    public int? RemindMinutes { get; init; }

    /// <summary>The questionnaire that is asked on each; an active one with a published version.</summary>
    public Guid? QuestionnaireId { get; init; }

    /// <summary>The time of day of so many minutes after midnight.</summary>
    internal static TimeOnly? TimeOf(int? minute) => minute is { } after ? TimeOnly.MinValue.AddMinutes(after) : null;

    internal static FollowUpSeriesInput From(FollowUpSeries series) => new()
    {
        Subject = series.Subject,
        Channel = series.Channel,
        StartsOn = series.StartsOn,
        StartTime = TimeOf(series.StartMinute),
        DurationMinutes = series.DurationMinutes,
        TimeZone = series.TimeZone,
        Rule = series.Rule,
        Except = series.Except,
        OwnerId = series.OwnerId,
        CustomerId = series.CustomerId,
        ContactId = series.ContactId,
        Notes = series.Notes,
        RemindMinutes = series.RemindMinutes,
        QuestionnaireId = series.QuestionnaireId,
    };

    internal SeriesFacts ToFacts(ICurrentUser user) => new()
    {
        Subject = TextRules.Clean(Subject)!,
        Channel = Channel!.Value,
        StartsOn = StartsOn!.Value,
        StartMinute = StartTime is { } time ? (time.Hour * 60) + time.Minute : null,
        DurationMinutes = StartTime is null ? null : DurationMinutes,
        TimeZone = TimeZone ?? user.TimeZone.Id,
        Rule = Recurrence.Read(Rule!)!.ToString(),
        Except = [.. (Except ?? []).Distinct().Order()],
        OwnerId = OwnerId ?? user.RequireId(),
        CustomerId = CustomerId,
        ContactId = ContactId,
        Notes = TextRules.CleanMultiline(Notes),
        RemindMinutes = RemindMinutes,
        QuestionnaireId = QuestionnaireId,
    };

    /// <summary>The same as one follow-up, for what both refer to.</summary>
    internal FollowUpInput AsFollowUp() => new() { CustomerId = CustomerId, ContactId = ContactId, OwnerId = OwnerId, QuestionnaireId = QuestionnaireId };
}

internal sealed class FollowUpSeriesInputValidator : AbstractValidator<FollowUpSeriesInput>
{
    public FollowUpSeriesInputValidator()
    {
        RuleFor(s => s.Subject).Given().Line(FollowUp.SubjectMaxLength);
        RuleFor(s => s.Channel).Present();
        RuleFor(s => s.StartsOn).Present().Must(on => on is null || on.Value.Year is >= 2000 and < 2200).WithErrorCode("out_of_range");
        RuleFor(s => s.DurationMinutes).Within(1, FollowUp.DurationMaxMinutes);
        RuleFor(s => s.TimeZone).Must(zone => zone is null || (zone.Length <= FollowUpSeries.TimeZoneMaxLength && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))).WithErrorCode("unknown_time_zone");
        RuleFor(s => s.Rule).Given().Line(FollowUpSeries.RuleMaxLength).Must(rule => string.IsNullOrWhiteSpace(rule) || Recurrence.Read(rule) is not null).WithErrorCode("not_a_rule");
        RuleFor(s => s.Except).Must(days => days is null || days.Count <= FollowUpSeries.ExceptionsMaxCount).WithErrorCode("too_many");
        RuleFor(s => s.Notes).Lines(FollowUp.NotesMaxLength);
        RuleFor(s => s.RemindMinutes).Within(0, FollowUp.RemindMaxMinutes);
    }
}
