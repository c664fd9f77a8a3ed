using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Contacts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Reads a contact as the one who asks may see it.</summary>
internal sealed class ContactReader(ICrmDb db, IMapper mapper, IFieldCatalogue catalogue, ContactDescriptor descriptor, IUserDirectory users, ICurrentUser user)
{
    public async Task<ContactDetail> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>((await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys);
        var key = QueryValue.Of(id);
        var found = await db.ReadAsync(
            QueryShape.Of(nameof(ContactDetail), key, custom),
            () => db.Contacts
                .IgnoreQueryFilters([QueryFilters.Bin]) // a contact in the bin can be looked at, and restored
                .Where(c => c.Id == key.Value)
                .AsNoTracking()
                .ProjectTo<ContactDetail>(mapper.ConfigurationProvider, new { id = key, custom }),
            cancellationToken);
        var contact = found.FirstOrDefault() ?? throw new NotFoundException(nameof(Contact));

        return contact with
        {
            Customers = await PlacesAsync(id, cancellationToken),
            CreatedByName = await users.NameOfAsync(contact.CreatedBy, cancellationToken),
            UpdatedByName = await users.NameOfAsync(contact.UpdatedBy, cancellationToken),
            Can = RecordCan.Of(contact.DeletedAt is not null, user.May(Permissions.ContactsWrite), user.May(Permissions.ContactsDelete)),
        };
    }

    private Task<List<ContactCustomerRow>> PlacesAsync(Guid id, CancellationToken cancellationToken)
    {
        var contact = QueryValue.Of(id);
        return db.ReadAsync(
            QueryShape.Of(nameof(ContactCustomerRow), contact),
            () => db.CustomerContacts.AsNoTracking()
                .Where(l => l.ContactId == contact.Value && l.Customer!.DeletedAt == null)
                .OrderBy(l => l.LeftOn != null).ThenByDescending(l => l.IsPrimary).ThenBy(l => l.Id)
                .ProjectTo<ContactCustomerRow>(mapper.ConfigurationProvider),
            cancellationToken);
    }
}
