using Crm.Domain.Customers;
using Crm.Domain.Lifecycle;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Lifecycle;

internal sealed class LifecycleRulesConfiguration : IEntityTypeConfiguration<LifecycleRules>
{
    public void Configure(EntityTypeBuilder<LifecycleRules> rules) => rules.ToTable("LifecycleRules");
}

internal sealed class StageChangeConfiguration : IEntityTypeConfiguration<StageChange>
{
    public void Configure(EntityTypeBuilder<StageChange> change)
    {
        change.ToTable("StageChanges");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.Property(c => c.From).HasColumnName("FromStage");
        change.Property(c => c.To).HasColumnName("ToStage");
        change.Property(c => c.On).HasColumnName("OnDay");
        change.Property(c => c.Step).HasMaxLength(StageChange.StepMaxLength);
        change.Property(c => c.Figures);
        change.HasOne<Customer>().WithMany(c => c.StageChanges).HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Cascade);
        change.HasIndex(c => new { c.CustomerId, c.On });
        change.HasIndex(c => new { c.Step, c.CustomerId });
    }
}
