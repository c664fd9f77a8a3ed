using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>Changes what is known about a customer.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Patch">What changes; the rest stays.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when he does not care.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ChangeCustomer(Guid Id, MergePatch<CustomerInput> Patch, int? ExpectedVersion) : IRequest<CustomerDetail>;

internal sealed class ChangeCustomerHandler(CustomerWriter writer, CustomerReader reader) : IRequestHandler<ChangeCustomer, CustomerDetail>
{
    public async Task<CustomerDetail> Handle(ChangeCustomer request, CancellationToken cancellationToken)
    {
        var customer = await writer.WriteAsync(RecordDraft<Customer, CustomerInput>.Change(request.Id, request.Patch, request.ExpectedVersion), cancellationToken);
        return await reader.GetAsync(customer.Id, [], cancellationToken);
    }
}
