namespace Crm.Domain.Common;

/// <summary>An amount with its currency. Four decimals are kept, as in the database (decimal(19,4)).</summary>
/// <param name="Amount">At most 15 digits before the point and 4 behind it.</param>
/// <param name="Currency">ISO 4217 code, for example CNY.</param>
public sealed record Money(decimal Amount, string Currency)
{
    /// <summary>The largest amount that every engine can hold in decimal(19,4).</summary>
    public const decimal Max = 922_337_203_685_477m;

    /// <summary>The currency in which figures over several orders are told; what is in another one carries its rate.</summary>
    public const string Base = "CNY";

    /// <summary>Whether every engine can hold this amount exactly.</summary>
    public static bool CanHold(decimal amount) => amount is >= -Max and <= Max && decimal.Round(amount, 4) == amount;
}
