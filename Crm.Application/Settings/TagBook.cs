using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>Finds tags by name, and writes down the ones that are new.</summary>
internal sealed class TagBook(ICrmDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<Guid>> IdsOfAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.Select(n => TextRules.Clean(n)!).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0) return [];

        var known = await db.Tags.Where(t => wanted.Contains(t.Name)).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var added = wanted.Except(known.Select(t => t.Name)).Select(name => new Tag(Guid.CreateVersion7(now), name, Tag.Colors[0])).ToList();
        db.Tags.AddRange(added);
        return [.. known.Concat(added).Select(t => t.Id)];
    }
}
