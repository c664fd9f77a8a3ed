using Crm.Domain.Jobs;
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

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKeyRow>
{
    public void Configure(EntityTypeBuilder<DataProtectionKeyRow> key)
    {
        key.ToTable("DataProtectionKeys");
        key.HasKey(k => k.Name);
        key.Property(k => k.Name).HasMaxLength(DataProtectionKeyRow.NameMaxLength);
        key.Property(k => k.Xml).HasMaxLength(4000);
    }
}

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.ToTable("JobRuns");
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Job).HasMaxLength(JobRun.JobMaxLength);
        run.Property(r => r.Node).HasMaxLength(JobRun.NodeMaxLength);
        run.Property(r => r.Error).HasMaxLength(JobRun.ErrorMaxLength);
        run.HasIndex(r => new { r.Job, r.FireAt }).IsUnique();
    }
}
