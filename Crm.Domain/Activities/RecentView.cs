namespace Crm.Domain.Activities;

/// <summary>That a user has looked at a record, for "recently viewed".</summary>
public sealed class RecentView
{
    private RecentView()
    {
    }

    /// <summary>Notes that a user looked at a record.</summary>
    public RecentView(Guid userId, string type, Guid recordId, DateTime viewedAt) =>
        (UserId, Type, RecordId, ViewedAt) = (userId, type, recordId, viewedAt);

    /// <summary>Who looked.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What kind of record: customer or contact.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Which record.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>When last (UTC).</summary>
    public DateTime ViewedAt { get; private set; }

    /// <summary>Looked again.</summary>
    public void Again(DateTime now) => ViewedAt = now;
}
