using Crm.Domain.Common;

namespace Crm.Domain.Competitors;

/// <summary>A company that offers our customers what we offer.</summary>
public sealed class Competitor : NamedRecord
{
    private Competitor()
    {
    }

    /// <summary>A new competitor.</summary>
    public Competitor(Guid id)
        : base(id)
    {
    }

    /// <summary>Code of the list <c>threat_level</c>.</summary>
    public string? ThreatLevel { get; private set; }

    /// <summary>Web address.</summary>
    public string? Website { get; private set; }

    /// <summary>Country or region it comes from.</summary>
    public string? Country { get; private set; }

    /// <summary>Share of the market, in percent.</summary>
    public decimal? MarketShare { get; private set; }

    /// <summary>What it mainly sells.</summary>
    public string? MainProducts { get; private set; }

    /// <summary>What it does better than we do.</summary>
    public string? Strengths { get; private set; }

    /// <summary>Where we are better.</summary>
    public string? Weaknesses { get; private set; }

    /// <summary>The user who watches it.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>Anything else worth knowing.</summary>
    public string? Notes { get; private set; }
}
