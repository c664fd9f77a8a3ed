using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.KeyAccounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.KeyAccounts;

/// <summary>The customers of the programme in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListKeyAccounts(ListRequest List) : IRequest<ListPage<KeyAccountRow>>;

/// <summary>One key-account plan, also when it lies in the bin.</summary>
/// <param name="Id">The plan.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetKeyAccount(Guid Id) : IRequest<KeyAccountDetail>;

/// <summary>The key-account plan of a customer.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetKeyAccountOfCustomer(Guid CustomerId) : IRequest<KeyAccountView>;

/// <summary>Takes a customer into the programme.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">The plan.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record StartKeyAccount(Guid CustomerId, KeyAccountInput Input, Guid? Id = null) : IRequest<KeyAccountDetail>;

/// <summary>Says everything about a plan anew.</summary>
/// <param name="Id">The plan.</param>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ChangeKeyAccount(Guid Id, KeyAccountInput Input, int? ExpectedVersion) : IRequest<KeyAccountDetail>;

/// <summary>Says everything about a customer's plan anew; the first time he comes into the programme.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ReplaceKeyAccount(Guid CustomerId, KeyAccountInput Input, int? ExpectedVersion) : IRequest<KeyAccountDetail>;

/// <summary>Puts a plan into the bin: the customer was never meant to be in the programme. Whoever leaves it has his plan closed.</summary>
/// <param name="Id">The plan.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record DeleteKeyAccount(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a plan out of the bin.</summary>
/// <param name="Id">The plan.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record RestoreKeyAccount(Guid Id) : IRequest<KeyAccountDetail>;

/// <summary>Writes down a review of a customer's plan and when the next one is.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">The review.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ReviewKeyAccount(Guid CustomerId, KeyAccountReviewInput Input, int? ExpectedVersion) : IRequest<KeyAccountDetail>;

/// <summary>The reviews of a customer's plan.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListKeyAccountReviews(Guid CustomerId) : IRequest<ListPage<KeyAccountReview>>;

internal sealed class ReviewKeyAccountValidator : AbstractValidator<ReviewKeyAccount>
{
    public ReviewKeyAccountValidator() => RuleFor(r => r.Input.Note).Lines(KeyAccountVersion.NoteMaxLength).OverridePropertyName("Note");
}

internal sealed class KeyAccountQueries(ICrmDb db, KeyAccountBook book, RecordLister lister, KeyAccountDescriptor descriptor, IUserDirectory users, ICurrentUser user) :
    IRequestHandler<ListKeyAccounts, ListPage<KeyAccountRow>>,
    IRequestHandler<GetKeyAccount, KeyAccountDetail>,
    IRequestHandler<GetKeyAccountOfCustomer, KeyAccountView>,
    IRequestHandler<ListKeyAccountReviews, ListPage<KeyAccountReview>>
{
    private const int MostReviews = 100;

    public async Task<ListPage<KeyAccountRow>> Handle(ListKeyAccounts request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<KeyAccountPlan, KeyAccountRow>(descriptor, request.List, cancellationToken);
        return page with { Data = [.. page.Data.Select(row => row.For(user))] };
    }

    public Task<KeyAccountDetail> Handle(GetKeyAccount request, CancellationToken cancellationToken) => book.DetailAsync(request.Id, cancellationToken);

    public async Task<KeyAccountView> Handle(GetKeyAccountOfCustomer request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        var plan = await book.FindOfAsync(request.CustomerId, cancellationToken);
        return new KeyAccountView { Plan = plan is null ? null : await book.DetailAsync(plan.Id, cancellationToken), CanChange = user.May(Permissions.CustomersWrite) };
    }

    public async Task<ListPage<KeyAccountReview>> Handle(ListKeyAccountReviews request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        if (await book.FindOfAsync(request.CustomerId, cancellationToken) is not { Id: var id }) return Pages.Whole<KeyAccountReview>([]);
        var versions = await db.KeyAccountVersions.AsNoTracking().Where(v => v.PlanId == id && v.ReviewedOn != null)
            .OrderByDescending(v => v.At).ThenByDescending(v => v.Id).Take(MostReviews).ToListAsync(cancellationToken);
        var reviews = new List<KeyAccountReview>();
        foreach (var version in versions)
        {
            reviews.Add(new KeyAccountReview
            {
                At = version.At,
                UserId = version.UserId,
                UserName = await users.NameOfAsync(version.UserId, cancellationToken),
                ReviewedOn = version.ReviewedOn!.Value,
                Note = version.Note,
                Plan = KeyAccountInput.ContentOf(version.Content),
            });
        }

        return Pages.Whole(reviews);
    }
}

internal sealed class KeyAccountCommands(ICrmDb db, KeyAccountBook book, TradeBook trade, IMediator mediator, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<StartKeyAccount, KeyAccountDetail>,
    IRequestHandler<ChangeKeyAccount, KeyAccountDetail>,
    IRequestHandler<ReplaceKeyAccount, KeyAccountDetail>,
    IRequestHandler<DeleteKeyAccount>,
    IRequestHandler<RestoreKeyAccount, KeyAccountDetail>,
    IRequestHandler<ReviewKeyAccount, KeyAccountDetail>
{
    public async Task<KeyAccountDetail> Handle(StartKeyAccount request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        await book.EnsureNoneAsync(request.CustomerId, cancellationToken);
        var plan = new KeyAccountPlan(request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), request.CustomerId);
        await book.WriteAsync(plan, request.Input, cancellationToken);
        db.KeyAccountPlans.Add(plan);
        await db.SaveChangesAsync(cancellationToken);
        return await book.DetailAsync(plan.Id, cancellationToken);
    }

    public async Task<KeyAccountDetail> Handle(ChangeKeyAccount request, CancellationToken cancellationToken)
    {
        var plan = await book.GetAsync(request.Id, request.ExpectedVersion, cancellationToken);
        await book.WriteAsync(plan, request.Input, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await book.DetailAsync(plan.Id, cancellationToken);
    }

    public async Task<KeyAccountDetail> Handle(ReplaceKeyAccount request, CancellationToken cancellationToken) =>
        await book.FindOfAsync(request.CustomerId, cancellationToken) is { } plan
            ? await mediator.Send(new ChangeKeyAccount(plan.Id, request.Input, request.ExpectedVersion), cancellationToken)
            : await mediator.Send(new StartKeyAccount(request.CustomerId, request.Input), cancellationToken);

    public async Task<Unit> Handle(DeleteKeyAccount request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<KeyAccountPlan>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }

    public async Task<KeyAccountDetail> Handle(RestoreKeyAccount request, CancellationToken cancellationToken)
    {
        await db.RestoreAsync<KeyAccountPlan>(request.Id, cancellationToken, plan => book.EnsureNoneAsync(plan.CustomerId, cancellationToken));
        return await book.DetailAsync(request.Id, cancellationToken);
    }

    public async Task<KeyAccountDetail> Handle(ReviewKeyAccount request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        var plan = await book.FindOfAsync(request.CustomerId, cancellationToken) ?? throw new NotFoundException(nameof(KeyAccountPlan));
        plan.EnsureVersion(request.ExpectedVersion);
        var on = request.Input.On ?? trade.Today;
        if (on > trade.Today) throw new InvalidException(FieldError.At("on", "not_a_past_day"));
        plan.Review(on, request.Input.NextOn);
        var (now, whole, note) = (clock.GetUtcNow(), KeyAccountInput.From(plan).ToWhole(), TextRules.CleanMultiline(request.Input.Note));
        db.KeyAccountVersions.Add(new KeyAccountVersion(Guid.CreateVersion7(now), plan.Id, now.UtcDateTime, user.UserId, whole, on, note));
        await db.SaveChangesAsync(cancellationToken);
        return await book.DetailAsync(plan.Id, cancellationToken);
    }
}
