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

    /// <summary>Links a person to a customer.</summary>
    public async Task<CustomerContact> LinkAsync(Guid contactId, PlaceAtCustomerInput place, CancellationToken cancellationToken)
    {
        var link = new CustomerContact(Guid.CreateVersion7(clock.GetUtcNow()), place.CustomerId!.Value, contactId);
        link.Write(place.Role, Domain.Common.TextRules.Clean(place.Title), Domain.Common.TextRules.Clean(place.Department), place.IsPrimary, leftOn: null);
        db.CustomerContacts.Add(link);
        await KeepOnePrimaryAsync(link, cancellationToken);
        return link;
    }

    /// <summary>When this link is the primary one, the others of the customer are not.</summary>
    public async Task KeepOnePrimaryAsync(CustomerContact link, CancellationToken cancellationToken)
    {
        if (!link.IsPrimary) return;
        var others = db.CustomerContacts.Where(l => l.CustomerId == link.CustomerId && l.IsPrimary && l.Id != link.Id);
        foreach (var other in await others.ToListAsync(cancellationToken)) other.StepBack();
    }
}
