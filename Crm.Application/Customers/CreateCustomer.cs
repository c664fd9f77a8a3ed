using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>Opens the file of a new customer. Whoever opens it looks after it, unless the input names another owner.</summary>
/// <param name="Input">What is known.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record CreateCustomer(CustomerInput Input, Guid? Id = null) : IRequest<CustomerDetail>;

internal sealed class CreateCustomerHandler(CustomerWriter writer, CustomerReader reader) : IRequestHandler<CreateCustomer, CustomerDetail>
{
    public async Task<CustomerDetail> Handle(CreateCustomer request, CancellationToken cancellationToken)
    {
        var customer = await writer.WriteAsync(RecordDraft<Customer, CustomerInput>.New(request.Id, () => request.Input), cancellationToken);
        return await reader.GetAsync(customer.Id, [], cancellationToken);
    }
}
