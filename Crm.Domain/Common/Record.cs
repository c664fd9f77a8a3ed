namespace Crm.Domain.Common;

/// <summary>
/// A row of the business that is kept, versioned and can be taken back after deletion. The stamps and the version are set when it
/// is saved; code only asks for them.
/// </summary>
public abstract class Record
{
    private readonly List<IDomainEvent> _events = [];

    /// <summary>For the database.</summary>
    protected Record()
    {
    }

    /// <summary>A new record with a version-7 id made by the caller.</summary>
    protected Record(Guid id) => Id = id;

    /// <summary>Version-7 UUID, made in the domain and never changed.</summary>
    public Guid Id { get; private set; }

    /// <summary>Starts at 1 and rises by one with every saved change; on the wire it is the ETag.</summary>
    public int Version { get; private set; }

    /// <summary>When it was first saved (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>Who saved it first; null for the system.</summary>
    public Guid? CreatedBy { get; private set; }

    /// <summary>When it was last changed (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>Who changed it last; null for the system.</summary>
    public Guid? UpdatedBy { get; private set; }

    /// <summary>When it was put into the bin (UTC); null while it is in use.</summary>
    public DateTime? DeletedAt { get; private set; }

    /// <summary>Whether it lies in the bin.</summary>
    public bool IsDeleted => DeletedAt is not null;

    /// <summary>What has happened to it since it was loaded and others may care about.</summary>
    public IReadOnlyList<IDomainEvent> Events => _events;

    /// <summary>Puts it into the bin. Doing it twice changes nothing.</summary>
    public virtual void Delete(DateTime now) => DeletedAt ??= now;

    /// <summary>Takes it out of the bin. Doing it twice changes nothing.</summary>
    public virtual void Restore() => DeletedAt = null;

    /// <summary>Hands over the events, so that each is told once.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IDomainEvent[] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    /// <summary>Remembers that something happened.</summary>
    protected void Raise(IDomainEvent happened) => _events.Add(happened);
}

/// <summary>A row without a life of its own: when it comes or goes, the record it is part of has changed.</summary>
public interface IPartOfRecord
{
    /// <summary>Id of the record.</summary>
    Guid RecordId { get; }
}
