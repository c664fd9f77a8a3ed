using Crm.Domain.Customers;
using Crm.Domain.Segments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Segments;

internal sealed class SegmentConfiguration : IEntityTypeConfiguration<Segment>
{
    private const int ColorMaxLength = 20;
    private const int SortKeyMaxLength = 200;

    public void Configure(EntityTypeBuilder<Segment> segment)
    {
        segment.ToTable("Segments");
        segment.Property(s => s.Name).HasMaxLength(Segment.NameMaxLength);
        segment.Property(s => s.NameSortKey).HasMaxLength(SortKeyMaxLength);
        segment.Property(s => s.Description).HasMaxLength(Segment.DescriptionMaxLength);
        segment.Property(s => s.Color).HasMaxLength(ColorMaxLength);
        segment.HasOne(s => s.Owner).WithMany().HasForeignKey(s => s.OwnerId).OnDelete(DeleteBehavior.Restrict);
        segment.HasIndex(s => new { s.OwnerId, s.Name }).IsUnique().HasFilter("\"DeletedAt\" IS NULL");
        segment.HasIndex(s => new { s.NameSortKey, s.Id });
    }
}

internal sealed class SegmentMemberConfiguration : IEntityTypeConfiguration<SegmentMember>
{
    public void Configure(EntityTypeBuilder<SegmentMember> member)
    {
        member.ToTable("SegmentMembers");
        member.HasKey(m => new { m.SegmentId, m.CustomerId });
        member.HasOne<Segment>().WithMany().HasForeignKey(m => m.SegmentId).OnDelete(DeleteBehavior.Cascade);
        member.HasOne<Customer>().WithMany(c => c.Segments).HasForeignKey(m => m.CustomerId).OnDelete(DeleteBehavior.Cascade);
        member.HasIndex(m => m.CustomerId);
    }
}

internal sealed class SegmentSizeConfiguration : IEntityTypeConfiguration<SegmentSize>
{
    public void Configure(EntityTypeBuilder<SegmentSize> size)
    {
        size.ToTable("SegmentSizes");
        size.HasKey(s => new { s.SegmentId, s.Day });
        size.HasOne<Segment>().WithMany().HasForeignKey(s => s.SegmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
