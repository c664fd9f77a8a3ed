using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>
/// Finds records by what callers know of them: their id, what another system calls them, or a field that can be matched on (number, credit
/// code, e-mail, name, an added field). Many values are looked for in one question; they are compared as they would be stored, whatever
/// their case and spaces.
/// </summary>
public sealed class RecordMatcher
{
    /// <summary>Match on the id.</summary>
    public const string Id = "id";

    /// <summary>Match on what another system calls it, written <c>system:id</c>.</summary>
    public const string ExternalRef = "externalRef";

    private const int MostAtOnce = 500;
    private readonly IFieldCatalogue _catalogue;
    private readonly ExternalReferences _references;

    internal RecordMatcher(IFieldCatalogue catalogue, ExternalReferences references) => (_catalogue, _references) = (catalogue, references);

    /// <summary>What a kind of record can be matched on.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(RecordKind kind, CancellationToken cancellationToken) =>
        [Id, ExternalRef, .. (await _catalogue.OfAsync(kind.Descriptor, cancellationToken)).Fields.Where(f => f.Matchable).Select(f => f.Key)];

    /// <summary>The records in sight that have these values, in the order of the values: none, one or several each.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="matchOn">One of <see cref="KeysAsync"/>.</param>
    /// <param name="values">What is looked for; nothing is found for an empty one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidException"><c>cannot_match</c>: such records cannot be matched on that.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<Guid>>> FindAsync(RecordKind kind, string matchOn, IReadOnlyList<string?> values, CancellationToken cancellationToken)
    {
        var field = matchOn is Id or ExternalRef ? null : (await _catalogue.OfAsync(kind.Descriptor, cancellationToken)).Find(matchOn);
        if (matchOn is not (Id or ExternalRef) && field is not { Matchable: true })
            throw new InvalidException(new FieldError("/matchOn", "cannot_match", new Dictionary<string, object?> { ["allowed"] = string.Join(", ", await KeysAsync(kind, cancellationToken)) }), unreadable: true);

        var keys = values.Select(value => string.IsNullOrWhiteSpace(value) ? null : field is null ? value.Trim() : KeyOf(field, value)).ToList();
        var wanted = keys.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var found = new Dictionary<string, List<Guid>>(StringComparer.Ordinal);
        foreach (var part in wanted.Chunk(MostAtOnce))
        {
            foreach (var (key, id) in await FindAsync(kind, matchOn, field, part, cancellationToken))
            {
                if (!found.TryGetValue(key, out var ids)) found[key] = ids = [];
                if (!ids.Contains(id)) ids.Add(id);
            }
        }

        return keys.ConvertAll(key => key is not null && found.TryGetValue(key, out var ids) ? (IReadOnlyList<Guid>)ids : []);
    }

    /// <summary>How a value of a field is compared: as it would be stored, and where case means nothing in small letters.</summary>
    private static string KeyOf(FieldDescriptor field, string value) => field switch
    {
        { Normalize: { } normalize } => normalize(value),
        { Type: FieldType.Email } => EmailAddress.Normalize(value.Trim()),
        _ => (TextRules.Clean(value) ?? "").ToLowerInvariant(),
    };

    private async Task<IEnumerable<(string Key, Guid Id)>> FindAsync(RecordKind kind, string matchOn, FieldDescriptor? field, string[] keys, CancellationToken cancellationToken)
    {
        if (field is not null) return (await kind.MatchAsync(field, keys, cancellationToken)).Select(match => (KeyOf(field, match.Value), match.Id));
        if (matchOn == Id)
        {
            var ids = keys.Where(key => Guid.TryParse(key, out _)).ToLookup(Guid.Parse);
            return (await kind.InSightAsync([.. ids.Select(of => of.Key)], cancellationToken)).SelectMany(id => ids[id].Select(key => (key, id)));
        }

        var references = keys.Where(key => key.IndexOf(':', StringComparison.Ordinal) > 0).ToDictionary(key => Reference(key), key => key);
        var behind = await _references.FindAsync(kind.Descriptor.Key, references.Keys, cancellationToken);
        var seen = (await kind.InSightAsync([.. behind.Values.Distinct()], cancellationToken)).ToHashSet();
        return behind.Where(of => seen.Contains(of.Value)).Select(of => (references[of.Key], of.Value));
    }

    private static ExternalRefInput Reference(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return new ExternalRefInput(key[..colon], key[(colon + 1)..]);
    }
}

/// <summary>A record that has a value that was looked for.</summary>
/// <param name="Id">The record.</param>
/// <param name="Value">The value as it is stored.</param>
public sealed record ValueMatch(Guid Id, string Value);
