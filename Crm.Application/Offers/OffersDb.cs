using Crm.Application.Common;
using Crm.Domain.Offers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Offers;

/// <summary>The tables of this module.</summary>
internal static class OffersDb
{
    extension(ICrmDb db)
    {
        public DbSet<Offer> Offers => db.Set<Offer>();
    }
}
