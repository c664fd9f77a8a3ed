using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Bulk;

/// <summary>What is done with each item of a batch.</summary>
public enum BatchMode
{
    /// <summary>Make a new record.</summary>
    Create,

    /// <summary>Merge values into one that is there.</summary>
    Update,

    /// <summary>Merge values into the one that matches, or make a new one.</summary>
    Upsert,

    /// <summary>Put it into the bin.</summary>
    Delete,
}

/// <summary>Up to 200 writes in one request.</summary>
public sealed record BatchInput
{
    /// <summary>Most items.</summary>
    public const int MaxItems = 200;

    /// <summary>What is done with each item.</summary>
    public BatchMode? Mode { get; init; }

    /// <summary>How items find their record: <c>id</c> (when nothing is said), <c>externalRef</c>, or a field that is <c>matchable</c>, for example <c>creditCode</c>.</summary>
    public string? MatchOn { get; init; }

    /// <summary>Whether one refused item takes back all the others.</summary>
    public bool AllOrNone { get; init; }

    /// <summary>
    /// The values of each record, as a form would send them; besides, <c>clientRef</c> (your own name of the item), <c>id</c>, <c>version</c> and
    /// <c>externalRefs</c>.
    /// </summary>
    public IReadOnlyList<JsonObject>? Items { get; init; }
}

/// <summary>What came of an item.</summary>
/// <param name="ClientRef">Its name, as it was sent.</param>
/// <param name="Id">The record.</param>
/// <param name="Created">Whether it was made.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Refusal">Why nothing was done.</param>
public sealed record BatchItem(string? ClientRef, Guid? Id, bool Created, int? Version, Exception? Refusal);

/// <summary>Writes many records in one request, each with the checks of a form.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="Input">What is written.</param>
[ByKindRequest]
public sealed record WriteBatch(string Entity, BatchInput Input) : IRequest<IReadOnlyList<BatchItem>>;

/// <summary>Writes the record that another system calls so, or makes it.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="System">The other system.</param>
/// <param name="ExternalId">What it is called there.</param>
/// <param name="Values">A merge patch, or the whole input of a new one.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[ByKindRequest]
public sealed record WriteByExternalRef(string Entity, string System, string ExternalId, JsonObject Values, int? ExpectedVersion) : IRequest<BatchItem>;

internal sealed class BatchHandlers(ICrmDb db, RecordKinds kinds, RecordMatcher matcher, ExternalReferences references, ICurrentUser user) :
    IRequestHandler<WriteBatch, IReadOnlyList<BatchItem>>,
    IRequestHandler<WriteByExternalRef, BatchItem>
{
    public async Task<IReadOnlyList<BatchItem>> Handle(WriteBatch request, CancellationToken cancellationToken)
    {
        var (kind, input) = (kinds.Find(request.Entity) ?? throw new NotFoundException("Entity"), request.Input);
        var mode = input.Mode ?? throw new InvalidException(FieldError.At("mode", "required"), unreadable: true);
        RequestGate.Check(user, mode == BatchMode.Delete ? kind.DeletePermission : kind.WritePermission);
        if (input.Items is not { Count: > 0 } items) throw new InvalidException(FieldError.At("items", "required"), unreadable: true);
        if (items.Count > BatchInput.MaxItems) throw new InvalidException(new FieldError("/items", "too_many", new Dictionary<string, object?> { ["max"] = BatchInput.MaxItems }), unreadable: true);
        if (items.Any(item => item is null)) throw new InvalidException(FieldError.At("items", "null_item"), unreadable: true);

        var parsed = items.Select(item => Item.Read((JsonObject)item.DeepClone(), input.MatchOn ?? RecordMatcher.Id)).ToList();
        if (mode != BatchMode.Create) await MatchAsync(kind, input.MatchOn ?? RecordMatcher.Id, mode, parsed, cancellationToken);
        return await WriteAsync(kind, mode, input.AllOrNone, parsed, cancellationToken);
    }

    public async Task<BatchItem> Handle(WriteByExternalRef request, CancellationToken cancellationToken)
    {
        var kind = kinds.Find(request.Entity) ?? throw new NotFoundException("Entity");
        RequestGate.Check(user, kind.WritePermission);
        var values = (JsonObject)request.Values.DeepClone();
        if (values.ContainsKey(ExternalReferences.Member)) throw new InvalidException(FieldError.At(ExternalReferences.Member, "read_only"));
        values[ExternalReferences.Member] = new JsonArray(new JsonObject { ["system"] = request.System, ["id"] = request.ExternalId });
        if (request.ExpectedVersion is { } version) values["version"] = version;
        List<Item> items = [Item.Read(values, RecordMatcher.ExternalRef)];
        if (items[0].Refusal is { } unreadable) throw unreadable;
        await MatchAsync(kind, RecordMatcher.ExternalRef, BatchMode.Upsert, items, cancellationToken);
        items[0].KeepsOthers = true;
        var written = (await WriteAsync(kind, BatchMode.Upsert, allOrNone: true, items, cancellationToken))[0];
        return written.Refusal is null ? written : throw written.Refusal;
    }

    /// <summary>All in one question. A key that matches nothing means a new record once; the second item with it would make the same record twice.</summary>
    private async Task MatchAsync(RecordKind kind, string matchOn, BatchMode mode, List<Item> items, CancellationToken cancellationToken)
    {
        var found = await matcher.FindAsync(kind, matchOn, items.ConvertAll(item => item.Key), cancellationToken);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.Refusal is not null) continue;
            if (item.Key is null && mode != BatchMode.Upsert) item.Refusal = new InvalidException(FieldError.At(matchOn == RecordMatcher.ExternalRef ? ExternalReferences.Member : matchOn, "required"));
            else if (found[i] is [var one]) item.Id = one;
            else if (found[i].Count > 1) item.Refusal = ConflictException.Several(matchOn, found[i]);
            else if (mode != BatchMode.Upsert) item.Refusal = new NotFoundException(kind.Descriptor.Key);
            else if (matchOn == RecordMatcher.Id && item.Key is not null) item.Refusal = new NotFoundException(kind.Descriptor.Key); // ids are ours to give
            else if (item.Key is not null && !seen.Add(item.Key)) item.Refusal = new ConflictException("given_twice", matchOn);
        }
    }

    private async Task<IReadOnlyList<BatchItem>> WriteAsync(RecordKind kind, BatchMode mode, bool allOrNone, List<Item> items, CancellationToken cancellationToken)
    {
        if (allOrNone && items.Exists(item => item.Refusal is not null))
            return items.ConvertAll(item => new BatchItem(item.ClientRef, null, false, null, item.Refusal ?? new ConflictException("batch_refused")));

        var results = await db.AttemptAsync(
            async () =>
            {
                await RefuseTakenAsync(kind, items, cancellationToken);
                if (allOrNone && items.Exists(item => item.Refusal is not null)) return items.ConvertAll(item => item.ToResult(null, allOrNone));
                var open = items.Where(item => item.Refusal is null).ToList();
                var written = await kind.WriteAsync(open.ConvertAll(item => item.ToWrite(mode)), allOrNone, cancellationToken);
                var byItem = open.Zip(written).ToDictionary(of => of.First, of => of.Second);
                await NameAsync(kind, byItem, cancellationToken);
                return items.ConvertAll(item => item.ToResult(byItem.GetValueOrDefault(item), allOrNone));
            },
            done => !allOrNone || done.TrueForAll(item => item.Refusal is null),
            cancellationToken);
        return results;
    }

    /// <summary>Says before anything is written that another record has the name already, or that the one that has it lies in the bin.</summary>
    private async Task RefuseTakenAsync(RecordKind kind, List<Item> items, CancellationToken cancellationToken)
    {
        var named = items.Where(item => item.Refusal is null && item.References is { Count: > 0 }).ToList();
        if (named.Count == 0) return;
        var taken = await references.FindAsync(kind.Descriptor.Key, [.. named.SelectMany(item => item.References!).Distinct()], cancellationToken);
        if (taken.Count == 0) return;
        var binned = (await kind.ReadAsync([.. taken.Values.Distinct()], cancellationToken)).Where(r => r.Deleted).Select(r => r.Id).ToHashSet();
        foreach (var item in named)
        {
            var others = item.References!.Where(r => taken.TryGetValue(r, out var other) && other != item.Id).Select(r => taken[r]).ToList();
            if (others.Count > 0) item.Refusal = new ConflictException(others.Exists(binned.Contains) ? "external_ref_in_bin" : "external_ref_taken", ExternalReferences.Member);
        }
    }

    private async Task NameAsync(RecordKind kind, Dictionary<Item, WriteResult> written, CancellationToken cancellationToken)
    {
        var named = written.Where(of => of.Key.References is not null && of.Value is { Refusal: null, Id: not null }).ToList();
        if (named.Count == 0) return;
        var wanted = new Dictionary<Guid, IReadOnlyList<ExternalRefInput>>();
        foreach (var (item, result) in named)
            wanted[result.Id!.Value] = item.KeepsOthers ? [.. (await references.OfAsync(kind.Descriptor.Key, result.Id.Value, cancellationToken)).Union(item.References!)] : item.References!;
        await references.WriteAsync(kind.Descriptor.Key, wanted, cancellationToken);
    }

    /// <summary>An item on its way.</summary>
    private sealed class Item
    {
        public string? ClientRef { get; private init; }

        /// <summary>What it is matched on.</summary>
        public string? Key { get; private init; }

        public Guid? Id { get; set; }

        public int? Version { get; private init; }

        public JsonObject Values { get; private init; } = [];

        public IReadOnlyList<ExternalRefInput>? References { get; private init; }

        /// <summary>Whether names that it does not mention stay.</summary>
        public bool KeepsOthers { get; set; }

        public Exception? Refusal { get; set; }

        public static Item Read(JsonObject values, string matchOn)
        {
            string? clientRef = null;
            try
            {
                clientRef = Text(values, "clientRef");
                var id = Text(values, "id");
                var version = Number(values, "version");
                var references = ExternalReferences.Take(values);
                var key = matchOn switch
                {
                    RecordMatcher.Id => id,
                    RecordMatcher.ExternalRef => references is [var first, ..] ? $"{first.System}:{first.Id}" : null,
                    _ => KeyIn(values, matchOn),
                };
                return new Item { ClientRef = clientRef, Key = key, Version = version, Values = values, References = references };
            }
            catch (InvalidException unreadable)
            {
                return new Item { ClientRef = clientRef, Refusal = unreadable };
            }
        }

        public RecordWrite ToWrite(BatchMode mode) => mode switch
        {
            BatchMode.Delete => new RecordWrite(RecordVerb.Delete, Id, null, Version),
            _ when Id is null => new RecordWrite(RecordVerb.Create, null, Values),
            _ => new RecordWrite(RecordVerb.Change, Id, Values, Version),
        };

        public BatchItem ToResult(WriteResult? written, bool allOrNone) => written is { Refusal: null, Id: { } id }
            ? new BatchItem(ClientRef, id, Id is null, written.Version, null)
            : new BatchItem(ClientRef, null, false, null, Refusal ?? written?.Refusal ?? (allOrNone ? new ConflictException("batch_refused") : new NotFoundException("record")));

        /// <summary>The value that is matched on; of e-mails and phones the primary one, or the first.</summary>
        private static string? KeyIn(JsonObject values, string field) => field.Split('.').Aggregate((JsonNode?)values, (node, name) => node is JsonObject of ? of[name] : null) switch
        {
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            JsonArray { Count: > 0 } several => (several.OfType<JsonObject>().FirstOrDefault(one => one["isPrimary"]?.GetValueKind() == JsonValueKind.True) ?? several[0] as JsonObject) is { } way ? (way["address"] ?? way["number"])?.ToString() : null,
            _ => null,
        };

        private static string? Text(JsonObject values, string name)
        {
            if (!values.Remove(name, out var node) || node is null) return null;
            return node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : throw new InvalidException(FieldError.At(name, "wrong_type"));
        }

        private static int? Number(JsonObject values, string name)
        {
            if (!values.Remove(name, out var node) || node is null) return null;
            return node is JsonValue value && value.TryGetValue<int>(out var number) ? number : throw new InvalidException(FieldError.At(name, "wrong_type"));
        }
    }
}
