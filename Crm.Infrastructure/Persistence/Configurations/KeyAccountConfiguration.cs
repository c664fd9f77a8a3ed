using Crm.Domain.KeyAccounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.KeyAccounts;

internal sealed class KeyAccountPlanConfiguration : IEntityTypeConfiguration<KeyAccountPlan>
{
    public void Configure(EntityTypeBuilder<KeyAccountPlan> plan)
    {
        plan.ToTable("KeyAccountPlans");
        plan.HasOne(p => p.Customer).WithMany().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Cascade);
        plan.HasIndex(p => p.CustomerId).IsUnique().HasFilter("\"DeletedAt\" IS NULL");
        plan.HasIndex(p => new { p.NextReviewOn, p.Id });
    }
}

internal sealed class KeyAccountVersionConfiguration : IEntityTypeConfiguration<KeyAccountVersion>
{
    public void Configure(EntityTypeBuilder<KeyAccountVersion> version)
    {
        version.ToTable("KeyAccountVersions");
        version.Property(v => v.Id).ValueGeneratedNever();
        version.Property(v => v.Note).HasMaxLength(KeyAccountVersion.NoteMaxLength);
        version.HasOne<KeyAccountPlan>().WithMany().HasForeignKey(v => v.PlanId).OnDelete(DeleteBehavior.Cascade);
        version.HasIndex(v => new { v.PlanId, v.At });
    }
}
