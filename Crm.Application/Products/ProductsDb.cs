using Crm.Application.Common;
using Crm.Domain.Products;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Products;

/// <summary>The tables of this module.</summary>
internal static class ProductsDb
{
    extension(ICrmDb db)
    {
        public DbSet<Product> Products => db.Set<Product>();

        public DbSet<ProductCategory> ProductCategories => db.Set<ProductCategory>();
    }
}
