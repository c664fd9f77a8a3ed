using Crm.Domain.Common;

namespace Crm.Domain.Activities;

/// <summary>How often a customer is to hear from us, in days of the calendar.</summary>
public readonly record struct Cadence
{
    /// <summary>Longest rhythm.</summary>
    public const int MaxDays = 730;

    /// <summary>A rhythm.</summary>
    /// <param name="everyDays">Days from one conversation to the next, 1 to 730.</param>
    /// <param name="graceDays">Days that it may be late before anybody is told, not more than <paramref name="everyDays"/>.</param>
    /// <param name="leadDays">Days that it may be early, less than <paramref name="everyDays"/>.</param>
    /// <exception cref="DomainException"><c>out_of_range</c> on everyDays, graceDays or leadDays.</exception>
    public Cadence(int everyDays, int graceDays, int leadDays)
    {
        if (everyDays is < 1 or > MaxDays) throw new DomainException("out_of_range", "everyDays");
        if (graceDays < 0 || graceDays > everyDays) throw new DomainException("out_of_range", "graceDays");
        if (leadDays < 0 || leadDays >= everyDays) throw new DomainException("out_of_range", "leadDays");
        (EveryDays, GraceDays, LeadDays) = (everyDays, graceDays, leadDays);
    }

    /// <summary>Days from one conversation to the next.</summary>
    public int EveryDays { get; }

    /// <summary>Days that it may be late.</summary>
    public int GraceDays { get; }

    /// <summary>Days that it may be early.</summary>
    public int LeadDays { get; }

    /// <summary>The days in which the next conversation belongs, after the last one.</summary>
    public Window After(DateOnly last) => new(last.AddDays(EveryDays - LeadDays), last.AddDays(EveryDays), last.AddDays(EveryDays + GraceDays));
}

/// <summary>Days in which a conversation belongs.</summary>
/// <param name="From">The first.</param>
/// <param name="Best">The one that the rhythm asks for.</param>
/// <param name="To">The last; later is too late.</param>
public readonly record struct Window(DateOnly From, DateOnly Best, DateOnly To)
{
    /// <summary>What is left of it when it is this day already; one that is over becomes this day.</summary>
    public Window NotBefore(DateOnly day)
    {
        var from = From < day ? day : From;
        var to = To < from ? from : To;
        return new Window(from, Best < from ? from : Best > to ? to : Best, to);
    }
}
