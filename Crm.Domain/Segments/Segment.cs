using Crm.Domain.Common;
using Crm.Domain.Security;
using Crm.Domain.Settings;

namespace Crm.Domain.Segments;

/// <summary>Customers who have something in common, under a name: those for whom a filter holds, or those for whom it held when it was taken.</summary>
public sealed class Segment : Record
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 60;

    /// <summary>Longest description.</summary>
    public const int DescriptionMaxLength = 500;

    /// <summary>Most segments of the company, archived ones among them, those in the bin not.</summary>
    public const int MaxCount = 500;

    /// <summary>Most members of a static segment.</summary>
    public const int MaxMembers = 100_000;

    private Segment()
    {
    }

    /// <summary>A new segment.</summary>
    /// <param name="id">Id.</param>
    /// <param name="kind">Whether its members follow from the filter at every moment.</param>
    /// <param name="ownerId">Who made it.</param>
    public Segment(Guid id, SegmentKind kind, Guid ownerId)
        : base(id) => (Kind, OwnerId) = (kind, ownerId);

    /// <summary>Name, unique among the segments of its owner that are in use.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the name sorts by.</summary>
    public string NameSortKey { get; private set; } = "";

    /// <summary>What it is for.</summary>
    public string? Description { get; private set; }

    /// <summary>One of <see cref="Tag.Colors"/>.</summary>
    public string Color { get; private set; } = "grey";

    /// <summary>Live or static; decided when it is made.</summary>
    public SegmentKind Kind { get; private set; }

    /// <summary>The filter over fields of customers, as JSON; null for a static segment whose members were picked one by one.</summary>
    public string? Where { get; private set; }

    /// <summary>Who made it and keeps it in order.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>Who made it, for reading.</summary>
    public User? Owner { get; private set; }

    /// <summary>Whether everybody may use it.</summary>
    public bool Shared { get; private set; }

    /// <summary>When the members of a static segment were last taken from its filter (UTC).</summary>
    public DateTime? TakenAt { get; private set; }

    /// <summary>When it was laid aside (UTC); whatever names it goes on working.</summary>
    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Says everything about it anew.</summary>
    public void Write(string name, string? description, string color, string? where, bool shared) =>
        (Name, Description, Color, Where, Shared) = (name, description, color, where, shared);

    /// <summary>Its members were taken from its filter.</summary>
    /// <exception cref="DomainException"><c>segment_is_live</c>: its members follow from the filter anyway. <c>segment_without_filter</c>: there is nothing to take them from.</exception>
    public void Take(DateTime now)
    {
        EnsureStatic();
        if (Where is null) throw new DomainException("segment_without_filter");
        TakenAt = now;
    }

    /// <summary>Refuses to pick members of a segment whose members follow from its filter.</summary>
    /// <exception cref="DomainException"><c>segment_is_live</c>.</exception>
    public void EnsureStatic()
    {
        if (Kind == SegmentKind.Live) throw new DomainException("segment_is_live");
    }

    /// <summary>Lays it aside.</summary>
    public void Archive(DateTime now) => ArchivedAt ??= now;

    /// <summary>Takes it up again.</summary>
    public void Reopen() => ArchivedAt = null;
}

/// <summary>Where the members of a segment come from.</summary>
public enum SegmentKind
{
    /// <summary>Whoever the filter holds for, at every moment.</summary>
    Live,

    /// <summary>Those who were taken or picked, until somebody says otherwise.</summary>
    Static,
}

/// <summary>A customer in a static segment.</summary>
public sealed class SegmentMember
{
    private SegmentMember()
    {
    }

    /// <summary>A customer comes into a segment.</summary>
    public SegmentMember(Guid segmentId, Guid customerId, bool picked, DateTime addedAt) => (SegmentId, CustomerId, Picked, AddedAt) = (segmentId, customerId, picked, addedAt);

    /// <summary>The segment.</summary>
    public Guid SegmentId { get; private set; }

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>Whether somebody picked him, so that he stays when the others are taken anew.</summary>
    public bool Picked { get; private set; }

    /// <summary>When he came into it (UTC).</summary>
    public DateTime AddedAt { get; private set; }
}

/// <summary>How many customers of the company a segment had on a day.</summary>
public sealed class SegmentSize
{
    private SegmentSize()
    {
    }

    /// <summary>A count.</summary>
    public SegmentSize(Guid segmentId, DateOnly day, int customers) => (SegmentId, Day, Customers) = (segmentId, day, customers);

    /// <summary>The segment.</summary>
    public Guid SegmentId { get; private set; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>How many, whoever may see them.</summary>
    public int Customers { get; private set; }

    /// <summary>Counts once more on the same day.</summary>
    public void Count(int customers) => Customers = customers;
}
