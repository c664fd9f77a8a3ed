using System.Linq.Expressions;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
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

internal sealed class GetFollowUpEffectHandler(RecordLister lister, FilterTranslator filters, FollowUpDescriptor followUps, TimeProvider clock) : IRequestHandler<GetFollowUpEffect, FollowUpEffect>
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
        var onTime = Is("onTime", "true");
        var late = new AnyOf([Is("status", FilterOperator.In, "planned", "missed"), Is("daysLate", FilterOperator.Gte, Text(lateDays))]);
        var steps = await CountAsync(all, onTime, late, new AllOf([Is("onTime", "false"), Is("daysLate", FilterOperator.Lt, Text(lateDays))]), ordered, cancellationToken);
        var (visited, postponed) = (OutcomeOf(steps.Where(s => s.Kind.Visited), onTime), OutcomeOf(steps.Where(s => s.Kind.Postponed), late));
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
            Between = steps.Where(s => s.Kind.Between).Sum(s => s.Count),
            Difference = Compare(visited.Worth, postponed.Worth),
        };
    }

    /// <summary>Counts in one question what the lists show: of each customer the steps on either side and between, and those of them after which he ordered.</summary>
    private async Task<List<StepsOf>> CountAsync(Filter all, Filter onTime, Filter late, Filter between, Filter ordered, CancellationToken cancellationToken)
    {
        var step = Expression.Parameter(typeof(FollowUp), "f");
        async Task<Expression> HoldsAsync(Filter filter) => FilterExpressions.Replace(await filters.TranslateAsync(followUps, List(filter), cancellationToken), step);
        var (visited, postponed) = (await HoldsAsync(onTime), await HoldsAsync(late));
        var compared = Expression.MemberInit(
            Expression.New(typeof(Compared)),
            Bind(nameof(Compared.CustomerId), Expression.Property(Expression.Property(step, nameof(FollowUp.CustomerId)), nameof(Nullable<>.Value))),
            Bind(nameof(Compared.Visited), visited),
            Bind(nameof(Compared.Postponed), postponed),
            Bind(nameof(Compared.Between), await HoldsAsync(between)),
            Bind(nameof(Compared.Ordered), Expression.AndAlso(Expression.OrElse(visited, postponed), await HoldsAsync(ordered)))); // orders are looked for only where they are counted
        var counted = await (await lister.MatchingAsync(followUps, List(all), cancellationToken))
            .Select(Expression.Lambda<Func<FollowUp, Compared>>(compared, step))
            .GroupBy(c => new { c.CustomerId, c.Visited, c.Postponed, c.Between, c.Ordered })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return counted.ConvertAll(c => new StepsOf(new Compared { CustomerId = c.Key.CustomerId, Visited = c.Key.Visited, Postponed = c.Key.Postponed, Between = c.Key.Between, Ordered = c.Key.Ordered }, c.Count));
    }

    private static MemberAssignment Bind(string member, Expression value) => Expression.Bind(typeof(Compared).GetProperty(member)!, value);

    private static (FollowUpOutcome Answer, EffectiveCount Worth) OutcomeOf(IEnumerable<StepsOf> side, Filter where)
    {
        var customers = side.GroupBy(s => s.Kind.CustomerId).Select(g => (Steps: g.Sum(s => s.Count), Ordered: g.Where(s => s.Kind.Ordered).Sum(s => s.Count))).ToList();
        var worth = EffectiveCount.Of(customers);
        return (
            new FollowUpOutcome
            {
                Steps = customers.Sum(c => c.Steps), Customers = customers.Count, Ordered = customers.Sum(c => c.Ordered), Share = MeasuredShare.Of(worth.Successes, worth.Trials),
                DesignEffect = MeasuredShare.Round(worth.DesignEffect), Where = where,
            },
            worth);
    }

    private static MeasuredShareDifference? Compare(EffectiveCount visited, EffectiveCount postponed)
    {
        if (Proportion.Of(visited.Successes, visited.Trials) is not { } one || Proportion.Of(postponed.Successes, postponed.Trials) is not { } two) return null;
        var difference = ProportionDifference.Of(one, two);
        return new MeasuredShareDifference(MeasuredShare.Round(difference.Difference), MeasuredShare.Round(difference.Low), MeasuredShare.Round(difference.High));
    }

    private static ListRequest List(params Filter[] filters) => new() { Filter = new AllOf(filters) };

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>On which side of the comparison a step is, and whether its customer ordered.</summary>
    private sealed record Compared
    {
        public Guid CustomerId { get; init; }

        public bool Visited { get; init; }

        public bool Postponed { get; init; }

        public bool Between { get; init; }

        public bool Ordered { get; init; }
    }

    private sealed record StepsOf(Compared Kind, int Count);
}
