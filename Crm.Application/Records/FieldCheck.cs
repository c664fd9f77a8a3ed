using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Records;

/// <summary>An input that is about to be written.</summary>
/// <param name="Input">The whole input, a patch already merged into it.</param>
/// <param name="Before">The record it changes; null for a new one.</param>
/// <param name="Said">What the record's input said before; null for a new one.</param>
public sealed record Draft(IDescribedInput Input, DescribedRecord? Before = null, IDescribedInput? Said = null);

/// <summary>What the check found.</summary>
/// <param name="Values">The values of the added fields to keep, see <see cref="DescribedRecord.Customize"/>.</param>
/// <param name="Errors">Everything that is wrong, with pointers into the input.</param>
/// <param name="Taken">Pointers of values that another record has already, where no two may have the same.</param>
public sealed record CheckedDraft(CustomValues Values, IReadOnlyList<FieldError> Errors, IReadOnlyList<string> Taken)
{
    /// <summary>Nothing to keep and nothing wrong.</summary>
    public static readonly CheckedDraft Nothing = new(CustomValues.Empty, [], []);

    /// <summary>The same for an input that is part of another.</summary>
    public CheckedDraft Under(string prefix) =>
        this with { Errors = [.. Errors.Select(e => e with { Pointer = prefix + e.Pointer })], Taken = [.. Taken.Select(pointer => prefix + pointer)] };

    /// <summary>Why it cannot be written, together with what else is wrong with it; null when nothing is.</summary>
    public Exception? Refusal(IReadOnlyList<FieldError> others)
    {
        if (others.Count + Errors.Count > 0) return new InvalidException([.. others, .. Errors, .. Taken.Select(pointer => new FieldError(pointer, "duplicate_value"))]);
        return Taken.Count > 0 ? new ConflictException("duplicate_value", Taken[0].TrimStart('/')) : null;
    }
}

/// <summary>
/// Checks the added fields of inputs and the rules about all fields: the one place for every kind of record and for every way of writing one, be it form, API, import or
/// bulk work. Many inputs are checked with as many questions to the database as one.
/// </summary>
public sealed class FieldCheck(IFieldCatalogue catalogue, IEnumerable<EntityDescriptor> descriptors, FilterTranslator filters, ICurrentUser user, ICrmDb db)
{
    private static readonly MethodInfo KnownRecords = typeof(FieldCheck).GetMethod(nameof(KnownOfAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Refuses an input with everything that is wrong with it, its shape and its added fields.</summary>
    /// <returns>The values of the added fields to keep.</returns>
    /// <exception cref="InvalidException">Something is wrong.</exception>
    /// <exception cref="ConflictException">A value is taken that only one record may have.</exception>
    public async Task<CustomValues> EnsureAsync<TInput>(EntityDescriptor kind, IValidator<TInput> shape, TInput input, DescribedRecord? before, TInput? said, CancellationToken cancellationToken)
        where TInput : class, IDescribedInput
    {
        var wrong = InputValidation.Find(shape, input);
        var found = (await CheckAsync(kind, [new Draft(input, before, said)], cancellationToken))[0];
        return found.Refusal(wrong) is { } refusal ? throw refusal : found.Values;
    }

    /// <summary>Checks several inputs of one kind, in their order. Two that bring the same value where only one may have it: the second finds it taken.</summary>
    public async Task<IReadOnlyList<CheckedDraft>> CheckAsync(EntityDescriptor kind, IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        var fields = await catalogue.OfAsync(kind, cancellationToken);
        if (fields.Added.Count == 0 && fields.Rules.Count == 0 && drafts.All(d => d.Input.Custom is null && d.Before?.Custom is null)) return [.. drafts.Select(_ => CheckedDraft.Nothing)];

        var read = drafts.Select(draft => new Reading(fields, draft)).ToList();
        await CheckReferencesAsync(fields, read, cancellationToken);
        await CheckUniqueAsync(fields, read, cancellationToken);
        if (fields.Rules.Count > 0) await CheckRulesAsync(fields, drafts, read, cancellationToken);
        return [.. read.Select(r => new CheckedDraft(r.Values, r.Errors, r.Taken))];
    }

    /// <summary>What a draft says about the added fields, and what changes by it.</summary>
    private sealed class Reading
    {
        private readonly DescribedRecord? _before;
        private readonly Dictionary<string, JsonElement> _usual = [];

        public Reading(FieldSet fields, Draft draft)
        {
            _before = draft.Before;
            var kept = draft.Before?.Custom ?? CustomValues.Empty;
            var sent = draft.Input.Custom ?? new Dictionary<string, JsonElement>();
            var stored = draft.Before is null ? null : CustomWire.Input(kept);
            foreach (var (key, value) in sent)
            {
                var same = stored is not null && stored.TryGetValue(key, out var old) && JsonElement.DeepEquals(old, value);
                if (!same && !fields.CustomKeys.Contains(key)) Errors.Add(new FieldError(PointerOf(key), "unknown_field"));
            }

            foreach (var field in fields.Added)
            {
                var key = KeyOf(field);
                var given = sent.TryGetValue(key, out var value);
                if (!given && draft.Before is null && field.Default is { } usual) (given, value, _usual[key]) = (true, usual, usual);
                if (stored is not null && given && stored.TryGetValue(key, out var old) && JsonElement.DeepEquals(old, value)) continue; // what was right once may stay

                var count = Errors.Count;
                var now = given ? CustomValueReader.Read(field, value, PointerOf(key), Errors) : null;
                var empty = now is null or IReadOnlyList<string> { Count: 0 };
                if (empty && field.Required && Errors.Count == count && (draft.Before is null || kept[key] is not null)) Errors.Add(new FieldError(PointerOf(key), "required"));
                if (!empty || kept[key] is not null) Changes[field] = empty ? null : now;
            }

            Values = kept.With(Changes.Select(c => KeyValuePair.Create(KeyOf(c.Key), c.Value)));
        }

        public CustomValues Values { get; }

        public List<FieldError> Errors { get; } = [];

        public List<string> Taken { get; } = [];

        public Guid? RecordId => _before?.Id;

        private Dictionary<FieldDescriptor, object?> Changes { get; } = [];

        /// <summary>The input with the values of added fields that it gets without being asked.</summary>
        public JsonObject Complete(JsonObject input)
        {
            if (_usual.Count == 0) return input;
            if (input["custom"] is not JsonObject) input["custom"] = new JsonObject();
            foreach (var (key, value) in _usual) input["custom"]![key] = JsonSerializer.SerializeToNode(value);
            return input;
        }

        public string? ChangedText(FieldDescriptor field) => Changes.GetValueOrDefault(field) is null ? null : Values.Compared(KeyOf(field));
    }

    private async Task CheckRulesAsync(FieldSet fields, IReadOnlyList<Draft> drafts, List<Reading> read, CancellationToken cancellationToken)
    {
        var comparisons = fields.Rules.SelectMany(rule => rule.When?.Comparisons ?? []);
        var rules = new RuleCheck(fields, await filters.SettingAsync(comparisons, user.TimeZone, cancellationToken));
        foreach (var (draft, reading) in drafts.Zip(read))
        {
            var before = draft.Said is null ? null : new RecordToBe(AsJson(draft.Said), draft.Before);
            var missing = reading.Errors.Where(e => e.Code == "required").Select(e => e.Pointer).ToHashSet(); // said once
            reading.Errors.AddRange(rules.Find(new RecordToBe(reading.Complete(AsJson(draft.Input)), draft.Before), before).Where(e => e.Code != "required" || !missing.Contains(e.Pointer)));
        }
    }

    private static JsonObject AsJson(IDescribedInput input) => (JsonObject)JsonSerializer.SerializeToNode(input, input.GetType(), CrmJson.Options)!;

    private static string KeyOf(FieldDescriptor field) => field.Key[FieldSet.CustomPrefix.Length..];

    private static string PointerOf(string key) => "/custom/" + key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Users and records that are pointed to must be there, and in sight.</summary>
    private async Task CheckReferencesAsync(FieldSet fields, List<Reading> drafts, CancellationToken cancellationToken)
    {
        foreach (var field in fields.Added.Where(f => f.Type is FieldType.Owner or FieldType.Relation))
        {
            var wanted = drafts.Select(d => d.ChangedText(field)).OfType<string>().Select(Guid.Parse).Distinct().ToList();
            if (wanted.Count == 0) continue;

            var known = field.Type == FieldType.Owner
                ? await db.Set<User>().Where(u => u.Active && wanted.Contains(u.Id)).Select(u => u.Id).ToListAsync(cancellationToken)
                : await KnownAsync(descriptors.First(d => d.Key == field.RelatesTo), wanted, cancellationToken);
            foreach (var draft in drafts.Where(d => d.ChangedText(field) is { } id && !known.Contains(Guid.Parse(id))))
                draft.Errors.Add(new FieldError(PointerOf(KeyOf(field)), field.Type == FieldType.Owner ? "unknown_user" : "unknown_record"));
        }
    }

    private Task<List<Guid>> KnownAsync(EntityDescriptor kind, List<Guid> ids, CancellationToken cancellationToken) =>
        (Task<List<Guid>>)KnownRecords.MakeGenericMethod(kind.Record).Invoke(this, [ids, cancellationToken])!;

    private Task<List<Guid>> KnownOfAsync<T>(List<Guid> ids, CancellationToken cancellationToken)
        where T : Record => db.Set<T>().Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken);

    /// <summary>Says early and kindly what the unique index would say in the end.</summary>
    private async Task CheckUniqueAsync(FieldSet fields, List<Reading> drafts, CancellationToken cancellationToken)
    {
        foreach (var field in fields.Added.Where(f => f.Unique))
        {
            var wanted = drafts.Select(d => d.ChangedText(field)).OfType<string>().Distinct().ToList();
            if (wanted.Count == 0) continue;

            var owners = await db.Set<UniqueValue>().Where(v => v.FieldId == field.Id && wanted.Contains(v.Value)).ToDictionaryAsync(v => v.Value, v => (Guid?)v.RecordId, StringComparer.Ordinal, cancellationToken);
            foreach (var draft in drafts)
            {
                if (draft.ChangedText(field) is not { } text) continue;
                if (owners.TryGetValue(text, out var owner) && (owner is null || owner != draft.RecordId)) draft.Taken.Add(PointerOf(KeyOf(field)));
                else owners[text] = draft.RecordId;
            }
        }
    }
}
