using Crm.Domain.Customers;
using Crm.Domain.Settings;
using Crm.Domain.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Tiers;

internal sealed class TierSchemeConfiguration : IEntityTypeConfiguration<TierScheme>
{
    public void Configure(EntityTypeBuilder<TierScheme> scheme) => scheme.ToTable("TierSchemes");
}

internal sealed class TierChangeConfiguration : IEntityTypeConfiguration<TierChange>
{
    public void Configure(EntityTypeBuilder<TierChange> change)
    {
        change.ToTable("TierChanges");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.Property(c => c.From).HasColumnName("FromTier").HasMaxLength(CodeListItem.CodeMaxLength);
        change.Property(c => c.Tier).HasMaxLength(CodeListItem.CodeMaxLength);
        change.Property(c => c.RuleId);
        change.Property(c => c.Rule).HasMaxLength(TierChange.RuleMaxLength);
        change.Property(c => c.Reason).HasMaxLength(TierChange.ReasonMaxLength);
        change.Property(c => c.Inputs);
        change.Property(c => c.UserId);
        change.Property(c => c.Until);
        change.HasOne<Customer>().WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Cascade);
        change.HasIndex(c => new { c.CustomerId, c.At });
    }
}

internal sealed class TierProposalConfiguration : IEntityTypeConfiguration<TierProposal>
{
    public void Configure(EntityTypeBuilder<TierProposal> proposal)
    {
        proposal.ToTable("TierProposals");
        proposal.HasKey(p => p.CustomerId);
        proposal.Property(p => p.From).HasColumnName("FromTier").HasMaxLength(CodeListItem.CodeMaxLength);
        proposal.Property(p => p.Tier).HasMaxLength(CodeListItem.CodeMaxLength);
        proposal.Property(p => p.Rule).HasMaxLength(TierChange.RuleMaxLength);
        proposal.HasOne<Customer>().WithOne().HasForeignKey<TierProposal>(p => p.CustomerId).OnDelete(DeleteBehavior.Cascade);
    }
}
