using Crm.Application.Common;
using Crm.Domain.Segments;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Segments;

/// <summary>The tables of this module.</summary>
internal static class SegmentDb
{
    extension(ICrmDb db)
    {
        public DbSet<Segment> Segments => db.Set<Segment>();

        public DbSet<SegmentMember> SegmentMembers => db.Set<SegmentMember>();

        public DbSet<SegmentSize> SegmentSizes => db.Set<SegmentSize>();
    }
}
