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
    public async Task<List<FieldError>> FindErrorsAsync(IReadOnlyList<CodeUse> uses, CancellationToken cancellationToken)
    {
        var changed = uses.Where(u => u.Code is not null && u.Code != u.Before).ToList();
        if (changed.Count == 0) return [];

        var codes = changed.Select(u => u.Code).ToList();
        var known = await db.CodeListItems.AsNoTracking()
            .Where(i => i.Active && codes.Contains(i.Code))
            .Select(i => new { i.List, i.Code })
            .ToListAsync(cancellationToken);
        return [.. changed.Where(u => !known.Exists(k => k.List == u.List && k.Code == u.Code)).Select(u => FieldError.At(u.Field, "unknown_code"))];
    }
}
