using Crm.Domain.Orders;
using Crm.Domain.Products;
using Crm.Domain.Receivables;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Orders;

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> product)
    {
        product.ToTable("Products");
        product.Property(p => p.Code).HasMaxLength(Product.CodeMaxLength);
        product.Property(p => p.Name).HasMaxLength(Product.NameMaxLength);
        product.Property(p => p.NameSortKey).HasMaxLength(Product.NameMaxLength);
        product.Property(p => p.Unit).HasMaxLength(Product.UnitMaxLength);
        product.Property(p => p.Description).HasMaxLength(Product.DescriptionMaxLength);
        product.ComplexProperty(p => p.Price, money =>
        {
            money.Property(m => m!.Amount).HasColumnName("Price");
            money.Property(m => m!.Currency).HasColumnName("PriceCurrency").HasMaxLength(3);
        });
        product.HasOne(p => p.Category).WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
        product.HasIndex(p => p.Code).IsUnique().HasFilter("\"DeletedAt\" IS NULL");
        product.HasIndex(p => new { p.NameSortKey, p.Id });
    }
}

internal sealed class ProductCategoryConfiguration : IEntityTypeConfiguration<ProductCategory>
{
    public void Configure(EntityTypeBuilder<ProductCategory> category)
    {
        category.ToTable("ProductCategories");
        category.Property(c => c.Name).HasMaxLength(ProductCategory.NameMaxLength);
        category.HasOne(c => c.Parent).WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        category.Property(c => c.NameSortKey).HasMaxLength(ProductCategory.NameMaxLength);
        category.HasIndex(c => c.Name).IsUnique().HasFilter("\"DeletedAt\" IS NULL");
        category.HasIndex(c => new { c.NameSortKey, c.Id });
    }
}

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("Orders");
        order.Property(o => o.Number).HasMaxLength(Order.NumberMaxLength);
        order.Property(o => o.Currency).HasMaxLength(3);
        order.Property(o => o.Channel).HasMaxLength(CodeListItem.CodeMaxLength);
        order.Property(o => o.PaymentMethod).HasMaxLength(CodeListItem.CodeMaxLength);
        order.Property(o => o.Note).HasMaxLength(Order.NoteMaxLength);
        order.HasOne(o => o.Customer).WithMany(c => c.Orders).HasForeignKey(o => o.CustomerId).OnDelete(DeleteBehavior.Restrict);
        order.HasOne(o => o.Owner).WithMany().HasForeignKey(o => o.OwnerId).OnDelete(DeleteBehavior.Restrict);
        order.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Cascade);
        order.HasIndex(o => o.Number).IsUnique();
        order.HasIndex(o => new { o.CustomerId, o.OrderedOn });
        order.HasIndex(o => new { o.CustomerId, o.OrderedAt, o.Status, o.Goods, o.DeletedAt }); // "when did he order next" is answered without the rows
        order.HasIndex(o => new { o.OwnerId, o.OrderedAt });
        order.HasIndex(o => new { o.OrderedAt, o.Id });
    }
}

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> line)
    {
        line.ToTable("OrderLines");
        line.Property(l => l.Id).ValueGeneratedNever();
        line.Property(l => l.Text).HasMaxLength(OrderLine.TextMaxLength);
        line.HasOne(l => l.Product).WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
        line.Ignore(l => l.Facts);
    }
}

internal sealed class SalesReturnConfiguration : IEntityTypeConfiguration<SalesReturn>
{
    public void Configure(EntityTypeBuilder<SalesReturn> back)
    {
        back.ToTable("SalesReturns");
        back.Property(r => r.Number).HasMaxLength(Order.NumberMaxLength);
        back.Property(r => r.Currency).HasMaxLength(3);
        back.Property(r => r.Reason).HasMaxLength(CodeListItem.CodeMaxLength);
        back.Property(r => r.Note).HasMaxLength(Order.NoteMaxLength);
        back.HasOne(r => r.Customer).WithMany().HasForeignKey(r => r.CustomerId).OnDelete(DeleteBehavior.Restrict);
        back.HasOne(r => r.Order).WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
        back.HasMany(r => r.Lines).WithOne().HasForeignKey(l => l.ReturnId).OnDelete(DeleteBehavior.Cascade);
        back.HasIndex(r => r.Number).IsUnique();
        back.HasIndex(r => new { r.CustomerId, r.ReturnedOn });
        back.HasIndex(r => new { r.ReturnedAt, r.Id });
    }
}

internal sealed class SalesReturnLineConfiguration : IEntityTypeConfiguration<SalesReturnLine>
{
    public void Configure(EntityTypeBuilder<SalesReturnLine> line)
    {
        line.ToTable("SalesReturnLines");
        line.Property(l => l.Id).ValueGeneratedNever();
        line.Property(l => l.Text).HasMaxLength(OrderLine.TextMaxLength);
        line.HasOne(l => l.Product).WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
        line.Ignore(l => l.Facts);
    }
}

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.ToTable("Payments");
        payment.ComplexProperty(p => p.Amount, money =>
        {
            money.Property(m => m.Amount).HasColumnName("Amount");
            money.Property(m => m.Currency).HasColumnName("Currency").HasMaxLength(3);
        });
        payment.Property(p => p.Method).HasMaxLength(CodeListItem.CodeMaxLength);
        payment.Property(p => p.Reference).HasMaxLength(Payment.ReferenceMaxLength);
        payment.HasOne(p => p.Customer).WithMany().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Restrict);
        payment.HasOne(p => p.Order).WithMany().HasForeignKey(p => p.OrderId).OnDelete(DeleteBehavior.Restrict);
        payment.Ignore(p => p.DaysLate);
        payment.HasIndex(p => new { p.CustomerId, p.PaidOn });
        payment.HasIndex(p => new { p.PaidOn, p.Id });
    }
}

internal sealed class CustomerTradeConfiguration : IEntityTypeConfiguration<CustomerTrade>
{
    public void Configure(EntityTypeBuilder<CustomerTrade> trade)
    {
        trade.ToTable("CustomerTrades");
        trade.HasKey(t => t.CustomerId);
        trade.HasOne<Domain.Customers.Customer>().WithOne(c => c.Trade).HasForeignKey<CustomerTrade>(t => t.CustomerId).OnDelete(DeleteBehavior.Cascade);
        trade.HasOne(t => t.FavouriteCategory).WithMany().HasForeignKey(t => t.FavouriteCategoryId).OnDelete(DeleteBehavior.Restrict);
        trade.Ignore(t => t.Rfm);
        trade.Property(t => t.Stage).HasDefaultValue(Domain.Lifecycle.StageOfLife.Prospect).ValueGeneratedNever(); // the default is for rows from before there were stages
        trade.HasIndex(t => t.LastOrderOn);
        trade.HasIndex(t => new { t.NetRevenue, t.LastOrderOn }); // quantiles are those of customers who have ordered
        trade.HasIndex(t => new { t.NetRevenueLately, t.LastOrderOn });
        trade.HasIndex(t => t.SilentOn);
        trade.HasIndex(t => t.LostOn);
    }
}
