using Crm.Application.Common;
using Crm.Domain.Receivables;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Receivables;

/// <summary>The tables of this module.</summary>
internal static class ReceivablesDb
{
    extension(ICrmDb db)
    {
        public DbSet<Payment> Payments => db.Set<Payment>();
    }
}
