using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Customers;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>Puts a customer into the bin. Doing it twice changes nothing.</summary>
/// <param name="Id">The customer.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when he does not care.</param>
[RequirePermission(Permissions.CustomersDelete)]
public sealed record DeleteCustomer(Guid Id, int? ExpectedVersion) : IRequest;

internal sealed class DeleteCustomerHandler(ICrmDb db, TimeProvider clock) : IRequestHandler<DeleteCustomer>
{
    public async Task<Unit> Handle(DeleteCustomer request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<Customer>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }
}
