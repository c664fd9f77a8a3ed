using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Settings;
using Crm.Domain.Contacts;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Links people to customers and keeps one of them the primary contact.</summary>
internal sealed class PlacesAtCustomers(ICrmDb db, TimeProvider clock)
{
    /// <summary>The roles that are to be checked.</summary>
    public static IEnumerable<CodeUse> CodesOf(IReadOnlyList<PlaceAtCustomerInput> places, string pointer) =>
        places.Select((p, i) => new CodeUse($"{pointer}{i}/role", CodeLists.ContactRole, p.Role));

    /// <summary>Those of the customers that are in sight.</summary>
    public Task<HashSet<Guid>> KnownCustomersAsync(IEnumerable<PlaceAtCustomerInput> places, CancellationToken cancellationToken) =>
        db.Customers.KnownAsync(places.Select(p => p.CustomerId), cancellationToken);

    /// <summary>Refuses customers that are not in sight, or are said twice.</summary>
    public static IEnumerable<FieldError> FindErrors(IReadOnlyList<PlaceAtCustomerInput> places, HashSet<Guid> known, string pointer)
    {
        var listed = new HashSet<Guid?>();
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i].CustomerId is not { } id || !known.Contains(id)) yield return FieldError.At($"{pointer}{i}/customerId", "unknown_customer");
            else if (!listed.Add(id)) yield return FieldError.At($"{pointer}{i}/customerId", "listed_twice");
        }
    }

    /// <summary>The places that these people have.</summary>
    public async Task<List<CustomerContact>> OfAsync(IReadOnlyList<Guid> contactIds, CancellationToken cancellationToken) =>
        contactIds.Count == 0 ? [] : await db.CustomerContacts.Where(l => contactIds.Contains(l.ContactId)).ToListAsync(cancellationToken);

    /// <summary>Links a person to a customer; the caller saves.</summary>
    public CustomerContact Link(Guid contactId, PlaceAtCustomerInput place, Guid? id = null)
    {
        var link = new CustomerContact(id ?? Guid.CreateVersion7(clock.GetUtcNow()), place.CustomerId!.Value, contactId);
        link.Write(place.Role, TextRules.Clean(place.Title), TextRules.Clean(place.Department), place.IsPrimary, leftOn: null);
        db.CustomerContacts.Add(link);
        return link;
    }

    /// <summary>Writes into a place what is said about it, and leaves the rest; tells whether that changes anything.</summary>
    public static bool Merge(CustomerContact link, PlaceAtCustomerInput place)
    {
        var before = (link.Role, link.Title, link.Department, link.IsPrimary);
        link.Write(place.Role ?? link.Role, TextRules.Clean(place.Title) ?? link.Title, TextRules.Clean(place.Department) ?? link.Department, place.IsPrimary || link.IsPrimary, link.LeftOn);
        return before != (link.Role, link.Title, link.Department, link.IsPrimary);
    }

    /// <summary>Saves everything. Where one of these links is the primary one, the others of its customer step back.</summary>
    public Task<int> SaveAsync(IReadOnlyList<CustomerContact> links, CancellationToken cancellationToken)
    {
        var primary = links.Where(l => l.IsPrimary).GroupBy(l => l.CustomerId).ToList();
        if (primary.Count == 0) return db.SaveChangesAsync(cancellationToken);
        return db.AloneAsync(
            primary.Select(l => $"one of {l.Key}"),
            async () =>
            {
                await KeepOnePrimaryAsync(primary.ToDictionary(l => l.Key, l => l.Last()), cancellationToken);
                return await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
    }

    private async Task KeepOnePrimaryAsync(Dictionary<Guid, CustomerContact> primary, CancellationToken cancellationToken)
    {
        var customers = primary.Keys.ToList();
        foreach (var other in await db.CustomerContacts.Where(l => customers.Contains(l.CustomerId) && l.IsPrimary).ToListAsync(cancellationToken))
            if (other != primary[other.CustomerId]) other.StepBack();
        foreach (var other in db.CustomerContacts.Local.Where(l => l.IsPrimary && primary.TryGetValue(l.CustomerId, out var first) && l != first).ToList()) other.StepBack();
    }
}
