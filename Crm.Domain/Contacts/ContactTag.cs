using Crm.Domain.Common;
using Crm.Domain.Settings;

namespace Crm.Domain.Contacts;

/// <summary>A tag on a contact.</summary>
public sealed class ContactTag : IPartOfRecord
{
    private ContactTag()
    {
    }

    internal ContactTag(Guid contactId, Guid tagId) => (ContactId, TagId) = (contactId, tagId);

    Guid IPartOfRecord.RecordId => ContactId;

    /// <summary>The contact.</summary>
    public Guid ContactId { get; private set; }

    /// <summary>The tag.</summary>
    public Guid TagId { get; private set; }

    /// <summary>The tag itself, for reading.</summary>
    public Tag? Tag { get; private set; }
}
