using System.Globalization;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Orders;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Gives new records of a numbered kind their number in the transaction that saves them, unless they came with one.</summary>
internal static class RecordNumbers
{
    /// <summary>The sequence of the customers.</summary>
    public const string Customers = "CustomerNumbers";

    private static readonly Series[] All =
    [
        new(typeof(Customer), Customers, "C", nameof(Customer.Number)),
        new(typeof(Order), "OrderNumbers", "O", nameof(Order.Number)),
        new(typeof(SalesReturn), "ReturnNumbers", "R", nameof(SalesReturn.Number)),
    ];

    /// <summary>The sequences in the database.</summary>
    public static IEnumerable<string> Sequences => All.Select(s => s.Sequence);

    /// <summary>Numbers everything that is about to be added and has none.</summary>
    public static async Task GiveAsync(CrmDbContext db, IEngine engine, CancellationToken cancellationToken)
    {
        var added = db.ChangeTracker.Entries<Record>().Where(e => e.State == EntityState.Added).ToList();
        foreach (var series in All)
        {
            var numbers = added.Where(e => e.Metadata.ClrType == series.Record).Select(e => e.Property(series.Property)).Where(p => p.CurrentValue is "").ToList();
            if (numbers.Count == 0) continue;
            foreach (var (number, next) in numbers.Zip(await engine.NextAsync(db, series.Sequence, numbers.Count, cancellationToken)))
                number.CurrentValue = string.Create(CultureInfo.InvariantCulture, $"{series.Prefix}{next:000000}");
        }
    }

    private sealed record Series(Type Record, string Sequence, string Prefix, string Property);
}
