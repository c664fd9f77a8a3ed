using Crm.Application.Common;
using Crm.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>The tables of this module.</summary>
internal static class CustomerDb
{
    extension(ICrmDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();

        public DbSet<PoolRules> PoolRules => db.Set<PoolRules>();

        public DbSet<CustomerAddress> CustomerAddresses => db.Set<CustomerAddress>();

        public DbSet<TaxProfile> TaxProfiles => db.Set<TaxProfile>();
    }
}
