using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Contacts;

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> contact)
    {
        contact.ToTable("Contacts");
        contact.Property(c => c.Name).HasMaxLength(Contact.NameMaxLength);
        contact.Property(c => c.NameSortKey).HasMaxLength(200);
        contact.Property(c => c.EnglishName).HasMaxLength(Contact.NameMaxLength);
        contact.Property(c => c.Salutation).HasMaxLength(CodeListItem.CodeMaxLength);
        contact.Property(c => c.Phones).HasJsonList();
        contact.Property(c => c.Emails).HasJsonList();
        contact.Property(c => c.PrimaryPhone).HasMaxLength(Phone.NumberMaxLength);
        contact.Property(c => c.PrimaryEmail).HasMaxLength(Email.AddressMaxLength);
        contact.Property(c => c.Wechat).HasMaxLength(Contact.WechatMaxLength);
        contact.Property(c => c.Description).HasMaxLength(Customer.DescriptionMaxLength);
        contact.Property(c => c.Preferences).HasJsonList();
        contact.Property(c => c.DoNotContact).HasJsonList();

        contact.HasOne(c => c.Owner).WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Restrict);
        contact.HasMany(c => c.Tags).WithOne().HasForeignKey(t => t.ContactId).OnDelete(DeleteBehavior.Cascade);

        contact.HasIndex(c => new { c.NameSortKey, c.Id });
        contact.HasIndex(c => new { c.UpdatedAt, c.Id });
        contact.HasIndex(c => new { c.CreatedAt, c.Id });
        contact.HasIndex(c => new { c.LastContactAt, c.Id });
        contact.HasIndex(c => c.BirthdayKey);
        contact.HasIndex(c => new { c.OwnerId, c.NameSortKey, c.Id });
    }
}

internal sealed class ContactTagConfiguration : IEntityTypeConfiguration<ContactTag>
{
    public void Configure(EntityTypeBuilder<ContactTag> tag)
    {
        tag.ToTable("ContactTags");
        tag.HasKey(t => new { t.ContactId, t.TagId });
        tag.HasOne(t => t.Tag).WithMany().HasForeignKey(t => t.TagId).OnDelete(DeleteBehavior.Cascade);
    }
}
