using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>Why a customer is given back.</summary>
/// <param name="Reason">Code of the list <c>pool_reason</c>.</param>
/// <param name="Note">What whoever comes next should know; at most 500 characters.</param>
public sealed record ReturnInput(string? Reason, string? Note);

/// <summary>Whether a customer is protected.</summary>
/// <param name="Protected">Whether he stays with his owner however long nobody speaks with him.</param>
public sealed record ProtectionInput(bool? Protected);

/// <summary>Gives a customer back to the public pool.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Input">Why.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ReturnCustomer(Guid Id, ReturnInput Input, int? ExpectedVersion) : IRequest;

/// <summary>Protects a customer from being taken back, or no longer.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Input">Whether.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersAssign)]
public sealed record ProtectCustomer(Guid Id, ProtectionInput Input, int? ExpectedVersion) : IRequest<CustomerDetail>;

internal sealed class ReturnInputValidator : AbstractValidator<ReturnInput>
{
    public ReturnInputValidator()
    {
        RuleFor(r => r.Reason).Given().Line(CodeListItem.CodeMaxLength);
        RuleFor(r => r.Note).Lines(Customer.PoolNoteMaxLength);
    }
}

internal sealed class ReturnCustomerHandlers(ICrmDb db, IValidator<ReturnInput> validator, CodeCheck codes, CustomerReader reader, TimeProvider clock) :
    IRequestHandler<ReturnCustomer>,
    IRequestHandler<ProtectCustomer, CustomerDetail>
{
    public async Task<Unit> Handle(ReturnCustomer request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        var customer = await db.Customers.GetAsync(request.Id, cancellationToken);
        customer.EnsureVersion(request.ExpectedVersion);
        await codes.EnsureAsync(CodeLists.PoolReason, request.Input.Reason!, "reason", cancellationToken);
        customer.ReturnToPool(request.Input.Reason!, TextRules.CleanMultiline(request.Input.Note), clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<CustomerDetail> Handle(ProtectCustomer request, CancellationToken cancellationToken)
    {
        var protect = request.Input.Protected ?? throw new InvalidException(FieldError.At("protected", "required"));
        var customer = await db.Customers.GetAsync(request.Id, cancellationToken);
        customer.EnsureVersion(request.ExpectedVersion);
        customer.Protect(protect);
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(request.Id, [], cancellationToken);
    }
}
