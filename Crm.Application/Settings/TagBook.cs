using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>Finds tags by name, and writes down the ones that are new.</summary>
internal sealed class TagBook(ICrmDb db, TimeProvider clock)
{
    /// <summary>The tags of each of several inputs, with one question for all of them.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Guid>>> IdsOfAsync(IReadOnlyList<IReadOnlyList<string>> inputs, CancellationToken cancellationToken)
    {
        var clean = inputs.Select(names => names.Select(n => TextRules.Clean(n)!).Distinct(StringComparer.Ordinal).ToList()).ToList();
        var wanted = clean.SelectMany(names => names).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0) return [.. clean.Select(_ => Array.Empty<Guid>())];

        var known = await db.Tags.Where(t => wanted.Contains(t.Name)).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var added = wanted.Except(known.Select(t => t.Name)).Select(name => new Tag(Guid.CreateVersion7(now), name, Tag.Colors[0])).ToList();
        db.Tags.AddRange(added);
        var ids = known.Concat(added).ToDictionary(t => t.Name, t => t.Id, StringComparer.Ordinal);
        return [.. clean.Select(names => names.ConvertAll(name => ids[name]))];
    }
}
