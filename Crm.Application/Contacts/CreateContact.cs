using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using FluentValidation;
using MediatR;

namespace Crm.Application.Contacts;

/// <summary>Writes a new person down, together with the customers he works for.</summary>
/// <param name="Input">What is known.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.ContactsWrite)]
public sealed record CreateContact(NewContactInput Input, Guid? Id = null) : IRequest<ContactDetail>;

internal sealed class CreateContactValidator : AbstractValidator<CreateContact>
{
    public CreateContactValidator(IValidator<ContactInput> input)
    {
        RuleFor(r => (ContactInput)r.Input).SetValidator(input).OverridePropertyName("Input");
        RuleFor(r => r.Input.Customers).AtMost(Contact.CustomersMaxCount);
        RuleForEach(r => r.Input.Customers).SetValidator(new PlaceAtCustomerInputValidator());
    }
}

internal sealed class CreateContactHandler(
    ICrmDb db,
    ContactReferences references,
    PlacesAtCustomers places,
    TagBook tags,
    ContactReader reader,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<CreateContact, ContactDetail>
{
    public async Task<ContactDetail> Handle(CreateContact request, CancellationToken cancellationToken)
    {
        var input = request.Input;
        var customers = input.Customers ?? [];
        var errors = await references.FindErrorsAsync(input, before: null, cancellationToken);
        errors.AddRange(await places.FindErrorsAsync(customers, "customers/", cancellationToken));
        if (errors.Count > 0) throw new InvalidException(errors);

        var now = clock.GetUtcNow();
        var profile = input.ToProfile(LocalDay.Of(now.UtcDateTime, user.TimeZone));
        var contact = Contact.Meet(request.Id ?? Guid.CreateVersion7(now), profile, input.OwnerId ?? user.RequireId());
        contact.TagWith(await tags.IdsOfAsync(input.Tags ?? [], cancellationToken));
        db.Contacts.Add(contact);
        var links = customers.Select(place => places.Link(contact.Id, place)).ToList();

        await places.SaveAsync(links, cancellationToken);
        return await reader.GetAsync(contact.Id, cancellationToken);
    }
}
