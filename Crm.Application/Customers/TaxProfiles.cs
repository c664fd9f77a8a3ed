using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>What can be written about a tax profile.</summary>
public sealed record TaxProfileInput
{
    /// <summary>Name on the invoice (抬头); at most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Taxpayer identification number (税号), 15 to 20 letters and digits; a special invoice needs it.</summary>
    public string? TaxNumber { get; init; }

    /// <summary>Ordinary or special VAT invoice; <c>ordinary</c> when nothing is said.</summary>
    public InvoiceType InvoiceType { get; init; }

    /// <summary>Registered address; at most 200 characters.</summary>
    public string? RegisteredAddress { get; init; }

    /// <summary>Registered phone.</summary>
    public string? RegisteredPhone { get; init; }

    /// <summary>Bank (开户行); at most 200 characters.</summary>
    public string? BankName { get; init; }

    /// <summary>Bank account; at most 40 digits.</summary>
    public string? BankAccount { get; init; }

    /// <summary>The one to use when nothing else is said; another one steps back.</summary>
    public bool IsDefault { get; init; }

    internal static TaxProfileInput From(TaxProfile profile) => new()
    {
        Title = profile.Title,
        TaxNumber = profile.TaxNumber,
        InvoiceType = profile.InvoiceType,
        RegisteredAddress = profile.RegisteredAddress,
        RegisteredPhone = profile.RegisteredPhone,
        BankName = profile.BankName,
        BankAccount = profile.BankAccount,
        IsDefault = profile.IsDefault,
    };

    internal void WriteTo(TaxProfile profile) => profile.Write(
        TextRules.Clean(Title)!,
        TextRules.Clean(TaxNumber)?.ToUpperInvariant(),
        InvoiceType,
        TextRules.Clean(RegisteredAddress),
        TextRules.Clean(RegisteredPhone),
        TextRules.Clean(BankName),
        TextRules.Clean(BankAccount),
        IsDefault);
}

/// <summary>A tax profile of a customer.</summary>
public sealed record TaxProfileRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="TaxProfile.CustomerId"/>
    public Guid CustomerId { get; init; }

    /// <inheritdoc cref="TaxProfile.Title"/>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="TaxProfile.TaxNumber"/>
    public string? TaxNumber { get; init; }

    /// <inheritdoc cref="TaxProfile.InvoiceType"/>
    public InvoiceType InvoiceType { get; init; }

    /// <inheritdoc cref="TaxProfile.RegisteredAddress"/>
    public string? RegisteredAddress { get; init; }

    /// <inheritdoc cref="TaxProfile.RegisteredPhone"/>
    public string? RegisteredPhone { get; init; }

    /// <inheritdoc cref="TaxProfile.BankName"/>
    public string? BankName { get; init; }

    /// <inheritdoc cref="TaxProfile.BankAccount"/>
    public string? BankAccount { get; init; }

    /// <inheritdoc cref="TaxProfile.IsDefault"/>
    public bool IsDefault { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>The tax profiles of a customer, the default one first.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListTaxProfiles(Guid CustomerId) : IRequest<ListPage<TaxProfileRow>>;

/// <summary>Adds a tax profile to a customer.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">The tax profile.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record AddTaxProfile(Guid CustomerId, TaxProfileInput Input) : IRequest<TaxProfileRow>
{
    /// <summary>Id of the new profile, where the caller gives it.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Changes a tax profile.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Id">The tax profile.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ChangeTaxProfile(Guid CustomerId, Guid Id, MergePatch<TaxProfileInput> Patch, int? ExpectedVersion) : IRequest<TaxProfileRow>;

/// <summary>Takes a tax profile away.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Id">The tax profile.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record RemoveTaxProfile(Guid CustomerId, Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Brings a tax profile back that was taken away. Doing it twice changes nothing.</summary>
/// <param name="Id">The tax profile.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record RestoreTaxProfile(Guid Id) : IRequest<TaxProfileRow>;

internal sealed class TaxProfileInputValidator : AbstractValidator<TaxProfileInput>
{
    public TaxProfileInputValidator()
    {
        RuleFor(t => t.Title).Given().Line(TaxProfile.TitleMaxLength);
        RuleFor(t => t.TaxNumber).Line(TaxProfile.TaxNumberMaxLength)
            .Must(number => string.IsNullOrWhiteSpace(number) || (number.Trim().Length >= 15 && number.Trim().All(char.IsAsciiLetterOrDigit))).WithErrorCode("not_a_tax_number");
        RuleFor(t => t.InvoiceType).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(t => t.RegisteredAddress).Line(Place.LineMaxLength);
        RuleFor(t => t.RegisteredPhone).Line(Phone.NumberMaxLength).PhoneNumber();
        RuleFor(t => t.BankName).Line(TaxProfile.TitleMaxLength);
        RuleFor(t => t.BankAccount).Line(TaxProfile.BankAccountMaxLength)
            .Must(account => account is null || account.All(c => char.IsAsciiDigit(c) || c is ' ' or '-')).WithErrorCode("not_a_bank_account");
    }
}

internal sealed class TaxProfileHandlers(ICrmDb db, IValidator<TaxProfileInput> validator, CustomerReader reader, TimeProvider clock) :
    IRequestHandler<ListTaxProfiles, ListPage<TaxProfileRow>>,
    IRequestHandler<AddTaxProfile, TaxProfileRow>,
    IRequestHandler<ChangeTaxProfile, TaxProfileRow>,
    IRequestHandler<RemoveTaxProfile>,
    IRequestHandler<RestoreTaxProfile, TaxProfileRow>
{
    public async Task<ListPage<TaxProfileRow>> Handle(ListTaxProfiles request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        return Pages.Whole(await reader.TaxProfilesAsync(request.CustomerId, cancellationToken));
    }

    public async Task<TaxProfileRow> Handle(AddTaxProfile request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);

        var profile = new TaxProfile(request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), request.CustomerId);
        db.TaxProfiles.Add(profile);
        return await WriteAsync(profile, request.Input, cancellationToken);
    }

    public async Task<TaxProfileRow> Handle(ChangeTaxProfile request, CancellationToken cancellationToken)
    {
        var profile = await FindAsync(request.CustomerId, request.Id, cancellationToken);
        var before = TaxProfileInput.From(profile);
        profile.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        return await WriteAsync(profile, input, cancellationToken);
    }

    public async Task<Unit> Handle(RemoveTaxProfile request, CancellationToken cancellationToken)
    {
        var profile = await FindAsync(request.CustomerId, request.Id, cancellationToken);
        profile.EnsureVersion(request.ExpectedVersion);
        profile.Delete(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<TaxProfileRow> Handle(RestoreTaxProfile request, CancellationToken cancellationToken)
    {
        var profile = await db.TaxProfiles
            .IgnoreQueryFilters([QueryFilters.Bin]) // it lies in the bin
            .GetAsync(request.Id, cancellationToken);
        await db.Customers.EnsureExistsAsync(profile.CustomerId, cancellationToken);
        profile.Restore();
        return await SaveAsRowAsync(profile, cancellationToken);
    }

    private async Task<TaxProfile> FindAsync(Guid customerId, Guid id, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(customerId, cancellationToken);
        return await db.TaxProfiles.Where(t => t.CustomerId == customerId).GetAsync(id, cancellationToken);
    }

    private Task<TaxProfileRow> WriteAsync(TaxProfile profile, TaxProfileInput input, CancellationToken cancellationToken)
    {
        input.WriteTo(profile);
        return SaveAsRowAsync(profile, cancellationToken);
    }

    private async Task<TaxProfileRow> SaveAsRowAsync(TaxProfile profile, CancellationToken cancellationToken)
    {
        await db.AloneAsync([$"one of {profile.CustomerId}"], () => SaveAsync(profile, cancellationToken), cancellationToken);
        return (await reader.TaxProfilesAsync(profile.CustomerId, cancellationToken)).First(t => t.Id == profile.Id);
    }

    /// <summary>When this one leads, the others step back.</summary>
    private async Task<int> SaveAsync(TaxProfile profile, CancellationToken cancellationToken)
    {
        if (profile.IsDefault)
        {
            var others = db.TaxProfiles.Where(t => t.CustomerId == profile.CustomerId && t.IsDefault && t.Id != profile.Id);
            foreach (var other in await others.ToListAsync(cancellationToken)) other.StepBack();
        }

        return await db.SaveChangesAsync(cancellationToken);
    }
}
