using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Security;
using Crm.Domain.Care;
using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Care;

/// <summary>What a customer is to be thought of for, and what he was given.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CareRead)]
public sealed record GetCustomerCare(Guid CustomerId) : IRequest<CustomerCareView>;

/// <summary>What a customer is to be thought of for, and what he was given.</summary>
public sealed record CustomerCareView
{
    /// <summary>The year that the figures are of.</summary>
    public int Year { get; init; }

    /// <summary>What his gifts may cost in it; null without a service plan.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Budget { get; init; }

    /// <summary>What was approved, ordered or delivered in it.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Spent { get; init; }

    /// <summary>What one person may be given in it before whoever approves is warned.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? ContactLimit { get; init; }

    /// <summary>People who were given more than that.</summary>
    public IReadOnlyList<Reference> OverLimit { get; init; } = [];

    /// <summary>His occasions of the next 90 days, the next first.</summary>
    public IReadOnlyList<OccasionRow> Occasions { get; init; } = [];

    /// <summary>Greetings and gifts of the year, the latest first; at most 100.</summary>
    public IReadOnlyList<CareProposalRow> Proposals { get; init; } = [];
}

internal sealed class GetCustomerCareHandler(ICrmDb db, CareBudgets budgets, CareReader reader, IMediator mediator, ICurrentUser user, TimeProvider clock) : IRequestHandler<GetCustomerCare, CustomerCareView>
{
    private const int DaysAhead = 90;
    private const int MostProposals = 100;

    public async Task<CustomerCareView> Handle(GetCustomerCare request, CancellationToken cancellationToken)
    {
        var (id, today) = (request.CustomerId, LocalDay.Of(clock.GetUtcNow().UtcDateTime, user.TimeZone));
        await db.Customers.EnsureExistsAsync(id, cancellationToken);
        var (first, last) = (new DateOnly(today.Year, 1, 1), new DateOnly(today.Year, 12, 31));
        var (settings, _) = await db.CareInForceAsync(cancellationToken);
        var proposals = await reader.RowsAsync(
            db.CareProposals.Where(p => p.CustomerId == id && p.OccasionOn >= first && (p.OccasionOn <= last || p.Status == CareStatus.Proposed)).OrderByDescending(p => p.OccasionOn).ThenBy(p => p.Id).Take(MostProposals), cancellationToken);
        var given = proposals.Where(p => p.ContactId is not null && p.OccasionOn <= last && p.Status is CareStatus.Approved or CareStatus.Sent or CareStatus.Delivered).GroupBy(p => (p.ContactId, p.ContactName));
        return new CustomerCareView
        {
            Year = today.Year,
            Budget = (await budgets.PlansOfAsync([id], cancellationToken)).GetValueOrDefault(id) is { } plan ? plan.GiftBudget ?? 0 : null,
            Spent = (await budgets.SpentAsync([id], today.Year, cancellationToken)).GetValueOrDefault(id),
            ContactLimit = settings.ContactLimit,
            OverLimit = [.. given.Where(g => g.Sum(p => p.Cost) > settings.ContactLimit).Select(g => new Reference(g.Key.ContactId!.Value, g.Key.ContactName ?? ""))],
            Occasions = (await mediator.Send(new ListOccasions(new OccasionQuery { CustomerId = id, From = today, To = today.AddDays(DaysAhead) }), cancellationToken)).Data,
            Proposals = proposals,
        };
    }
}
