using System.Text.Json.Nodes;
using Crm.Application.Changes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Import;

/// <summary>Some rows and what is to be done with them.</summary>
/// <param name="Writes">Rows that write now.</param>
/// <param name="Done">Rows that are through without writing.</param>
/// <param name="Later">Rows that must see what these write.</param>
internal sealed record RowWave(IReadOnlyList<(RowDraft Draft, RecordWrite Write)> Writes, IReadOnlyList<RowResult> Done, IReadOnlyList<RowDraft> Later);

/// <summary>The records that a row is about.</summary>
/// <param name="Key">What found them; null when nothing did.</param>
/// <param name="Ids">None, one or several.</param>
internal sealed record RowMatches(string? Key, IReadOnlyList<Guid> Ids);

/// <summary>Finds the records that rows are about and that they speak of, for all rows of a step at once.</summary>
internal sealed class RowMatching(ICrmDb db, RecordKinds kinds, RecordMatcher matcher, ExternalReferences references, ChangeOrigin origin, TimeProvider clock)
{
    /// <summary>What a word may be when nobody says, by kind of record, in the order in which it is tried.</summary>
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["customers"] = ["number", "name", "creditCode", "emails"],
        ["contacts"] = ["emails", "name"],
        ["orders"] = ["number"],
        ["product-categories"] = ["name"],
    };

    /// <summary>What makes two new records the same unless somebody says otherwise.</summary>
    private static readonly Dictionary<string, string[]> Same = new(StringComparer.Ordinal)
    {
        ["customers"] = ["creditCode", "name"],
        ["contacts"] = ["emails"],
    };

    /// <summary>What can find a record of a kind; phones last, because many may share the one of a house.</summary>
    public static IReadOnlyList<string> KeysOf(FieldSet fields) => [ImportTargets.Id, .. fields.Fields.Where(f => f.Matchable).OrderBy(f => f.Type == FieldType.Phone).Select(f => f.Key)];

    /// <summary>What makes two new records the same unless somebody says otherwise.</summary>
    public static IReadOnlyList<string> SameBy(EntityDescriptor descriptor) =>
        Same.GetValueOrDefault(descriptor.Key) ?? [.. descriptor.Fields.Where(f => f.Matchable).Select(f => f.Key)];

    /// <summary>The keys by which rows may speak of records that other rows of the same file are about.</summary>
    public static IReadOnlyList<string> KeysWithin(ImportRequest request) =>
        [.. Known.GetValueOrDefault(request.Entity) ?? [], .. request.Mapping.Columns.Select(c => c.Field).OfType<string>().Where(f => ImportTargets.SystemOf(f) is not null).Distinct()];

    /// <summary>What a row is called by a key, as <see cref="KeysOf(RowDraft, IReadOnlyList{string})"/> writes it.</summary>
    private static string NameOf(string key, string text) => key + "\u001F" + text.Trim();

    /// <summary>
    /// Puts the ids of the records that rows speak of into them; a word that leads nowhere, or to several, is a fault, unless another row of the file
    /// goes by that name: then the row waits.
    /// </summary>
    public async Task ReferAsync(IReadOnlyList<RowDraft> drafts, ImportRequest request, Func<IReadOnlySet<string>> within, CancellationToken cancellationToken)
    {
        foreach (var group in drafts.SelectMany(d => d.References.Select(r => (Draft: d, Reference: r))).GroupBy(x => (x.Reference.Entity, x.Reference.By)))
        {
            if (kinds.Find(group.Key.Entity) is not { } kind) continue;
            var open = group.ToList();
            IReadOnlyList<string> keys = group.Key.By is { } by ? [KeyFor(by)] : group.Key.Entity == request.Entity ? KeysWithin(request) : Known.GetValueOrDefault(group.Key.Entity) ?? [];
            foreach (var key in keys)
            {
                if (kind.Descriptor.Find(key) is not { Matchable: true } && key != ImportTargets.Id && ImportTargets.SystemOf(key) is null) continue;
                var found = await LookAsync(kind, key, open.ConvertAll(x => x.Reference.Text), cancellationToken);
                foreach (var ((draft, reference), ids) in open.Zip(found))
                {
                    if (ids.Count == 1) reference.Put(ids[0]);
                    else if (ids.Count > 1) draft.Faults.Add(new RowFault(reference.Column, "several_matches"));
                }

                open = [.. open.Zip(found).Where(x => x.Second.Count == 0).Select(x => x.First)];
            }

            if (request.Mapping.CreateCustomers && kind.Descriptor.Key == "customers" && request.Entity == "contacts") await CreateAsync(kind, open, cancellationToken);
            else
            {
                foreach (var (draft, reference) in open)
                {
                    if (group.Key.Entity == request.Entity && keys.Any(key => within().Contains(NameOf(key, reference.Text)))) draft.Waits = true;
                    else draft.Faults.Add(new RowFault(reference.Column, UnknownOf(kind)));
                }
            }
        }

        foreach (var draft in drafts) KeepTitle(draft.Values);
    }

    /// <summary>When all rows are in: points the records that these rows made or changed to those that other rows are about. What still leads nowhere is told.</summary>
    public async Task<IReadOnlyList<RowResult>> RelateAsync(RecordKind kind, ImportRequest request, Guid jobId, IReadOnlyList<RowDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in drafts) draft.References.RemoveAll(r => r.Entity != request.Entity);
        var numbers = drafts.Where(d => d.References.Count > 0 && d.Faults.Count == 0).Select(d => d.Number).ToHashSet();
        if (numbers.Count == 0) return [];
        var (first, last) = (numbers.Min(), numbers.Max());
        numbers.ExceptWith(await db.Set<JobItem>().Where(i => i.JobId == jobId && i.Number >= first && i.Number <= last).Select(i => (int)i.Number).ToListAsync(cancellationToken)); // left out, and told
        var written = (await db.Set<ChangeSet>().AsNoTracking().Where(s => s.Reference == jobId && s.Entity == request.Entity && s.Row >= first && s.Row <= last).Select(s => new { s.Row, s.RecordId }).ToListAsync(cancellationToken))
            .GroupBy(s => s.Row!.Value).ToDictionary(s => s.Key, s => s.First().RecordId);

        var open = drafts.Where(d => numbers.Contains(d.Number)).ToList();
        foreach (var (draft, found) in open.Zip(await FindAsync(kind, request.MatchOn, open, cancellationToken)))
        {
            if (found.Ids is [var one]) written.TryAdd(draft.Number, one); // the row changed nothing
        }

        await ReferAsync(open, request, () => new HashSet<string>(), cancellationToken);
        var (lost, related) = (open.Where(d => d.Faults.Count > 0), open.Where(d => d.Faults.Count == 0 && written.ContainsKey(d.Number)).ToList());
        var writes = related.ConvertAll(d => new RecordWrite(RecordVerb.Change, written[d.Number], RowReading.Relations(d)));
        foreach (var (draft, write) in related.Zip(writes)) origin.Rows[write.Id!.Value] = draft.Number;
        var results = await kind.WriteAsync(writes, allOrNone: false, cancellationToken);
        return
        [
            .. lost.Select(d => new RowResult(d, RowOutcome.Failed, written.GetValueOrDefault(d.Number), d.Faults)),
            .. related.Zip(results).Where(x => x.Second.Refusal is not null).Select(x => new RowResult(x.First, RowOutcome.Failed, written[x.First.Number], ImportErrors.FaultsOf(x.Second.Refusal!, null))),
        ];
    }

    private static string UnknownOf(RecordKind kind) => kind.Descriptor.Key switch
    {
        "contacts" => "unknown_contact",
        "orders" => "unknown_order",
        "product-categories" => "unknown_category",
        _ => "unknown_customer",
    };

    /// <summary>A title without a company is no place at a customer; it is kept where people read it.</summary>
    private static void KeepTitle(JsonObject values)
    {
        if (values["customers"] is not JsonArray { Count: 1 } places || places[0] is not JsonObject place || place["customerId"] is not null) return;
        values.Remove("customers");
        var said = string.Join(" / ", new[] { place["title"]?.ToString(), place["department"]?.ToString() }.Where(t => !string.IsNullOrEmpty(t)));
        if (said.Length > 0) values["description"] = values["description"] is { } known ? $"{said}\n{known}" : said;
    }

    /// <summary>Says for each row what is to be done, as long as no earlier one of them is about the same record.</summary>
    public async Task<RowWave> PlanAsync(RecordKind kind, ImportRequest request, RowReading reading, IReadOnlyList<RowDraft> drafts, IReadOnlySet<string> earlier, CancellationToken cancellationToken)
    {
        var keys = request.MatchOn;
        var found = await FindAsync(kind, keys, drafts, cancellationToken);
        var taken = await TakenAsync(kind, drafts.Zip(found, (draft, of) => (draft, of.Ids)), cancellationToken);
        var (writes, done, later, spoken) = (new List<(RowDraft, RecordWrite)>(), new List<RowResult>(), new List<RowDraft>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var (draft, matches) in drafts.Zip(found))
        {
            if (draft.Faults.Count > 0)
            {
                done.Add(new RowResult(draft, RowOutcome.Failed, null, draft.Faults));
                continue;
            }

            string[] own = [.. KeysOf(draft, keys).Union(draft.ExternalRefs.Select(r => $"{ImportTargets.ExternalRef}{r.System}\u001F{r.Id}"))];
            if (matches.Ids.Count == 0 && Array.Exists(own, earlier.Contains) && Foretell(request, draft) is { } foretold)
            {
                done.Add(foretold);
                continue;
            }

            if (!own.All(spoken.Add) && own.Length > 0)
            {
                spoken.UnionWith(own);
                later.Add(draft);
                continue;
            }

            if (taken.Contains(draft.Number) && !(request is { Mode: ImportMode.Create, Mapping.Duplicates: DuplicatePolicy.Skip } && matches.Ids.Count > 0))
            {
                done.Add(new RowResult(draft, RowOutcome.Failed, null, [new RowFault(null, "external_ref_taken")]));
                continue;
            }

            if (Decide(request, reading, draft, matches, out var result) is { } write)
            {
                origin.Rows[write.Id!.Value] = draft.Number;
                writes.Add((draft, write));
            }
            else done.Add(result!);
        }

        return new RowWave(writes, done, later);
    }

    /// <summary>What a row says for the keys that find records, as texts that are the same when two rows are about the same record.</summary>
    public static IEnumerable<string> KeysOf(RowDraft draft, IReadOnlyList<string> keys) => ValuesOf(draft, keys).SelectMany(v => v.Texts.Select(t => NameOf(v.Key, t)));

    /// <summary>In a dry run: what would become of a row whose record an earlier row would have made.</summary>
    private static RowResult? Foretell(ImportRequest request, RowDraft draft) => (request.Mode, request.Mapping.Duplicates) switch
    {
        (ImportMode.Create, DuplicatePolicy.Create) or (ImportMode.Update, _) => null,
        (ImportMode.Create, DuplicatePolicy.Skip) => new RowResult(draft, RowOutcome.Skipped, null, [new RowFault(null, "duplicate_skipped")]),
        _ => new RowResult(draft, RowOutcome.Updated, null, []),
    };

    /// <summary>Writes down what other systems call the records; what a record was called before stays.</summary>
    public async Task NameAsync(RecordKind kind, IReadOnlyList<RowResult> written, CancellationToken cancellationToken)
    {
        var named = written.Where(r => r is { RecordId: not null, Draft.ExternalRefs.Count: > 0, What: RowOutcome.Created or RowOutcome.Updated or RowOutcome.Unchanged }).ToList();
        if (named.Count == 0) return;
        var known = await references.FindAsync(kind.Descriptor.Key, [.. named.SelectMany(r => RefsOf(r.Draft)).Distinct()], cancellationToken);
        var names = new Dictionary<Guid, IReadOnlyList<ExternalRefInput>>();
        foreach (var row in named.Where(r => RefsOf(r.Draft).Any(reference => !known.ContainsKey(reference))))
        {
            var before = row.What == RowOutcome.Created ? [] : await references.OfAsync(kind.Descriptor.Key, row.RecordId!.Value, cancellationToken);
            names[row.RecordId!.Value] = [.. before.Union(names.GetValueOrDefault(row.RecordId.Value) ?? []).Union(RefsOf(row.Draft))];
        }

        if (names.Count > 0) await references.WriteAsync(kind.Descriptor.Key, names, cancellationToken);
    }

    private static IEnumerable<ExternalRefInput> RefsOf(RowDraft draft) => draft.ExternalRefs.Select(r => new ExternalRefInput(r.System, r.Id));

    /// <summary>Rows whose id in another system belongs to a record that they do not mean; one in the bin, as after an import that was taken back, gives it up.</summary>
    private async Task<HashSet<int>> TakenAsync(RecordKind kind, IEnumerable<(RowDraft Draft, IReadOnlyList<Guid> Ids)> rows, CancellationToken cancellationToken)
    {
        var named = rows.Where(r => r.Draft.ExternalRefs.Count > 0).ToList();
        var known = await references.FindAsync(kind.Descriptor.Key, [.. named.SelectMany(r => RefsOf(r.Draft)).Distinct()], cancellationToken);
        var others = named.SelectMany(r => RefsOf(r.Draft).Select(reference => (r.Draft.Number, Id: known.GetValueOrDefault(reference))).Where(x => x.Id != Guid.Empty && !r.Ids.Contains(x.Id))).ToList();
        if (others.Count == 0) return [];
        var binned = (await kind.ReadAsync([.. others.Select(x => x.Id).Distinct()], cancellationToken)).Where(state => state.Deleted).Select(state => state.Id).ToHashSet();
        await references.FreeAsync(kind.Descriptor.Key, binned, cancellationToken);
        return [.. others.Where(x => !binned.Contains(x.Id)).Select(x => x.Number)];
    }

    private RecordWrite? Decide(ImportRequest request, RowReading reading, RowDraft draft, RowMatches matches, out RowResult? result)
    {
        result = null;
        var ids = matches.Ids;
        var duplicates = request.Mode == ImportMode.Create ? request.Mapping.Duplicates : DuplicatePolicy.Update;
        if (ids.Count == 0 || duplicates == DuplicatePolicy.Create)
        {
            if (request.Mode != ImportMode.Update) return new RecordWrite(RecordVerb.Create, Guid.CreateVersion7(clock.GetUtcNow()), draft.Values);
            result = new RowResult(draft, RowOutcome.Failed, null, [new RowFault(null, "nothing_matches")]);
            return null;
        }

        if (duplicates == DuplicatePolicy.Skip)
        {
            result = new RowResult(draft, RowOutcome.Skipped, ids[0], [new RowFault(null, "duplicate_skipped")]);
            return null;
        }

        if (ids.Count > 1)
        {
            var column = reading.ColumnOf(matches.Key!);
            result = new RowResult(draft, RowOutcome.Failed, null, [new RowFault(column, "several_have_value", new Dictionary<string, object?> { ["field"] = column ?? matches.Key, ["count"] = ids.Count })]);
            return null;
        }

        return new RecordWrite(RecordVerb.Change, ids[0], BesidesKey(draft.Values, matches.Key!));
    }

    /// <summary>What a row says besides the one number or address that found the record, which is among those it has; written, it would be the only one left.</summary>
    private static JsonObject BesidesKey(JsonObject values, string key)
    {
        if (values[key] is not JsonArray { Count: 1 }) return values;
        var others = (JsonObject)values.DeepClone();
        others.Remove(key);
        return others;
    }

    /// <summary>The records that rows are about: those that the first key finds which finds any.</summary>
    private async Task<IReadOnlyList<RowMatches>> FindAsync(RecordKind kind, IReadOnlyList<string> keys, IReadOnlyList<RowDraft> drafts, CancellationToken cancellationToken)
    {
        var found = drafts.ToDictionary(d => d.Number, _ => new RowMatches(null, []));
        foreach (var key in keys)
        {
            var open = drafts.Where(d => found[d.Number].Ids.Count == 0).SelectMany(d => ValuesOf(d, [key]).SelectMany(v => v.Texts).Select(text => (d.Number, Text: text))).ToList();
            var ids = await LookAsync(kind, key, open.ConvertAll(o => o.Text), cancellationToken);
            foreach (var ((number, _), matches) in open.Zip(ids).Where(x => x.Second.Count > 0)) found[number] = new RowMatches(key, [.. found[number].Ids.Union(matches)]);
        }

        return [.. drafts.Select(d => found[d.Number])];
    }

    private Task<IReadOnlyList<IReadOnlyList<Guid>>> LookAsync(RecordKind kind, string key, List<string> texts, CancellationToken cancellationToken) => ImportTargets.SystemOf(key) is { } system
        ? matcher.FindAsync(kind, RecordMatcher.ExternalRef, texts.ConvertAll(text => $"{system}:{text.Trim()}"), cancellationToken)
        : matcher.FindAsync(kind, key, texts, cancellationToken);

    /// <summary>What a row says for the keys that find records.</summary>
    private static IEnumerable<(string Key, IReadOnlyList<string> Texts)> ValuesOf(RowDraft draft, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            if (draft.Keys.TryGetValue(key, out var own)) yield return (key, [own]);
            else if (Member(draft.Values, key) is { } value && TextsOf(value) is { Count: > 0 } texts) yield return (key, texts);
        }
    }

    private static JsonNode? Member(JsonObject values, string key) =>
        key.StartsWith("custom.", StringComparison.Ordinal) ? (values["custom"] as JsonObject)?[key["custom.".Length..]] : values[key];

    private static IReadOnlyList<string> TextsOf(JsonNode value) => value switch
    {
        JsonArray list => [.. list.OfType<JsonObject>().Select(item => item["address"]?.ToString() ?? (item["number"]?.ToString() is { } number ? PhoneNumber.Key(number) : null)).OfType<string>()],
        JsonValue single => [single.ToString()],
        _ => [],
    };

    private static string KeyFor(string by) => by switch
    {
        "email" => "emails",
        "phone" => "phones",
        _ => by,
    };

    /// <summary>Companies that are not there yet become customers, each once.</summary>
    private async Task CreateAsync(RecordKind customers, IReadOnlyList<(RowDraft Draft, RowReference Reference)> open, CancellationToken cancellationToken)
    {
        var names = open.GroupBy(x => x.Reference.Text, StringComparer.OrdinalIgnoreCase).ToList();
        var writes = names.ConvertAll(n => new RecordWrite(RecordVerb.Create, Guid.CreateVersion7(clock.GetUtcNow()), new JsonObject { ["kind"] = "company", ["name"] = n.Key }));
        foreach (var (name, write) in names.Zip(writes)) origin.Rows[write.Id!.Value] = name.First().Draft.Number;
        foreach (var (name, result) in names.Zip(await customers.WriteAsync(writes, allOrNone: false, cancellationToken)))
        {
            foreach (var (draft, reference) in name)
            {
                if (result.Id is { } id) reference.Put(id);
                else draft.Faults.Add(new RowFault(reference.Column, "unknown_customer"));
            }
        }
    }
}
