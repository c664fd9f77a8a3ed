using Crm.Domain.Jobs;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Jobs;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.ToTable("Jobs");
        job.Property(j => j.Kind).HasMaxLength(Job.KindMaxLength);
        job.Property(j => j.TitleZh).HasMaxLength(Job.TitleMaxLength);
        job.Property(j => j.TitleEn).HasMaxLength(Job.TitleMaxLength);
        job.Property(j => j.Entity).HasMaxLength(Job.KindMaxLength);
        job.Property(j => j.Error).HasMaxLength(Job.ErrorMaxLength);
        job.Property(j => j.Holder).HasMaxLength(Job.HolderMaxLength);
        job.ComplexProperty(j => j.File!, file => Configure(file, "File"));
        job.ComplexProperty(j => j.Errors!, file => Configure(file, "Errors"));
        job.HasOne<User>().WithMany().HasForeignKey(j => j.OwnerId).OnDelete(DeleteBehavior.Restrict);
        job.HasIndex(j => j.EndedAt);
        job.HasIndex(j => new { j.OwnerId, j.CreatedAt, j.Id });
        job.HasIndex(j => new { j.CreatedAt, j.Id });
        job.HasIndex(j => j.UpdatedAt);
    }

    private static void Configure(ComplexPropertyBuilder<JobFile> file, string prefix)
    {
        file.Property(f => f.Key).HasColumnName(prefix + "Key").HasMaxLength(JobFile.KeyMaxLength);
        file.Property(f => f.Name).HasColumnName(prefix + "Name").HasMaxLength(JobFile.NameMaxLength);
        file.Property(f => f.ContentType).HasColumnName(prefix + "ContentType").HasMaxLength(100);
        file.Property(f => f.Size).HasColumnName(prefix + "Size");
    }
}

internal sealed class JobChunkConfiguration : IEntityTypeConfiguration<JobChunk>
{
    public void Configure(EntityTypeBuilder<JobChunk> chunk)
    {
        chunk.ToTable("JobChunks");
        chunk.HasKey(c => new { c.JobId, c.Number });
        chunk.Ignore(c => c.Count);
        chunk.HasOne<Job>().WithMany().HasForeignKey(c => c.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class JobItemConfiguration : IEntityTypeConfiguration<JobItem>
{
    public void Configure(EntityTypeBuilder<JobItem> item)
    {
        item.ToTable("JobItems");
        item.HasKey(i => new { i.JobId, i.Number });
        item.Property(i => i.Reasons).HasMaxLength(JobItem.ReasonsMaxLength);
        item.HasOne<Job>().WithMany().HasForeignKey(i => i.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.ToTable("Notifications");
        notification.Property(n => n.Id).ValueGeneratedNever();
        notification.Property(n => n.Kind).HasMaxLength(Notification.KindMaxLength);
        notification.HasOne<User>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.Restrict);
        notification.HasIndex(n => new { n.UserId, n.ReadAt });
        notification.HasIndex(n => n.CreatedAt);
    }
}

internal sealed class NotificationChoiceConfiguration : IEntityTypeConfiguration<NotificationChoice>
{
    public void Configure(EntityTypeBuilder<NotificationChoice> choice)
    {
        choice.ToTable("NotificationChoices");
        choice.HasKey(c => c.UserId);
        choice.HasOne<User>().WithOne().HasForeignKey<NotificationChoice>(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
