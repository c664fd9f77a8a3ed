namespace Crm.Domain.Tiers;

/// <summary>A customer came to a tier, or left one. What was is never changed: what he had on a day is the last before its end.</summary>
public sealed class TierChange
{
    /// <summary>Longest name of a rule.</summary>
    public const int RuleMaxLength = 100;

    /// <summary>Longest reason.</summary>
    public const int ReasonMaxLength = 500;

    private TierChange()
    {
    }

    /// <summary>A change.</summary>
    /// <param name="id">Id.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="from">The tier before; null for none.</param>
    /// <param name="tier">The tier from then on; null for none.</param>
    /// <param name="cause">What brought it about.</param>
    /// <param name="at">When (UTC).</param>
    public TierChange(Guid id, Guid customerId, string? from, string? tier, TierCause cause, DateTime at) =>
        (Id, CustomerId, From, Tier, Cause, At) = (id, customerId, from, tier, cause, at);

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The tier before; null for none.</summary>
    public string? From { get; private set; }

    /// <summary>The tier from then on; null for none.</summary>
    public string? Tier { get; private set; }

    /// <summary>What brought it about.</summary>
    public TierCause Cause { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; private set; }

    /// <summary>The rule that decided; null for people.</summary>
    public Guid? RuleId { get; init; }

    /// <summary>What the rule was called then.</summary>
    public string? Rule { get; init; }

    /// <summary>What somebody said about it.</summary>
    public string? Reason { get; init; }

    /// <summary>The figures that it was decided by, as JSON.</summary>
    public string Inputs { get; init; } = "{}";

    /// <summary>Who decided; null for the system.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The last day on which it stands, where somebody chose it for a time.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>What brings a customer to a tier.</summary>
public enum TierCause
{
    /// <summary>A rule, at once.</summary>
    Rule,

    /// <summary>A rule, after somebody agreed.</summary>
    Review,

    /// <summary>Somebody chose it.</summary>
    Manual,

    /// <summary>What somebody had chosen was taken back or ran out; the rules decide again.</summary>
    Released,
}

/// <summary>A move that a rule proposes and that somebody is to look at.</summary>
public sealed class TierProposal
{
    private TierProposal()
    {
    }

    /// <summary>A proposal for a customer; there is at most one.</summary>
    public TierProposal(Guid customerId) => CustomerId = customerId;

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The tier that he has; null for none.</summary>
    public string? From { get; private set; }

    /// <summary>The tier that he would have; null for none.</summary>
    public string? Tier { get; private set; }

    /// <summary>The rule that says so.</summary>
    public Guid? RuleId { get; private set; }

    /// <summary>What it is called.</summary>
    public string? Rule { get; private set; }

    /// <summary>The figures that it was decided by, as JSON.</summary>
    public string Inputs { get; private set; } = "{}";

    /// <summary>When it was proposed first (UTC).</summary>
    public DateTime At { get; private set; }

    /// <summary>When the rules said so last (UTC).</summary>
    public DateTime SeenAt { get; private set; }

    /// <summary>Whether somebody said no; then nobody is asked again until the rules say something else.</summary>
    public bool IsRejected { get; private set; }

    /// <summary>The rules say so, now.</summary>
    public void Propose(string? from, string? tier, Guid? ruleId, string? rule, string inputs, DateTime now)
    {
        if (At == default || tier != Tier || from != From) (At, IsRejected) = (now, false);
        (From, Tier, RuleId, Rule, Inputs, SeenAt) = (from, tier, ruleId, rule, inputs, now);
    }

    /// <summary>Somebody says no.</summary>
    public void Reject() => IsRejected = true;
}
