namespace Crm.Domain.Customers;

/// <summary>A record that stands in the file of a customer and is nothing without it: an address, a tax profile, a person's place.</summary>
public interface IPartOfCustomer
{
    /// <summary>Whose file it stands in.</summary>
    Guid CustomerId { get; }
}
