using Crm.Application.Common;
using Crm.Domain.Views;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Views;

/// <summary>The tables of this module.</summary>
internal static class ViewDb
{
    extension(ICrmDb db)
    {
        public DbSet<SavedView> SavedViews => db.Set<SavedView>();

        public DbSet<ListSettings> ListSettings => db.Set<ListSettings>();
    }
}
