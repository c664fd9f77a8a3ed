using Crm.Domain.Jobs;
using Crm.Domain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Records;

internal sealed class ExternalReferenceConfiguration : IEntityTypeConfiguration<ExternalReference>
{
    public void Configure(EntityTypeBuilder<ExternalReference> reference)
    {
        reference.ToTable("ExternalReferences");
        reference.HasKey(r => new { r.Entity, r.System, r.ExternalId });
        reference.Property(r => r.Entity).HasMaxLength(Job.KindMaxLength);
        reference.Property(r => r.System).HasMaxLength(ExternalReference.SystemMaxLength);
        reference.Property(r => r.ExternalId).HasMaxLength(ExternalReference.IdMaxLength);
        reference.HasIndex(r => r.RecordId);
    }
}
