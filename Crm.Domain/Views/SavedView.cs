using Crm.Domain.Common;
using Crm.Domain.Security;

namespace Crm.Domain.Views;

/// <summary>A list as somebody wants to see it again: which records, in which order, how they are shown.</summary>
public sealed class SavedView : Record
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 60;

    /// <summary>Longest key of a kind of record.</summary>
    public const int EntityMaxLength = 40;

    /// <summary>Most views of one user for one kind of record.</summary>
    public const int MaxPerUser = 100;

    private SavedView()
    {
    }

    /// <summary>A new view.</summary>
    public SavedView(Guid id, string entity, Guid ownerId)
        : base(id) => (Entity, OwnerId) = (entity, ownerId);

    /// <summary>Key of the kind of record.</summary>
    public string Entity { get; private set; } = "";

    /// <summary>Who made it.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>Who made it, for reading.</summary>
    public User? Owner { get; private set; }

    /// <summary>Name, unique among the views that its owner has of this kind of record.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Which records and how they are shown, as JSON.</summary>
    public string Content { get; private set; } = "{}";

    /// <summary>Who else sees it.</summary>
    public ViewAudience SharedWith { get; private set; }

    /// <summary>The team that sees it.</summary>
    public Guid? TeamId { get; private set; }

    /// <summary>The role that sees it.</summary>
    public Role? ForRole { get; private set; }

    /// <summary>Says everything about it anew.</summary>
    /// <exception cref="DomainException"><c>audience_missing</c>: it is shared with a team or role and nobody says which.</exception>
    public void Write(string name, string content, ViewAudience sharedWith, Guid? teamId, Role? forRole)
    {
        if (sharedWith == ViewAudience.Team && teamId is null) throw new DomainException("audience_missing", "teamId");
        if (sharedWith == ViewAudience.Role && forRole is null) throw new DomainException("audience_missing", "role");
        (Name, Content, SharedWith) = (name, content, sharedWith);
        (TeamId, ForRole) = (sharedWith == ViewAudience.Team ? teamId : null, sharedWith == ViewAudience.Role ? forRole : null);
    }
}

/// <summary>Who sees a view beside its owner.</summary>
public enum ViewAudience
{
    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>A team.</summary>
    Team,

    /// <summary>Everybody with a role.</summary>
    Role,

    /// <summary>Everybody.</summary>
    Everybody,
}
