using Crm.Domain.Segments;
using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Fills in what names sort by where they were written down before there was such a column; finds nothing the second time.</summary>
internal static class SortKeys
{
    public static async Task FillAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var unsorted = await db.Set<Segment>().IgnoreQueryFilters().Where(s => s.NameSortKey == "").Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken); // those in the bin too; never many
        foreach (var segment in unsorted)
        {
            var key = Pinyin.SortKey(segment.Name);
            await db.Set<Segment>().IgnoreQueryFilters().Where(s => s.Id == segment.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.NameSortKey, key), cancellationToken); // as above
        }
    }
}
