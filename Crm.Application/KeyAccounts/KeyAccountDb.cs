using Crm.Application.Common;
using Crm.Domain.KeyAccounts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.KeyAccounts;

/// <summary>The tables of this module.</summary>
internal static class KeyAccountDb
{
    extension(ICrmDb db)
    {
        public DbSet<KeyAccountPlan> KeyAccountPlans => db.Set<KeyAccountPlan>();

        public DbSet<KeyAccountVersion> KeyAccountVersions => db.Set<KeyAccountVersion>();
    }
}
