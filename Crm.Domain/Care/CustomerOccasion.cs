using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;

namespace Crm.Domain.Care;

/// <summary>A day of the year that matters to one customer: the day a contract began, a shop opened, somebody married.</summary>
public sealed class CustomerOccasion : Record
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 100;

    private CustomerOccasion()
    {
    }

    /// <summary>A day of a customer.</summary>
    public CustomerOccasion(Guid id, Guid customerId)
        : base(id) => CustomerId = customerId;

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>Whose day it is, where it is somebody's.</summary>
    public Guid? ContactId { get; private set; }

    /// <summary>Whose day it is, for reading.</summary>
    public Contact? Contact { get; private set; }

    /// <summary>Contract or own.</summary>
    public OccasionKind Kind { get; private set; } = OccasionKind.Own;

    /// <summary>What it is.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The day on which it was first.</summary>
    public DateOnly Since { get; private set; }

    /// <summary>The calendar by which it comes back.</summary>
    public YearCalendar Calendar { get; private set; }

    /// <summary>Month and day by that calendar as one number; see <see cref="YearlyDay.Code"/>.</summary>
    public int KeptOn { get; private set; }

    /// <summary>Writes it down.</summary>
    /// <exception cref="DomainException"><c>unknown_value</c>: birthdays, founding days and festivals stand elsewhere.</exception>
    public void Write(OccasionKind kind, string name, DateOnly since, YearCalendar calendar, Guid? contactId)
    {
        if (kind is not (OccasionKind.Contract or OccasionKind.Own)) throw new DomainException("unknown_value", "kind");
        var kept = YearlyDay.Of(since, calendar);
        (Kind, Name, Since, ContactId, Calendar, KeptOn) = (kind, name, since, contactId, kept.Calendar, kept.Code);
    }
}
