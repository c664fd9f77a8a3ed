using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Calendar;
using Crm.Domain.Care;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>What can be written about a day that matters to a customer.</summary>
public sealed record CustomerOccasionInput
{
    /// <summary><c>contract</c> for the day a contract began, else <c>own</c>.</summary>
    public OccasionKind Kind { get; init; } = OccasionKind.Own;

    /// <summary>What it is; at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The day on which it was first, as a date of the solar calendar.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The calendar by which it comes back.</summary>
    public YearCalendar Calendar { get; init; }

    /// <summary>Whose day it is, where it is somebody's.</summary>
    public Guid? ContactId { get; init; }

    internal static CustomerOccasionInput From(CustomerOccasion occasion) => new()
    {
        Kind = occasion.Kind, Name = occasion.Name, Since = occasion.Since, Calendar = occasion.Calendar, ContactId = occasion.ContactId,
    };
}

/// <summary>A day that matters to a customer.</summary>
public sealed record CustomerOccasionRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="CustomerOccasion.Kind"/>
    public OccasionKind Kind { get; init; }

    /// <inheritdoc cref="CustomerOccasion.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="CustomerOccasion.Since"/>
    public DateOnly Since { get; init; }

    /// <inheritdoc cref="CustomerOccasion.Calendar"/>
    public YearCalendar Calendar { get; init; }

    /// <inheritdoc cref="CustomerOccasion.ContactId"/>
    public Guid? ContactId { get; init; }

    /// <summary>Name of the person.</summary>
    public string? ContactName { get; init; }

    /// <summary>The next day on which it is kept.</summary>
    public DateOnly NextOn { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>The days that matter to a customer.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CareRead)]
public sealed record ListCustomerOccasions(Guid CustomerId) : IRequest<ListPage<CustomerOccasionRow>>;

/// <summary>Writes down a day that matters to a customer.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">The day.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record AddCustomerOccasion(Guid CustomerId, CustomerOccasionInput Input) : IRequest<CustomerOccasionRow>;

/// <summary>Corrects such a day.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Id">The day.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record ChangeCustomerOccasion(Guid CustomerId, Guid Id, MergePatch<CustomerOccasionInput> Patch, int? ExpectedVersion) : IRequest<CustomerOccasionRow>;

/// <summary>Takes such a day away.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Id">The day.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record RemoveCustomerOccasion(Guid CustomerId, Guid Id, int? ExpectedVersion) : IRequest;

internal sealed class CustomerOccasionInputValidator : AbstractValidator<CustomerOccasionInput>
{
    public CustomerOccasionInputValidator(TimeProvider clock)
    {
        RuleFor(o => o.Kind).Must(kind => kind is OccasionKind.Contract or OccasionKind.Own).WithErrorCode("unknown_value");
        RuleFor(o => o.Name).Given().Line(CustomerOccasion.NameMaxLength);
        RuleFor(o => o.Since).Present().PastDay(clock);
        RuleFor(o => o.Calendar).IsInEnum().WithErrorCode("unknown_value");
    }
}

internal sealed class CustomerOccasionHandlers(ICrmDb db, IValidator<CustomerOccasionInput> validator, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ListCustomerOccasions, ListPage<CustomerOccasionRow>>,
    IRequestHandler<AddCustomerOccasion, CustomerOccasionRow>,
    IRequestHandler<ChangeCustomerOccasion, CustomerOccasionRow>,
    IRequestHandler<RemoveCustomerOccasion>
{
    private const int MostOfOne = 100;

    public async Task<ListPage<CustomerOccasionRow>> Handle(ListCustomerOccasions request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        return Pages.Whole(await RowsAsync(db.CustomerOccasions.Where(o => o.CustomerId == request.CustomerId), cancellationToken));
    }

    public async Task<CustomerOccasionRow> Handle(AddCustomerOccasion request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        if (await db.CustomerOccasions.CountAsync(o => o.CustomerId == request.CustomerId, cancellationToken) >= MostOfOne)
            throw new InvalidException(new FieldError("", "too_many", new Dictionary<string, object?> { ["max"] = MostOfOne }));
        var occasion = new CustomerOccasion(Guid.CreateVersion7(clock.GetUtcNow()), request.CustomerId);
        db.CustomerOccasions.Add(occasion);
        return await WriteAsync(occasion, request.Input, before: null, cancellationToken);
    }

    public async Task<CustomerOccasionRow> Handle(ChangeCustomerOccasion request, CancellationToken cancellationToken)
    {
        var occasion = await FindAsync(request.CustomerId, request.Id, cancellationToken);
        var before = CustomerOccasionInput.From(occasion);
        occasion.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        return await WriteAsync(occasion, input, before, cancellationToken);
    }

    public async Task<Unit> Handle(RemoveCustomerOccasion request, CancellationToken cancellationToken)
    {
        var occasion = await FindAsync(request.CustomerId, request.Id, cancellationToken);
        occasion.EnsureVersion(request.ExpectedVersion);
        occasion.Delete(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<CustomerOccasion> FindAsync(Guid customerId, Guid id, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(customerId, cancellationToken);
        return await db.CustomerOccasions.Where(o => o.CustomerId == customerId).GetAsync(id, cancellationToken);
    }

    private async Task<CustomerOccasionRow> WriteAsync(CustomerOccasion occasion, CustomerOccasionInput input, CustomerOccasionInput? before, CancellationToken cancellationToken)
    {
        if (input.ContactId is { } contactId && contactId != before?.ContactId && !await db.Contacts.AnyAsync(c => c.Id == contactId, cancellationToken))
            throw new InvalidException(FieldError.At("contactId", "unknown_contact"));
        occasion.Write(input.Kind, TextRules.Clean(input.Name)!, input.Since!.Value, input.Calendar, input.ContactId);
        await db.SaveChangesAsync(cancellationToken);
        return (await RowsAsync(db.CustomerOccasions.Where(o => o.Id == occasion.Id), cancellationToken))[0];
    }

    private async Task<List<CustomerOccasionRow>> RowsAsync(IQueryable<CustomerOccasion> occasions, CancellationToken cancellationToken)
    {
        var today = LocalDay.Of(clock.GetUtcNow().UtcDateTime, user.TimeZone);
        var rows = await occasions.AsNoTracking().Select(o => new { o, ContactName = o.Contact!.Name }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new CustomerOccasionRow
        {
            Id = r.o.Id, Kind = r.o.Kind, Name = r.o.Name, Since = r.o.Since, Calendar = r.o.Calendar, ContactId = r.o.ContactId, ContactName = r.ContactName, Version = r.o.Version,
            NextOn = YearlyDay.FromCode(r.o.Calendar, r.o.KeptOn).Between(today, today.AddDays(2 * OccasionBook.MostDays)).First().On,
        }).OrderBy(r => r.NextOn).ThenBy(r => r.Id)];
    }
}
