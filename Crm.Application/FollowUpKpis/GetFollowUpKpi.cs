using System.Globalization;
using System.Linq.Expressions;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Customers;
using MediatR;
using Microsoft.EntityFrameworkCore;
using static Crm.Application.FollowUpKpis.KpiSpan;

namespace Crm.Application.FollowUpKpis;

/// <summary>How follow-ups were kept: coverage on time, promises, and days since somebody spoke with customers.</summary>
/// <param name="From">First day; 89 days before the last when nothing is said.</param>
/// <param name="To">Last day; today when nothing is said.</param>
/// <param name="GroupBy"><c>tier</c>, <c>team</c> or <c>manager</c>; tiers when nothing is said.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetFollowUpKpi(DateOnly? From, DateOnly? To, string? GroupBy) : IRequest<FollowUpKpi>;

internal sealed class GetFollowUpKpiHandler(ICrmDb db, IUserDirectory directory, TimeProvider clock) : IRequestHandler<GetFollowUpKpi, FollowUpKpi>
{
    private const string Step = "step";
    private const string Promise = "promise";

    /// <summary>Last days of the spans since the last contact, but for those that have none.</summary>
    private static readonly int[] Days = [7, 30, 90, 180];

    public Task<FollowUpKpi> Handle(GetFollowUpKpi request, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var words = Enum.GetValues<KpiGrouping>().ToDictionary(g => g.ToString().ToLowerInvariant(), StringComparer.Ordinal);
        if (!words.TryGetValue(request.GroupBy ?? "tier", out var grouping)) errors.Add(FieldError.NotAmong("groupBy", "invalid_value", words.Keys));
        var span = Of(request.From, request.To, clock, errors);
        if (errors.Count > 0) throw new InvalidException(errors, unreadable: true);
        return grouping switch
        {
            KpiGrouping.Tier => ReadAsync(span, grouping, f => f.Customer!.Tier, c => c.Tier, tier => tier, cancellationToken),
            KpiGrouping.Team => ReadAsync(span, grouping, f => f.Owner!.TeamId, c => c.Owner!.TeamId, team => team?.ToString(), cancellationToken),
            _ => ReadAsync(span, grouping, f => (Guid?)f.OwnerId, c => c.OwnerId, manager => manager?.ToString(), cancellationToken),
        };
    }

    private async Task<FollowUpKpi> ReadAsync<TKey>(
        KpiSpan span, KpiGrouping grouping, Expression<Func<FollowUp, TKey>> group, Expression<Func<Customer, TKey>> groupOfCustomer, Func<TKey, string?> text, CancellationToken cancellationToken)
    {
        var months = MonthsOf(span);
        var steps = await CountAsync(span, months, group, text, cancellationToken);
        var contact = await ContactAsync(span, groupOfCustomer, text, cancellationToken);
        var keys = steps.Select(s => s.Key).Concat(contact.Select(c => c.Key)).Distinct().ToList();
        var names = await NamesAsync(grouping, keys, cancellationToken);
        var (field, fieldOfCustomer) = grouping switch { KpiGrouping.Tier => ("customer.tier", "tier"), KpiGrouping.Team => ("owner.teamId", "owner.teamId"), _ => ("ownerId", "ownerId") };
        return new FollowUpKpi
        {
            From = span.From,
            To = span.To,
            Until = span.Until,
            GroupBy = grouping,
            Where = DueIn(span.Begin, span.Until),
            Total = FiguresOf(steps),
            Groups = [.. keys.OrderBy(key => key is null).ThenBy(key => names.GetValueOrDefault(key ?? "") ?? key, StringComparer.Ordinal).Select(key => new FollowUpKpiGroup
            {
                Key = key,
                Name = names.GetValueOrDefault(key ?? ""),
                Where = Is(field, key),
                CustomersWhere = Is(fieldOfCustomer, key),
                Figures = FiguresOf(steps.Where(s => s.Key == key)),
                Contact = [.. Enum.GetValues<SinceContact>().Select(since => new ContactTally(since, contact.Where(c => c.Key == key && c.Span == (int)since).Sum(c => c.Count)))],
            })],
            Months = [.. months.Select((month, i) => new FollowUpKpiMonth(
                month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                DueIn(i == 0 ? span.Begin : StartOf(month), i + 1 < months.Count ? StartOf(months[i + 1]) : span.Until),
                FiguresOf(steps.Where(s => s.Month == i))))],
            Contact = [.. Enum.GetValues<SinceContact>().Select(since => new ContactBar(since, contact.Where(c => c.Span == (int)since).Sum(c => c.Count), CustomersOf(since, span.Today)))],
            Lists = Lists,
        };
    }

    /// <summary>The first days of the months in which something can have been due.</summary>
    private static List<DateOnly> MonthsOf(KpiSpan span)
    {
        var months = new List<DateOnly>();
        for (var month = new DateOnly(span.From.Year, span.From.Month, 1); month <= span.To && (months.Count == 0 || month <= span.Today); month = month.AddMonths(1)) months.Add(month);
        return months;
    }

    /// <summary>One question for all figures: how many there are of each kind, group and month, and what became of them.</summary>
    private async Task<List<Tally>> CountAsync<TKey>(KpiSpan span, List<DateOnly> months, Expression<Func<FollowUp, TKey>> group, Func<TKey, string?> text, CancellationToken cancellationToken)
    {
        var (from, until) = (span.Begin, span.Until);
        var followUp = Expression.Parameter(typeof(FollowUp), "f");
        var due = Expression.Property(followUp, nameof(FollowUp.Due));
        Expression month = Expression.Constant(months.Count - 1);
        for (var i = months.Count - 1; i > 0; i--) month = Expression.Condition(Expression.LessThan(due, FilterExpressions.Parameter(typeof(DateTime), StartOf(months[i]))), Expression.Constant(i - 1), month);
        var kept = Expression.MemberInit(
            Expression.New(typeof(Kept<TKey>)),
            Bind<TKey>(nameof(Kept<>.Key), FilterExpressions.Replace(group, followUp)),
            Bind<TKey>(nameof(Kept<>.Month), month),
            Bind<TKey>(nameof(Kept<>.Kind), Expression.Property(followUp, nameof(FollowUp.Kind))),
            Bind<TKey>(nameof(Kept<>.Status), Expression.Property(followUp, nameof(FollowUp.Status))),
            Bind<TKey>(nameof(Kept<>.OnTime), FilterExpressions.Replace(FollowUpDescriptor.OnTime, followUp)));
        var counted = await db.FollowUps.AsNoTracking().Where(f => f.Due >= from && f.Due < until)
            .Select(Expression.Lambda<Func<FollowUp, Kept<TKey>>>(kept, followUp))
            .GroupBy(k => new { k.Key, k.Month, k.Kind, k.Status, k.OnTime })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return counted.ConvertAll(c => new Tally(text(c.Key.Key), c.Key.Month, c.Key.Kind, c.Key.Status, c.Key.OnTime, c.Count));
    }

    private static MemberAssignment Bind<TKey>(string member, Expression value) => Expression.Bind(typeof(Kept<TKey>).GetProperty(member)!, value);

    /// <summary>Customers whom somebody looks after; those of the pool nobody is to speak with.</summary>
    private async Task<List<ContactOf>> ContactAsync<TKey>(KpiSpan span, Expression<Func<Customer, TKey>> group, Func<TKey, string?> text, CancellationToken cancellationToken)
    {
        var (first, second, third, fourth) = (Since(span, 0), Since(span, 1), Since(span, 2), Since(span, 3));
        Expression<Func<Customer, int>> since = c => c.LastContactAt == null ? 5 : c.LastContactAt >= first ? 0 : c.LastContactAt >= second ? 1 : c.LastContactAt >= third ? 2 : c.LastContactAt >= fourth ? 3 : 4;
        var customer = Expression.Parameter(typeof(Customer), "c");
        var spoken = Expression.MemberInit(
            Expression.New(typeof(Spoken<TKey>)),
            Expression.Bind(typeof(Spoken<TKey>).GetProperty(nameof(Spoken<>.Key))!, FilterExpressions.Replace(group, customer)),
            Expression.Bind(typeof(Spoken<TKey>).GetProperty(nameof(Spoken<>.Span))!, FilterExpressions.Replace(since, customer)));
        var counted = await db.Customers.AsNoTracking().Where(c => c.OwnerId != null)
            .Select(Expression.Lambda<Func<Customer, Spoken<TKey>>>(spoken, customer))
            .GroupBy(s => new { s.Key, s.Span })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return counted.ConvertAll(c => new ContactOf(text(c.Key.Key), c.Key.Span, c.Count));

        static DateTime Since(KpiSpan span, int index) => StartOf(span.Today.AddDays(-Days[index]));
    }

    private static AllOf CustomersOf(SinceContact since, DateOnly today)
    {
        var owned = Is("ownerId", FilterOperator.IsEmpty, "false");
        if (since == SinceContact.Never) return new AllOf([owned, Is("lastContactAt", null)]);
        string Border(int index) => Instants.Format(StartOf(today.AddDays(-Days[index])));
        return new AllOf([
            owned,
            .. (int)since < Days.Length ? [Is("lastContactAt", FilterOperator.Gte, Border((int)since))] : Array.Empty<Filter>(),
            .. since > SinceContact.Within7 ? [Is("lastContactAt", FilterOperator.Lt, Border((int)since - 1))] : Array.Empty<Filter>()]);
    }

    private static FollowUpFigures FiguresOf(IEnumerable<Tally> tallies)
    {
        var all = tallies.ToList();
        int Count(FollowUpKind kind, Func<Tally, bool> of) => all.Where(t => t.Kind == kind && of(t)).Sum(t => t.Count);
        int Steps(Func<Tally, bool> of) => Count(FollowUpKind.Step, of);
        int Promises(Func<Tally, bool> of) => Count(FollowUpKind.Promise, of);
        var (due, onTime) = (Steps(t => t.Status != FollowUpStatus.Cancelled), Steps(t => t.OnTime == true));
        var (promised, kept) = (Promises(t => t.Status != FollowUpStatus.Cancelled), Promises(t => t.OnTime == true));
        return new FollowUpFigures
        {
            Due = due,
            DoneOnTime = onTime,
            DoneLate = Steps(t => t.OnTime == false),
            Missed = Steps(t => t.Status == FollowUpStatus.Missed),
            Open = Steps(t => t.Status == FollowUpStatus.Planned),
            Cancelled = Steps(t => t.Status == FollowUpStatus.Cancelled),
            Coverage = MeasuredShare.Of(onTime, due),
            PromisesDue = promised,
            PromisesKept = kept,
            PromisesBroken = promised - kept,
            Kept = MeasuredShare.Of(kept, promised),
        };
    }

    /// <summary>What each figure counts; as <see cref="FiguresOf"/> counts it.</summary>
    private static readonly FollowUpKpiLists Lists = new()
    {
        Due = new AllOf([Is("kind", Step), Is("status", FilterOperator.Ne, "cancelled")]),
        DoneOnTime = new AllOf([Is("kind", Step), Is("onTime", "true")]),
        DoneLate = new AllOf([Is("kind", Step), Is("onTime", "false")]),
        Missed = new AllOf([Is("kind", Step), Is("status", "missed")]),
        Open = new AllOf([Is("kind", Step), Is("status", "planned")]),
        Cancelled = new AllOf([Is("kind", Step), Is("status", "cancelled")]),
        PromisesDue = new AllOf([Is("kind", Promise), Is("status", FilterOperator.Ne, "cancelled")]),
        PromisesKept = new AllOf([Is("kind", Promise), Is("onTime", "true")]),
        PromisesBroken = new AllOf([Is("kind", Promise), Is("status", FilterOperator.Ne, "cancelled"), Is("onTime", FilterOperator.Ne, "true")]),
    };

    private async Task<Dictionary<string, string?>> NamesAsync(KpiGrouping grouping, List<string?> keys, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string?>();
        if (grouping == KpiGrouping.Team)
        {
            foreach (var team in await db.Teams.AsNoTracking().Select(t => new { t.Id, t.Name }).ToListAsync(cancellationToken)) names[team.Id.ToString()] = team.Name;
        }
        else if (grouping == KpiGrouping.Manager)
        {
            foreach (var key in keys.OfType<string>()) names[key] = await directory.NameOfAsync(Guid.Parse(key), cancellationToken);
        }

        return names;
    }

    private sealed record Tally(string? Key, int Month, FollowUpKind Kind, FollowUpStatus Status, bool? OnTime, int Count);

    private sealed record ContactOf(string? Key, int Span, int Count);

    private sealed class Kept<TKey>
    {
        public TKey Key { get; init; } = default!;

        public int Month { get; init; }

        public FollowUpKind Kind { get; init; }

        public FollowUpStatus Status { get; init; }

        public bool? OnTime { get; init; }
    }

    private sealed class Spoken<TKey>
    {
        public TKey Key { get; init; } = default!;

        public int Span { get; init; }
    }
}
