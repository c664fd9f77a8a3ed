using Crm.Domain.Care;
using Crm.Domain.Offers;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Care;

internal sealed class CareSettingsConfiguration : IEntityTypeConfiguration<CareSettings>
{
    public void Configure(EntityTypeBuilder<CareSettings> settings) => settings.ToTable("CareSettings");
}

internal sealed class CustomerOccasionConfiguration : IEntityTypeConfiguration<CustomerOccasion>
{
    public void Configure(EntityTypeBuilder<CustomerOccasion> occasion)
    {
        occasion.ToTable("CustomerOccasions");
        occasion.Property(o => o.Name).HasMaxLength(CustomerOccasion.NameMaxLength);
        occasion.HasOne(o => o.Customer).WithMany().HasForeignKey(o => o.CustomerId).OnDelete(DeleteBehavior.Restrict);
        occasion.HasOne(o => o.Contact).WithMany().HasForeignKey(o => o.ContactId).OnDelete(DeleteBehavior.Restrict);
        occasion.HasIndex(o => o.CustomerId);
        occasion.HasIndex(o => o.KeptOn);
    }
}

internal sealed class CareProposalConfiguration : IEntityTypeConfiguration<CareProposal>
{
    public void Configure(EntityTypeBuilder<CareProposal> proposal)
    {
        proposal.ToTable("CareProposals");
        proposal.Property(p => p.OccasionKey).HasMaxLength(CareProposal.KeyMaxLength);
        proposal.Property(p => p.Occasion).HasMaxLength(CareProposal.OccasionMaxLength);
        proposal.Property(p => p.Text).HasMaxLength(CareProposal.TextMaxLength);
        proposal.Property(p => p.Reason).HasMaxLength(CareProposal.ReasonMaxLength);
        proposal.HasOne(p => p.Customer).WithMany().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Restrict);
        proposal.HasOne(p => p.Contact).WithMany().HasForeignKey(p => p.ContactId).OnDelete(DeleteBehavior.Restrict);
        proposal.HasOne(p => p.Gift).WithMany().HasForeignKey(p => p.GiftId).OnDelete(DeleteBehavior.Restrict);
        proposal.HasOne(p => p.ApprovedBy).WithMany().HasForeignKey(p => p.ApprovedById).OnDelete(DeleteBehavior.Restrict);
        proposal.Ignore(p => p.Counts);
        proposal.HasIndex(p => new { p.OccasionKey, p.OccasionYear }).IsUnique();
        proposal.HasIndex(p => new { p.CustomerId, p.OccasionOn });
        proposal.HasIndex(p => new { p.OccasionOn, p.Id });
        proposal.HasIndex(p => new { p.Status, p.OccasionOn });
    }
}

internal sealed class OfferConfiguration : IEntityTypeConfiguration<Offer>
{
    public void Configure(EntityTypeBuilder<Offer> offer)
    {
        offer.ToTable("Offers");
        offer.Property(o => o.Currency).HasMaxLength(3);
        offer.Property(o => o.Benefit).HasMaxLength(CodeListItem.CodeMaxLength);
        offer.Property(o => o.Reason).HasMaxLength(Offer.ReasonMaxLength);
        offer.Property(o => o.Note).HasMaxLength(Offer.ReasonMaxLength);
        offer.HasOne(o => o.Customer).WithMany().HasForeignKey(o => o.CustomerId).OnDelete(DeleteBehavior.Restrict);
        offer.HasOne(o => o.Product).WithMany().HasForeignKey(o => o.ProductId).OnDelete(DeleteBehavior.Restrict);
        offer.HasOne(o => o.Category).WithMany().HasForeignKey(o => o.CategoryId).OnDelete(DeleteBehavior.Restrict);
        offer.HasOne(o => o.GrantedBy).WithMany().HasForeignKey(o => o.GrantedById).OnDelete(DeleteBehavior.Restrict);
        offer.HasOne(o => o.ApprovedBy).WithMany().HasForeignKey(o => o.ApprovedById).OnDelete(DeleteBehavior.Restrict);
        offer.Ignore(o => o.Terms).Ignore(o => o.PriceFloor).Ignore(o => o.DiscountCeiling);
        offer.HasIndex(o => new { o.CustomerId, o.Status });
        offer.HasIndex(o => new { o.ValidFrom, o.Id });
        offer.HasIndex(o => new { o.Status, o.ValidTo });
    }
}
