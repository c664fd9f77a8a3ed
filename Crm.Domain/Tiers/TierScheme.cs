using Crm.Domain.Common;

namespace Crm.Domain.Tiers;

/// <summary>How the house decides which tier a customer has. There is one.</summary>
public sealed class TierScheme : Record
{
    /// <summary>Id of the only one.</summary>
    public static readonly Guid TheOne = new("01930000-0000-7000-8000-0000000071e2");

    private TierScheme()
    {
    }

    /// <summary>The scheme, once the house says anything other than the usual.</summary>
    public TierScheme(string content)
        : base(TheOne) => Content = content;

    /// <summary>Bands, value classes and rules, as JSON.</summary>
    public string Content { get; private set; } = "{}";

    /// <summary>Says all of it anew.</summary>
    public void Write(string content) => Content = content;
}
