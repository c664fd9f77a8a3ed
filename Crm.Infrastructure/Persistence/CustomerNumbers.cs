using System.Globalization;
using Crm.Domain.Customers;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Gives a new customer his number in the transaction that saves him.</summary>
internal static class CustomerNumbers
{
    /// <summary>The sequence in the database.</summary>
    public const string Sequence = "CustomerNumbers";

    /// <summary>Numbers all customers that are about to be added and have none.</summary>
    public static async Task GiveAsync(CrmDbContext db, IEngine engine, CancellationToken cancellationToken)
    {
        var added = db.ChangeTracker.Entries<Customer>().Where(e => e.State == EntityState.Added && e.Entity.Number.Length == 0).ToList();
        if (added.Count == 0) return;
        foreach (var (customer, next) in added.Zip(await engine.NextAsync(db, Sequence, added.Count, cancellationToken)))
            customer.Property(c => c.Number).CurrentValue = string.Create(CultureInfo.InvariantCulture, $"C{next:000000}");
    }
}
