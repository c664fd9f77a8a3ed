using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Changes what is known about a customer.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Patch">What changes; the rest stays.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when he does not care.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ChangeCustomer(Guid Id, MergePatch<CustomerInput> Patch, int? ExpectedVersion) : IRequest<CustomerDetail>;

internal sealed class ChangeCustomerHandler(
    ICrmDb db,
    IValidator<CustomerInput> validator,
    CustomerReferences references,
    CustomerReader reader,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<ChangeCustomer, CustomerDetail>
{
    public async Task<CustomerDetail> Handle(ChangeCustomer request, CancellationToken cancellationToken)
    {
        var customer = await db.Customers.Include(c => c.Tags).ThenInclude(t => t.Tag).GetAsync(request.Id, cancellationToken);
        var before = CustomerInput.From(customer);
        customer.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));

        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        await references.EnsureAsync(input, before, cancellationToken);

        customer.Describe(input.ToProfile(LocalDay.Of(clock.GetUtcNow().UtcDateTime, user.TimeZone)));
        await references.ApplyAsync(customer, input, before, cancellationToken);
        if (customer.CreditCode != before.CreditCode) await references.EnsureNewCreditCodeAsync(customer, cancellationToken);

        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(customer.Id, [], cancellationToken);
    }
}
