using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Customers;

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.ToTable("Customers");
        customer.Property(c => c.Number).HasMaxLength(20);
        customer.Property(c => c.Name).HasMaxLength(Customer.NameMaxLength);
        customer.Property(c => c.NameSortKey).HasMaxLength(200);
        customer.Property(c => c.ShortName).HasMaxLength(Customer.ShortNameMaxLength);
        customer.Property(c => c.EnglishName).HasMaxLength(Customer.NameMaxLength);
        customer.Property(c => c.Industry).HasMaxLength(CodeListItem.CodeMaxLength);
        customer.Property(c => c.Source).HasMaxLength(CodeListItem.CodeMaxLength);
        customer.Property(c => c.Size).HasMaxLength(CodeListItem.CodeMaxLength);
        customer.Property(c => c.Status).HasMaxLength(CodeListItem.CodeMaxLength);
        customer.ComplexProperty(c => c.Place, PlaceColumns.Configure);
        customer.Property(c => c.RegionCode).HasMaxLength(Place.CodeLength);
        customer.Property(c => c.Website).HasMaxLength(Customer.WebsiteMaxLength);
        customer.Property(c => c.Phones).HasJsonList();
        customer.Property(c => c.Emails).HasJsonList();
        customer.Property(c => c.PrimaryPhone).HasMaxLength(Phone.NumberMaxLength);
        customer.Property(c => c.PrimaryEmail).HasMaxLength(Email.AddressMaxLength);
        customer.ComplexProperty(c => c.AnnualRevenue, money =>
        {
            money.Property(m => m!.Amount).HasColumnName("AnnualRevenue");
            money.Property(m => m!.Currency).HasColumnName("AnnualRevenueCurrency").HasMaxLength(3);
        });
        customer.Property(c => c.CreditCode).HasMaxLength(UnifiedSocialCreditCode.Length);
        customer.Property(c => c.Description).HasMaxLength(Customer.DescriptionMaxLength);
        customer.Property(c => c.Preferences).HasJsonList();
        customer.Property(c => c.DoNotContact).HasJsonList();
        customer.Property(c => c.Protected).HasDefaultValue(false);
        customer.Property(c => c.PoolReason).HasMaxLength(CodeListItem.CodeMaxLength);
        customer.Property(c => c.PoolNote).HasMaxLength(Customer.PoolNoteMaxLength);

        customer.HasOne(c => c.Owner).WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Restrict);
        customer.HasOne(c => c.LastOwner).WithMany().HasForeignKey(c => c.LastOwnerId).OnDelete(DeleteBehavior.Restrict);
        customer.HasOne(c => c.Parent).WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        customer.HasMany(c => c.Tags).WithOne().HasForeignKey(t => t.CustomerId).OnDelete(DeleteBehavior.Cascade);

        customer.HasIndex(c => c.Number).IsUnique();
        customer.HasIndex(c => c.CreditCode).IsUnique().HasFilter("\"CreditCode\" IS NOT NULL AND \"DeletedAt\" IS NULL");
        customer.Property(c => c.Tier).HasMaxLength(CodeListItem.CodeMaxLength);
        customer.HasIndex(c => c.Tier);
        customer.HasIndex(c => c.RegionCode);
        customer.HasIndex(c => c.BirthdayKey);
        customer.HasIndex(c => c.FoundingKey);
        customer.HasIndex(c => new { c.NameSortKey, c.Id });
        customer.HasIndex(c => new { c.UpdatedAt, c.Id });
        customer.HasIndex(c => new { c.CreatedAt, c.Id });
        customer.HasIndex(c => new { c.OwnerId, c.NameSortKey, c.Id });
        customer.HasIndex(c => new { c.OwnerId, c.NextFollowUpAt });
        customer.HasIndex(c => new { c.OwnerId, c.LastContactAt });
        customer.HasIndex(c => new { c.OwnerId, c.PooledAt });
        customer.HasIndex(c => new { c.LastContactAt, c.Id });
        customer.HasIndex(c => new { c.NextFollowUpAt, c.Id });
    }
}

internal sealed class PoolRulesConfiguration : IEntityTypeConfiguration<PoolRules>
{
    public void Configure(EntityTypeBuilder<PoolRules> rules) => rules.ToTable("PoolRules");
}

internal sealed class CustomerTagConfiguration : IEntityTypeConfiguration<CustomerTag>
{
    public void Configure(EntityTypeBuilder<CustomerTag> tag)
    {
        tag.ToTable("CustomerTags");
        tag.HasKey(t => new { t.CustomerId, t.TagId });
        tag.HasOne(t => t.Tag).WithMany().HasForeignKey(t => t.TagId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CustomerAddressConfiguration : IEntityTypeConfiguration<CustomerAddress>
{
    public void Configure(EntityTypeBuilder<CustomerAddress> address)
    {
        address.ToTable("CustomerAddresses");
        address.ComplexProperty(a => a.Place, PlaceColumns.Configure);
        address.Property(a => a.Recipient).HasMaxLength(CustomerAddress.RecipientMaxLength);
        address.Property(a => a.Phone).HasMaxLength(Phone.NumberMaxLength);
        address.HasOne<Customer>().WithMany().HasForeignKey(a => a.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TaxProfileConfiguration : IEntityTypeConfiguration<TaxProfile>
{
    public void Configure(EntityTypeBuilder<TaxProfile> profile)
    {
        profile.ToTable("TaxProfiles");
        profile.Property(t => t.Title).HasMaxLength(TaxProfile.TitleMaxLength);
        profile.Property(t => t.TaxNumber).HasMaxLength(TaxProfile.TaxNumberMaxLength);
        profile.Property(t => t.RegisteredAddress).HasMaxLength(Place.LineMaxLength);
        profile.Property(t => t.RegisteredPhone).HasMaxLength(Phone.NumberMaxLength);
        profile.Property(t => t.BankName).HasMaxLength(TaxProfile.TitleMaxLength);
        profile.Property(t => t.BankAccount).HasMaxLength(TaxProfile.BankAccountMaxLength);
        profile.HasOne<Customer>().WithMany().HasForeignKey(t => t.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CustomerContactConfiguration : IEntityTypeConfiguration<CustomerContact>
{
    public void Configure(EntityTypeBuilder<CustomerContact> link)
    {
        link.ToTable("CustomerContacts");
        link.Property(l => l.Role).HasMaxLength(CodeListItem.CodeMaxLength);
        link.Property(l => l.Title).HasMaxLength(CustomerContact.TitleMaxLength);
        link.Property(l => l.Department).HasMaxLength(CustomerContact.TitleMaxLength);
        link.HasOne(l => l.Customer).WithMany(c => c.Contacts).HasForeignKey(l => l.CustomerId).OnDelete(DeleteBehavior.Restrict);
        link.HasOne(l => l.Contact).WithMany(c => c.Customers).HasForeignKey(l => l.ContactId).OnDelete(DeleteBehavior.Restrict);
        link.HasIndex(l => new { l.CustomerId, l.ContactId }).IsUnique().HasFilter("\"DeletedAt\" IS NULL");
    }
}

/// <summary>Column names of a place, without a prefix.</summary>
internal static class PlaceColumns
{
    public static void Configure(ComplexPropertyBuilder<Place> place)
    {
        place.Property(p => p.ProvinceCode).HasColumnName("ProvinceCode").HasMaxLength(Place.CodeLength);
        place.Property(p => p.CityCode).HasColumnName("CityCode").HasMaxLength(Place.CodeLength);
        place.Property(p => p.DistrictCode).HasColumnName("DistrictCode").HasMaxLength(Place.CodeLength);
        place.Property(p => p.Line1).HasColumnName("AddressLine1").HasMaxLength(Place.LineMaxLength);
        place.Property(p => p.Line2).HasColumnName("AddressLine2").HasMaxLength(Place.LineMaxLength);
        place.Property(p => p.PostalCode).HasColumnName("PostalCode").HasMaxLength(Place.PostalCodeMaxLength);
    }
}
