using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using FluentValidation;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>Opens the file of a new customer. Whoever opens it looks after it, unless the input names another owner.</summary>
/// <param name="Input">What is known.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record CreateCustomer(CustomerInput Input, Guid? Id = null) : IRequest<CustomerDetail>;

internal sealed class CreateCustomerValidator : AbstractValidator<CreateCustomer>
{
    public CreateCustomerValidator(IValidator<CustomerInput> input) => RuleFor(r => r.Input).SetValidator(input);
}

internal sealed class CreateCustomerHandler(
    ICrmDb db,
    CustomerReferences references,
    CustomerReader reader,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<CreateCustomer, CustomerDetail>
{
    public async Task<CustomerDetail> Handle(CreateCustomer request, CancellationToken cancellationToken)
    {
        var input = request.Input with { OwnerId = request.Input.OwnerId ?? user.RequireId() };
        await references.EnsureAsync(input, before: null, cancellationToken);

        var now = clock.GetUtcNow();
        var profile = input.ToProfile(LocalDay.Of(now.UtcDateTime, user.TimeZone));
        var customer = Customer.Open(request.Id ?? Guid.CreateVersion7(now), number: null, profile, input.OwnerId);
        await references.ApplyAsync(customer, input, before: null, cancellationToken);
        await references.EnsureNewCreditCodeAsync(customer, cancellationToken);

        db.Customers.Add(customer);
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(customer.Id, [], cancellationToken);
    }
}
