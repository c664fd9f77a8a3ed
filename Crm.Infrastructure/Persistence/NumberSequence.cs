using System.Globalization;
using Crm.Application.Customers;
using Crm.Infrastructure.Persistence.Providers;

namespace Crm.Infrastructure.Persistence;

/// <summary>Numbers from a counter in the database.</summary>
internal sealed class NumberSequence(CrmDbContext db, IEngine engine) : INumberSequence
{
    public const string Customers = "customers";

    public static string CustomerNumber(long number) => string.Create(CultureInfo.InvariantCulture, $"C{number:000000}");

    public async Task<string> NextCustomerAsync(CancellationToken cancellationToken) => CustomerNumber(await engine.NextAsync(db, Customers, cancellationToken));
}
