namespace Crm.Domain.Notifications;

/// <summary>Something that a user is told: a job of his has ended, customers of his go back to the pool.</summary>
public sealed class Notification
{
    /// <summary>Longest kind.</summary>
    public const int KindMaxLength = 40;

    /// <summary>A job has ended.</summary>
    public const string OfJob = "job_ended";

    /// <summary>Customers of yours go back to the public pool soon.</summary>
    public const string PoolWarning = "pool_warning";

    /// <summary>A follow-up of yours is due soon.</summary>
    public const string FollowUpDue = "follow_up_due";

    /// <summary>Follow-ups of your team are late.</summary>
    public const string FollowUpsLate = "follow_ups_late";

    /// <summary>Customers of yours went back to the public pool.</summary>
    public const string PoolRecovered = "pool_recovered";

    /// <summary>Follow-ups of yours were moved, given to a colleague or given back, because somebody is away or is back.</summary>
    public const string FollowUpsMoved = "follow_ups_moved";

    /// <summary>You have follow-ups of a colleague who is away.</summary>
    public const string FollowUpsTakenOver = "follow_ups_taken_over";

    /// <summary>Follow-ups of a colleague for whom you stand in are late.</summary>
    public const string StandInLate = "stand_in_late";

    /// <summary>Customers were handed over to you.</summary>
    public const string CustomersReceived = "customers_received";

    /// <summary>Customers of your team got less in the last week than their service plans promise.</summary>
    public const string ServiceDeviations = "service_deviations";

    /// <summary>Plans of customers of the key-account programme are to be reviewed.</summary>
    public const string KeyAccountReviews = "key_account_reviews";

    private Notification()
    {
    }

    /// <summary>A notification that nobody has read yet.</summary>
    /// <param name="id">Id.</param>
    /// <param name="userId">Who is told.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="aboutId">What it is about.</param>
    /// <param name="now">Now (UTC).</param>
    public Notification(Guid id, Guid userId, string kind, Guid aboutId, DateTime now) => (Id, UserId, Kind, AboutId, CreatedAt) = (id, userId, kind, aboutId, now);

    /// <summary>A notification about so many things; which ones the page shows in a list.</summary>
    /// <param name="id">Id.</param>
    /// <param name="userId">Who is told.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="count">How many things it is about.</param>
    /// <param name="now">Now (UTC).</param>
    public static Notification Of(Guid id, Guid userId, string kind, int count, DateTime now) => new(id, userId, kind, Guid.Empty, now) { Count = count };

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Who is told.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What it is.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What it is about: the job, the follow-up; empty where it is about several things.</summary>
    public Guid AboutId { get; private set; }

    /// <summary>How many things it is about, where it is about several.</summary>
    public int? Count { get; private set; }

    /// <summary>When it was written (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When he read it (UTC).</summary>
    public DateTime? ReadAt { get; private set; }
}

/// <summary>How a user wants to be told.</summary>
public sealed class NotificationChoice
{
    private NotificationChoice()
    {
    }

    /// <summary>A choice.</summary>
    public NotificationChoice(Guid userId, bool mail) => (UserId, Mail) = (userId, mail);

    /// <summary>The user.</summary>
    public Guid UserId { get; private set; }

    /// <summary>Whether he also wants a mail.</summary>
    public bool Mail { get; private set; }

    /// <summary>He chooses anew.</summary>
    public void Choose(bool mail) => Mail = mail;
}
