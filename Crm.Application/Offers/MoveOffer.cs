using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Products;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Offers;
using Crm.Domain.Security;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Offers;

/// <summary>Lets a draft hold, or asks for it where it goes below what the service plan allows.</summary>
/// <param name="Id">The offer.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OffersWrite)]
public sealed record SubmitOffer(Guid Id, int? ExpectedVersion) : IRequest<OfferRow>;

/// <summary>Allows an offer that waits for it.</summary>
/// <param name="Id">The offer.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OffersWrite)]
public sealed record ApproveOffer(Guid Id, int? ExpectedVersion) : IRequest<OfferRow>;

/// <summary>Takes an offer back, or refuses one that waits.</summary>
/// <param name="Id">The offer.</param>
/// <param name="Input">Why.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OffersWrite)]
public sealed record WithdrawOffer(Guid Id, OfferReasonInput Input, int? ExpectedVersion) : IRequest<OfferRow>;

/// <summary>Marks offers as expired whose last day is over. Answers how many.</summary>
[SystemRequest]
public sealed record ExpireOffers : IRequest<int>;

/// <summary>Why an offer is taken back.</summary>
/// <param name="Reason">The reason; at most 500 characters.</param>
public sealed record OfferReasonInput(string? Reason);

internal sealed class WithdrawOfferValidator : AbstractValidator<WithdrawOffer>
{
    public WithdrawOfferValidator() => RuleFor(w => w.Input.Reason).Given().Line(Offer.ReasonMaxLength);
}

internal sealed class MoveOfferHandlers(ICrmDb db, OfferReader reader, ServicePlanBook plans, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<SubmitOffer, OfferRow>,
    IRequestHandler<ApproveOffer, OfferRow>,
    IRequestHandler<WithdrawOffer, OfferRow>,
    IRequestHandler<ExpireOffers, int>
{
    private const int AtOnce = 200;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Task<OfferRow> Handle(SubmitOffer request, CancellationToken cancellationToken) =>
        MoveAsync(request.Id, request.ExpectedVersion, async offer => offer.Submit(await NeedsApprovalAsync(offer, cancellationToken), Now), cancellationToken);

    public Task<OfferRow> Handle(ApproveOffer request, CancellationToken cancellationToken) => MoveAsync(request.Id, request.ExpectedVersion, async offer =>
    {
        if (!MayApprove(await PlanOfAsync(offer, cancellationToken))) throw new ForbiddenException("not_the_approver");
        offer.Approve(user.RequireId(), Now);
    }, cancellationToken);

    public Task<OfferRow> Handle(WithdrawOffer request, CancellationToken cancellationToken) => MoveAsync(request.Id, request.ExpectedVersion, offer =>
    {
        offer.Withdraw(TextRules.Clean(request.Input.Reason));
        return Task.CompletedTask;
    }, cancellationToken);

    public async Task<int> Handle(ExpireOffers request, CancellationToken cancellationToken)
    {
        var today = LocalDay.Of(Now, User.HouseZone);
        for (int done = 0, some; ; done += some)
        {
            some = await db.AttemptAsync(
                async () =>
                {
                    var over = await db.Offers.Where(o => (o.Status == OfferStatus.Active || o.Status == OfferStatus.Pending) && o.ValidTo < today).OrderBy(o => o.Id).Take(AtOnce).ToListAsync(cancellationToken);
                    over.ForEach(o => o.Expire());
                    await db.SaveChangesAsync(cancellationToken);
                    return over.Count;
                },
                _ => true,
                cancellationToken);
            if (some == 0) return done;
        }
    }

    private async Task<OfferRow> MoveAsync(Guid id, int? expectedVersion, Func<Offer, Task> step, CancellationToken cancellationToken)
    {
        var offer = await db.Offers.GetAsync(id, cancellationToken);
        offer.EnsureVersion(expectedVersion);
        await step(offer);
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(id, cancellationToken);
    }

    /// <summary>Above the ceiling of the customer's service plan, or where nobody can tell how far below the usual price it goes.</summary>
    private async Task<bool> NeedsApprovalAsync(Offer offer, CancellationToken cancellationToken)
    {
        if (offer.Kind == OfferKind.Benefit || (await PlanOfAsync(offer, cancellationToken))?.DiscountCeiling is not { } ceiling) return false;
        var usual = offer.ProductId is { } productId ? (await db.Products.AsNoTracking().FirstOrDefaultAsync(p => p.Id == productId, cancellationToken))?.Price : null;
        return offer.DepthBelow(usual is not null && usual.Currency == offer.Currency ? usual.Amount : null) is not { } depth || depth > ceiling;
    }

    private async Task<ServicePlan?> PlanOfAsync(Offer offer, CancellationToken cancellationToken)
    {
        var all = await plans.PlansAsync(cancellationToken);
        return (await all.OfAsync(db.Customers.Where(c => c.Id == offer.CustomerId), cancellationToken)).GetValueOrDefault(offer.CustomerId);
    }

    /// <summary>Whom the plan names; where it names nobody, whoever leads.</summary>
    private bool MayApprove(ServicePlan? plan) => plan?.ApproverId is { } approver ? user.UserId == approver : user.May(Permissions.CustomersAssign);
}
