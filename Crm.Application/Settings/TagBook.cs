using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>Finds tags by name, and writes down the ones that are new.</summary>
internal sealed class TagBook(ICrmDb db, TimeProvider clock)
{
    /// <summary>Gives records the tags that their inputs say, with one question for all of them; none where no input says others than before.</summary>
    public async Task TagAsync<T, TInput>(
        IEnumerable<RecordDraft<T, TInput>> drafts, Func<TInput, IReadOnlyList<string>?> said, Action<T, IReadOnlyList<Guid>> tag, CancellationToken cancellationToken)
        where T : DescribedRecord
        where TInput : class, IDescribedInput
    {
        var told = drafts.Where(d => d.IsOpen && !(d.Before is { } before && (said(d.Input) ?? []).SequenceEqual(said(before) ?? [], StringComparer.Ordinal))).ToList();
        var ids = await IdsOfAsync(told.ConvertAll(d => said(d.Input) ?? []), cancellationToken);
        foreach (var (draft, tagIds) in told.Zip(ids)) tag(draft.Record, tagIds);
    }

    private async Task<IReadOnlyList<IReadOnlyList<Guid>>> IdsOfAsync(IReadOnlyList<IReadOnlyList<string>> inputs, CancellationToken cancellationToken)
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
