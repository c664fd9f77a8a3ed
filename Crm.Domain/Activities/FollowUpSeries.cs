using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;

namespace Crm.Domain.Activities;

/// <summary>
/// Appointments that come again by a rule. The rule speaks of days and of a time of day where its owner is, so that ten o'clock stays ten o'clock when the
/// clocks change; its appointments are follow-ups, planned some weeks ahead.
/// </summary>
public sealed class FollowUpSeries : Record
{
    /// <summary>Longest rule.</summary>
    public const int RuleMaxLength = 500;

    /// <summary>Longest name of a time zone.</summary>
    public const int TimeZoneMaxLength = 60;

    /// <summary>Most days on which it does not take place though the rule says so.</summary>
    public const int ExceptionsMaxCount = 500;

    private FollowUpSeries()
    {
    }

    /// <summary>A series of which nothing is planned yet.</summary>
    public FollowUpSeries(Guid id, SeriesFacts facts)
        : base(id) => Change(facts);

    /// <summary>What is to be done.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>How; never a note.</summary>
    public InteractionChannel Channel { get; private set; }

    /// <summary>The first day (DTSTART).</summary>
    public DateOnly StartsOn { get; private set; }

    /// <summary>The time of day, in minutes after midnight; null for the whole day.</summary>
    public int? StartMinute { get; private set; }

    /// <summary>How long it takes, in minutes.</summary>
    public int? DurationMinutes { get; private set; }

    /// <summary>The time zone (IANA) in which its days and times are meant.</summary>
    public string TimeZone { get; private set; } = User.DefaultTimeZone;

    /// <summary>The rule by which it comes again, as RRULE of RFC 5545 writes it.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>Days on which it does not take place though the rule says so (EXDATE).</summary>
    public IReadOnlyList<DateOnly> Except { get; private set; } = [];

    /// <summary>Who does it.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>Who does it, for reading.</summary>
    public User? Owner { get; private set; }

    /// <summary>The customer.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The person.</summary>
    public Guid? ContactId { get; private set; }

    /// <summary>The person, for reading.</summary>
    public Contact? Contact { get; private set; }

    /// <summary>What to think of.</summary>
    public string? Notes { get; private set; }

    /// <summary>How many minutes before each its owner is reminded.</summary>
    public int? RemindMinutes { get; private set; }

    /// <summary>The questionnaire that is asked on each.</summary>
    public Guid? QuestionnaireId { get; private set; }

    /// <summary>The last day for which it has been planned.</summary>
    public DateOnly? PlannedTo { get; private set; }

    /// <summary>The series that it goes on from, where it was split.</summary>
    public Guid? ContinuesId { get; private set; }

    /// <summary>Changes it. What was planned is planned anew by whoever changes it.</summary>
    /// <exception cref="DomainException"><c>about_nobody</c>, <c>channel_not_plannable</c>.</exception>
    public void Change(SeriesFacts facts)
    {
        if (facts.CustomerId is null && facts.ContactId is null) throw new DomainException("about_nobody", "customerId");
        if (facts.Channel == InteractionChannel.Note) throw new DomainException("channel_not_plannable", "channel");
        (Subject, Channel, StartsOn, StartMinute, DurationMinutes, TimeZone, Rule) = (facts.Subject, facts.Channel, facts.StartsOn, facts.StartMinute, facts.DurationMinutes, facts.TimeZone, facts.Rule);
        (Except, OwnerId, CustomerId, ContactId, Notes, RemindMinutes, QuestionnaireId) = (facts.Except, facts.OwnerId, facts.CustomerId, facts.ContactId, facts.Notes, facts.RemindMinutes, facts.QuestionnaireId);
        PlannedTo = null;
    }

    /// <summary>It ends before this day: it comes on no later one.</summary>
    /// <param name="ruleUntil">The same rule with that end.</param>
    public void End(string ruleUntil) => (Rule, PlannedTo) = (ruleUntil, null);

    /// <summary>It has been planned up to this day.</summary>
    public void PlannedUpTo(DateOnly day) => PlannedTo = day;

    /// <inheritdoc/>
    /// <remarks>What was planned of it went when it did, and is planned anew.</remarks>
    public override void Restore()
    {
        if (IsDeleted) PlannedTo = null;
        base.Restore();
    }

    /// <summary>It goes on from another series that ends where it begins.</summary>
    public void Continues(Guid seriesId) => ContinuesId = seriesId;

    /// <summary>The appointment of a day.</summary>
    /// <param name="day">A day that the rule gives.</param>
    public FollowUpPlan PlanOn(DateOnly day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        return new FollowUpPlan
        {
            Subject = Subject,
            Channel = Channel,
            Due = StartMinute is { } minute ? DueMoment.AtTime(LocalDay.At(day, minute, zone)) : DueMoment.OnDay(day, zone),
            OwnerId = OwnerId,
            CustomerId = CustomerId,
            ContactId = ContactId,
            Notes = Notes,
            DurationMinutes = StartMinute is null ? null : DurationMinutes,
            RemindMinutes = RemindMinutes,
            QuestionnaireId = QuestionnaireId,
        };
    }
}

/// <summary>What a series says.</summary>
public sealed record SeriesFacts
{
    /// <inheritdoc cref="FollowUpSeries.Subject"/>
    public required string Subject { get; init; }

    /// <inheritdoc cref="FollowUpSeries.Channel"/>
    public required InteractionChannel Channel { get; init; }

    /// <inheritdoc cref="FollowUpSeries.StartsOn"/>
    public required DateOnly StartsOn { get; init; }

    /// <inheritdoc cref="FollowUpSeries.StartMinute"/>
    public int? StartMinute { get; init; }

    /// <inheritdoc cref="FollowUpSeries.DurationMinutes"/>
    public int? DurationMinutes { get; init; }

    /// <inheritdoc cref="FollowUpSeries.TimeZone"/>
    public required string TimeZone { get; init; }

    /// <inheritdoc cref="FollowUpSeries.Rule"/>
    public required string Rule { get; init; }

    /// <inheritdoc cref="FollowUpSeries.Except"/>
    public IReadOnlyList<DateOnly> Except { get; init; } = [];

    /// <inheritdoc cref="FollowUpSeries.OwnerId"/>
    public required Guid OwnerId { get; init; }

    /// <inheritdoc cref="FollowUpSeries.CustomerId"/>
    public Guid? CustomerId { get; init; }

    /// <inheritdoc cref="FollowUpSeries.ContactId"/>
    public Guid? ContactId { get; init; }

    /// <inheritdoc cref="FollowUpSeries.Notes"/>
    public string? Notes { get; init; }

    /// <inheritdoc cref="FollowUpSeries.RemindMinutes"/>
    public int? RemindMinutes { get; init; }

    /// <inheritdoc cref="FollowUpSeries.QuestionnaireId"/>
    public Guid? QuestionnaireId { get; init; }
}
