using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Reads a customer's file as the one who asks may see it.</summary>
internal sealed class CustomerReader(ICrmDb db, IMapper mapper, IFieldCatalogue catalogue, CustomerDescriptor descriptor, IUserDirectory users, ICurrentUser user)
{
    /// <summary>What <c>expand</c> may ask for.</summary>
    public static readonly IReadOnlyList<string> Expandable = ["owner", "parent", "contacts", "addresses", "taxProfiles"];

    public async Task<CustomerDetail> GetAsync(Guid id, IReadOnlyCollection<string> expand, CancellationToken cancellationToken)
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>((await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys);
        var key = QueryValue.Of(id);
        var found = await db.ReadAsync(
            QueryShape.Of(nameof(CustomerDetail), key, custom),
            () => db.Customers
                .IgnoreQueryFilters([QueryFilters.Bin]) // a file in the bin can be looked at, and restored
                .Where(c => c.Id == key.Value)
                .AsNoTracking()
                .ProjectTo<CustomerDetail>(mapper.ConfigurationProvider, new { id = key, custom }),
            cancellationToken);
        var customer = found.FirstOrDefault() ?? throw new NotFoundException(nameof(Customer));

        return customer with
        {
            Can = CanOf(customer.DeletedAt is not null),
            CreatedByName = await users.NameOfAsync(customer.CreatedBy, cancellationToken),
            UpdatedByName = await users.NameOfAsync(customer.UpdatedBy, cancellationToken),
            Owner = expand.Contains("owner") && customer.OwnerId is { } ownerId ? new Reference(ownerId, customer.OwnerName ?? "") : null,
            Parent = expand.Contains("parent") && customer is { ParentId: { } parentId, ParentName: { } parentName } ? new Reference(parentId, parentName) : null,
            Contacts = expand.Contains("contacts") ? await ContactsAsync(id, cancellationToken) : null,
            Addresses = expand.Contains("addresses") ? await AddressesAsync(id, cancellationToken) : null,
            TaxProfiles = expand.Contains("taxProfiles") ? await TaxProfilesAsync(id, cancellationToken) : null,
        };
    }

    public Task<List<CustomerContactRow>> ContactsAsync(Guid customerId, CancellationToken cancellationToken) =>
        db.CustomerContacts.AsNoTracking()
            .Where(l => l.CustomerId == customerId && l.Contact!.DeletedAt == null)
            .OrderBy(l => l.LeftOn != null).ThenByDescending(l => l.IsPrimary).ThenBy(l => l.Contact!.NameSortKey).ThenBy(l => l.Id)
            .ProjectTo<CustomerContactRow>(mapper.ConfigurationProvider)
            .ToListAsync(cancellationToken);

    public Task<List<AddressRow>> AddressesAsync(Guid customerId, CancellationToken cancellationToken) =>
        db.CustomerAddresses.AsNoTracking()
            .Where(a => a.CustomerId == customerId)
            .OrderByDescending(a => a.IsPrimary).ThenBy(a => a.Id)
            .ProjectTo<AddressRow>(mapper.ConfigurationProvider)
            .ToListAsync(cancellationToken);

    public Task<List<TaxProfileRow>> TaxProfilesAsync(Guid customerId, CancellationToken cancellationToken) =>
        db.TaxProfiles.AsNoTracking()
            .Where(t => t.CustomerId == customerId)
            .OrderByDescending(t => t.IsDefault).ThenBy(t => t.Id)
            .ProjectTo<TaxProfileRow>(mapper.ConfigurationProvider)
            .ToListAsync(cancellationToken);

    private CustomerCan CanOf(bool deleted) => new(
        Update: !deleted && user.May(Permissions.CustomersWrite),
        Delete: !deleted && user.May(Permissions.CustomersDelete),
        Restore: deleted && user.May(Permissions.CustomersDelete),
        Assign: !deleted && user.May(Permissions.CustomersAssign));
}
