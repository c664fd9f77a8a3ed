using Crm.Application.Common;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>The file of one customer, also when it lies in the bin.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Expand">owner, parent, contacts, addresses, taxProfiles; at most five.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetCustomer(Guid Id, IReadOnlyList<string> Expand) : IRequest<CustomerDetail>;

internal sealed class GetCustomerHandler(CustomerReader reader) : IRequestHandler<GetCustomer, CustomerDetail>
{
    public Task<CustomerDetail> Handle(GetCustomer request, CancellationToken cancellationToken)
    {
        if (request.Expand.Except(CustomerReader.Expandable).Any()) throw new InvalidException(FieldError.InQuery("expand", "unknown_field"), unreadable: true);
        return reader.GetAsync(request.Id, request.Expand, cancellationToken);
    }
}
