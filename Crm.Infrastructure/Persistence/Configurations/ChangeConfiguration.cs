using Crm.Application.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Changes;

/// <summary>No key leads from here to a record or a user: what is written stays, whatever becomes of them.</summary>
internal sealed class ChangeSetConfiguration : IEntityTypeConfiguration<ChangeSet>
{
    public void Configure(EntityTypeBuilder<ChangeSet> set)
    {
        set.ToTable("ChangeSets");
        set.Property(s => s.Id).ValueGeneratedNever();
        set.Property(s => s.Entity).HasMaxLength(ChangeSet.EntityMaxLength);
        set.Property(s => s.RequestId).HasMaxLength(ChangeSet.RequestIdMaxLength);
        set.HasIndex(s => new { s.RecordId, s.Version });
        set.HasIndex(s => new { s.Reference, s.Id }).HasFilter("\"Reference\" IS NOT NULL");
    }
}
