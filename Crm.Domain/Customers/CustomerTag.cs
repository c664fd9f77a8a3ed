using Crm.Domain.Common;
using Crm.Domain.Settings;

namespace Crm.Domain.Customers;

/// <summary>A tag on a customer's file.</summary>
public sealed class CustomerTag : IPartOfRecord
{
    private CustomerTag()
    {
    }

    internal CustomerTag(Guid customerId, Guid tagId) => (CustomerId, TagId) = (customerId, tagId);

    Guid IPartOfRecord.RecordId => CustomerId;

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The tag.</summary>
    public Guid TagId { get; private set; }

    /// <summary>The tag itself, for reading.</summary>
    public Tag? Tag { get; private set; }
}
