using Crm.Domain.Common;

namespace Crm.Domain.Care;

/// <summary>Something that can be given to customers.</summary>
public sealed class Gift : NamedRecord
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 100;

    private Gift()
    {
    }

    /// <summary>A gift that says nothing yet.</summary>
    public Gift(Guid id)
        : base(id)
    {
    }

    /// <summary>What one costs, in the company's currency.</summary>
    public decimal Price { get; private set; }

    /// <summary>How many there are; null when that is not counted.</summary>
    public int? Stock { get; private set; }

    /// <summary>Code of the list <c>customer_tier</c>: for customers of this tier and of those before it in the list; null for everybody.</summary>
    public string? FromTier { get; private set; }

    /// <summary>Whether it is given no longer.</summary>
    public bool Retired { get; private set; }

    /// <summary>What else is to be known.</summary>
    public string? Notes { get; private set; }

    /// <summary>Whether there is one to give.</summary>
    public bool CanBeGiven() => !Retired && Stock is null or > 0;

    /// <summary>One is set aside for a customer.</summary>
    /// <exception cref="DomainException"><c>gift_out_of_stock</c>.</exception>
    public void SetAside()
    {
        if (Stock is <= 0) throw new DomainException("gift_out_of_stock", "giftId");
        Stock--;
    }

    /// <summary>One that was set aside is not given after all.</summary>
    public void PutBack() => Stock++;
}
