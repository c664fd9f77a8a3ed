using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Records;

/// <summary>What another system calls a record.</summary>
/// <param name="System">The other system: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; at most 40 characters.</param>
/// <param name="Id">What it is called there; at most 200 characters.</param>
public sealed record ExternalRefInput(string? System, string? Id);

/// <summary>Knows what other systems call our records.</summary>
internal sealed class ExternalReferences(ICrmDb db)
{
    /// <summary>Name of the member that carries them in the items of a batch.</summary>
    public const string Member = "externalRefs";

    private DbSet<ExternalReference> Rows => db.Set<ExternalReference>();

    /// <summary>Takes the references out of the values of a record; null when they say nothing about them.</summary>
    /// <exception cref="InvalidException">They cannot be read.</exception>
    public static IReadOnlyList<ExternalRefInput>? Take(JsonObject values)
    {
        if (!values.Remove(Member, out var node) || node is null) return null;
        try
        {
            return Check(node.Deserialize<List<ExternalRefInput>>(CrmJson.Options) ?? []);
        }
        catch (JsonException)
        {
            throw new InvalidException(FieldError.At(Member, "wrong_type"));
        }
    }

    /// <summary>References of which each can be kept.</summary>
    /// <exception cref="InvalidException">One cannot.</exception>
    public static IReadOnlyList<ExternalRefInput> Check(IReadOnlyList<ExternalRefInput> references)
    {
        if (references.Count > ExternalReference.MaxCount) throw new InvalidException(new FieldError("/" + Member, "too_many", new Dictionary<string, object?> { ["max"] = ExternalReference.MaxCount }));
        for (var i = 0; i < references.Count; i++)
        {
            if (!IsSystem(references[i]?.System)) throw new InvalidException(FieldError.At($"{Member}/{i}/system", "unknown_value"));
            if (!IsId(references[i].Id)) throw new InvalidException(FieldError.At($"{Member}/{i}/id", "unknown_value"));
        }

        return [.. references.Distinct()];
    }

    /// <summary>Whether a text can be the name of another system.</summary>
    public static bool IsSystem(string? system) =>
        system is { Length: > 0 and <= ExternalReference.SystemMaxLength } && system.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Whether a text can be an id in another system.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= ExternalReference.IdMaxLength } && id.Trim().Length == id.Length && !TextRules.HasForbiddenCharacters(id, multiline: false);

    /// <summary>The records behind these names; names that lead nowhere are missing.</summary>
    public async Task<IReadOnlyDictionary<ExternalRefInput, Guid>> FindAsync(string entity, IReadOnlyCollection<ExternalRefInput> references, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ExternalRefInput, Guid>();
        foreach (var ofSystem in references.GroupBy(r => r.System!))
        {
            var ids = ofSystem.Select(r => r.Id!).ToList();
            foreach (var row in await Rows.AsNoTracking().Where(r => r.Entity == entity && r.System == ofSystem.Key && ids.Contains(r.ExternalId)).ToListAsync(cancellationToken))
                found[new ExternalRefInput(row.System, row.ExternalId)] = row.RecordId;
        }

        return found;
    }

    /// <summary>What other systems call a record.</summary>
    public async Task<IReadOnlyList<ExternalRefInput>> OfAsync(string entity, Guid recordId, CancellationToken cancellationToken) =>
        await Rows.AsNoTracking().Where(r => r.Entity == entity && r.RecordId == recordId).OrderBy(r => r.System).ThenBy(r => r.ExternalId)
            .Select(r => new ExternalRefInput(r.System, r.ExternalId)).ToListAsync(cancellationToken);

    /// <summary>Takes their names from records in the bin, for others that are called so now. Saves.</summary>
    public async Task FreeAsync(string entity, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellationToken)
    {
        if (recordIds.Count == 0) return;
        Rows.RemoveRange(await Rows.Where(r => r.Entity == entity && recordIds.Contains(r.RecordId)).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>These and no others are what other systems call the records. Saves.</summary>
    /// <exception cref="ConflictException"><c>external_ref_taken</c>: another record is called so.</exception>
    public async Task WriteAsync(string entity, IReadOnlyDictionary<Guid, IReadOnlyList<ExternalRefInput>> references, CancellationToken cancellationToken)
    {
        var (ids, wanted) = (references.Keys.ToList(), references.SelectMany(of => of.Value.Select(r => (Key: r, of.Key))).ToList());
        var taken = await FindAsync(entity, [.. wanted.Select(w => w.Key)], cancellationToken);
        if (wanted.Any(w => taken.TryGetValue(w.Key, out var other) && other != w.Item2)) throw new ConflictException("external_ref_taken", Member);

        var now = await Rows.Where(r => r.Entity == entity && ids.Contains(r.RecordId)).ToListAsync(cancellationToken);
        Rows.RemoveRange(now.Where(row => !references[row.RecordId].Contains(new ExternalRefInput(row.System, row.ExternalId))));
        Rows.AddRange(wanted.Where(w => !taken.ContainsKey(w.Key)).Select(w => new ExternalReference(entity, w.Key.System!, w.Key.Id!, w.Item2)));
        await db.SaveChangesAsync(cancellationToken);
    }
}
