using Crm.Application.Common;
using Crm.Domain.Care;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>The tables of this module.</summary>
internal static class CareDb
{
    extension(ICrmDb db)
    {
        public DbSet<Festival> Festivals => db.Set<Festival>();

        public DbSet<Gift> Gifts => db.Set<Gift>();

        public DbSet<CustomerOccasion> CustomerOccasions => db.Set<CustomerOccasion>();

        public DbSet<CareProposal> CareProposals => db.Set<CareProposal>();

        public DbSet<CareSettings> CareSettings => db.Set<CareSettings>();
    }
}
