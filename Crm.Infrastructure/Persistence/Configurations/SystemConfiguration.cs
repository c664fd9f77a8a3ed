using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Persistence;

internal sealed class SearchEntryConfiguration : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> entry)
    {
        entry.ToTable("SearchEntries");
        entry.HasKey(e => e.RowNo);
        entry.Property(e => e.RowNo).ValueGeneratedOnAdd();
        entry.Property(e => e.RecordType).HasMaxLength(20);
        entry.HasIndex(e => e.RecordId).IsUnique();
    }
}

internal sealed class IdempotentAnswerConfiguration : IEntityTypeConfiguration<IdempotentAnswerRow>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswerRow> answer)
    {
        answer.ToTable("IdempotentAnswers");
        answer.HasKey(a => a.Key);
        answer.Property(a => a.Key).HasMaxLength(64);
        answer.Property(a => a.Fingerprint).HasMaxLength(64);
        answer.Property(a => a.ContentType).HasMaxLength(100);
        answer.Property(a => a.ETag).HasMaxLength(40);
        answer.Property(a => a.Location).HasMaxLength(300);
        answer.HasIndex(a => a.ExpiresAt);
    }
}

internal sealed class SigningKeyConfiguration : IEntityTypeConfiguration<SigningKeyRow>
{
    public void Configure(EntityTypeBuilder<SigningKeyRow> key)
    {
        key.ToTable("SigningKeys");
        key.HasKey(k => k.KeyId);
        key.Property(k => k.KeyId).HasMaxLength(40);
        key.Property(k => k.Secret).HasMaxLength(64);
    }
}
