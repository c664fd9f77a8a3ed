using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;

namespace Crm.Domain.Activities;

/// <summary>A planned next step with a customer (回访 or any other): what, how, when and by whom.</summary>
public sealed class FollowUp : DescribedRecord
{
    /// <summary>Longest subject.</summary>
    public const int SubjectMaxLength = 200;

    /// <summary>Longest appointment: a week, in minutes.</summary>
    public const int DurationMaxMinutes = Interaction.DurationMaxMinutes;

    /// <summary>Earliest reminder: two weeks, in minutes.</summary>
    public const int RemindMaxMinutes = 14 * 24 * 60;

    /// <summary>Longest reason for not asking.</summary>
    public const int UnaskedReasonMaxLength = 500;

    /// <summary>Longest notes, result or reason.</summary>
    public const int NotesMaxLength = 4000;

    private FollowUp()
    {
    }

    private FollowUp(Guid id)
        : base(id)
    {
    }

    /// <summary>What is to be done.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>How; never a note.</summary>
    public InteractionChannel Channel { get; private set; }

    /// <summary>The day it is due, when no time of day was agreed.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The moment it is due (UTC), when one was agreed.</summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>The moment from which it is overdue (UTC): the agreed one, or the end of the day.</summary>
    public DateTime Due { get; private set; }

    /// <summary>Who does it.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>Who does it, for reading.</summary>
    public User? Owner { get; private set; }

    /// <summary>The customer; null for a contact alone.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The person to speak with.</summary>
    public Guid? ContactId { get; private set; }

    /// <summary>The person, for reading.</summary>
    public Contact? Contact { get; private set; }

    /// <summary>What to think of.</summary>
    public string? Notes { get; private set; }

    /// <summary>Planned, done, cancelled or missed.</summary>
    public FollowUpStatus Status { get; private set; }

    /// <summary>A step with the customer, or a promise that was made to him.</summary>
    public FollowUpKind Kind { get; private set; }

    /// <summary>The conversation in which it was promised.</summary>
    public Guid? PromisedInId { get; private set; }

    /// <summary>How long it takes, in minutes, where a time of day was agreed.</summary>
    public int? DurationMinutes { get; private set; }

    /// <summary>The series that it is a part of.</summary>
    public Guid? SeriesId { get; private set; }

    /// <summary>The day that the rule of the series gave it, wherever it was moved to since.</summary>
    public DateOnly? OccursOn { get; private set; }

    /// <summary>How many minutes before it is due its owner is reminded; null for as long as he chose for all.</summary>
    public int? RemindMinutes { get; private set; }

    /// <summary>When its owner was reminded of it (UTC).</summary>
    public DateTime? RemindedAt { get; private set; }

    /// <summary>Whether somebody planned it, or the service plan did.</summary>
    public FollowUpOrigin Origin { get; private set; }

    /// <summary>For whom its owner stands in while he is away; null where the owner does what is his own.</summary>
    public Guid? StandsInForId { get; private set; }

    /// <summary>When it was first told to somebody above that it is late (UTC).</summary>
    public DateTime? EscalatedAt { get; private set; }

    /// <summary>When whoever stands in for its owner was told that it is late (UTC): a step before those above are.</summary>
    public DateTime? DeputyToldAt { get; private set; }

    /// <summary>What came of it, or why it did not happen.</summary>
    public string? Result { get; private set; }

    /// <summary>When it stopped being planned (UTC).</summary>
    public DateTime? CompletedAt { get; private set; }

    /// <summary>The conversation in which it was done.</summary>
    public Guid? InteractionId { get; private set; }

    /// <summary>The questionnaire that is asked on it.</summary>
    public Guid? QuestionnaireId { get; private set; }

    /// <summary>When its questionnaire was answered (UTC).</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>What was answered, a line for each question, in the language of whoever wrote it down.</summary>
    public string? Answers { get; private set; }

    /// <summary>Why it was completed without answers to its questionnaire.</summary>
    public string? UnaskedReason { get; private set; }

    /// <summary>Plans a next step.</summary>
    public static FollowUp Plan(Guid id, FollowUpPlan plan)
    {
        var followUp = new FollowUp(id) { Status = FollowUpStatus.Planned };
        followUp.Change(plan);
        return followUp;
    }

    /// <summary>Plans a next step because the service plan of the customer asks for it.</summary>
    /// <param name="id">Id.</param>
    /// <param name="plan">What is planned.</param>
    /// <param name="standsInFor">Who would do it if he were not away; null when the owner is that one.</param>
    public static FollowUp ByServicePlan(Guid id, FollowUpPlan plan, Guid? standsInFor = null)
    {
        var followUp = Plan(id, plan);
        (followUp.Origin, followUp.StandsInForId) = (FollowUpOrigin.ServicePlan, standsInFor);
        return followUp;
    }

    /// <summary>Plans one appointment of a series.</summary>
    /// <param name="id">Id.</param>
    /// <param name="seriesId">The series.</param>
    /// <param name="occursOn">The day that its rule gives.</param>
    /// <param name="plan">What is planned.</param>
    public static FollowUp OfSeries(Guid id, Guid seriesId, DateOnly occursOn, FollowUpPlan plan)
    {
        var followUp = Plan(id, plan);
        (followUp.Origin, followUp.SeriesId, followUp.OccursOn) = (FollowUpOrigin.Series, seriesId, occursOn);
        return followUp;
    }

    /// <summary>Writes down what was promised to a customer, and by when.</summary>
    /// <param name="id">Id.</param>
    /// <param name="plan">What was promised, to whom, by when; its owner keeps it.</param>
    /// <param name="promisedInId">The conversation in which it was promised.</param>
    public static FollowUp Promise(Guid id, FollowUpPlan plan, Guid? promisedInId)
    {
        var followUp = Plan(id, plan with { Kind = FollowUpKind.Promise });
        followUp.PromisedInId = promisedInId;
        return followUp;
    }

    /// <summary>Changes what is planned. Only what is still planned can be changed.</summary>
    /// <exception cref="DomainException"><c>not_planned</c>, <c>about_nobody</c>, <c>channel_not_plannable</c>.</exception>
    public void Change(FollowUpPlan plan)
    {
        EnsurePlanned();
        if (plan.CustomerId is null && plan.ContactId is null) throw new DomainException("about_nobody", "customerId");
        if (plan.Channel == InteractionChannel.Note) throw new DomainException("channel_not_plannable", "channel");

        if (CustomerId is { } before && before != plan.CustomerId) Raise(new FollowUpChanged(before));
        if (RemindMinutes != plan.RemindMinutes) RemindedAt = null;
        if (OwnerId != plan.OwnerId) StandsInForId = null;
        (Subject, Channel, OwnerId, CustomerId, ContactId, Notes) = (plan.Subject, plan.Channel, plan.OwnerId, plan.CustomerId, plan.ContactId, plan.Notes);
        (Kind, DurationMinutes, RemindMinutes, QuestionnaireId) = (plan.Kind, plan.DurationMinutes, plan.RemindMinutes, plan.QuestionnaireId);
        BecomeDue(plan.Due);
        Raise(new FollowUpChanged(CustomerId));
    }

    /// <summary>Moves it to another day, or to a colleague, because somebody is away or is back.</summary>
    /// <param name="ownerId">Who does it.</param>
    /// <param name="standsInFor">For whom he does it; null when it is his own.</param>
    /// <param name="due">When.</param>
    /// <exception cref="DomainException"><c>not_planned</c>.</exception>
    public void Rearrange(Guid ownerId, Guid? standsInFor, DueMoment due)
    {
        EnsurePlanned();
        (OwnerId, StandsInForId) = (ownerId, standsInFor);
        BecomeDue(due);
        Raise(new FollowUpChanged(CustomerId));
    }

    /// <summary>Whether it is still what was planned: nobody changed it on its own.</summary>
    public bool IsAsPlanned(FollowUpPlan plan) =>
        Status == FollowUpStatus.Planned && !IsDeleted
        && (Subject, Channel, DueOn, DueAt, OwnerId) == (plan.Subject, plan.Channel, plan.Due.On, plan.Due.At, plan.OwnerId)
        && (CustomerId, ContactId, Notes, DurationMinutes, RemindMinutes, QuestionnaireId) == (plan.CustomerId, plan.ContactId, plan.Notes, plan.DurationMinutes, plan.RemindMinutes, plan.QuestionnaireId);

    /// <summary>It belongs to the series that goes on from the one it belonged to.</summary>
    public void MoveTo(Guid seriesId) => SeriesId = seriesId;

    /// <summary>The rule of its series does not give its day any more: it goes into the bin, and its day is free again.</summary>
    public void Drop(DateTime now)
    {
        OccursOn = null;
        Delete(now);
    }

    /// <summary>It has been done, perhaps in a conversation that was written down.</summary>
    /// <exception cref="DomainException"><c>not_planned</c>.</exception>
    public void Complete(string? result, Guid? interactionId, DateTime now)
    {
        Close(FollowUpStatus.Done, result, now);
        InteractionId = interactionId;
    }

    /// <summary>Its questionnaire was answered. Answers that are corrected later were still given then.</summary>
    public void NoteAnswers(string answers, DateTime now) => (Answers, AnsweredAt, UnaskedReason) = (answers, AnsweredAt ?? now, null);

    /// <summary>Its questionnaire is left out.</summary>
    public void LeaveUnasked(string reason) => UnaskedReason = reason;

    /// <summary>It is no longer wanted.</summary>
    /// <exception cref="DomainException"><c>not_planned</c>.</exception>
    public void Cancel(string? reason, DateTime now) => Close(FollowUpStatus.Cancelled, reason, now);

    /// <summary>It should have happened and did not.</summary>
    /// <exception cref="DomainException"><c>not_planned</c>.</exception>
    public void Miss(string? reason, DateTime now) => Close(FollowUpStatus.Missed, reason, now);

    /// <summary>Takes back that it was done, cancelled or missed. A conversation that was written down stays.</summary>
    public void Reopen()
    {
        if (Status == FollowUpStatus.Planned) return;
        (Status, Result, CompletedAt, InteractionId, UnaskedReason) = (FollowUpStatus.Planned, null, null, null, null);
        Raise(new FollowUpChanged(CustomerId));
    }

    /// <inheritdoc/>
    public override void Delete(DateTime now)
    {
        base.Delete(now);
        Raise(new FollowUpChanged(CustomerId));
    }

    /// <inheritdoc/>
    public override void Restore()
    {
        base.Restore();
        Raise(new FollowUpChanged(CustomerId));
    }

    private void Close(FollowUpStatus status, string? result, DateTime now)
    {
        EnsurePlanned();
        (Status, Result, CompletedAt) = (status, result, now);
        Raise(new FollowUpChanged(CustomerId));
        if (CustomerId is { } customerId && Kind == FollowUpKind.Step) Raise(new FollowUpClosed(customerId));
    }

    /// <summary>What is due at another time is not late any more, and is told of anew.</summary>
    private void BecomeDue(DueMoment due)
    {
        if (due.Overdue != Due) (EscalatedAt, DeputyToldAt, RemindedAt) = (null, null, null);
        (DueOn, DueAt, Due) = (due.On, due.At, due.Overdue);
    }

    private void EnsurePlanned()
    {
        if (Status != FollowUpStatus.Planned) throw new DomainException("not_planned", "status");
    }
}

/// <summary>When something is due: on a day, or at a moment.</summary>
public sealed record DueMoment
{
    private DueMoment(DateOnly? on, DateTime? at, DateTime overdue) => (On, At, Overdue) = (on, at, overdue);

    /// <summary>The day, when no time was agreed.</summary>
    public DateOnly? On { get; }

    /// <summary>The moment (UTC), when one was agreed.</summary>
    public DateTime? At { get; }

    /// <summary>From when on it is late (UTC).</summary>
    public DateTime Overdue { get; }

    /// <summary>Due some time on this day; late when the day has ended in the given time zone.</summary>
    public static DueMoment OnDay(DateOnly day, TimeZoneInfo zone) => new(day, null, LocalDay.Start(day.AddDays(1), zone).AddMilliseconds(-1));

    /// <summary>Due on a day whose end is known, as it is kept.</summary>
    public static DueMoment Kept(DateOnly day, DateTime overdue) => new(day, null, overdue);

    /// <summary>Due at this moment (UTC).</summary>
    public static DueMoment AtTime(DateTime at) => new(null, at, at);
}

/// <summary>What is planned.</summary>
public sealed record FollowUpPlan
{
    /// <summary>What is to be done.</summary>
    public required string Subject { get; init; }

    /// <summary>How; never a note.</summary>
    public required InteractionChannel Channel { get; init; }

    /// <summary>When.</summary>
    public required DueMoment Due { get; init; }

    /// <summary>By whom.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>With which customer.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>With which person.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>What to think of.</summary>
    public string? Notes { get; init; }

    /// <summary>A step, or a promise.</summary>
    public FollowUpKind Kind { get; init; }

    /// <summary>How long it takes, in minutes.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>How many minutes before it is due its owner is reminded.</summary>
    public int? RemindMinutes { get; init; }

    /// <summary>The questionnaire that is asked on it.</summary>
    public Guid? QuestionnaireId { get; init; }
}

/// <summary>What kind of thing is to be done.</summary>
public enum FollowUpKind
{
    /// <summary>The customer is spoken with: it is his next step.</summary>
    Step,

    /// <summary>Something that he was promised: done is kept, missed is broken, cancelled is withdrawn. He still needs a next step beside it.</summary>
    Promise,
}

/// <summary>Who planned a follow-up.</summary>
public enum FollowUpOrigin
{
    /// <summary>Somebody did.</summary>
    User,

    /// <summary>The service plan of the customer did.</summary>
    ServicePlan,

    /// <summary>A series of appointments did.</summary>
    Series,
}

/// <summary>Where a follow-up stands.</summary>
public enum FollowUpStatus
{
    /// <summary>Still to be done.</summary>
    Planned,

    /// <summary>Done.</summary>
    Done,

    /// <summary>No longer wanted.</summary>
    Cancelled,

    /// <summary>It should have happened and did not.</summary>
    Missed,
}

/// <summary>A follow-up was planned, changed, closed or reopened: the customer's next step follows.</summary>
/// <param name="CustomerId">The customer concerned.</param>
public sealed record FollowUpChanged(Guid? CustomerId) : IDomainEvent;

/// <summary>A follow-up is not planned any more: the customer's service plan asks for the next one.</summary>
/// <param name="CustomerId">The customer concerned.</param>
public sealed record FollowUpClosed(Guid CustomerId) : IDomainEvent;
