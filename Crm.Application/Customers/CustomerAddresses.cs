using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>What can be written about an address.</summary>
public sealed record AddressInput
{
    /// <summary>What it is for; <c>office</c> when nothing is said.</summary>
    public AddressLabel Label { get; init; }

    /// <inheritdoc cref="CustomerInput.ProvinceCode"/>
    public string? ProvinceCode { get; init; }

    /// <inheritdoc cref="CustomerInput.CityCode"/>
    public string? CityCode { get; init; }

    /// <inheritdoc cref="CustomerInput.DistrictCode"/>
    public string? DistrictCode { get; init; }

    /// <summary>Street and number; at most 200 characters.</summary>
    public string? Line1 { get; init; }

    /// <summary>Building, floor, room; at most 200 characters.</summary>
    public string? Line2 { get; init; }

    /// <summary>Postal code; at most 12 characters.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Who receives there; at most 100 characters.</summary>
    public string? Recipient { get; init; }

    /// <summary>Phone of the recipient.</summary>
    public string? Phone { get; init; }

    /// <summary>The one to use when nothing else is said; another one steps back.</summary>
    public bool IsPrimary { get; init; }

    internal static AddressInput From(CustomerAddress address) => new()
    {
        Label = address.Label,
        ProvinceCode = address.Place.ProvinceCode,
        CityCode = address.Place.CityCode,
        DistrictCode = address.Place.DistrictCode,
        Line1 = address.Place.Line1,
        Line2 = address.Place.Line2,
        PostalCode = address.Place.PostalCode,
        Recipient = address.Recipient,
        Phone = address.Phone,
        IsPrimary = address.IsPrimary,
    };

    internal void WriteTo(CustomerAddress address) => address.Write(
        Label,
        new Place(ProvinceCode, CityCode, DistrictCode, TextRules.Clean(Line1), TextRules.Clean(Line2), TextRules.Clean(PostalCode)),
        TextRules.Clean(Recipient),
        TextRules.Clean(Phone),
        IsPrimary);
}

/// <summary>An address of a customer.</summary>
public sealed record AddressRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <summary>Whose address it is.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>What it is for.</summary>
    public AddressLabel Label { get; init; }

    /// <inheritdoc cref="CustomerInput.ProvinceCode"/>
    public string? ProvinceCode { get; init; }

    /// <inheritdoc cref="CustomerInput.CityCode"/>
    public string? CityCode { get; init; }

    /// <inheritdoc cref="CustomerInput.DistrictCode"/>
    public string? DistrictCode { get; init; }

    /// <summary>Street and number.</summary>
    public string? Line1 { get; init; }

    /// <summary>Building, floor, room.</summary>
    public string? Line2 { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Who receives there.</summary>
    public string? Recipient { get; init; }

    /// <summary>Phone of the recipient, as typed.</summary>
    public string? Phone { get; init; }

    /// <summary>The one to use when nothing else is said.</summary>
    public bool IsPrimary { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>The addresses of a customer, the primary one first.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListAddresses(Guid CustomerId) : IRequest<ListPage<AddressRow>>;

/// <summary>Adds an address to a customer.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">The address.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record AddAddress(Guid CustomerId, AddressInput Input) : IRequest<AddressRow>
{
    /// <summary>Id of the new address, where the caller gives it.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Changes an address.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Id">The address.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ChangeAddress(Guid CustomerId, Guid Id, MergePatch<AddressInput> Patch, int? ExpectedVersion) : IRequest<AddressRow>;

/// <summary>Takes an address away.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Id">The address.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record RemoveAddress(Guid CustomerId, Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Brings an address back that was taken away. Doing it twice changes nothing.</summary>
/// <param name="Id">The address.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record RestoreAddress(Guid Id) : IRequest<AddressRow>;

internal sealed class AddressInputValidator : AbstractValidator<AddressInput>
{
    public AddressInputValidator()
    {
        RuleFor(a => a.Label).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(a => a).Custom((a, context) => PlaceRules.Check(a.ProvinceCode, a.CityCode, a.DistrictCode, context.AddFailure));
        RuleFor(a => a.Line1).Given().Line(Place.LineMaxLength);
        RuleFor(a => a.Line2).Line(Place.LineMaxLength);
        RuleFor(a => a.PostalCode).Line(Place.PostalCodeMaxLength);
        RuleFor(a => a.Recipient).Line(CustomerAddress.RecipientMaxLength);
        RuleFor(a => a.Phone).Line(Domain.Common.Phone.NumberMaxLength).PhoneNumber();
    }
}

internal sealed class AddressHandlers(ICrmDb db, IValidator<AddressInput> validator, CustomerReader reader, TimeProvider clock) :
    IRequestHandler<ListAddresses, ListPage<AddressRow>>,
    IRequestHandler<AddAddress, AddressRow>,
    IRequestHandler<ChangeAddress, AddressRow>,
    IRequestHandler<RemoveAddress>,
    IRequestHandler<RestoreAddress, AddressRow>
{
    public async Task<ListPage<AddressRow>> Handle(ListAddresses request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        return Pages.Whole(await reader.AddressesAsync(request.CustomerId, cancellationToken));
    }

    public async Task<AddressRow> Handle(AddAddress request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);

        var address = new CustomerAddress(request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), request.CustomerId);
        db.CustomerAddresses.Add(address);
        return await WriteAsync(address, request.Input, cancellationToken);
    }

    public async Task<AddressRow> Handle(ChangeAddress request, CancellationToken cancellationToken)
    {
        var address = await FindAsync(request.CustomerId, request.Id, cancellationToken);
        var before = AddressInput.From(address);
        address.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        return await WriteAsync(address, input, cancellationToken);
    }

    public async Task<Unit> Handle(RemoveAddress request, CancellationToken cancellationToken)
    {
        var address = await FindAsync(request.CustomerId, request.Id, cancellationToken);
        address.EnsureVersion(request.ExpectedVersion);
        address.Delete(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<AddressRow> Handle(RestoreAddress request, CancellationToken cancellationToken)
    {
        var address = await db.CustomerAddresses
            .IgnoreQueryFilters([QueryFilters.Bin]) // it lies in the bin
            .GetAsync(request.Id, cancellationToken);
        await db.Customers.EnsureExistsAsync(address.CustomerId, cancellationToken);
        address.Restore();
        return await SaveAsRowAsync(address, cancellationToken);
    }

    private async Task<CustomerAddress> FindAsync(Guid customerId, Guid id, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(customerId, cancellationToken);
        return await db.CustomerAddresses.Where(a => a.CustomerId == customerId).GetAsync(id, cancellationToken);
    }

    private Task<AddressRow> WriteAsync(CustomerAddress address, AddressInput input, CancellationToken cancellationToken)
    {
        input.WriteTo(address);
        return SaveAsRowAsync(address, cancellationToken);
    }

    private async Task<AddressRow> SaveAsRowAsync(CustomerAddress address, CancellationToken cancellationToken)
    {
        await db.AloneAsync([$"one of {address.CustomerId}"], () => SaveAsync(address, cancellationToken), cancellationToken);
        return (await reader.AddressesAsync(address.CustomerId, cancellationToken)).First(a => a.Id == address.Id);
    }

    /// <summary>When this one leads, the others step back.</summary>
    private async Task<int> SaveAsync(CustomerAddress address, CancellationToken cancellationToken)
    {
        if (address.IsPrimary)
        {
            var others = db.CustomerAddresses.Where(a => a.CustomerId == address.CustomerId && a.IsPrimary && a.Id != address.Id);
            foreach (var other in await others.ToListAsync(cancellationToken)) other.StepBack();
        }

        return await db.SaveChangesAsync(cancellationToken);
    }
}
