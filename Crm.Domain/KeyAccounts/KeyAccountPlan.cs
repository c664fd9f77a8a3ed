using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Domain.KeyAccounts;

/// <summary>What the house wants with a customer of the key-account programme, with whom, against what, and when it looks at it again. A customer has one in use.</summary>
public sealed class KeyAccountPlan : Record, IPartOfCustomer
{
    /// <summary>Most goals, people, categories, risks or actions of a plan.</summary>
    public const int MaxItems = 50;

    /// <summary>Longest text of one of those.</summary>
    public const int TextMaxLength = 500;

    private KeyAccountPlan()
    {
    }

    /// <summary>A customer comes into the programme.</summary>
    public KeyAccountPlan(Guid id, Guid customerId)
        : base(id) => CustomerId = customerId;

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>Whether he is in the programme now.</summary>
    public KeyAccountStatus Status { get; private set; }

    /// <summary>The day on which he came into the programme.</summary>
    public DateOnly StartedOn { get; private set; }

    /// <summary>The day of the last review.</summary>
    public DateOnly? LastReviewOn { get; private set; }

    /// <summary>The day of the next review.</summary>
    public DateOnly? NextReviewOn { get; private set; }

    /// <summary>The review of which somebody was told that it is due.</summary>
    public DateOnly? ToldOfReviewOn { get; private set; }

    /// <summary>Goals, people, potential, risks and actions, as JSON.</summary>
    public string Content { get; private set; } = "{}";

    /// <summary>How many goals are open.</summary>
    public int OpenGoals { get; private set; }

    /// <summary>How many actions are to be done.</summary>
    public int OpenActions { get; private set; }

    /// <summary>When the first of them is due.</summary>
    public DateOnly? NextActionOn { get; private set; }

    /// <summary>Says everything about it anew.</summary>
    /// <exception cref="DomainException"><c>review_before_last</c>: the next review would be before the last.</exception>
    public void Write(KeyAccountStatus status, DateOnly startedOn, DateOnly? nextReviewOn, string content, int openGoals, int openActions, DateOnly? nextActionOn)
    {
        EnsureBehindLast(nextReviewOn, LastReviewOn);
        (Status, StartedOn, NextReviewOn, Content) = (status, startedOn, nextReviewOn, content);
        (OpenGoals, OpenActions, NextActionOn) = (openGoals, openActions, nextActionOn);
    }

    /// <summary>It was looked at.</summary>
    /// <exception cref="DomainException"><c>review_before_last</c>.</exception>
    public void Review(DateOnly on, DateOnly? nextOn)
    {
        EnsureBehindLast(on, LastReviewOn);
        EnsureBehindLast(nextOn, on);
        (LastReviewOn, NextReviewOn) = (on, nextOn);
    }

    private static void EnsureBehindLast(DateOnly? day, DateOnly? last)
    {
        if (day < last) throw new DomainException("review_before_last", "nextReviewOn");
    }
}

/// <summary>Where a customer stands with the programme.</summary>
public enum KeyAccountStatus
{
    /// <summary>In it.</summary>
    Active,

    /// <summary>Set aside for a while.</summary>
    Paused,

    /// <summary>Not in it any more.</summary>
    Closed,
}

/// <summary>A review of a plan, and what the plan said then. What was changed in between is told by the change log.</summary>
public sealed class KeyAccountVersion
{
    /// <summary>Longest note of a review.</summary>
    public const int NoteMaxLength = 2000;

    private KeyAccountVersion()
    {
    }

    /// <summary>A plan was reviewed.</summary>
    public KeyAccountVersion(Guid id, Guid planId, DateTime at, Guid? userId, string content, DateOnly? reviewedOn, string? note) =>
        (Id, PlanId, At, UserId, Content, ReviewedOn, Note) = (id, planId, at, userId, content, reviewedOn, note);

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The plan.</summary>
    public Guid PlanId { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; private set; }

    /// <summary>Who; null for the system.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>All that the plan said then, as JSON.</summary>
    public string Content { get; private set; } = "{}";

    /// <summary>The day of the review; null for a change from before there was a change log of plans.</summary>
    public DateOnly? ReviewedOn { get; private set; }

    /// <summary>What came of it.</summary>
    public string? Note { get; private set; }
}
