using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Care;
using Crm.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>Approves a greeting or gift.</summary>
/// <param name="Id">The greeting or gift.</param>
/// <param name="Input">What is known and accepted.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record ApproveCare(Guid Id, CareApprovalInput Input, int? ExpectedVersion) : IRequest<CareProposalRow>;

/// <summary>Approves several; one that cannot be approved does not hold up the others.</summary>
/// <param name="Input">Which ones.</param>
/// <param name="Language">Language of the reasons.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record ApproveSeveralCare(CareApprovalsInput Input, string Language) : IRequest<CareApprovals>;

/// <summary>What is known and accepted by whoever approves.</summary>
/// <param name="AcceptLimit">That the person is given more this year than the limit of the house; refused with <c>contact_gift_limit</c> otherwise.</param>
public sealed record CareApprovalInput(bool AcceptLimit);

/// <summary>Greetings and gifts to approve.</summary>
/// <param name="Ids">At most 200.</param>
public sealed record CareApprovalsInput(IReadOnlyList<Guid>? Ids)
{
    /// <summary>Most at once.</summary>
    public const int MaxIds = 200;
}

/// <summary>What came of approving several.</summary>
/// <param name="Approved">How many are approved now.</param>
/// <param name="Data">What came of each, in the order of the ids.</param>
public sealed record CareApprovals(int Approved, IReadOnlyList<CareApproved> Data);

/// <summary>What came of approving one.</summary>
/// <param name="Id">The greeting or gift.</param>
/// <param name="Approved">Whether it is approved now.</param>
/// <param name="Code">Stable code of why not.</param>
/// <param name="Detail">The same in words.</param>
public sealed record CareApproved(Guid Id, bool Approved, string? Code, string? Detail);

internal sealed class ApproveCareHandlers(ICrmDb db, CareBudgets budgets, CareReader reader, IUserDirectory users, ISentences sentences, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ApproveCare, CareProposalRow>,
    IRequestHandler<ApproveSeveralCare, CareApprovals>
{
    public async Task<CareProposalRow> Handle(ApproveCare request, CancellationToken cancellationToken)
    {
        await ApproveAsync(request.Id, request.Input.AcceptLimit, request.ExpectedVersion, cancellationToken);
        return await reader.GetAsync(request.Id, cancellationToken);
    }

    public async Task<CareApprovals> Handle(ApproveSeveralCare request, CancellationToken cancellationToken)
    {
        if (request.Input.Ids is not { Count: > 0 } ids) throw new InvalidException(FieldError.At("ids", "required"));
        if (ids.Count > CareApprovalsInput.MaxIds) throw new InvalidException(new FieldError("/ids", "too_many", new Dictionary<string, object?> { ["max"] = CareApprovalsInput.MaxIds }));
        var rows = new List<CareApproved>();
        foreach (var id in ids)
        {
            var code = await TryAsync(id, cancellationToken);
            rows.Add(new CareApproved(id, code is null, code, code is null ? null : sentences.Of(request.Language, code)));
        }

        return new CareApprovals(rows.Count(r => r.Approved), rows);
    }

    private async Task<string?> TryAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await ApproveAsync(id, acceptLimit: false, expectedVersion: null, cancellationToken);
            return null;
        }
        catch (ConflictException no)
        {
            return no.Code;
        }
        catch (DomainException no)
        {
            return no.Code;
        }
        catch (NotFoundException)
        {
            return "not_found";
        }
    }

    /// <summary>One approval after the other, whoever gives it: two at once would each find the budget as it was before the other.</summary>
    private Task<bool> ApproveAsync(Guid id, bool acceptLimit, int? expectedVersion, CancellationToken cancellationToken) =>
        db.AloneAsync(["gift budget"], () => db.AttemptAsync(() => ApproveOnceAsync(id, acceptLimit, expectedVersion, cancellationToken), _ => true, cancellationToken), cancellationToken);

    private async Task<bool> ApproveOnceAsync(Guid id, bool acceptLimit, int? expectedVersion, CancellationToken cancellationToken)
    {
        var proposal = await db.CareProposals.Include(p => p.Gift).Include(p => p.Customer).GetAsync(id, cancellationToken);
        proposal.EnsureVersion(expectedVersion);
        if (proposal.Counts) return false;
        var beyond = proposal.Cost > 0 && proposal.Status == CareStatus.Proposed && await IsBeyondAsync(proposal, acceptLimit, cancellationToken);
        proposal.Approve(user.RequireId(), clock.GetUtcNow().UtcDateTime, beyond);
        proposal.Gift?.SetAside();
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Whether it costs more than is left, and whoever approves may allow that.</summary>
    private async Task<bool> IsBeyondAsync(CareProposal proposal, bool acceptLimit, CancellationToken cancellationToken)
    {
        var (settings, _) = await db.CareInForceAsync(cancellationToken);
        var (year, customerId, cost) = (proposal.OccasionOn.Year, proposal.CustomerId, proposal.Cost);
        if (!acceptLimit && settings.ContactLimit is { } limit && proposal.ContactId is { } contactId && cost + await budgets.SpentOnContactAsync(contactId, year, cancellationToken) > limit)
            throw new ConflictException("contact_gift_limit", "cost");

        var plan = (await budgets.PlansOfAsync([customerId], cancellationToken)).GetValueOrDefault(customerId);
        var ofCustomer = cost + (await budgets.SpentAsync([customerId], year, cancellationToken)).GetValueOrDefault(customerId) > (plan?.GiftBudget ?? 0);
        if (ofCustomer && !(plan?.ApproverId is { } approver ? user.UserId == approver : user.May(Permissions.SettingsManage))) throw new ConflictException("gift_budget_exceeded", "cost");

        var ofHouse = settings.HouseBudget is { } house && cost + await budgets.SpentByHouseAsync(year, cancellationToken) > house;
        if (ofHouse && !user.May(Permissions.SettingsManage)) throw new ConflictException("house_gift_budget_exceeded", "cost");
        var ofTeam = settings.TeamBudget is { } team && await TeamOfAsync(proposal, cancellationToken) is { Count: > 0 } members && cost + await budgets.SpentByOwnersAsync(members, year, cancellationToken) > team;
        if (ofTeam && !user.May(Permissions.SettingsManage)) throw new ConflictException("team_gift_budget_exceeded", "cost");
        return ofCustomer || ofHouse || ofTeam;
    }

    private async Task<IReadOnlyList<Guid>> TeamOfAsync(CareProposal proposal, CancellationToken cancellationToken) =>
        proposal.Customer!.OwnerId is { } ownerId && (await users.FindAsync(ownerId, cancellationToken))?.TeamId is { } teamId ? await users.TeamAsync(teamId, cancellationToken) : [];
}
