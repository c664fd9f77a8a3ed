using Crm.Application.Common;
using Crm.Application.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Takes a customer out of the bin. Doing it twice changes nothing.</summary>
/// <param name="Id">The customer.</param>
[RequirePermission(Permissions.CustomersDelete)]
public sealed record RestoreCustomer(Guid Id) : IRequest<CustomerDetail>;

internal sealed class RestoreCustomerHandler(ICrmDb db, CustomerReferences references, CustomerReader reader) : IRequestHandler<RestoreCustomer, CustomerDetail>
{
    public async Task<CustomerDetail> Handle(RestoreCustomer request, CancellationToken cancellationToken)
    {
        var customer = await db.Customers
            .IgnoreQueryFilters([QueryFilters.Bin]) // it lies in the bin
            .GetAsync(request.Id, cancellationToken);
        if (customer.IsDeleted)
        {
            await references.EnsureNewCreditCodeAsync(customer, cancellationToken);
            customer.Restore();
            await db.SaveChangesAsync(cancellationToken);
        }

        return await reader.GetAsync(customer.Id, [], cancellationToken);
    }
}
