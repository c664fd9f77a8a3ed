using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Domain.Contacts;

/// <summary>A person's place at a customer: what he does there and until when.</summary>
public sealed class CustomerContact : Record, IPartOfCustomer
{
    /// <summary>Longest title or department.</summary>
    public const int TitleMaxLength = 100;

    private CustomerContact()
    {
    }

    /// <summary>Links a person to a customer.</summary>
    public CustomerContact(Guid id, Guid customerId, Guid contactId)
        : base(id) => (CustomerId, ContactId) = (customerId, contactId);

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The person.</summary>
    public Guid ContactId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The person, for reading.</summary>
    public Contact? Contact { get; private set; }

    /// <summary>Code of the list <c>contact_role</c>: decision maker, user, finance and so on.</summary>
    public string? Role { get; private set; }

    /// <summary>Job title.</summary>
    public string? Title { get; private set; }

    /// <summary>Department.</summary>
    public string? Department { get; private set; }

    /// <summary>The person to ask for first at this customer.</summary>
    public bool IsPrimary { get; private set; }

    /// <summary>The day he left; null while he is there.</summary>
    public DateOnly? LeftOn { get; private set; }

    /// <summary>Writes the place down. Who has left is nobody's primary contact.</summary>
    public void Write(string? role, string? title, string? department, bool isPrimary, DateOnly? leftOn) =>
        (Role, Title, Department, IsPrimary, LeftOn) = (role, title, department, isPrimary && leftOn is null, leftOn);

    /// <summary>Somebody else has become the primary contact.</summary>
    public void StepBack() => IsPrimary = false;
}
