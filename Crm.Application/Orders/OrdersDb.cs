using Crm.Application.Common;
using Crm.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>The tables of this module.</summary>
internal static class OrdersDb
{
    extension(ICrmDb db)
    {
        public DbSet<Order> Orders => db.Set<Order>();

        public DbSet<SalesReturn> SalesReturns => db.Set<SalesReturn>();

        public DbSet<CustomerTrade> CustomerTrades => db.Set<CustomerTrade>();
    }
}
