using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Links a person who is already known to a customer.</summary>
public sealed record LinkContactInput
{
    /// <summary>The person.</summary>
    public Guid? ContactId { get; init; }

    /// <inheritdoc cref="PlaceAtCustomerInput.Role"/>
    public string? Role { get; init; }

    /// <inheritdoc cref="PlaceAtCustomerInput.Title"/>
    public string? Title { get; init; }

    /// <inheritdoc cref="PlaceAtCustomerInput.Department"/>
    public string? Department { get; init; }

    /// <inheritdoc cref="PlaceAtCustomerInput.IsPrimary"/>
    public bool IsPrimary { get; init; }
}

/// <summary>What can be changed about a person's place at a customer.</summary>
public sealed record CustomerContactInput
{
    /// <inheritdoc cref="PlaceAtCustomerInput.Role"/>
    public string? Role { get; init; }

    /// <inheritdoc cref="PlaceAtCustomerInput.Title"/>
    public string? Title { get; init; }

    /// <inheritdoc cref="PlaceAtCustomerInput.Department"/>
    public string? Department { get; init; }

    /// <inheritdoc cref="PlaceAtCustomerInput.IsPrimary"/>
    public bool IsPrimary { get; init; }

    /// <summary>The day he left; null while he is there. His history stays.</summary>
    public DateOnly? LeftOn { get; init; }

    internal static CustomerContactInput From(CustomerContact link) => new()
    {
        Role = link.Role,
        Title = link.Title,
        Department = link.Department,
        IsPrimary = link.IsPrimary,
        LeftOn = link.LeftOn,
    };
}

/// <summary>The people at a customer, the primary one first, those who left last.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.ContactsRead)]
public sealed record ListCustomerContacts(Guid CustomerId) : IRequest<ListPage<CustomerContactRow>>;

/// <summary>Links a person to a customer.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">The person and his place.</param>
[RequirePermission(Permissions.ContactsWrite)]
public sealed record LinkContact(Guid CustomerId, LinkContactInput Input) : IRequest<CustomerContactRow>
{
    /// <summary>Id of the new link, where the caller gives it.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Changes a person's place at a customer, or notes that he left.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="ContactId">The person.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version of the link that the caller has seen.</param>
[RequirePermission(Permissions.ContactsWrite)]
public sealed record ChangeCustomerContact(Guid CustomerId, Guid ContactId, MergePatch<CustomerContactInput> Patch, int? ExpectedVersion) : IRequest<CustomerContactRow>;

/// <summary>Unlinks a person from a customer, as if he had never been there. For one who left, write down the day instead.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="ContactId">The person.</param>
/// <param name="ExpectedVersion">The version of the link that the caller has seen.</param>
[RequirePermission(Permissions.ContactsWrite)]
public sealed record UnlinkContact(Guid CustomerId, Guid ContactId, int? ExpectedVersion) : IRequest;

/// <summary>Brings a link back that was taken away. Doing it twice changes nothing.</summary>
/// <param name="Id">The link.</param>
[RequirePermission(Permissions.ContactsWrite)]
public sealed record LinkContactAgain(Guid Id) : IRequest<CustomerContactRow>;

internal sealed class CustomerContactInputValidator : AbstractValidator<CustomerContactInput>
{
    public CustomerContactInputValidator(TimeProvider clock)
    {
        RuleFor(p => p.Role).Line(CodeListItem.CodeMaxLength);
        RuleFor(p => p.Title).Line(CustomerContact.TitleMaxLength);
        RuleFor(p => p.Department).Line(CustomerContact.TitleMaxLength);
        RuleFor(p => p.LeftOn).PastDay(clock);
    }
}

internal sealed class CustomerContactHandlers(
    ICrmDb db,
    IValidator<CustomerContactInput> validator,
    PlacesAtCustomers places,
    CodeCheck codes,
    CustomerReader reader,
    TimeProvider clock) :
    IRequestHandler<ListCustomerContacts, ListPage<CustomerContactRow>>,
    IRequestHandler<LinkContact, CustomerContactRow>,
    IRequestHandler<ChangeCustomerContact, CustomerContactRow>,
    IRequestHandler<UnlinkContact>,
    IRequestHandler<LinkContactAgain, CustomerContactRow>
{
    public async Task<ListPage<CustomerContactRow>> Handle(ListCustomerContacts request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        return Pages.Whole(await reader.ContactsAsync(request.CustomerId, cancellationToken));
    }

    public async Task<CustomerContactRow> Handle(LinkContact request, CancellationToken cancellationToken)
    {
        var input = request.Input;
        InputValidation.Ensure(validator, new CustomerContactInput { Role = input.Role, Title = input.Title, Department = input.Department, IsPrimary = input.IsPrimary });
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);

        var errors = await codes.FindErrorsAsync([new("role", CodeLists.ContactRole, input.Role)], cancellationToken);
        if (input.ContactId is not { } contactId) errors.Add(FieldError.At("contactId", "required"));
        else if (!await db.Contacts.AnyAsync(c => c.Id == contactId, cancellationToken)) errors.Add(FieldError.At("contactId", "unknown_contact"));
        if (errors.Count > 0) throw new InvalidException(errors);
        await EnsureNotLinkedAsync(request.CustomerId, contactId: input.ContactId!.Value, cancellationToken);

        var place = new PlaceAtCustomerInput
        {
            CustomerId = request.CustomerId, Role = input.Role, Title = input.Title, Department = input.Department, IsPrimary = input.IsPrimary,
        };
        var link = places.Link(input.ContactId!.Value, place, request.Id);
        await places.SaveAsync([link], cancellationToken);
        return await RowAsync(link, cancellationToken);
    }

    public async Task<CustomerContactRow> Handle(ChangeCustomerContact request, CancellationToken cancellationToken)
    {
        var link = await FindAsync(request.CustomerId, request.ContactId, cancellationToken);
        var before = CustomerContactInput.From(link);
        link.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));

        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        var errors = await codes.FindErrorsAsync([new("role", CodeLists.ContactRole, input.Role, before.Role)], cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);

        link.Write(input.Role, TextRules.Clean(input.Title), TextRules.Clean(input.Department), input.IsPrimary, input.LeftOn);
        await places.SaveAsync([link], cancellationToken);
        return await RowAsync(link, cancellationToken);
    }

    public async Task<Unit> Handle(UnlinkContact request, CancellationToken cancellationToken)
    {
        var link = await FindAsync(request.CustomerId, request.ContactId, cancellationToken);
        link.EnsureVersion(request.ExpectedVersion);
        link.Delete(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<CustomerContactRow> Handle(LinkContactAgain request, CancellationToken cancellationToken)
    {
        var link = await db.CustomerContacts
            .IgnoreQueryFilters([QueryFilters.Bin]) // it was taken away
            .GetAsync(request.Id, cancellationToken);
        await db.Customers.EnsureExistsAsync(link.CustomerId, cancellationToken);
        await db.Contacts.EnsureExistsAsync(link.ContactId, cancellationToken);
        if (link.IsDeleted)
        {
            await EnsureNotLinkedAsync(link.CustomerId, link.ContactId, cancellationToken);
            link.Restore();
            await places.SaveAsync([link], cancellationToken);
        }

        return await RowAsync(link, cancellationToken);
    }

    private async Task EnsureNotLinkedAsync(Guid customerId, Guid contactId, CancellationToken cancellationToken)
    {
        if (await db.CustomerContacts.AnyAsync(l => l.CustomerId == customerId && l.ContactId == contactId, cancellationToken)) throw new ConflictException("already_linked", "contactId");
    }

    private async Task<CustomerContact> FindAsync(Guid customerId, Guid contactId, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(customerId, cancellationToken);
        return await db.CustomerContacts.FirstOrDefaultAsync(l => l.CustomerId == customerId && l.ContactId == contactId && l.Contact!.DeletedAt == null, cancellationToken)
            ?? throw new NotFoundException(nameof(CustomerContact));
    }

    private async Task<CustomerContactRow> RowAsync(CustomerContact link, CancellationToken cancellationToken) =>
        (await reader.ContactsAsync(link.CustomerId, cancellationToken)).First(c => c.ContactId == link.ContactId);
}
