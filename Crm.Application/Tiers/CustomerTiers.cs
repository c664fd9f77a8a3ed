using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Analytics;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using Crm.Domain.Tiers;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tiers;

/// <summary>A customer's tier with its why.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="AsOf">As it was on this day; today when nothing is said.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetCustomerTier(Guid CustomerId, DateOnly? AsOf) : IRequest<CustomerTierView>;

/// <summary>Chooses a customer's tier by hand; rules leave it alone until it ends.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">Which and why.</param>
[RequirePermission(Permissions.CustomersAssign)]
public sealed record ChooseTier(Guid CustomerId, TierChoiceInput Input) : IRequest<CustomerTierView>;

/// <summary>Takes such a choice back: the rules decide again, at once.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersAssign)]
public sealed record ReleaseTier(Guid CustomerId) : IRequest<CustomerTierView>;

/// <summary>Moves that wait for somebody, of customers in sight; at most 500.</summary>
[RequirePermission(Permissions.CustomersAssign)]
public sealed record ListTierProposals : IRequest<ListPage<TierProposalRow>>;

/// <summary>Says yes or no to moves.</summary>
/// <param name="Input">To which, and what.</param>
[RequirePermission(Permissions.CustomersAssign)]
public sealed record DecideTierProposals(TierVerdictInput Input) : IRequest<TierVerdict>;

/// <summary>A tier that somebody chooses.</summary>
/// <param name="Tier">Code of the list <c>customer_tier</c>.</param>
/// <param name="Reason">Why; at most 500 characters.</param>
/// <param name="Until">The last day on which it stands; without end when nothing is said.</param>
public sealed record TierChoiceInput(string? Tier, string? Reason, DateOnly? Until);

/// <summary>What somebody says to moves.</summary>
/// <param name="CustomerIds">The customers, at most 500.</param>
/// <param name="Accept">Yes or no.</param>
public sealed record TierVerdictInput(IReadOnlyList<Guid>? CustomerIds, bool Accept);

/// <summary>What came of it.</summary>
/// <param name="Decided">How many proposals there were; others had gone or are out of sight.</param>
public sealed record TierVerdict(int Decided);

internal sealed class ChooseTierValidator : AbstractValidator<ChooseTier>
{
    public ChooseTierValidator()
    {
        RuleFor(c => c.Input.Tier).Given().Line(CodeListItem.CodeMaxLength).OverridePropertyName("Tier");
        RuleFor(c => c.Input.Reason).Given().Line(TierChange.ReasonMaxLength).OverridePropertyName("Reason");
    }
}

internal sealed class DecideTierProposalsValidator : AbstractValidator<DecideTierProposals>
{
    public DecideTierProposalsValidator() => RuleFor(d => d.Input.CustomerIds).Present().OverridePropertyName("CustomerIds");
}

internal sealed class CustomerTierHandlers(
    ICrmDb db, TierSchemes schemes, TierBook book, TradeBook trade, CodeCheck codes, IUserDirectory users, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<GetCustomerTier, CustomerTierView>,
    IRequestHandler<ChooseTier, CustomerTierView>,
    IRequestHandler<ReleaseTier, CustomerTierView>,
    IRequestHandler<ListTierProposals, ListPage<TierProposalRow>>,
    IRequestHandler<DecideTierProposals, TierVerdict>
{
    private const int MostChanges = 100;
    private const int MostProposals = 500;

    public async Task<CustomerTierView> Handle(GetCustomerTier request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        var (day, id) = (request.AsOf ?? trade.Today, request.CustomerId);
        var end = day < DateOnly.MaxValue ? LocalDay.Start(day.AddDays(1), user.TimeZone) : DateTime.MaxValue;
        var changes = await db.TierChanges.AsNoTracking().Where(c => c.CustomerId == id && c.At < end).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(MostChanges).ToListAsync(cancellationToken);
        var (scheme, _) = await schemes.CurrentAsync(cancellationToken);
        var history = new List<TierChangeRow>();
        foreach (var change in changes) history.Add(await RowOfAsync(change, scheme, cancellationToken));

        return new CustomerTierView
        {
            AsOf = day,
            Tier = history is [var last, ..] ? last.Tier : null,
            Since = history is [var since, ..] ? since.At : null,
            Why = history is [var why, ..] ? why : null,
            Figures = request.AsOf is null ? await NowAsync(id, scheme, cancellationToken) : await ThenAsync(id, day, scheme, cancellationToken),
            Proposal = await ProposalsAsync(db.TierProposals.Where(p => p.CustomerId == id), cancellationToken) is [var waiting, ..] ? waiting : null,
            History = history,
            CanChoose = user.May(Permissions.CustomersAssign),
        };
    }

    public async Task<CustomerTierView> Handle(ChooseTier request, CancellationToken cancellationToken)
    {
        var (tier, until, now, today) = (request.Input.Tier, request.Input.Until, clock.GetUtcNow(), trade.Today);
        var customer = await db.Customers.GetAsync(request.CustomerId, cancellationToken);
        var wrong = (await codes.FindAllErrorsAsync([[new CodeUse("tier", CodeLists.CustomerTier, tier, customer.Tier)]], cancellationToken))[0];
        if (until < today) wrong.Add(FieldError.At("until", "in_the_past"));
        if (wrong.Count > 0) throw new InvalidException(wrong);

        var (scheme, _) = await schemes.CurrentAsync(cancellationToken);
        db.TierChanges.Add(new TierChange(Guid.CreateVersion7(now), customer.Id, customer.Tier, tier, TierCause.Manual, now.UtcDateTime)
        {
            Reason = TextRules.Clean(request.Input.Reason),
            Inputs = JsonSerializer.Serialize(await NowAsync(customer.Id, scheme, cancellationToken), CrmJson.Options),
            UserId = user.UserId,
            Until = until,
        });
        await db.AttemptAsync(
            async () =>
            {
                await db.SaveChangesAsync(cancellationToken);
                await db.TierProposals.Where(p => p.CustomerId == request.CustomerId).ExecuteDeleteAsync(cancellationToken);
                return await db.Customers.Where(c => c.Id == request.CustomerId).ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.Tier, tier).SetProperty(c => c.TierSince, today).SetProperty(c => c.TierIsManual, true).SetProperty(c => c.TierUntil, until),
                    cancellationToken);
            },
            _ => true,
            cancellationToken);
        return await Handle(new GetCustomerTier(request.CustomerId, null), cancellationToken);
    }

    public async Task<CustomerTierView> Handle(ReleaseTier request, CancellationToken cancellationToken)
    {
        var customer = await db.Customers.AsNoTracking().GetAsync(request.CustomerId, cancellationToken);
        if (customer.TierIsManual)
        {
            var (scheme, _) = await schemes.CurrentAsync(cancellationToken);
            var decision = await schemes.DecisionAsync(scheme, cancellationToken);
            var (place, inputs) = (await book.FactsAsync(customer.Id, decision, scheme, cancellationToken))!.Value;
            var rule = decision.RuleAt(place);
            await db.AttemptAsync(
                async () =>
                {
                    db.TierChanges.Add(book.ChangeOf(customer.Id, customer.Tier, rule, TierCause.Released, inputs, clock.GetUtcNow()));
                    await db.SaveChangesAsync(cancellationToken);
                    return await book.PlaceAsync([customer.Id], rule?.Tier, trade.Today, cancellationToken);
                },
                _ => true,
                cancellationToken);
        }

        return await Handle(new GetCustomerTier(request.CustomerId, null), cancellationToken);
    }

    public async Task<ListPage<TierProposalRow>> Handle(ListTierProposals request, CancellationToken cancellationToken) =>
        Pages.Whole(await ProposalsAsync(db.TierProposals, cancellationToken));

    public async Task<TierVerdict> Handle(DecideTierProposals request, CancellationToken cancellationToken)
    {
        var (ids, now, today) = (request.Input.CustomerIds!.Take(MostProposals).ToList(), clock.GetUtcNow(), trade.Today);
        return await db.AttemptAsync(
            async () =>
            {
                var proposals = await db.TierProposals.Where(p => ids.Contains(p.CustomerId) && !p.IsRejected).ToListAsync(cancellationToken);
                if (!request.Input.Accept) proposals.ForEach(p => p.Reject());
                else
                {
                    db.TierChanges.AddRange(proposals.Select(p => new TierChange(Guid.CreateVersion7(now), p.CustomerId, p.From, p.Tier, TierCause.Review, now.UtcDateTime)
                    {
                        RuleId = p.RuleId, Rule = p.Rule, Inputs = p.Inputs, UserId = user.UserId,
                    }));
                    foreach (var group in proposals.GroupBy(p => p.Tier)) await book.PlaceAsync([.. group.Select(p => p.CustomerId)], group.Key, today, cancellationToken);
                    db.TierProposals.RemoveRange(proposals);
                }

                await db.SaveChangesAsync(cancellationToken);
                return new TierVerdict(proposals.Count);
            },
            _ => true,
            cancellationToken);
    }

    private async Task<TierInputs> NowAsync(Guid id, TierSchemeInput scheme, CancellationToken cancellationToken) =>
        (await book.FactsAsync(id, await schemes.DecisionAsync(scheme with { Rules = [] }, cancellationToken), scheme, cancellationToken))!.Value.Inputs;

    /// <summary>The figures of another day, made anew from orders and compared with those of everybody on that day.</summary>
    private async Task<TierInputs> ThenAsync(Guid id, DateOnly day, TierSchemeInput scheme, CancellationToken cancellationToken)
    {
        var first = (await trade.AsOfAsync(id, day, cancellationToken)).FirstOrderOn;
        if (first is null) return new TierInputs();
        var own = (await book.FiguresAsync(day, id, scheme.Window, cancellationToken))[0];
        var edges = TierSchemes.EdgesOf(scheme) ?? RfmEdges.FromQuantiles([.. await book.FiguresAsync(day, null, scheme.Window, cancellationToken)], scheme.Bands);
        var score = edges.Score(own);
        var sum = score.Recency + score.Frequency + score.Monetary;
        return new TierInputs
        {
            RecencyDays = own.RecencyDays, Orders = own.Frequency, Monetary = own.Monetary, FirstOrderOn = first,
            RecencyScore = score.Recency, FrequencyScore = score.Frequency, MonetaryScore = score.Monetary,
            ValueClass = sum >= scheme.HighFrom ? Domain.Orders.ValueClass.High : sum >= scheme.MiddleFrom ? Domain.Orders.ValueClass.Middle : Domain.Orders.ValueClass.Low,
        };
    }

    private async Task<IReadOnlyList<TierProposalRow>> ProposalsAsync(IQueryable<TierProposal> proposals, CancellationToken cancellationToken)
    {
        var customers = db.Customers;
        var rows = await proposals.AsNoTracking().Where(p => !p.IsRejected)
            .Join(customers, p => p.CustomerId, c => c.Id, (p, c) => new { Proposal = p, c.Name })
            .OrderBy(p => p.Proposal.At).ThenBy(p => p.Proposal.CustomerId).Take(MostProposals).ToListAsync(cancellationToken);
        var (scheme, _) = rows.Count > 0 ? await schemes.CurrentAsync(cancellationToken) : (TierSchemes.Usual, 0);
        return rows.ConvertAll(r => new TierProposalRow
        {
            RuleEn = TierSchemes.EnglishOf(scheme, r.Proposal.RuleId, r.Proposal.Rule),
            CustomerId = r.Proposal.CustomerId, CustomerName = r.Name, From = r.Proposal.From, Tier = r.Proposal.Tier, Rule = r.Proposal.Rule, Inputs = Read(r.Proposal.Inputs), At = r.Proposal.At,
        });
    }

    private async Task<TierChangeRow> RowOfAsync(TierChange change, TierSchemeInput scheme, CancellationToken cancellationToken) => new()
    {
        RuleEn = TierSchemes.EnglishOf(scheme, change.RuleId, change.Rule),
        From = change.From, Tier = change.Tier, Cause = change.Cause, At = change.At, RuleId = change.RuleId, Rule = change.Rule, Reason = change.Reason, Inputs = Read(change.Inputs),
        UserId = change.UserId, UserName = await users.NameOfAsync(change.UserId, cancellationToken), Until = change.Until,
    };

    private static TierInputs? Read(string inputs) => JsonSerializer.Deserialize<TierInputs>(inputs, CrmJson.Options);
}
