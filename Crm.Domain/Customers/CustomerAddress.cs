using Crm.Domain.Common;

namespace Crm.Domain.Customers;

/// <summary>One of several addresses of a customer: where goods, invoices or people go.</summary>
public sealed class CustomerAddress : Record, IPartOfCustomer
{
    /// <summary>Longest name of a recipient.</summary>
    public const int RecipientMaxLength = 100;

    private CustomerAddress()
    {
    }

    /// <summary>A new address of a customer.</summary>
    public CustomerAddress(Guid id, Guid customerId)
        : base(id) => CustomerId = customerId;

    /// <summary>Whose address it is.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>What it is for.</summary>
    public AddressLabel Label { get; private set; }

    /// <summary>Where it is.</summary>
    public Place Place { get; private set; } = Place.Unknown;

    /// <summary>Who receives there.</summary>
    public string? Recipient { get; private set; }

    /// <summary>Phone of the recipient, as typed.</summary>
    public string? Phone { get; private set; }

    /// <summary>The one to use when nothing else is said.</summary>
    public bool IsPrimary { get; private set; }

    /// <summary>Writes the address down.</summary>
    public void Write(AddressLabel label, Place place, string? recipient, string? phone, bool isPrimary) =>
        (Label, Place, Recipient, Phone, IsPrimary) = (label, place, recipient, phone, isPrimary);

    /// <summary>Another address has become the primary one.</summary>
    public void StepBack() => IsPrimary = false;
}

/// <summary>What an address is for.</summary>
public enum AddressLabel
{
    /// <summary>Where people work.</summary>
    Office,

    /// <summary>Where invoices go.</summary>
    Billing,

    /// <summary>Where goods go.</summary>
    Shipping,

    /// <summary>Where a person lives.</summary>
    Home,

    /// <summary>Anything else.</summary>
    Other,
}
