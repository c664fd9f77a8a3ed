using Crm.Domain.Common;

namespace Crm.Domain.Security;

/// <summary>Whole days on which a colleague does not work: he has leave, is ill or learns something. Nothing is planned for him then, and whoever stands in for him sees his customers.</summary>
public sealed class Absence : Record
{
    /// <summary>Longest note.</summary>
    public const int NoteMaxLength = 500;

    /// <summary>Most days.</summary>
    public const int MaxDays = 366;

    private Absence()
    {
    }

    /// <summary>An absence of a user.</summary>
    /// <exception cref="DomainException"><c>ends_before_it_begins</c>, <c>absence_too_long</c>, <c>deputy_of_oneself</c>.</exception>
    public Absence(Guid id, Guid userId, AbsencePlan plan)
        : base(id)
    {
        UserId = userId;
        Change(plan);
    }

    /// <summary>Who is away.</summary>
    public Guid UserId { get; private set; }

    /// <summary>Who is away, for reading.</summary>
    public User? User { get; private set; }

    /// <summary>The first day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>The last day.</summary>
    public DateOnly To { get; private set; }

    /// <summary>Leave, illness or training.</summary>
    public AbsenceKind Kind { get; private set; }

    /// <summary>Who stands in for him; null for his standing deputy.</summary>
    public Guid? DeputyId { get; private set; }

    /// <summary>Who stands in for him, for reading.</summary>
    public User? Deputy { get; private set; }

    /// <summary>What else is to be known.</summary>
    public string? Note { get; private set; }

    /// <summary>Whether he is away on this day.</summary>
    public bool Covers(DateOnly day) => From <= day && day <= To;

    /// <summary>Says anew when he is away and who stands in.</summary>
    /// <exception cref="DomainException"><c>ends_before_it_begins</c>, <c>absence_too_long</c>, <c>deputy_of_oneself</c>.</exception>
    public void Change(AbsencePlan plan)
    {
        if (plan.To < plan.From) throw new DomainException("ends_before_it_begins", "to");
        if (plan.To.DayNumber - plan.From.DayNumber >= MaxDays) throw new DomainException("absence_too_long", "to");
        if (plan.DeputyId == UserId) throw new DomainException("deputy_of_oneself", "deputyId");
        (From, To, Kind, DeputyId, Note) = (plan.From, plan.To, plan.Kind, plan.DeputyId, plan.Note);
        Raise(new StandInsChanged(UserId));
    }

    /// <inheritdoc/>
    public override void Delete(DateTime now)
    {
        base.Delete(now);
        Raise(new StandInsChanged(UserId));
    }

    /// <inheritdoc/>
    public override void Restore()
    {
        base.Restore();
        Raise(new StandInsChanged(UserId));
    }
}

/// <summary>When somebody is away, why, and who stands in for him.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Kind">Why.</param>
/// <param name="DeputyId">Who stands in; null for the standing deputy.</param>
/// <param name="Note">What else is to be known.</param>
public sealed record AbsencePlan(DateOnly From, DateOnly To, AbsenceKind Kind, Guid? DeputyId, string? Note);

/// <summary>Why somebody is away.</summary>
public enum AbsenceKind
{
    /// <summary>Leave.</summary>
    Leave,

    /// <summary>Illness.</summary>
    Sick,

    /// <summary>Training.</summary>
    Training,
}

/// <summary>Somebody is away on other days than before, or somebody else stands in for him: what is planned is looked at anew.</summary>
/// <param name="UserId">Who is away.</param>
public sealed record StandInsChanged(Guid UserId) : IDomainEvent;
