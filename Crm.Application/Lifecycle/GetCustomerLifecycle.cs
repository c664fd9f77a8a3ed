using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Security;
using Crm.Domain.Lifecycle;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Lifecycle;

/// <summary>A customer's stage of life with its why.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="AsOf">As it was on this day; today when nothing is said.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetCustomerLifecycle(Guid CustomerId, DateOnly? AsOf) : IRequest<CustomerLifecycleView>;

/// <summary>A customer's stage of life with its why.</summary>
public sealed record CustomerLifecycleView
{
    /// <summary>The day it is as of.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>The stage on that day.</summary>
    public StageOfLife Stage { get; init; }

    /// <summary>Since which day; null for a prospect.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Why: the change that brought him there, with its figures; null for a prospect.</summary>
    public StageChangeRow? Why { get; init; }

    /// <summary>For today: the first day on which he counts as silent unless he orders before.</summary>
    public DateOnly? SilentOn { get; init; }

    /// <summary>For today: the first day on which he counts as lost unless he orders before.</summary>
    public DateOnly? LostOn { get; init; }

    /// <summary>Days since the last order on that day; null for a prospect.</summary>
    public int? DaysSinceLastOrder { get; init; }

    /// <summary>All changes up to that day, the newest first; at most 100.</summary>
    public IReadOnlyList<StageChangeRow> History { get; init; } = [];
}

/// <summary>A change of stage.</summary>
public sealed record StageChangeRow
{
    /// <inheritdoc cref="StageChange.From"/>
    public StageOfLife From { get; init; }

    /// <inheritdoc cref="StageChange.To"/>
    public StageOfLife To { get; init; }

    /// <inheritdoc cref="StageChange.On"/>
    public DateOnly On { get; init; }

    /// <summary>The figures that it was decided by.</summary>
    public StageFigures? Figures { get; init; }

    internal static StageChangeRow Of(StageChange change) => new() { From = change.From, To = change.To, On = change.On, Figures = JsonSerializer.Deserialize<StageFigures>(change.Figures, CrmJson.Options) };
}

internal sealed class GetCustomerLifecycleHandler(ICrmDb db, TradeBook trade) : IRequestHandler<GetCustomerLifecycle, CustomerLifecycleView>
{
    private const int MostChanges = 100;

    public async Task<CustomerLifecycleView> Handle(GetCustomerLifecycle request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        var (day, id) = (request.AsOf ?? trade.Today, request.CustomerId);
        var changes = await db.StageChanges.AsNoTracking().Where(s => s.CustomerId == id && s.On <= day).OrderByDescending(s => s.On).ThenByDescending(s => s.Id).Take(MostChanges).ToListAsync(cancellationToken);
        var now = request.AsOf is null ? await db.CustomerTrades.AsNoTracking().FirstOrDefaultAsync(t => t.CustomerId == id, cancellationToken) : await trade.AsOfAsync(id, day, cancellationToken);
        var history = changes.ConvertAll(StageChangeRow.Of);
        return new CustomerLifecycleView
        {
            AsOf = day,
            Stage = history is [var last, ..] ? last.To : StageOfLife.Prospect,
            Since = history is [{ To: not StageOfLife.Prospect } since, ..] ? since.On : null,
            Why = history is [var why, ..] ? why : null,
            SilentOn = request.AsOf is null ? now?.SilentOn : null,
            LostOn = request.AsOf is null ? now?.LostOn : null,
            DaysSinceLastOrder = now?.LastOrderOn is { } ordered ? day.DayNumber - ordered.DayNumber : null,
            History = history,
        };
    }
}
