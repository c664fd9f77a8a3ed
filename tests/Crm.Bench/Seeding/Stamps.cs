using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;

namespace Crm.Bench.Seeding;

/// <summary>Sets what the product itself sets when it saves: version, who and when, and the dates that follow from other rows.</summary>
internal static class Stamps
{
    private static readonly Action<Record, int> Version = Setter<Record, int>(nameof(Record.Version));
    private static readonly Action<Record, DateTime> CreatedAt = Setter<Record, DateTime>(nameof(Record.CreatedAt));
    private static readonly Action<Record, Guid?> CreatedBy = Setter<Record, Guid?>(nameof(Record.CreatedBy));
    private static readonly Action<Record, DateTime> UpdatedAt = Setter<Record, DateTime>(nameof(Record.UpdatedAt));
    private static readonly Action<Record, Guid?> UpdatedBy = Setter<Record, Guid?>(nameof(Record.UpdatedBy));

    public static readonly Action<Customer, string> CustomerSortKey = Setter<Customer, string>(nameof(Customer.NameSortKey));
    public static readonly Action<Contact, string> ContactSortKey = Setter<Contact, string>(nameof(Contact.NameSortKey));
    public static readonly Action<Customer, DateTime?> CustomerLastContact = Setter<Customer, DateTime?>(nameof(Customer.LastContactAt));
    public static readonly Action<Contact, DateTime?> ContactLastContact = Setter<Contact, DateTime?>(nameof(Contact.LastContactAt));
    public static readonly Action<Customer, DateTime?> NextFollowUp = Setter<Customer, DateTime?>(nameof(Customer.NextFollowUpAt));

    public static T At<T>(T record, DateTime at, Guid by, DateTime? updatedAt = null)
        where T : Record
    {
        Version(record, updatedAt is null ? 1 : 2);
        CreatedAt(record, at);
        CreatedBy(record, by);
        UpdatedAt(record, updatedAt ?? at);
        UpdatedBy(record, by);
        return record;
    }

    private static Action<T, TValue> Setter<T, TValue>(string property) =>
        typeof(T).GetProperty(property)!.GetSetMethod(nonPublic: true)!.CreateDelegate<Action<T, TValue>>();
}
