using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Analytics;
using MediatR;
using Microsoft.EntityFrameworkCore;
using static Crm.Application.FollowUpKpis.KpiSpan;

namespace Crm.Application.FollowUpKpis;

/// <summary>Whether customers order sooner when somebody comes in time.</summary>
/// <param name="From">First day; 89 days before the last when nothing is said.</param>
/// <param name="To">Last day; today when nothing is said.</param>
/// <param name="OrderDays">Days after the day of the step within which an order is looked for, 7 to 180; 30 when nothing is said.</param>
/// <param name="LateDays">Days late from which on a step was postponed, 1 to 60 and no more than <c>OrderDays</c>; 7 when nothing is said.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetFollowUpEffect(DateOnly? From, DateOnly? To, int? OrderDays, int? LateDays) : IRequest<FollowUpEffect>;

internal sealed class GetFollowUpEffectHandler(RecordLister lister, FollowUpDescriptor followUps, TimeProvider clock) : IRequestHandler<GetFollowUpEffect, FollowUpEffect>
{
    private const int UsualOrderDays = 30;
    private const int UsualLateDays = 7;
    private static readonly (int Least, int Most) OrderDays = (7, 180);
    private static readonly (int Least, int Most) LateDays = (1, 60);

    public async Task<FollowUpEffect> Handle(GetFollowUpEffect request, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var orderDays = request.OrderDays ?? UsualOrderDays;
        var lateDays = request.LateDays ?? Math.Min(UsualLateDays, orderDays);
        if (orderDays < OrderDays.Least || orderDays > OrderDays.Most) errors.Add(FieldError.OutOfRange("orderDays", OrderDays.Least, OrderDays.Most));
        else if (lateDays < LateDays.Least || lateDays > Math.Min(LateDays.Most, orderDays)) errors.Add(FieldError.OutOfRange("lateDays", LateDays.Least, Math.Min(LateDays.Most, orderDays)));
        var span = Of(request.From, request.To, clock, errors);
        if (errors.Count > 0) throw new InvalidException(errors, unreadable: true);

        var passed = span.Now.AddDays(-orderDays); // the last of those days has to be over
        var until = passed < span.Until ? passed : span.Until;
        var all = new AllOf([DueIn(span.Begin, until), Is("kind", "step"), Is("status", FilterOperator.Ne, "cancelled"), Is("customer.number", FilterOperator.IsEmpty, "false")]);
        var ordered = Is("daysToOrder", FilterOperator.Lte, Text(orderDays));
        var visited = await OutcomeAsync(all, Is("onTime", "true"), ordered, cancellationToken);
        var postponed = await OutcomeAsync(all, new AnyOf([Is("status", FilterOperator.In, "planned", "missed"), Is("daysLate", FilterOperator.Gte, Text(lateDays))]), ordered, cancellationToken);
        var between = await lister.CountAsync(followUps, List(all, Is("onTime", "false"), Is("daysLate", FilterOperator.Lt, Text(lateDays))), cancellationToken);
        return new FollowUpEffect
        {
            From = span.From,
            To = span.To,
            Until = until,
            OrderDays = orderDays,
            LateDays = lateDays,
            Where = all,
            OrderedWhere = ordered,
            Visited = visited.Answer,
            Postponed = postponed.Answer,
            Between = between,
            Difference = Compare(visited.Worth, postponed.Worth),
        };
    }

    /// <summary>Counts what the lists show: the steps, and those of them after which the customer ordered, each with the customers they are of.</summary>
    private async Task<(FollowUpOutcome Answer, EffectiveCount Worth)> OutcomeAsync(Filter all, Filter some, Filter ordered, CancellationToken cancellationToken)
    {
        var steps = await ByCustomerAsync(List(all, some), cancellationToken);
        var successes = await ByCustomerAsync(List(all, some, ordered), cancellationToken);
        var (count, succeeded) = (steps.Values.Sum(), successes.Values.Sum());
        var worth = EffectiveCount.Of([.. steps.Select(s => (s.Value, successes.GetValueOrDefault(s.Key)))]);
        var share = MeasuredShare.Of(worth.Successes, worth.Trials);
        return (new FollowUpOutcome { Steps = count, Customers = steps.Count, Ordered = succeeded, Share = share, DesignEffect = MeasuredShare.Round(worth.DesignEffect), Where = some }, worth);
    }

    private async Task<Dictionary<Guid, int>> ByCustomerAsync(ListRequest list, CancellationToken cancellationToken) =>
        await (await lister.MatchingAsync(followUps, list, cancellationToken)).GroupBy(f => f.CustomerId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);

    private static MeasuredShareDifference? Compare(EffectiveCount visited, EffectiveCount postponed)
    {
        if (Proportion.Of(visited.Successes, visited.Trials) is not { } one || Proportion.Of(postponed.Successes, postponed.Trials) is not { } two) return null;
        var difference = ProportionDifference.Of(one, two);
        return new MeasuredShareDifference(MeasuredShare.Round(difference.Difference), MeasuredShare.Round(difference.Low), MeasuredShare.Round(difference.High));
    }

    private static ListRequest List(params Filter[] filters) => new() { Filter = new AllOf(filters) };

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
