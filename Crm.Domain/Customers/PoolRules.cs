using Crm.Domain.Common;

namespace Crm.Domain.Customers;

/// <summary>What the company says about its public pool (公海): the customers that nobody looks after. There is one row of it.</summary>
public sealed class PoolRules : Record
{
    /// <summary>Highest limit of customers.</summary>
    public const int MaxCustomers = 100_000;

    /// <summary>Longest span of days.</summary>
    public const int MaxDays = 3650;

    /// <summary>Days that an owner has from the warning to the recovery when nothing is said.</summary>
    public const int DefaultWarningDays = 7;

    /// <summary>The only row.</summary>
    public static readonly Guid TheId = new("01930000-0000-7000-8000-0000000000c0");

    private PoolRules()
    {
    }

    private PoolRules(Guid id)
        : base(id)
    {
    }

    /// <summary>Most customers that one user may look after if he claims more; null for no limit.</summary>
    public int? ClaimLimit { get; private set; }

    /// <summary>Days in which whoever gave a customer up may not claim him again.</summary>
    public int CooldownDays { get; private set; }

    /// <summary>Days without a conversation, a follow-up done or an order after which a customer goes back to the pool; null for never.</summary>
    public int? RecoverAfterDays { get; private set; }

    /// <summary>Days before that at which his owner is warned.</summary>
    public int WarningDays { get; private set; } = DefaultWarningDays;

    /// <summary>The rules before anybody has written any: no limit, no cool-down, no recovery.</summary>
    public static PoolRules Default() => new(TheId);

    /// <summary>Writes the rules anew.</summary>
    /// <exception cref="DomainException"><c>out_of_range</c>: the warning would come before the customer was idle at all.</exception>
    public void Change(int? claimLimit, int cooldownDays, int? recoverAfterDays, int warningDays)
    {
        if (warningDays >= recoverAfterDays) throw new DomainException("warning_too_early", "warningDays");
        (ClaimLimit, CooldownDays, RecoverAfterDays, WarningDays) = (claimLimit, cooldownDays, recoverAfterDays, warningDays);
    }

    /// <summary>From when on whoever gave a customer up may claim him again (UTC); null when he may at any time.</summary>
    /// <param name="pooledAt">When he gave him up.</param>
    public DateTime? ClaimableAgainAt(DateTime? pooledAt) => CooldownDays == 0 ? null : pooledAt?.AddDays(CooldownDays);

    /// <summary>When a customer goes back to the pool (UTC) on whom nothing was done since a moment; null when never.</summary>
    /// <param name="idleSince">Since when nothing was done.</param>
    public DateTime? RecoversAt(DateTime? idleSince) => RecoverAfterDays is { } days ? idleSince?.AddDays(days) : null;
}
