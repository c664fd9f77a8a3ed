using Crm.Domain.Import;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Import;

internal sealed class ImportUploadConfiguration : IEntityTypeConfiguration<ImportUpload>
{
    public void Configure(EntityTypeBuilder<ImportUpload> upload)
    {
        upload.ToTable("ImportUploads");
        upload.Property(u => u.Id).ValueGeneratedNever();
        upload.Property(u => u.Name).HasMaxLength(ImportUpload.NameMaxLength);
        upload.Property(u => u.Key).HasMaxLength(ImportUpload.KeyMaxLength);
        upload.Property(u => u.RowsKey).HasMaxLength(ImportUpload.KeyMaxLength);
        upload.HasOne<User>().WithMany().HasForeignKey(u => u.UserId).OnDelete(DeleteBehavior.Restrict);
        upload.HasIndex(u => u.ExpiresAt);
    }
}

internal sealed class ImportMemoryConfiguration : IEntityTypeConfiguration<ImportMemory>
{
    public void Configure(EntityTypeBuilder<ImportMemory> memory)
    {
        memory.ToTable("ImportMemories");
        memory.HasKey(m => new { m.UserId, m.Entity, m.Shape });
        memory.Property(m => m.Entity).HasMaxLength(ImportMemory.EntityMaxLength);
        memory.Property(m => m.Shape).HasMaxLength(ImportMemory.ShapeLength);
        memory.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
