using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>Customers in sight, filtered, found, ordered, page by page.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListCustomers(ListRequest List) : IRequest<ListPage<CustomerRow>>;

internal sealed class ListCustomersHandler(RecordLister lister, CustomerDescriptor descriptor) : IRequestHandler<ListCustomers, ListPage<CustomerRow>>
{
    public Task<ListPage<CustomerRow>> Handle(ListCustomers request, CancellationToken cancellationToken) =>
        lister.ListAsync<Domain.Customers.Customer, CustomerRow>(descriptor, request.List, cancellationToken);
}
