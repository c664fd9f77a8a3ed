using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Settings;
using Crm.Domain.Contacts;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Links people to customers and keeps one of them the primary contact.</summary>
internal sealed class PlacesAtCustomers(ICrmDb db, CodeCheck codes, TimeProvider clock)
{
    /// <summary>Refuses customers that are not in sight and roles that do not exist, all at once.</summary>
    public async Task<List<FieldError>> FindErrorsAsync(IReadOnlyList<PlaceAtCustomerInput> places, string pointer, CancellationToken cancellationToken)
    {
        var errors = await codes.FindErrorsAsync([.. places.Select((p, i) => new CodeUse($"{pointer}{i}/role", CodeLists.ContactRole, p.Role))], cancellationToken);
        var ids = places.Select(p => p.CustomerId).ToList();
        var known = await db.Customers.Where(c => ids.Contains(c.Id)).Select(c => (Guid?)c.Id).ToListAsync(cancellationToken);
        for (var i = 0; i < places.Count; i++)
        {
            if (!known.Contains(places[i].CustomerId)) errors.Add(FieldError.At($"{pointer}{i}/customerId", "unknown_customer"));
            else if (ids.IndexOf(places[i].CustomerId) < i) errors.Add(FieldError.At($"{pointer}{i}/customerId", "listed_twice"));
        }

        return errors;
    }

    /// <summary>Links a person to a customer; the caller saves.</summary>
    public CustomerContact Link(Guid contactId, PlaceAtCustomerInput place)
    {
        var link = new CustomerContact(Guid.CreateVersion7(clock.GetUtcNow()), place.CustomerId!.Value, contactId);
        link.Write(place.Role, Domain.Common.TextRules.Clean(place.Title), Domain.Common.TextRules.Clean(place.Department), place.IsPrimary, leftOn: null);
        db.CustomerContacts.Add(link);
        return link;
    }

    /// <summary>Saves everything. Where one of these links is the primary one, the others of its customer step back.</summary>
    public Task SaveAsync(IReadOnlyList<CustomerContact> links, CancellationToken cancellationToken)
    {
        var primary = links.Where(l => l.IsPrimary).ToList();
        if (primary.Count == 0) return db.SaveChangesAsync(cancellationToken);
        return db.AloneAsync(
            primary.Select(l => $"one of {l.CustomerId}"),
            async () =>
            {
                foreach (var link in primary) await KeepOnePrimaryAsync(link, cancellationToken);
                return await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
    }

    private async Task KeepOnePrimaryAsync(CustomerContact link, CancellationToken cancellationToken)
    {
        var others = db.CustomerContacts.Where(l => l.CustomerId == link.CustomerId && l.IsPrimary && l.Id != link.Id);
        foreach (var other in await others.ToListAsync(cancellationToken)) other.StepBack();
    }
}
