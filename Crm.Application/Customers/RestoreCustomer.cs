using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Customers;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>Takes a customer out of the bin. Doing it twice changes nothing.</summary>
/// <param name="Id">The customer.</param>
[RequirePermission(Permissions.CustomersDelete)]
public sealed record RestoreCustomer(Guid Id) : IRequest<CustomerDetail>;

internal sealed class RestoreCustomerHandler(ICrmDb db, CustomerReferences references, CustomerReader reader) : IRequestHandler<RestoreCustomer, CustomerDetail>
{
    public async Task<CustomerDetail> Handle(RestoreCustomer request, CancellationToken cancellationToken)
    {
        await db.RestoreAsync<Customer>(request.Id, cancellationToken, customer => references.EnsureNewCreditCodeAsync(customer, cancellationToken));
        return await reader.GetAsync(request.Id, [], cancellationToken);
    }
}
