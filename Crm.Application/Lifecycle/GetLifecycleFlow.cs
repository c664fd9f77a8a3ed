using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Security;
using Crm.Domain.Lifecycle;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Lifecycle;

/// <summary>How customers in sight came from stage to stage, month by month, and how many stood where at the end of each.</summary>
/// <param name="From">First month, its day left aside; eleven months before the last when nothing is said.</param>
/// <param name="To">Last month; that of today when nothing is said.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetLifecycleFlow(DateOnly? From, DateOnly? To) : IRequest<LifecycleFlow>;

/// <summary>How customers came from stage to stage.</summary>
public sealed record LifecycleFlow
{
    /// <summary>How many stand where today.</summary>
    public IReadOnlyList<StageStock> Now { get; init; } = [];

    /// <summary>The months, the first one first.</summary>
    public IReadOnlyList<LifecycleMonth> Months { get; init; } = [];
}

/// <summary>A month.</summary>
public sealed record LifecycleMonth
{
    /// <summary>The month, <c>2026-03</c>.</summary>
    public required string Month { get; init; }

    /// <summary>How many took which step in it. A list shows them by <c>filter[stageChanges.step]=2026-03:active:silent</c>.</summary>
    public IReadOnlyList<StageFlow> Flows { get; init; } = [];

    /// <summary>How many stood where at its end, or today.</summary>
    public IReadOnlyList<StageStock> Stock { get; init; } = [];
}

/// <summary>Customers who took a step.</summary>
/// <param name="From">From this stage.</param>
/// <param name="To">To this stage.</param>
/// <param name="Customers">How many steps; who takes one twice in a month counts twice.</param>
/// <param name="Step">The word by which lists find them.</param>
public sealed record StageFlow(StageOfLife From, StageOfLife To, int Customers, string Step);

/// <summary>Customers of a stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Customers">How many.</param>
public sealed record StageStock(StageOfLife Stage, int Customers);

internal sealed class GetLifecycleFlowHandler(ICrmDb db, TradeBook trade) : IRequestHandler<GetLifecycleFlow, LifecycleFlow>
{
    private const int UsualMonths = 12;
    private const int MostMonths = 60;

    public async Task<LifecycleFlow> Handle(GetLifecycleFlow request, CancellationToken cancellationToken)
    {
        var (first, last) = MonthsOf(request);
        var today = trade.Today;
        var customers = db.Customers.AsNoTracking();
        var steps = await db.StageChanges.AsNoTracking()
            .Where(s => s.On < last.AddMonths(1) && customers.Any(c => c.Id == s.CustomerId))
            .GroupBy(s => new { s.On.Year, s.On.Month, s.From, s.To })
            .Select(g => new { g.Key.Year, g.Key.Month, g.Key.From, g.Key.To, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var opened = await customers // a month here is that of UTC: nobody looks for a prospect by the hour
            .GroupBy(c => new { c.CreatedAt.Year, c.CreatedAt.Month, OrderYear = c.Trade == null ? null : (int?)c.Trade.FirstOrderOn!.Value.Year, OrderMonth = c.Trade == null ? null : (int?)c.Trade.FirstOrderOn!.Value.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, g.Key.OrderYear, g.Key.OrderMonth, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var now = await customers.GroupBy(c => c.Trade == null ? StageOfLife.Prospect : c.Trade.Stage).Select(g => new { Stage = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Stage, g => g.Count, cancellationToken);

        var months = new List<LifecycleMonth>();
        for (var month = first; month <= last; month = month.AddMonths(1))
        {
            var end = (month.Year * 12) + month.Month;
            var until = steps.Where(s => (s.Year * 12) + s.Month <= end).ToList();
            int Stock(StageOfLife stage) => stage == StageOfLife.Prospect
                ? opened.Where(o => (o.Year * 12) + o.Month <= end && !((o.OrderYear * 12) + o.OrderMonth <= end)).Sum(o => o.Count)
                : until.Where(s => s.To == stage).Sum(s => s.Count) - until.Where(s => s.From == stage).Sum(s => s.Count);
            months.Add(new LifecycleMonth
            {
                Month = month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                Flows = [.. until.Where(s => (s.Year * 12) + s.Month == end).OrderBy(s => s.From).ThenBy(s => s.To).Select(s => new StageFlow(s.From, s.To, s.Count, StageChange.StepOf(month, s.From, s.To)))],
                Stock = [.. Enum.GetValues<StageOfLife>().Select(stage => new StageStock(stage, month.Year == today.Year && month.Month == today.Month ? now.GetValueOrDefault(stage) : Stock(stage)))],
            });
        }

        return new LifecycleFlow { Now = [.. Enum.GetValues<StageOfLife>().Select(stage => new StageStock(stage, now.GetValueOrDefault(stage)))], Months = months };
    }

    private (DateOnly First, DateOnly Last) MonthsOf(GetLifecycleFlow request)
    {
        static DateOnly Begin(DateOnly day) => new(day.Year, day.Month, 1);
        var last = Begin(request.To ?? trade.Today);
        var first = Begin(request.From ?? last.AddMonths(1 - UsualMonths));
        var count = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        return count is >= 1 and <= MostMonths && last.Year < DateOnly.MaxValue.Year ? (first, last) : throw new InvalidException(FieldError.OutOfRange("from", 1, MostMonths), unreadable: true);
    }
}
