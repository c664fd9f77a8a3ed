namespace Crm.Application.Customers;

/// <summary>Gives out our own numbers: unique, rising, perhaps with gaps.</summary>
public interface INumberSequence
{
    /// <summary>The next customer number, for example C000123.</summary>
    Task<string> NextCustomerAsync(CancellationToken cancellationToken);
}
