using Crm.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>A code that an input carries.</summary>
/// <param name="Field">camelCase field it stands in.</param>
/// <param name="List">The list it must come from.</param>
/// <param name="Code">The code, if any.</param>
/// <param name="Before">What the record had; a code that was retired since may stay.</param>
internal sealed record CodeUse(string Field, string List, string? Code, string? Before = null);

/// <summary>Checks codes against their lists.</summary>
internal sealed class CodeCheck(ICrmDb db)
{
    public async Task<List<FieldError>> FindErrorsAsync(IReadOnlyList<CodeUse> uses, CancellationToken cancellationToken) =>
        (await FindAllErrorsAsync([uses], cancellationToken))[0];

    /// <summary>The errors of each of several inputs, with one question for all of them.</summary>
    public async Task<IReadOnlyList<List<FieldError>>> FindAllErrorsAsync(IReadOnlyList<IReadOnlyList<CodeUse>> inputs, CancellationToken cancellationToken)
    {
        var codes = inputs.SelectMany(uses => uses).Where(IsNew).Select(u => u.Code!).Distinct().ToList();
        var known = codes.Count == 0 ? [] : await db.CodeListItems.AsNoTracking()
            .Where(i => i.Active && codes.Contains(i.Code))
            .Select(i => new { i.List, i.Code })
            .ToListAsync(cancellationToken);
        var usable = known.Select(k => (k.List, k.Code)).ToHashSet();
        return [.. inputs.Select(uses => uses.Where(u => IsNew(u) && !usable.Contains((u.List, u.Code!))).Select(u => FieldError.At(u.Field, "unknown_code")).ToList())];
    }

    /// <summary>Refuses a code that its list does not have, or no longer.</summary>
    public async Task EnsureAsync(string list, string code, string field, CancellationToken cancellationToken)
    {
        var errors = await FindErrorsAsync([new CodeUse(field, list, code)], cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);
    }

    private static bool IsNew(CodeUse use) => use.Code is not null && use.Code != use.Before;
}
