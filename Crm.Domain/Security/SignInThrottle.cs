namespace Crm.Domain.Security;

/// <summary>
/// Slows down guessing. Failures are counted per account and address together, so that a stranger cannot lock somebody out of his own
/// account from elsewhere, and per address alone with more patience.
/// </summary>
public sealed class SignInThrottle
{
    /// <summary>Failures that cost nothing, per account and address.</summary>
    public const int FreeFailures = 5;

    /// <summary>Failures that cost nothing, per address alone.</summary>
    public const int FreeFailuresPerAddress = 50;

    /// <summary>Longest wait.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(15);

    /// <summary>After this time without a failure the count starts again.</summary>
    public static readonly TimeSpan Forget = TimeSpan.FromHours(1);

    private SignInThrottle()
    {
    }

    /// <summary>No failure yet.</summary>
    /// <param name="key">A hash of account and address; nothing readable is kept.</param>
    public SignInThrottle(string key) => Key = key;

    /// <summary>A hash of what is counted.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>When the last one was (UTC).</summary>
    public DateTime LastFailureAt { get; private set; }

    /// <summary>Until when nothing is tried (UTC).</summary>
    public DateTime? BlockedUntil { get; private set; }

    /// <summary>How long to wait still.</summary>
    public TimeSpan Wait(DateTime now) => BlockedUntil > now ? BlockedUntil.Value - now : TimeSpan.Zero;

    /// <summary>Counts a failure; beyond the free ones the wait doubles from one second up to <see cref="MaxWait"/>.</summary>
    public void Fail(int free, DateTime now)
    {
        if (now - LastFailureAt > Forget) Failures = 0;
        Failures++;
        LastFailureAt = now;
        if (Failures <= free) return;

        var seconds = Math.Pow(2, Math.Min(Failures - free - 1, 20));
        BlockedUntil = now + TimeSpan.FromSeconds(Math.Min(seconds, MaxWait.TotalSeconds));
    }
}
